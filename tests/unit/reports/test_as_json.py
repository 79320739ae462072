from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.reports.as_json import canonical, indented

if TYPE_CHECKING:
    from subsidy_rules.model.decision import Decision

LARGEST = 2**53 - 1
SCALARS = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


def test_keys_are_in_the_order_of_their_utf_16_units() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]  # the example of RFC 8785, 3.2.3
    assert list(json.loads(canonical(dict.fromkeys(keys)))) == [
        "\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33",
    ]  # fmt: skip


def test_text_is_escaped_no_more_than_it_must() -> None:
    assert canonical({"a": "\u20ac$\u000f\nA'B\"\\/\u007f补"}) == '{"a":"\u20ac$\\u000f\\nA\'B\\"\\\\/\u007f补"}'


def test_nothing_stands_between_the_values() -> None:
    assert canonical({"b": [1, True, None, {}], "a": "x"}) == '{"a":"x","b":[1,true,null,{}]}'


@pytest.mark.parametrize("value", [1.0, Fraction(1, 2), {1, 2}, b"x", object()])
def test_what_is_no_exact_json_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical({"a": [value]})


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800", {"\udfff": 1}])
def test_what_another_reader_would_see_differently_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"exact|surrogates"):
        canonical({"a": value})


@given(st.dictionaries(st.text(), VALUES))
def test_canonical_json_says_the_same_and_is_stable(value: dict[str, object]) -> None:
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


def test_json_for_people_keeps_the_order_of_the_contract(late: Decision) -> None:
    text = indented(late.to_dict())
    assert list(json.loads(text)) == list(late.to_dict())
    assert '\n  "question": "upgrade-subsidy",\n' in text
