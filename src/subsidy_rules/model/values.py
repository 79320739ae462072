"""Scalars of a request: each kind of value in its one spelling, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from subsidy_rules.core.characters import INVISIBLE, codepoint, in_one_line, look_alike
from subsidy_rules.core.dates import parse_date
from subsidy_rules.core.errors import Diagnostic
from subsidy_rules.core.money import fen_from_yuan, ratio_from_text
from subsidy_rules.core.regions import is_region
from subsidy_rules.model.identifiers import mask_all

if TYPE_CHECKING:
    from fractions import Fraction

MAX_COUNT = 10**12
_LINE_BREAKS = "\t\n\r"
_ISO_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_Exact = TypeVar("_Exact")


@dataclass(frozen=True, slots=True)
class InexactNumber:
    """A JSON number that is not an integer, as it was written; kept only to be refused where it stands."""

    text: str


class BadValueError(ValueError):
    """A value that is refused, with the diagnostic; its path is added where it stands."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Keep the diagnostic."""
        super().__init__(diagnostic.message())
        self.diagnostic = diagnostic


def shown(value: object) -> str:
    """Return a value as a message shows it: short, in one line, ID numbers masked."""
    if isinstance(value, str):
        return in_one_line(mask_all(value))
    if isinstance(value, InexactNumber):
        return in_one_line(value.text)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(repr(value), repr(value))
    if isinstance(value, int):
        return mask_all(str(value)) if -(MAX_COUNT**2) < value < MAX_COUNT**2 else "…"
    if isinstance(value, Mapping):
        return "{…}"
    return "[…]" if isinstance(value, list | tuple | set) else in_one_line(mask_all(str(value)))


def read_text(value: object) -> str:
    """Return text as it is, unless it holds characters nobody can see."""
    if not isinstance(value, str):
        raise _bad(value, "not-text")
    if not value.isprintable():
        hidden = INVISIBLE.search(value)
        character = hidden[0] if hidden else next((c for c in value if c in _LINE_BREAKS), "")
        if character:
            raise BadValueError(Diagnostic("invisible-character", {"codepoint": codepoint(character)}))
    return value


def read_truth(value: object) -> bool:
    """Return true or false."""
    if value is True or value is False:
        return value
    raise _bad(value, "not-a-truth-value")


def read_count(value: object) -> int:
    """Return a whole number of zero or more."""
    if type(value) is not int or value < 0:
        raise _bad(value, "not-a-count")
    if value > MAX_COUNT:
        raise _bad(value, "count-too-large")
    return value


def read_yuan(value: object) -> int:
    """Return the fen of a decimal string of yuan (金额)."""
    return _decimal(value, fen_from_yuan, "not-an-amount")


def read_ratio(value: object) -> Fraction:
    """Return the ratio of a decimal string (比例)."""
    return _decimal(value, ratio_from_text, "not-a-ratio")


def read_date(value: object) -> date:
    """Return a day of the calendar, given as an ISO string or a date (日期)."""
    if type(value) is date:
        return value
    if not isinstance(value, str):
        raise _bad(value, "not-a-date")
    try:
        return parse_date(value)
    except ValueError:
        _refuse_look_alike(value)
        code = "impossible-date" if _ISO_FORM.fullmatch(value) else "not-a-date"
        raise _bad(value, code) from None


def read_region(value: object) -> str:
    """Return a region code (行政区划代码)."""
    if isinstance(value, str):
        if is_region(value):
            return value
        _refuse_look_alike(value)
    raise _bad(value, "not-a-region")


SCALARS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {
        "string": read_text,
        "boolean": read_truth,
        "integer": read_count,
        "yuan": read_yuan,
        "ratio": read_ratio,
        "date": read_date,
        "region": read_region,
    }
)


def _decimal(value: object, read: Callable[[str], _Exact], code: str) -> _Exact:
    if isinstance(value, str):
        try:
            return read(value)
        except ValueError:
            _refuse_look_alike(value)
            raise _bad(value, code) from None
    is_number = isinstance(value, int | float | InexactNumber) and not isinstance(value, bool)
    raise _bad(value, "number-not-text" if is_number else code)


def _bad(value: object, code: str) -> BadValueError:
    text = shown(value)
    return BadValueError(Diagnostic(code, {"value": text, "text": text, "limit": str(MAX_COUNT)}))


def _refuse_look_alike(text: str) -> None:
    if found := look_alike(text):
        raise BadValueError(Diagnostic("full-width-character", {"character": found[0], "plain": found[1]}))
