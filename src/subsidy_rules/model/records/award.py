"""The `award` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.model.records.certificate import SkillLevel
    from subsidy_rules.model.records.claim import SubsidyKind

Payee: TypeAlias = Literal["person", "trainees", "school", "institution", "enterprise"]


class Award(TypedDict, total=False):
    """Facts of a `award` record."""

    person_id: str | None
    subsidy_kind: SubsidyKind | None
    payee: Payee | None
    occupation: str | None
    trade: str | None
    level: SkillLevel | None
    applied_on: date | str | None
    paid_on: date | str | None
