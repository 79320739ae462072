"""The `violation` record; generated from the vocabulary."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

ViolationKind: TypeAlias = Literal[
    "fake_training",
    "fake_assessment",
    "subsidy_fraud",
    "subcontracting",
    "perfunctory_training",
    "padded_roster",
    "contract_breach",
    "other",
]


class Violation(TypedDict, total=False):
    """Facts of a `violation` record."""

    kind: ViolationKind | None
    is_serious: bool | None
    obtained_yuan: str | None
    is_suspected_crime: bool | None
