"""Requests as rows of frames, and what a decision says as such a row tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.model.decision import Decision

OWN = ("request_id", "person_id", "region", "on")


def row_of(plan: Plan, request: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a request as a row; nothing where it holds lists of records or tables, which no column holds."""
    if request.get("mode", "default") != "default" or request.get("drafts", "exclude") != "exclude":
        return None
    row = {name: spelled(request[name]) for name in OWN if request.get(name) is not None}
    for name, given in (request.get("facts") or {}).items():
        head, record, many = name, given, plan.vocabulary.fact_lists.get(name)
        if many and isinstance(given, list):
            if len(given) != 1:
                return None
            head, record = many, given[0]  # one of a list is told as the one
        if not isinstance(record, dict):
            return None
        for field, value in record.items():
            if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value)):
                return None
            row[f"{head}.{field}"] = spelled(value)
    return row


def request_of(question: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as a request, its facts in the order of the columns: that order is the last to part two claims."""
    facts: dict[str, dict[str, Any]] = {}
    for name in sorted(row):
        record, _, field = name.partition(".")
        if field:
            facts.setdefault(record, {})[field] = row[name]
    return {"question": question, "facts": facts, **{name: row[name] for name in OWN if name in row}}


def spelled(value: Any) -> Any:  # noqa: ANN401  # any value
    return value.isoformat() if hasattr(value, "isoformat") else value


def frame_of(rows: Sequence[Mapping[str, Any]], *names: str) -> pl.DataFrame:
    """Return rows as a frame; a column that has no value at all is still there."""
    columns = [*names, *sorted({name for row in rows for name in row} - set(names))]
    return pl.DataFrame({name: pl.Series([row.get(name) for row in rows], strict=True) for name in columns})


def told(decision: Decision, payees: Sequence[str]) -> tuple[object, ...]:
    """Return what a row tells of a decision."""
    is_known = decision.amount_status == "determined"
    sums = [sum(p.fen for p in decision.payments if p.payee == payee) if is_known else None for payee in payees]
    return decision.request_id, decision.outcome, decision.severity, decision.amount_status, *sums


def rows_told(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    """Return what the rows of an answer tell."""
    sums = [name for name in frame.columns if name.startswith("fen.")]
    return frame.select("request_id", "outcome", "severity", "amount_status", *sums).rows()


def payees_of(frame: pl.DataFrame) -> list[str]:
    """Return whose sums an answer tells."""
    return [name.removeprefix("fen.") for name in frame.columns if name.startswith("fen.")]
