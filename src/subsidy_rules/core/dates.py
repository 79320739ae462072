"""Dates and periods: the corresponding day, inclusive, clipped to the end of the month."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from subsidy_rules.core.errors import ComputationError, Diagnostic

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTHS, _DAYS = 12, 365


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days; both ends belong to it, a missing end is open (期间)."""

    first: date | None = None
    last: date | None = None

    @property
    def is_reversed(self) -> bool:
        """Whether the last day lies before the first."""
        return self.first is not None and self.last is not None and self.last < self.first

    def __contains__(self, day: object) -> bool:
        """Whether the day lies in the period."""
        return isinstance(day, date) and not self.is_after(day) and not self.is_before(day)

    def is_after(self, day: date) -> bool:
        """Whether the whole period lies after the day."""
        return self.first is not None and day < self.first

    def is_before(self, day: date) -> bool:
        """Whether the whole period lies before the day."""
        return self.last is not None and day > self.last

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods share a day."""
        starts = [p.first for p in (self, other) if p.first]
        ends = [p.last for p in (self, other) if p.last]
        return not starts or not ends or max(starts) <= min(ends)

    def __str__(self) -> str:
        """Return the two ends, ISO, as ``first..last``."""
        return f"{self.first or ''}..{self.last or ''}"


def parse_date(text: str) -> date:
    """Return an ISO date.

    Raises:
        ValueError: where the text is not ``YYYY-MM-DD`` in ASCII digits, or no day of the calendar.
    """
    if not _ISO.fullmatch(text):
        msg = f"not a date: {text!r}"
        raise ValueError(msg)
    return date.fromisoformat(text)


def add_months(day: date, months: int) -> date:
    """Return the corresponding day ``months`` later, or the last day of that month where it has none (对应日)."""
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = index // _MONTHS, index % _MONTHS + 1
    _check_year(day, year, f"{months} months")
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """Return the corresponding day ``years`` later; 29 February becomes 28 February (对应日)."""
    return add_months(day, years * _MONTHS)


def add_years_rolling(day: date, years: int) -> date:
    """Return the corresponding day ``years`` later; 29 February becomes 1 March where there is none."""
    later = add_years(day, years)
    return later if later.day == day.day else add_days(later, 1)


def add_years_of_365_days(day: date, years: int) -> date:
    """Return the day as many times 365 days later, whatever years have 366 (按365天)."""
    return add_days(day, years * _DAYS)


def add_days(day: date, days: int) -> date:
    """Return the day ``days`` later."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        _check_year(day, MAXYEAR + 1, f"{days} days")
        raise


def full_years_between(first: date, last: date) -> int:
    """Return how many whole years lie between two days, as age is counted (周岁)."""
    years = last.year - first.year
    return years if add_years(first, years) <= last else years - 1


def _check_year(day: date, year: int, distance: str) -> None:
    if not MINYEAR <= year <= MAXYEAR:
        raise ComputationError([Diagnostic("date-out-of-range", {"day": day.isoformat(), "distance": distance})])
