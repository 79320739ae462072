"""What an expression is in a frame: a constant, a column of three-valued truth, exact numbers or words, or a record.

Null says "cannot be told here". Whatever is decided in spite of nulls holds whatever they hide, so that a claim can be
answered from its columns where the answer is not null, and is left to the engine where it is.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from polars.datatypes import DataTypeClass

_INT64: Final = 2**63
_INT128: Final = 2**127


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that is the same for every claim in one state of the law; ``None`` cannot be told (常量)."""

    value: object


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A column (列). A number is ``expr / over``, with ``expr`` a whole number from ``low`` to ``high``."""

    expr: pl.Expr
    over: int = 1
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """A record of each claim: its fields are the columns whose names begin so (记录)."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Share:
    """What part of a whole something is: it can be compared, and that without dividing (占比)."""

    part: Cell
    whole: Cell


_ONE: Final = Cell(pl.lit(1), 1, 1, 1)
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
Lowered: TypeAlias = Fixed | Cell | Record | Share
OPEN: Final = Fixed(None)
TRUE, FALSE = Fixed(value=True), Fixed(value=False)

# ---------------------------------------------------------------- truth


def truth(value: Lowered) -> pl.Expr:
    """Return a truth value as an expression."""
    if isinstance(value, Cell):
        return value.expr
    return pl.lit(value.value if isinstance(value, Fixed) else None, dtype=pl.Boolean)


def invert(value: Lowered) -> Lowered:
    """Return the Kleene negation."""
    if isinstance(value, Cell):
        return Cell(~value.expr)
    return OPEN if not isinstance(value, Fixed) or value.value is None else Fixed(not value.value)


def or_open(value: Lowered) -> Lowered:
    """Return true where something is true; what is not may still be made good."""
    if isinstance(value, Cell):
        return Cell(pl.when(value.expr).then(statement=True))
    return value if value == TRUE else OPEN


def both(values: Sequence[Lowered]) -> Lowered:
    """Return the Kleene conjunction."""
    return _joined(values, FALSE, TRUE, lambda one, other: one & other)


def either(values: Sequence[Lowered]) -> Lowered:
    """Return the Kleene disjunction."""
    return _joined(values, TRUE, FALSE, lambda one, other: one | other)


def _joined(
    values: Sequence[Lowered], stop: Fixed, neutral: Fixed, join: Callable[[pl.Expr, pl.Expr], pl.Expr]
) -> Lowered:
    if stop in values:
        return stop
    left = [value for value in values if value != neutral]
    if not any(isinstance(value, Cell) for value in left):
        return OPEN if left else neutral
    found = truth(left[0])
    for value in left[1:]:
        found = join(found, truth(value))
    return Cell(found)


# ---------------------------------------------------------------- numbers


def number(value: Lowered) -> Cell | None:
    """Return an exact number as a column; ``None`` where it cannot be told."""
    if isinstance(value, Cell):
        return value
    if not isinstance(value, Fixed) or not isinstance(value.value, int | Fraction):
        return None
    found = Fraction(value.value)
    return Cell(pl.lit(found.numerator, dtype=width(found.numerator)), found.denominator, *(found.numerator,) * 2)


def width(*ends: int) -> DataTypeClass:
    """Return the type that holds whole numbers as large as these."""
    return pl.Int64 if all(-_INT64 <= end < _INT64 for end in ends) else pl.Int128


def _scaled(cell: Cell, factor: int) -> Cell | None:
    low, high = cell.low * factor, cell.high * factor
    over = cell.over * factor
    if factor == 1:
        return cell
    if max(abs(low), abs(high)) >= _INT128:
        return None
    return Cell(cell.expr.cast(width(low, high)) * pl.lit(factor, dtype=width(low, high)), over, low, high)


def aligned(values: Sequence[Cell]) -> list[Cell] | None:
    """Return numbers with one denominator; ``None`` where that leaves no room."""
    over = lcm(*(cell.over for cell in values))
    found = [_scaled(cell, over // cell.over) for cell in values]
    return [cell for cell in found if cell] if all(found) else None


def add(left: Cell, right: Cell, sign: int = 1) -> Lowered:
    """Return a sum or difference."""
    pair = aligned([left, right])
    if pair is None:
        return OPEN
    one, other = pair
    ends = (one.low + other.low, one.high + other.high) if sign > 0 else (one.low - other.high, one.high - other.low)
    room = width(*ends)
    first, second = one.expr.cast(room), other.expr.cast(room)
    return Cell(first + second if sign > 0 else first - second, one.over, *ends)


def multiply(left: Cell, right: Cell) -> Lowered:
    """Return a product."""
    corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    low, high = min(corners), max(corners)
    if max(abs(low), abs(high)) >= _INT128:
        return OPEN
    room = width(low, high)
    return Cell(left.expr.cast(room) * right.expr.cast(room), left.over * right.over, low, high)


def half_up(value: Cell, step: int = 1) -> Lowered:
    """Round half up to whole multiples of a step."""
    over = value.over * step
    doubled = _scaled(replace(value, over=1), 2)
    if over == 1 or doubled is None:
        return value if over == 1 else OPEN
    low, high = ((2 * end + over) // (2 * over) for end in (value.low, value.high))
    room = width(doubled.low, doubled.high + over)
    rounded = (doubled.expr.cast(room) + pl.lit(over, dtype=room)) // pl.lit(2 * over, dtype=room)
    return Cell(rounded.cast(pl.Int64) * step, 1, low * step, high * step) if high * step < _INT64 else OPEN


def extreme(values: Sequence[Cell], function: str) -> Lowered:
    """Return the least or the greatest number; nothing where one of them cannot be told."""
    found = aligned(values)
    if found is None:
        return OPEN
    pick, join = (min, pl.min_horizontal) if function == "min" else (max, pl.max_horizontal)
    room = width(*(end for cell in found for end in (cell.low, cell.high)))
    exprs = [cell.expr.cast(room) for cell in found]
    known = pl.all_horizontal([expr.is_not_null() for expr in exprs])
    ends = pick(cell.low for cell in found), pick(cell.high for cell in found)
    return Cell(pl.when(known).then(join(exprs)), found[0].over, *ends)


# ---------------------------------------------------------------- comparisons


def order(op: str, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Return a comparison; with null it is null."""
    found: pl.Expr = _COMPARISONS[op](left, right)
    return found


def compare_known(op: str, left: Any, right: Any) -> Lowered:  # noqa: ANN401  # known values
    """Compare two constants."""
    return OPEN if left is None or right is None else Fixed(_COMPARISONS[op](left, right))


def compare_numbers(op: str, left: Lowered, right: Lowered) -> Lowered:
    """Compare exact numbers; a share of a whole by multiplying with the whole."""
    if isinstance(left, Share) or isinstance(right, Share):
        one, other = (
            side
            if isinstance(side, Share)
            else Share(cell, Cell(pl.lit(1), 1, 1, 1))
            if (cell := number(side))
            else None
            for side in (left, right)
        )
        if one is None or other is None:
            return OPEN
        left, right = multiply(one.part, other.whole), multiply(other.part, one.whole)
        found = compare_numbers(op, left, right)
        whole = (one.whole.expr > 0) & (other.whole.expr > 0)
        return Cell(pl.when(whole).then(found.expr)) if isinstance(found, Cell) else OPEN
    if isinstance(left, Fixed) and isinstance(right, Fixed):
        return OPEN
    pair = [cell for cell in (number(left), number(right)) if cell]
    found_pair = aligned(pair) if len(pair) > 1 else None
    return Cell(order(op, found_pair[0].expr, found_pair[1].expr)) if found_pair else OPEN


def literal(value: object) -> pl.Expr:
    """Return a known value that is no number as an expression."""
    if isinstance(value, date):
        return pl.lit(value, dtype=pl.Date)
    return pl.lit(value)
