"""The fixed list of functions of the language, with the types they take and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from subsidy_rules.ir.types import BOOLEAN, DATE, LEVEL, NUMBER, REGION, YUAN, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

YEARS = Type("integer", "years")
MONTHS = Type("integer", "months")
DAYS = Type("integer", "days")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function takes and gives (函数签名)."""

    takes: tuple[Type, ...]
    gives: Type


SIGNATURES: Mapping[str, Signature] = {
    "add_years": Signature((DATE, YEARS), DATE),
    "add_years_rolling": Signature((DATE, YEARS), DATE),
    "add_years_of_365_days": Signature((DATE, YEARS), DATE),
    "add_months": Signature((DATE, MONTHS), DATE),
    "add_days": Signature((DATE, DAYS), DATE),
    "full_years_between": Signature((DATE, DATE), YEARS),
    "year_of": Signature((DATE,), NUMBER),
    "in_region": Signature((REGION, REGION), BOOLEAN),
    "level_of": Signature((REGION,), LEVEL),
    "prefecture_of": Signature((REGION,), REGION),
    "whole_yuan": Signature((YUAN,), YUAN),
}
ORDERED = ("integer", "yuan", "ratio", "date")
QUANTIFIERS = ("any", "all", "count", "sum")
SPECIAL = ("min", "max", "lowest", "highest", "given", "left_open", "left_open_between", "cannot_tell", "share_of")
NAMES = (*SIGNATURES, *QUANTIFIERS, *SPECIAL)
