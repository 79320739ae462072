"""The `school` record; generated from the vocabulary."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

Ownership: TypeAlias = Literal[
    "central_state_enterprise",
    "provincial_state_enterprise",
    "municipal_state_enterprise",
    "government",
    "private",
    "other",
]
SchoolKind: TypeAlias = Literal["technical_school", "vocational_school", "university"]


class School(TypedDict, total=False):
    """Facts of a `school` record."""

    kind: SchoolKind | None
    ownership: Ownership | None
    has_per_student_fiscal_funding: bool | None
    enrolled_student_count: int | None
    training_person_times: int | None
