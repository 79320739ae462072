"""YAML scalars as values of a type: fen for yuan, an exact fraction for a ratio; and the type a unit names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from subsidy_rules.core.dates import Period
from subsidy_rules.core.errors import Span, nearest
from subsidy_rules.core.money import fen_from_yuan, stated_ratio
from subsidy_rules.core.regions import is_region
from subsidy_rules.ir.types import BOOLEAN, DATE, PERIOD, RATIO, REGION, STRING, YUAN, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subsidy_rules.compiler.compilation import Compilation

_SIMPLE: Mapping[str, Type] = {type_.kind: type_ for type_ in (YUAN, RATIO, DATE, PERIOD, REGION, BOOLEAN, STRING)}


def scalar_of(compilation: Compilation, raw: object, type_: Type, span: Span) -> object | None:
    """Return a YAML scalar as a value of the type: fen for yuan, an exact fraction for a ratio."""
    try:
        value = _convert(raw, type_)
    except ValueError:
        value = None
    if value is None or (type_.kind == "enum" and value not in compilation.vocabulary.enums[type_.of].values):
        compilation.report("type-mismatch", span, expected=str(type_), found=f"`{raw}`")
        return None
    return value


def _convert(raw: object, type_: Type) -> object | None:
    match type_.kind:
        case "yuan":
            return fen_from_yuan(raw) if isinstance(raw, str) else None
        case "ratio":
            return stated_ratio(raw) if isinstance(raw, str) else None
        case "integer":
            return raw if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0 else None
        case "boolean":
            return raw if isinstance(raw, bool) else None
        case "date":
            return raw if isinstance(raw, date) else None
        case "period":
            return raw if isinstance(raw, Period) else None
        case "region":
            return raw if isinstance(raw, str) and is_region(raw) else None
        case _:
            return raw if isinstance(raw, str) else None


def type_of(compilation: Compilation, unit: str, span: Span) -> Type | None:
    """Return the type a unit of a file names."""
    kind, _, name = unit.partition(":")
    if kind == "enum" and name in compilation.vocabulary.enums:
        return Type("enum", name)
    if unit in _SIMPLE:
        return _SIMPLE[unit]
    if unit in compilation.vocabulary.units:
        return Type("integer", unit)
    known = [*_SIMPLE, *compilation.vocabulary.units, *(f"enum:{e}" for e in compilation.vocabulary.enums)]
    compilation.report("unknown-unit", span, name=unit, near=nearest(unit, known))
    return None
