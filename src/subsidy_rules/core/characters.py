"""Characters that deceive the eye: those nobody can see, and look-alikes of ASCII letters and digits."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\xad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufe00-\ufe0f\ud800-\udfff\ufff9-\uffff\U000e0000-\U000e01ef]"  # variants, no characters at all, tags
)
"""Characters that a reader cannot see (不可见字符); tab and line feed are left to the caller."""

_LONGEST = 60


def codepoint(character: str) -> str:
    """Return a character as ``U+200B``."""
    return f"U+{ord(character):04X}"


def look_alike(text: str) -> tuple[str, str] | None:
    """Return the first full-width or other look-alike of an ASCII letter or digit, and what to write (全角字符)."""
    if text.isascii():
        return None
    for character in text:
        if not character.isascii():
            plain = unicodedata.normalize("NFKC", character)
            if plain.isascii() and plain.isalnum():
                return character, plain
            if character.isdecimal():
                return character, str(unicodedata.digit(character))
    return None


def in_one_line(text: str) -> str:
    """Return the text as a message can show it: one line, cut where it is long, nothing hidden."""
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return cut if cut.isprintable() else "".join(c if c.isprintable() else codepoint(c) for c in cut)
