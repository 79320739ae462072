"""The `campus_cooperation` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TypedDict


class CampusCooperation(TypedDict, total=False):
    """Facts of a `campus_cooperation` record."""

    venue_fee_yuan: str | None
    utility_fee_yuan: str | None
    has_organised_students: bool | None
    withheld_subsidy_ratio: str | None
