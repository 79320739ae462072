"""What the functions of the language do with known values; the compiler knows their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.core import dates, money, regions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from subsidy_rules.core.values import Value

FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "add_years": dates.add_years,
    "add_years_rolling": dates.add_years_rolling,
    "add_years_of_365_days": dates.add_years_of_365_days,
    "add_months": dates.add_months,
    "add_days": dates.add_days,
    "full_years_between": dates.full_years_between,
    "year_of": lambda day: day.year,
    "in_region": lambda region, outer: regions.contains(outer, region),
    "level_of": regions.level_of,
    "prefecture_of": lambda region: regions.at_level(region, "prefecture"),
    "lowest": lambda pair: pair[0],
    "highest": lambda pair: pair[1],
    "min": min,
    "max": max,
    "whole_yuan": money.whole_yuan,
    "share_of": money.share_of,
}
