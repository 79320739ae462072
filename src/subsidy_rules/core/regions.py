"""Administrative regions: the level is read from the code, containment from its prefix (GB/T 2260)."""

from __future__ import annotations

import re
from typing import Literal

Level = Literal["province", "prefecture", "county"]
LEVELS: tuple[Level, ...] = ("province", "prefecture", "county")
_CODE = re.compile(r"[1-9][0-9]{5}", re.ASCII)
_STEP = 2
_DIGITS = 6


def is_region(code: str) -> bool:
    """Whether the text has the form of a region code."""
    return bool(_CODE.fullmatch(code))


def level_of(code: str) -> Level:
    """Return the level of a region: province, prefecture or county (行政层级)."""
    return LEVELS[len(stem(code)) // _STEP - 1]


def contains(outer: str, inner: str) -> bool:
    """Whether the region ``inner`` is ``outer`` or lies in it (辖区)."""
    return inner.startswith(stem(outer))


def at_level(code: str, level: Level) -> str:
    """Return the region of that level around a region, or the region itself where it lies higher."""
    size = min((LEVELS.index(level) + 1) * _STEP, len(stem(code)))
    return code[:size].ljust(_DIGITS, "0")


def stem(code: str) -> str:
    """Return the digits that a region has in common with everything in it (代码前缀)."""
    digits = code
    while len(digits) > _STEP and digits.endswith("00"):
        digits = digits[:-_STEP]
    return digits
