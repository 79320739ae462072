"""Dates: the corresponding day at its edges, ages, what is no date, and periods."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.core.dates import (
    Period,
    add_days,
    add_months,
    add_years,
    add_years_rolling,
    full_years_between,
    parse_date,
)
from subsidy_rules.core.errors import ComputationError

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
leap_days = st.integers(1901, 2099).filter(lambda year: year % 4 == 0).map(lambda year: date(year, 2, 29))
all_days = st.one_of(days, leap_days)


@given(all_days, st.integers(0, 90))
def test_the_birthday_completes_a_year(birth: date, age: int) -> None:
    birthday = add_years(birth, age)
    assert full_years_between(birth, birthday) == age
    assert full_years_between(birth, birthday - timedelta(days=1)) == age - 1


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 6, 15), 0, date(2025, 6, 15)),
    ],
)
def test_the_corresponding_day_is_clipped_to_the_month(day: date, months: int, found: date) -> None:
    assert add_months(day, months) == found


@pytest.mark.parametrize(
    ("add", "day", "distance"),
    [
        (add_years, date(MAXYEAR, 1, 1), 1),
        (add_years, date(1, 1, 1), -1),
        (add_months, date(MAXYEAR, 12, 1), 1),
        (add_days, date(MAXYEAR, 12, 31), 1),
        (add_days, date(1, 1, 1), -1),
        (add_days, date(2025, 1, 1), 10**12),
        (add_years, date(2025, 1, 1), 10**12),
        (add_years_rolling, date(MAXYEAR, 1, 1), 1),
    ],
)
def test_what_leaves_the_calendar_is_an_error_that_names_the_day(add: object, day: date, distance: int) -> None:
    with pytest.raises(ComputationError) as caught:
        add(day, distance)  # type: ignore[operator]  # one of the functions above
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "date-out-of-range"
    assert day.isoformat() in diagnostic.message("en")
    assert day.isoformat() in diagnostic.message("zh")


def test_the_ends_of_the_calendar_can_be_reached() -> None:
    assert add_years(date(MAXYEAR - 1, 12, 31), 1) == date(MAXYEAR, 12, 31)
    assert full_years_between(date(1, 1, 1), date(MAXYEAR, 12, 31)) == MAXYEAR - 1


@given(all_days)
def test_iso_dates_are_read(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-29",
        "2025-13-01",
        "2025-00-10",
        "0000-01-01",
        "2025-1-1",
        "20250101",
        "２０２５-01-01",
        "2025-01-01 ",
        "",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|month|year"):
        parse_date(text)


ends = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2024, 2, 1)))


def span_of(period: Period) -> set[date]:
    window = [date(2023, 12, 31) + timedelta(days=i) for i in range(35)]
    return {day for day in window if day in period}


@given(ends, ends, ends, ends)
def test_periods_overlap_where_they_share_a_day(a: date | None, b: date | None, c: date | None, d: date | None) -> None:
    one, other = Period(a, b), Period(c, d)
    if all(not (p.first and p.last) or p.first <= p.last for p in (one, other)):
        assert one.overlaps(other) == bool(span_of(one) & span_of(other))
        assert one.overlaps(other) == other.overlaps(one)


def test_both_ends_belong_to_a_period() -> None:
    period = Period(date(2024, 1, 1), date(2025, 12, 31))
    assert date(2024, 1, 1) in period
    assert date(2025, 12, 31) in period
    assert date(2023, 12, 31) not in period
    assert date(2026, 1, 1) not in period
    assert period.is_after(date(2023, 12, 31))
    assert period.is_before(date(2026, 1, 1))
    assert "2024-01-01" not in period
    assert str(period) == "2024-01-01..2025-12-31"
    assert date(1, 1, 1) in Period()
