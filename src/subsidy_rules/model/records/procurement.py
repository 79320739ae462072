"""The `procurement` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from datetime import date

ProcurementMethod: TypeAlias = Literal[
    "open_tender",
    "competitive_negotiation",
    "competitive_consultation",
    "inquiry",
    "electronic_market",
    "self_purchase",
    "single_source",
    "direct_award",
]


class Procurement(TypedDict, total=False):
    """Facts of a `procurement` record."""

    project_yuan: str | None
    method: ProcurementMethod | None
    decided_on: date | str | None
    is_urgent: bool | None
    has_full_justification: bool | None
    is_electronic_market_required: bool | None
    has_electronic_market_service: bool | None
    meets_self_purchase_rules: bool | None
    is_required_by_case_decision: bool | None
    completed_on: date | str | None
    round_count: int | None
