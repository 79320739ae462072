"""Three-valued truth and intervals: what a fact, a tariff or a reading that is not known does to an answer.

Boolean logic is strong Kleene; numbers are sound intervals. A value is one of

* a known scalar: ``bool``, ``int`` (counts, and money in fen), ``Fraction`` (ratios), ``date``, ``str``, a list;
* :class:`Bounds`: a number known to lie between two ends;
* :class:`Unknown`: anything else that is not known.

``Bounds`` and ``Unknown`` carry their reasons: what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MissingKind: TypeAlias = Literal[
    "fact", "history", "parameter", "reading", "effective", "pending", "undecidable", "unlisted"
]
Number: TypeAlias = int | Fraction


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """One thing that stands between the facts and an answer (缺失项).

    ``what`` is a fact path, ``history.awards``, a parameter id, a reading id or ``<document>.effective_from``.
    """

    what: str
    kind: MissingKind = "fact"


Reasons: TypeAlias = frozenset[Missing]
NO_REASONS: Reasons = frozenset()


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that is not known, and why (未知)."""

    reasons: Reasons


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number that lies between ``low`` and ``high``, both inclusive; ``None`` is no upper end (区间)."""

    low: Number
    high: Number | None
    reasons: Reasons


Scalar: TypeAlias = bool | int | Fraction | date | str
Value: TypeAlias = Any  # a scalar, Bounds, Unknown, a list or a record: the checker of the language knows which
Truth: TypeAlias = bool | Unknown


def unknown(what: str, kind: MissingKind = "fact") -> Unknown:
    """Return the unknown that one missing thing makes."""
    return Unknown(frozenset({Missing(what, kind)}))


def reasons_of(*values: object) -> Reasons:
    """Return everything missing in the values."""
    return NO_REASONS.union(*(v.reasons for v in values if isinstance(v, Unknown | Bounds)))


def is_known(value: object) -> bool:
    """Whether the value is determined."""
    return not isinstance(value, Unknown | Bounds)


def invert(value: Truth) -> Truth:
    """Return ``not value``."""
    return value if isinstance(value, Unknown) else not value


def both(values: Iterable[Truth]) -> Truth:
    """Return the strong Kleene conjunction; one false decides, and nothing after it is asked for."""
    missing, is_open = NO_REASONS, False
    for value in values:
        if value is False:
            return False
        is_open |= isinstance(value, Unknown)
        missing |= reasons_of(value)
    return Unknown(missing) if is_open else True


def either(values: Iterable[Truth]) -> Truth:
    """Return the strong Kleene disjunction; one true decides, and nothing after it is asked for."""
    return invert(both(invert(v) for v in values))


def bounds(value: object) -> Bounds:
    """Return a number, known or not, as an interval; what is not known at all is any number from zero up."""
    if isinstance(value, Bounds):
        return value
    if isinstance(value, Unknown):
        return Bounds(0, None, value.reasons)
    if isinstance(value, int | Fraction):
        return Bounds(value, value, NO_REASONS)
    msg = f"not a number: {value!r}"
    raise TypeError(msg)


def tidy(interval: Bounds) -> Bounds | Number:
    """Return the interval, or the number where both ends meet: then what is missing makes no difference.

    Not so where a table does not list every case: the one figure it has need not be the one that is due.
    """
    is_listed = not any(missing.kind == "unlisted" for missing in interval.reasons)
    return interval.low if interval.low == interval.high and is_listed else interval


def compare(op: str, left: object, right: object) -> Truth:
    """Compare two values; an interval decides where its ends agree.

    An interval over the figures a table lists decides nothing where the table does not list every case.
    """
    if any(missing.kind == "unlisted" for missing in reasons_of(left, right)):
        return Unknown(reasons_of(left, right))
    if op == "==":
        return _equal(left, right)
    if op == "!=":
        return invert(_equal(left, right))
    if op in (">", ">="):
        return compare("<" if op == ">" else "<=", right, left)
    if isinstance(left, Bounds) or isinstance(right, Bounds):
        return _ordered(op, bounds(left), bounds(right))
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        numeric = isinstance(left, int | Fraction) or isinstance(right, int | Fraction)
        return _ordered(op, bounds(left), bounds(right)) if numeric else Unknown(reasons_of(left, right))
    return bool(left < right if op == "<" else left <= right)  # type: ignore[operator]  # one ordered type, by the checker


def _equal(left: object, right: object) -> Truth:
    if is_known(left) and is_known(right):
        return left == right
    if isinstance(left, Bounds) or isinstance(right, Bounds):
        one, other = bounds(left), bounds(right)
        apart = (one.high is not None and one.high < other.low) or (other.high is not None and other.high < one.low)
        return False if apart else Unknown(one.reasons | other.reasons)
    return Unknown(reasons_of(left, right))


def _ordered(op: str, left: Bounds, right: Bounds) -> Truth:
    strict = op == "<"
    if left.high is not None and (left.high < right.low if strict else left.high <= right.low):
        return True
    if right.high is not None and (left.low >= right.high if strict else left.low > right.high):
        return False
    return Unknown(left.reasons | right.reasons)


def add(left: object, right: object) -> Bounds | Number:
    """Add two numbers or intervals."""
    a, b = bounds(left), bounds(right)
    high = None if a.high is None or b.high is None else a.high + b.high
    return tidy(Bounds(a.low + b.low, high, a.reasons | b.reasons))


def subtract(left: object, right: object) -> Bounds | Number | Unknown:
    """Subtract; where the subtrahend has no upper end, the difference has no lower one and is unknown."""
    a, b = bounds(left), bounds(right)
    if b.high is None:
        return Unknown(a.reasons | b.reasons)
    high = None if a.high is None else a.high - b.low
    return tidy(Bounds(a.low - b.high, high, a.reasons | b.reasons))


def multiply(left: object, right: object) -> Bounds | Number | Unknown:
    """Multiply; a known zero makes zero of anything, and what has no end leaves no lower one to a negative factor."""
    a, b = bounds(left), bounds(right)
    if (a.low == a.high == 0) or (b.low == b.high == 0):
        return 0
    if a.high is None or b.high is None:
        reasons = a.reasons | b.reasons
        return Unknown(reasons) if min(a.low, b.low) < 0 else Bounds(a.low * b.low, None, reasons)
    products = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return tidy(Bounds(min(products), max(products), a.reasons | b.reasons))


def map_ends(function: Callable[[Number], Number], value: object) -> Bounds | Number:
    """Apply a rising function, such as a rounding, to a number or to both ends of an interval."""
    a = bounds(value)
    return tidy(Bounds(function(a.low), None if a.high is None else function(a.high), a.reasons))


def smallest(values: Iterable[object]) -> Bounds | Number:
    """Return the minimum of numbers or intervals."""
    parts = [bounds(v) for v in values]
    highs = [p.high for p in parts if p.high is not None]
    low, high = min(p.low for p in parts), min(highs) if highs else None
    return tidy(Bounds(low, high, reasons_of(*parts)))


def largest(values: Iterable[object]) -> Bounds | Number:
    """Return the maximum of numbers or intervals."""
    parts = [bounds(v) for v in values]
    highs = [p.high for p in parts if p.high is not None]
    high = max(highs) if len(highs) == len(parts) else None
    return tidy(Bounds(max(p.low for p in parts), high, reasons_of(*parts)))


def hull(values: Iterable[object], because: Reasons) -> object:
    """Return what is known of a value that is one of ``values``, when ``because`` leaves open which.

    Equal values stand. Numbers make an interval. Anything else is unknown.
    """
    options = list(values)
    first = options[0]
    is_listed = not any(missing.kind == "unlisted" for missing in because)
    if is_listed and all(is_known(v) and type(v) is type(first) and v == first for v in options):
        return first
    missing = because | reasons_of(*options)
    if any(_is_number(v) for v in options) and all(_is_number(v) or isinstance(v, Unknown) for v in options):
        parts = [bounds(v) for v in options]
        highs = [p.high for p in parts if p.high is not None]
        high = max(highs) if len(highs) == len(parts) else None
        return tidy(Bounds(min(p.low for p in parts), high, missing))
    return Unknown(missing)


def hull_if(condition: Truth, then: Value, otherwise: Value) -> Bounds | Number:
    """Return one of two numbers, or the interval they span where the condition is open."""
    if isinstance(condition, Unknown):
        return bounds(hull((then, otherwise), condition.reasons))
    return bounds(then if condition else otherwise)


def _is_number(value: object) -> bool:
    return isinstance(value, Bounds) or (isinstance(value, int | Fraction) and not isinstance(value, bool))
