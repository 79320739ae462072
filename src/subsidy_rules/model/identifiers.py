"""ID numbers and unified social credit codes: check digits, and masks for whatever is printed (证件号码).

Ids are opaque. One that is *shaped* like an 18-digit ID number (GB 11643) or a unified social credit code (GB 32100)
must have the right check digit. The shapes are narrow, so that running numbers and time stamps stay opaque:

* an ID number is 17 digits and ``X``, or 18 digits of which the 7th to 14th look like a birthday since 1900;
* a credit code is a registrar (a digit but 0, or A, G, N, Y), a digit, a region that is no year, and ten more letters
  or digits; where these are digits, the region must start as a Chinese region does. What is shaped like both passes
  as either.

Whether a county code exists is never asked: codes are withdrawn, and the people keep their numbers. The old ID number
of 15 digits has no check digit and stays opaque; it is masked all the same.
"""

from __future__ import annotations

import re

from subsidy_rules.core.characters import INVISIBLE, codepoint, look_alike
from subsidy_rules.core.errors import Diagnostic

_LENGTH = 18
_MONTH_AND_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_BIRTHDAY = f"(?:19|20)[0-9]{{2}}{_MONTH_AND_DAY}"
_ID_NUMBER = re.compile(f"[1-9][0-9]{{16}}X|[1-9][0-9]{{5}}{_BIRTHDAY}[0-9]{{4}}")
_CREDIT_CODE = re.compile("[1-9AGNY][1-9](?!19|20)[0-9]{6}[0-9A-Z]{10}")
_DIGIT_CODE = re.compile("..(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]|10(?=0000))[0-9]{13}.")
_PRINTED = re.compile(
    f"(?<![0-9])(?:[1-9][0-9]{{16}}[Xx]|[1-9][0-9]{{5}}{_BIRTHDAY}[0-9]{{4}}"
    f"|[1-9][0-9]{{7}}{_MONTH_AND_DAY}[0-9]{{3}})(?![0-9])"
)
_ID_CHECKS = "0123456789X"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_KEPT_FIRST, _KEPT_LAST = 3, 2


def check_identifier(text: str, path: str = "") -> Diagnostic | None:
    """Return what is wrong with an id, or ``None`` (编号核对)."""
    if not text:
        return Diagnostic("empty-identifier", path=path)
    if not (text.isascii() and text.isprintable()):
        if hidden := INVISIBLE.search(text) or re.search(r"[\t\r\n]", text):
            return Diagnostic("invisible-character", {"codepoint": codepoint(hidden[0])}, path=path)
        if found := look_alike(text):
            return Diagnostic("full-width-character", {"character": found[0], "plain": found[1]}, path=path)
    if text != text.strip():
        return Diagnostic("blank-around-identifier", {"value": mask_all(text)}, path=path)
    return _check_digit(text, path) if len(text) == _LENGTH and text.isascii() else None


def mask(number: str) -> str:
    """Return an ID number with its first three and last two characters only: place and birthday are hidden (脱敏)."""
    return number[:_KEPT_FIRST] + "*" * (len(number) - _KEPT_FIRST - _KEPT_LAST) + number[-_KEPT_LAST:]


def mask_all(text: str) -> str:
    """Return a text in which every ID number is masked, whether or not its check digit is right."""
    return _PRINTED.sub(lambda found: mask(found[0]), text)


def id_check_digit(digits: str) -> str:
    """Return the last character of an ID number, from its first 17 digits (公民身份号码校验码)."""
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(digits))
    return _ID_CHECKS[(12 - total) % 11]


def credit_check_character(body: str) -> str:
    """Return the last character of a unified social credit code, from its first 17 (统一社会信用代码校验码).

    Raises:
        ValueError: where a letter is not one of the code's alphabet (I, O, S, V and Z are not).
    """
    total = sum(_CREDIT_ALPHABET.index(character) * 3**place for place, character in enumerate(body))
    return _CREDIT_ALPHABET[-total % len(_CREDIT_ALPHABET)]


def _check_digit(text: str, path: str) -> Diagnostic | None:
    capitals = text.upper()
    is_id = bool(_ID_NUMBER.fullmatch(capitals))
    is_code = bool(_CREDIT_CODE.fullmatch(capitals)) and (
        not text[:-1].isdigit() or bool(_DIGIT_CODE.fullmatch(capitals))
    )
    if (is_id and id_check_digit(text[:-1]) == capitals[-1]) or (is_code and _is_credit_code(capitals)):
        return None if text == capitals else Diagnostic("identifier-in-small-letters", path=path)
    if is_id:
        return Diagnostic("wrong-id-number", {"value": mask(text)}, path=path)
    if is_code and text == capitals:
        return Diagnostic("wrong-credit-code", {"value": text}, path=path)
    return None


def _is_credit_code(text: str) -> bool:
    return set(text) <= set(_CREDIT_ALPHABET) and credit_check_character(text[:-1]) == text[-1]
