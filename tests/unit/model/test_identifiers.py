"""Check digits against an independent calculation, and the shapes that stay opaque."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.model.identifiers import check_identifier, mask, mask_all

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)  # as GB 32100 prints them
REGISTRARS = "123456789AGNY"


def id_number(digits: str) -> str:
    """Return an ID number: ISO 7064 MOD 11-2 in its pure, recursive form."""
    rest = 0
    for digit in digits:
        rest = (rest + int(digit)) * 2 % 11
    return digits + "0123456789X"[(12 - rest) % 11]


def credit_code(body: str) -> str:
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True))
    return body + ALPHABET[(31 - total % 31) % 31]


def code_of(identifier: str) -> str | None:
    found = check_identifier(identifier, "facts.person.person_id")
    return found.code if found else None


id_numbers = st.builds(
    lambda region, birth, order: id_number(f"{region}{birth:%Y%m%d}{order:03d}"),
    st.integers(100000, 999999),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
    st.integers(0, 999),
)
credit_codes = st.builds(
    lambda registrar, kind, region, body: credit_code(f"{registrar}{kind}{region}{body}"),
    st.sampled_from(REGISTRARS),
    st.integers(1, 9),
    st.integers(210000, 829999),
    st.text(ALPHABET, min_size=9, max_size=9),
)


@given(id_numbers)
def test_a_right_id_number_is_accepted_whatever_its_county(number: str) -> None:
    assert code_of(number) is None


@given(id_numbers, st.integers(1, 10))
def test_every_wrong_check_digit_is_refused(number: str, shift: int) -> None:
    checks = "0123456789X"
    wrong = number[:-1] + checks[(checks.index(number[-1]) + shift) % 11]
    is_right_code = credit_code(wrong[:-1]) == wrong  # one in thirty of those shaped like both
    assert code_of(wrong) == "wrong-id-number" or is_right_code


@given(id_numbers, st.integers(0, 16), st.integers(1, 9))
def test_a_slip_in_one_digit_is_never_taken_for_right(number: str, place: int, shift: int) -> None:
    slip = str((int(number[place]) + shift) % 10)
    wrong = number[:place] + slip + number[place + 1 :]
    assert id_number(wrong[:-1]) != wrong


@given(credit_codes)
def test_a_right_credit_code_is_accepted_whoever_registered_it(code: str) -> None:
    assert code_of(code) is None


@given(credit_codes, st.integers(1, 30))
def test_a_wrong_credit_code_is_refused(code: str, shift: int) -> None:
    wrong = code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + shift) % 31]
    refused = ("wrong-credit-code", "wrong-id-number")
    assert code_of(wrong) in refused or wrong.isdigit()  # digits alone may be a running number, or a right ID number


@pytest.mark.parametrize("prefix", ["N1", "N2", "Y1", "A1", "G1", "91", "92", "93", "52", "12"])
def test_every_registrar_has_valid_codes(prefix: str) -> None:
    right = credit_code(f"{prefix}520103MA6DK12Y3")
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    assert (code_of(right), code_of(wrong)) == (None, "wrong-credit-code")


@pytest.mark.parametrize("sample", ["11010519491231002X", "91350100M000100Y43"])
def test_the_samples_of_the_standards_are_right(sample: str) -> None:
    assert code_of(sample) is None


@pytest.mark.parametrize("letter", list("IOSVZ"))
def test_a_letter_that_no_credit_code_has_is_refused(letter: str) -> None:
    assert code_of(f"91520103MA6DK{letter}2Y37") == "wrong-credit-code"


def test_a_small_letter_is_refused_because_it_makes_two_people_of_one() -> None:
    number = next(n for i in range(999) if (n := id_number(f"52010319900307{i:03d}"))[-1] == "X")
    assert code_of(number.lower()) == "identifier-in-small-letters"
    code = credit_code("91520103MA6DK12Y3")
    assert code_of(code.lower()) == "identifier-in-small-letters"


@pytest.mark.parametrize(
    "opaque",
    [
        "P-001",
        "person-1",
        "张三",
        "a b",
        "175928847299117063",  # a running number of 18 digits
        "202609011230450001",  # a time stamp and a counter
        "20260901ABCDEFGHIJ",
        "520103900307123",  # an old ID number has no check digit
        "8f14e45f-ceea-467f-a830-5b1c2d3e4f50",
        "520103199013071234",  # no thirteenth month
        "G520103199003071234",
        "9" * 40,
    ],
)
def test_ordinary_ids_stay_opaque(opaque: str) -> None:
    assert code_of(opaque) is None


@pytest.mark.parametrize(
    ("identifier", "code"),
    [
        ("", "empty-identifier"),
        (" P-1", "blank-around-identifier"),
        ("P-1 ", "blank-around-identifier"),
        ("P\u3000", "blank-around-identifier"),
        ("P\u200b1", "invisible-character"),
        ("\ufeffP1", "invisible-character"),
        ("P\u202e1", "invisible-character"),
        ("P1\ufe0f", "invisible-character"),
        ("P\t1", "invisible-character"),
        ("P\x001", "invisible-character"),
        ("P\ud800", "invisible-character"),
        ("Ｐ1", "full-width-character"),
        ("P１", "full-width-character"),
        ("P\u0661", "full-width-character"),  # a digit of another script
        ("５２０１０３１９９００３０７１２３４", "full-width-character"),
    ],
)
def test_characters_that_deceive_are_refused(identifier: str, code: str) -> None:
    found = check_identifier(identifier, "facts.person.person_id")
    assert found is not None
    assert (found.code, found.path) == (code, "facts.person.person_id")


@given(id_numbers)
def test_no_id_number_is_printed(number: str) -> None:
    text = mask_all(f"人员{number}，G{number.lower()}：{number[:-1]}X")
    assert number not in text
    assert number[6:14] not in text.replace(mask(number), "")
    assert mask(number) == f"{number[:3]}{'*' * 13}{number[-2:]}"


def test_a_wrong_or_old_id_number_is_masked_too() -> None:
    assert mask_all("520103199003071234") == "520*************34"
    assert mask_all("520103900307123") == "520**********23"
    found = check_identifier("520103199003071234")
    assert found is None or "19900307" not in found.message("zh") + found.message("en")


@pytest.mark.parametrize("text", ["GZ2022-1-4-a", "2026-09-01", "1500.00", "91350100M000100Y43", "6217001234567890123"])
def test_what_is_no_id_number_is_not_masked(text: str) -> None:
    assert mask_all(text) == text
