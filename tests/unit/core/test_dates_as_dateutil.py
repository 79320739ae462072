"""Corresponding days are those of dateutil, over the whole calendar; only what lies outside it differs."""

from __future__ import annotations

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.core.dates import add_days, add_months, add_years, add_years_rolling, full_years_between
from subsidy_rules.core.errors import ComputationError

DAYS = st.dates()
MONTHS = st.integers(-3000, 3000)
YEARS = st.integers(-300, 300)


def by_dateutil(day: date, distance: relativedelta) -> date | None:
    """Return the day dateutil finds, or nothing where it leaves the calendar."""
    try:
        return day + distance
    except (ValueError, OverflowError):
        return None


@given(DAYS, MONTHS)
def test_months(day: date, months: int) -> None:
    expected = by_dateutil(day, relativedelta(months=months))
    if expected is None:
        with pytest.raises(ComputationError):
            add_months(day, months)
    else:
        assert add_months(day, months) == expected


@given(DAYS, YEARS)
def test_years(day: date, years: int) -> None:
    expected = by_dateutil(day, relativedelta(years=years))
    if expected is None:
        with pytest.raises(ComputationError):
            add_years(day, years)
    else:
        assert add_years(day, years) == expected


@given(DAYS, st.integers(-5000, 5000))
def test_days(day: date, days: int) -> None:
    expected = by_dateutil(day, relativedelta(days=days))
    if expected is None:
        with pytest.raises(ComputationError):
            add_days(day, days)
    else:
        assert add_days(day, days) == expected


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 300))
def test_rolling_years_differ_only_for_29_february(day: date, years: int) -> None:
    clipped, rolled = add_years(day, years), add_years_rolling(day, years)
    is_lost = clipped.day != day.day
    assert rolled == (date(clipped.year, 3, 1) if is_lost else clipped)
    assert not is_lost or (day.month, day.day) == (2, 29)


@given(DAYS, DAYS)
def test_full_years(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert full_years_between(first, last) == relativedelta(last, first).years
