"""Columns that line up though Chinese characters are twice as wide."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal (显示宽度)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def padded(text: str, columns: int) -> str:
    """Return a text filled up with blanks to a number of columns."""
    return text + " " * max(columns - width(text), 0)


def on_one_line(text: str) -> str:
    """Return a text without line breaks and control characters: what a fact says must not move the cursor."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split(" ")).strip()
