"""Plain scalars of YAML 1.2: what `yes`, `012`, `12:30`, `1.5` and `2026-02-31` mean when they are not quoted."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TypeAlias

from subsidy_rules.core.characters import INVISIBLE, codepoint
from subsidy_rules.core.errors import Diagnostic

Plain: TypeAlias = "str | int | bool | date | None"

MAX_DIGITS = 18
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_STARTS = frozenset("+-.0123456789")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_LOOKS_NUMERIC = re.compile(r"[-+.\d\uff0b\uff0d\uff0e]*\d[-+.\d\uff0b\uff0d\uff0e]*")
_BASES = {"0o": 8, "0x": 16}


class ScalarError(ValueError):
    """A scalar that is refused, with the diagnostic; its place is added by the reader."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Keep the diagnostic."""
        super().__init__(diagnostic.message())
        self.diagnostic = diagnostic


def plain_value(text: str) -> Plain:
    """Return the value of a plain scalar (YAML 1.2 core, dates besides, no decimals).

    Raises:
        ScalarError: where the text is a decimal, an impossible date, or a number in full-width digits.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_STARTS:
        return _number_or_text(text)
    refuse_full_width_number(text)
    return text


def refuse_full_width_number(text: str) -> None:
    """Refuse a number or date that is written in other than ASCII digits.

    Raises:
        ScalarError: naming the first such character.
    """
    if text.isascii() or not _LOOKS_NUMERIC.fullmatch(text):
        return
    character = next(c for c in text if not c.isascii())
    digit = unicodedata.digit(character, None)
    plain = unicodedata.normalize("NFKC", character) if digit is None else str(digit)
    raise ScalarError(Diagnostic("full-width-character", {"character": character, "plain": plain}))


def refuse_invisible(text: str) -> None:
    """Refuse text that holds a character nobody can see.

    Raises:
        ScalarError: naming the first one.
    """
    if found := INVISIBLE.search(text):
        raise ScalarError(Diagnostic("invisible-character", {"codepoint": codepoint(found[0])}))


def _number_or_text(text: str) -> Plain:
    if _DATE.fullmatch(text):
        return _date(text)
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if _DECIMAL.fullmatch(text):
        raise ScalarError(Diagnostic("number-not-quoted", {"number": text}))
    refuse_full_width_number(text)
    return text


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ScalarError(Diagnostic("impossible-date", {"text": text})) from None


def _integer(text: str) -> int:
    if len(text.lstrip("+-0")) > MAX_DIGITS:
        shown = text[: MAX_DIGITS + 2] + "…"
        raise ScalarError(Diagnostic("number-too-large", {"number": shown, "limit": str(MAX_DIGITS)}))
    base = _BASES.get(text[:2])
    return int(text[2:], base) if base else int(text)
