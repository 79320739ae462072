"""Money: integer fen inside, decimal yuan at the edges, half up, exactly."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.core.money import (
    decimal_yuan,
    fen_from_yuan,
    half_up,
    ratio_from_text,
    ratio_to_text,
    stated_ratio,
    whole_yuan,
    yuan_from_fen,
)

fen = st.integers(0, 10**15 - 1)


@given(fen)
def test_fen_and_yuan_are_two_spellings_of_one_sum(amount: int) -> None:
    assert fen_from_yuan(yuan_from_fen(amount)) == amount
    assert decimal_yuan(amount) * 100 == amount


@pytest.mark.parametrize(
    ("text", "amount"), [("0.00", 0), ("0.01", 1), ("1500.00", 150_000), ("9999999999999.99", 999_999_999_999_999)]
)
def test_yuan_are_read(text: str, amount: int) -> None:
    assert fen_from_yuan(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1500",
        "1500.0",
        "1500.000",
        "01.00",
        ".50",
        "-1.00",
        "+1.00",
        "1,500.00",
        "1e3",
        "NaN",
        "Infinity",
        " 1.00",
        "1.00 ",
        "1.00\n",
        "１.00",
        "¥1.00",
        "10000000000000.00",
    ],
)
def test_anything_else_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        fen_from_yuan(text)


def test_a_difference_may_be_negative() -> None:
    assert yuan_from_fen(-1) == "-0.01"
    assert yuan_from_fen(-150_000) == "-1500.00"


@given(st.fractions(-1000, 1000))
def test_half_up_is_the_nearest_number_and_the_higher_of_two(value: Fraction) -> None:
    rounded = half_up(value)
    assert abs(rounded - value) <= Fraction(1, 2)
    assert rounded - value != -Fraction(1, 2)


@given(st.fractions(-1000, 1000), st.fractions(-1000, 1000))
def test_half_up_never_falls_where_the_value_rises(one: Fraction, other: Fraction) -> None:
    if one <= other:
        assert half_up(one) <= half_up(other)


@given(st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=4))
def test_half_up_agrees_with_decimal(value: Decimal) -> None:
    assert half_up(Fraction(value)) == int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@pytest.mark.parametrize(("amount", "rounded"), [(149, 100), (150, 200), (0, 0), (50, 100), (49, 0)])
def test_whole_yuan_are_rounded_half_up(amount: int, rounded: int) -> None:
    assert whole_yuan(amount) == rounded


def test_a_product_is_exact_before_it_is_rounded() -> None:
    assert half_up(5 * Fraction("0.1") * Fraction("5")) == 3
    assert half_up(123_455 * (1 + ratio_from_text("0.30"))) == 160_492


@pytest.mark.parametrize(
    ("text", "ratio"), [("0.30", Fraction(3, 10)), ("1.0", Fraction(1)), ("0.000000001", Fraction(1, 10**9))]
)
def test_ratios_are_read_exactly(text: str, ratio: Fraction) -> None:
    assert ratio_from_text(text) == ratio


@pytest.mark.parametrize(("text", "ratio"), [("1/3", Fraction(1, 3)), ("0.30", Fraction(3, 10)), ("0/7", Fraction(0))])
def test_a_document_may_state_a_fraction(text: str, ratio: Fraction) -> None:
    assert stated_ratio(text) == ratio


@pytest.mark.parametrize("text", ["1/0", "01/3", "1/03", " 1/3", "1 / 3", "-1/3", "1/3/3", "1", "１/3", "1/3\n"])
def test_anything_else_is_no_stated_ratio(text: str) -> None:
    with pytest.raises(ValueError, match="not a ratio"):
        stated_ratio(text)


@pytest.mark.parametrize("text", ["", "1", "30%", ".3", "0.", "-0.1", "1/3", "0.0000000001", "1e-1", "０.3", "0.3\n"])
def test_anything_else_is_no_ratio(text: str) -> None:
    with pytest.raises(ValueError, match="not a ratio"):
        ratio_from_text(text)


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (Fraction(1, 3), "0.3333"),
        (Fraction(2, 3), "0.6667"),
        (Fraction(1, 20_000), "0.0001"),
        (Fraction(1, 20_001), "0.0000"),
        (1, "1.0000"),
        (Fraction(12_345, 1_000), "12.3450"),
    ],
)
def test_ratios_are_told_with_four_decimals_half_up(ratio: Fraction | int, text: str) -> None:
    assert ratio_to_text(ratio) == text
