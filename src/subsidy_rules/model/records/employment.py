"""The `employment` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.model.records.person import EmploymentKind


class Employment(TypedDict, total=False):
    """Facts of a `employment` record."""

    enterprise_id: str | None
    employment_kind: EmploymentKind | None
    started_on: date | str | None
    ended_on: date | str | None
