"""Regions: the level is read from the code, containment from its prefix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.core.regions import LEVELS, at_level, contains, is_region, level_of

part = st.integers(0, 99)


def code(province: int, prefecture: int, county: int) -> str:
    return f"{province:02d}{prefecture:02d}{county:02d}"


codes = st.builds(code, st.integers(10, 99), part, part)


@pytest.mark.parametrize(
    ("region", "level"),
    [
        ("990000", "province"),
        ("990100", "prefecture"),
        ("990101", "county"),
        ("100000", "province"),
        ("101000", "prefecture"),
        ("990001", "county"),
    ],
)
def test_the_level_is_read_from_the_code(region: str, level: str) -> None:
    assert level_of(region) == level


@pytest.mark.parametrize(
    "text", ["", "99010", "9901010", "090101", "99010a", "９90101", " 990101", "990101\n", "-90101"]
)
def test_anything_but_six_digits_is_no_region(text: str) -> None:
    assert not is_region(text)


@given(codes)
def test_a_region_lies_in_itself_and_in_what_is_around_it(region: str) -> None:
    assert is_region(region)
    assert contains(region, region)
    for level in LEVELS:
        assert contains(at_level(region, level), region)
    assert level_of(at_level(region, "province")) == "province"


@given(codes, codes)
def test_two_regions_that_contain_each_other_are_one(one: str, other: str) -> None:
    if contains(one, other) and contains(other, one):
        assert one == other


@given(codes, codes, codes)
def test_containment_is_transitive(one: str, two: str, three: str) -> None:
    if contains(one, two) and contains(two, three):
        assert contains(one, three)


@given(codes, codes)
def test_what_contains_another_is_not_lower(outer: str, inner: str) -> None:
    if contains(outer, inner):
        assert LEVELS.index(level_of(outer)) <= LEVELS.index(level_of(inner))


@pytest.mark.parametrize(
    ("region", "level", "found"),
    [
        ("990101", "county", "990101"),
        ("990101", "prefecture", "990100"),
        ("990101", "province", "990000"),
        ("990100", "county", "990100"),
        ("990000", "prefecture", "990000"),
    ],
)
def test_the_region_of_a_level_around_a_region(region: str, level: str, found: str) -> None:
    assert at_level(region, level) == found  # type: ignore[arg-type]  # one of the levels


def test_neighbours_do_not_contain_each_other() -> None:
    assert not contains("990100", "990201")
    assert not contains("990101", "990100")
    assert not contains("990101", "990102")
