"""Money: integer fen inside, decimal yuan at the edges, rounding a named operation."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

MAX_FEN = 10**15
_YUAN = re.compile(r"(0|[1-9][0-9]{0,12})\.[0-9]{2}", re.ASCII)
_RATIO = re.compile(r"[0-9]{1,6}\.[0-9]{1,9}", re.ASCII)
_FRACTION = re.compile(r"(0|[1-9][0-9]{0,8})/([1-9][0-9]{0,8})", re.ASCII)
_FEN_PER_YUAN = 100


def fen_from_yuan(text: str) -> int:
    """Return fen for a decimal string of yuan with two places (元转分).

    Raises:
        ValueError: where the text is anything but ``"1500.00"``.
    """
    if not _YUAN.fullmatch(text):
        msg = f"not an amount of yuan: {text!r}"
        raise ValueError(msg)
    return int(text.replace(".", ""))


def yuan_from_fen(fen: int) -> str:
    """Return fen as a decimal string of yuan with two places (分转元)."""
    sign, rest = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{rest // _FEN_PER_YUAN}.{rest % _FEN_PER_YUAN:02d}"


def in_range(fen: Fraction | int) -> bool:
    """Whether an amount is one this world could pay; beyond that something is wrong with the figures."""
    return fen <= MAX_FEN


def decimal_yuan(fen: int) -> Decimal:
    """Return fen as an exact ``Decimal`` of yuan."""
    return Decimal(yuan_from_fen(fen))


def ratio_from_text(text: str) -> Fraction:
    """Return a decimal string such as ``"0.30"`` as an exact ratio (比例).

    Raises:
        ValueError: where the text is not a decimal with a point.
    """
    if not _RATIO.fullmatch(text):
        msg = f"not a ratio: {text!r}"
        raise ValueError(msg)
    return Fraction(text)


def stated_ratio(text: str) -> Fraction:
    """Return a ratio as a document states it: a decimal, or a fraction such as ``"1/3"``, exactly (文件所载比例).

    Raises:
        ValueError: where the text is neither.
    """
    return Fraction(text) if _FRACTION.fullmatch(text) else ratio_from_text(text)


def ratio_to_text(ratio: Fraction | int, places: int = 4) -> str:
    """Return a ratio with four decimals, half up."""
    scaled = half_up(Fraction(ratio) * 10**places)
    return f"{scaled // 10**places}.{scaled % 10**places:0{places}d}"


def half_up(value: Fraction | int) -> int:
    """Round half up to a whole number: the named rounding of every amount the texts do not round otherwise."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def whole_yuan(fen: Fraction | int) -> int:
    """Round half up to whole yuan, in fen."""
    return half_up(Fraction(fen) / _FEN_PER_YUAN) * _FEN_PER_YUAN


def share_of(part: int, whole: int) -> Fraction:
    """Return what part of a whole something is, exactly (占比)."""
    return Fraction(part, whole)


def figure(value: object) -> str:
    """Return a number as a person writes it: a ratio with four decimals, anything else as it is."""
    return ratio_to_text(value) if isinstance(value, Fraction) else str(value)
