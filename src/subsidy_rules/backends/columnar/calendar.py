"""Functions of days and regions as Polars expressions: what core.dates and core.regions say, for whole columns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from polars.datatypes import DataTypeClass

_EPOCH: Final = date(1970, 1, 1)
_FIRST, _LAST = date(1900, 1, 1), date(2099, 12, 31)
_CLIPPED: Final = 228
_YEAR: Final = 10_000
_MONTH: Final = 100
_YEAR_DAYS: Final = 365
_MONTHS: Final = 12
_PREFECTURE: Final = 4
_DIGITS: Final = 6


def _within(day: pl.Expr) -> pl.Expr:
    """Return a day, or nothing where it leaves the calendar: the engine says what is wrong then."""
    return pl.when((day >= pl.lit(date.min)) & (day <= pl.lit(date.max))).then(day)


def _by_table(days: pl.Expr, function: Callable[[pl.Expr], pl.Expr], kind: DataTypeClass) -> pl.Expr:
    """Return a function of days, worked out once for each; days far from ours are left to the engine."""
    span = pl.date_range(_FIRST, _LAST, eager=True).alias("day").to_frame()
    table = span.select(function(pl.col("day")).cast(kind)).to_series()
    place = days.to_physical() - (_FIRST - _EPOCH).days
    return pl.lit(table).gather(pl.when(days.is_between(_FIRST, _LAST)).then(place).cast(pl.UInt32))


def add_months(day: pl.Expr, months: int) -> pl.Expr:
    """Return the corresponding day, or the last day of the month where it has none."""
    return _by_table(day, lambda each: _within(each.dt.offset_by(f"{months}mo")), pl.Date)


def add_years(day: pl.Expr, years: int) -> pl.Expr:
    """Return the corresponding day years later."""
    return add_months(day, years * _MONTHS)


def add_years_rolling(day: pl.Expr, years: int) -> pl.Expr:
    """Return the corresponding day years later; where 29 February has none, 1 March."""
    later = add_years(day, years)
    return _within(later + pl.duration(days=(later.dt.day() != day.dt.day()).cast(pl.Int64)))


def add_days(day: pl.Expr, days: int) -> pl.Expr:
    """Return the day so many days later."""
    return _within(day + pl.duration(days=days))


def add_years_of_365_days(day: pl.Expr, years: int) -> pl.Expr:
    """Return the day so many times 365 days later."""
    return add_days(day, years * _YEAR_DAYS)


def full_years_between(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Return how many whole years lie between two days."""
    return ((_by_table(last, _reached, pl.Int32) - _by_table(first, _written, pl.Int32)) // _YEAR).cast(pl.Int64)


def _written(day: pl.Expr) -> pl.Expr:
    """Return a day as its digits are written: year, month, day."""
    return day.dt.year().cast(pl.Int32) * _YEAR + day.dt.month().cast(pl.Int32) * _MONTH + day.dt.day()


def _reached(day: pl.Expr) -> pl.Expr:
    """Return the last day whose anniversary a day is: on 28 February of a short year also that of the 29th."""
    stands_in = (_written(day) % _YEAR == _CLIPPED) & ~day.dt.is_leap_year()
    return _written(day) + stands_in.cast(pl.Int32)


def year_of(day: pl.Expr) -> pl.Expr:
    """Return the year of a day."""
    return day.dt.year().cast(pl.Int64)


def prefecture_of(region: pl.Expr) -> pl.Expr:
    """Return the prefecture around a region, or the region itself where it lies higher."""
    return region.str.slice(0, _PREFECTURE) + "00"


def level_of(region: pl.Expr) -> pl.Expr:
    """Return the level of a region."""
    return (
        pl.when(region.str.ends_with("0000"))
        .then(pl.lit("province"))
        .when(region.str.ends_with("00"))
        .then(pl.lit("prefecture"))
        .when(region.str.len_bytes() == _DIGITS)
        .then(pl.lit("county"))
    )


SHIFTS: Final[Mapping[str, Callable[[pl.Expr, int], pl.Expr]]] = {
    "add_years": add_years,
    "add_years_rolling": add_years_rolling,
    "add_years_of_365_days": add_years_of_365_days,
    "add_months": add_months,
    "add_days": add_days,
}
