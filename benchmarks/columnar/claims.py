"""Made-up claims to measure batches with: most people have one to four, some have twelve."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVELS = ("junior", "intermediate", "advanced", "technician", "senior_technician")
_PATHS = ("self_study", "self_paid", "subsidised")
_REGIONS = ("990101", "990102", "990203", "120101")
_FIRST_DAY, _DAYS = date(2023, 6, 1), 1_000
_BORN, _LIVES = date(1958, 1, 1), 52 * 365
_EARLY, _LATE = -5, 385
_OCCUPATIONS, _IN_A_HUNDRED = 30, 100


def claims(count: int, *, has_text_ids: bool = False) -> pl.DataFrame:
    """Return claims in no order; people and claims have numbers, or text, for ids."""
    sizes = _drawn("sizes", count, [(1, 30), (2, 30), (3, 22), (4, 16), (12, 2)])
    people = sizes.to_frame("size").with_row_index("person_id").select(pl.col("person_id").repeat_by("size").explode())
    person = people.to_series().head(count).cast(pl.Int64)
    issued = _day("issued", count, _FIRST_DAY, _DAYS)
    applied = _later(issued, count)
    region = list(zip(_REGIONS, (40, 30, 25, 5), strict=True))
    born = _day("born", count, _BORN, _LIVES)
    found = pl.DataFrame(
        {
            "request_id": pl.int_range(count, eager=True),
            "person_id": person,
            "region": _drawn("region", count, region),
            "on": applied,
            "claim.applied_on": applied,
            "person.birth_on": born.gather(person),
            "certificate.level": _drawn("level", count, list(zip(LEVELS, (40, 30, 20, 7, 3), strict=True))),
            "certificate.occupation": "O-" + _random("occupation", count, _OCCUPATIONS).cast(pl.String),
            "certificate.learning_path": _drawn("path", count, list(zip(_PATHS, (60, 30, 10), strict=True))),
            "certificate.issued_on": issued,
            "certificate.issued_region": _drawn("issued region", count, region),
        }
    )
    if has_text_ids:
        found = found.with_columns(
            pl.format("R-{}", pl.col("request_id").cast(pl.String).str.zfill(9)).alias("request_id"),
            pl.format("P-{}", pl.col("person_id").cast(pl.String).str.zfill(9)).alias("person_id"),
        )
    return found.sample(fraction=1.0, shuffle=True, seed=1)


def _random(what: str, count: int, below: int) -> pl.Series:
    """Return whole numbers that look drawn, the same ones every time."""
    return (pl.int_range(count, eager=True).hash(sum(what.encode())) % below).cast(pl.Int64)


def _drawn(what: str, count: int, odds: Sequence[tuple[object, int]]) -> pl.Series:
    values = pl.Series([value for value, share in odds for _ in range(share)])
    return values.gather(_random(what, count, _IN_A_HUNDRED))


def _day(what: str, count: int, first: date, span: int) -> pl.Series:
    return (_random(what, count, span) + first.toordinal() - date(1970, 1, 1).toordinal()).cast(pl.Int32).cast(pl.Date)


def _later(days: pl.Series, count: int) -> pl.Series:
    shift = _random("applied", count, _LATE - _EARLY) + _EARLY
    return (days.to_physical() + shift).cast(pl.Int32).cast(pl.Date)
