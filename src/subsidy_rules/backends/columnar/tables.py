"""Words as numbers, and values that are looked up by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from subsidy_rules.backends.columnar import cells
from subsidy_rules.backends.columnar.cells import OPEN, Cell, Fixed, Lowered
from subsidy_rules.core import regions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.ir.types import Type


_NO_COLUMN: Final = ("list", "range", "period", "table", "record")


def places(plan: Plan, enum: str) -> dict[str, int]:
    """Return the place of each word of an enum: the ranked ones first, in their order."""
    definition = plan.vocabulary.enums[enum]
    ranked = [*definition.ranking, *(value for value in definition.values if value not in definition.ranking)]
    return {value: place for place, value in enumerate(ranked)}


def keyed_by(plan: Plan, dimensions: Sequence[tuple[str, ...]], table: Mapping[str, Any], start: int) -> int:
    """Return which dimension a table is keyed by; outer ones may be left out."""
    enums = plan.vocabulary.enums
    for place in range(start, len(dimensions)):
        for kind in dimensions[place]:
            if all(regions.is_region(k) if kind == "region" else k in enums[kind].values for k in table):
                return place
    return next((i for i in range(start, len(dimensions)) if len(dimensions[i]) > 1), start)


def code(plan: Plan, value: object, type_: Type) -> object:
    """Return a known value as it stands in a column: a word of an enum by its place, ``None`` where it has none."""
    return places(plan, type_.of).get(str(value)) if type_.kind == "enum" else value


def expr(plan: Plan, value: Lowered, type_: Type) -> pl.Expr | None:
    """Return a value that is no number as an expression; ``None`` where it cannot be told."""
    if isinstance(value, Cell):
        return value.expr
    known = code(plan, value.value, type_) if isinstance(value, Fixed) and value.value is not None else None
    return None if known is None else cells.literal(known)


def cases(plan: Plan, rows: Sequence[tuple[pl.Expr, Lowered]], type_: Type) -> Lowered:
    """Return one of several values, by which of the conditions holds; nothing where none does."""
    if type_.is_numeric:
        return _numeric_cases(rows)
    if type_.kind in _NO_COLUMN:
        return OPEN
    found: Any = pl
    for same, value in rows:
        known = expr(plan, value, type_)
        found = found.when(same).then(pl.lit(None) if known is None else known)
    return Cell(found) if rows else OPEN


def _numeric_cases(rows: Sequence[tuple[pl.Expr, Lowered]]) -> Lowered:
    numbers = [(same, number) for same, value in rows if (number := cells.number(value))]
    aligned = cells.aligned([number for _, number in numbers]) if numbers else None
    if not aligned:
        return OPEN
    found: Any = pl
    low, high = min(c.low for c in aligned), max(c.high for c in aligned)
    for (same, _), cell in zip(numbers, aligned, strict=True):
        found = found.when(same).then(cell.expr.cast(cells.width(low, high)))
    return Cell(found, aligned[0].over, low, high)
