"""Values of a column in their one spelling, as numbers and words to compute with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import polars as pl

from subsidy_rules.backends.columnar.tables import places
from subsidy_rules.model.identifiers import check_identifier
from subsidy_rules.model.values import MAX_COUNT, BadValueError, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from polars.datatypes import DataTypeClass

    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.ir.types import Type

_INTEGERS: Final = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64)
_WORDS: Final = (pl.String, pl.Categorical, pl.Enum)
_YUAN: Final = r"^(0|[1-9][0-9]{0,12})\.[0-9]{2}$"
_RATIO: Final = r"^[0-9]{1,6}\.[0-9]{1,9}$"
_DATE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_REGION: Final = r"^[1-9][0-9]{5}$"
_ODD: Final = r"[^\x20-\x7e\p{Han}]"
_ODD_ID: Final = r"[^\x21-\x7e]"
_LONGEST_PLAIN: Final = 17
_LEAST_OF_18: Final = 10**17
_PARTS: Final = 9
_PLACES: Final = 2


def in_columns(plan: Plan, series: pl.Series, type_: Type, *, is_id: bool) -> tuple[pl.Series | None, int | None]:
    """Return a column to compute with, or ``None`` for what is no plain column, and the first row that looks wrong."""
    if series.dtype == pl.Null:
        return pl.Series(series.name, [None] * len(series), dtype=EMPTY.get(type_.kind, pl.String)), None
    if type_.kind == "list" and type_.item and isinstance(series.dtype, pl.List):
        return _elements(plan, series, type_.item, is_id=is_id)
    found = _values(plan, series, type_, is_id=is_id)
    if found is None:
        return None, None if type_.kind in ("whole", "table", "list", "record", "range") else _first(series, None)
    if found.null_count() > series.null_count():
        return None, _first(series, found)
    return found.alias(series.name), None


def _first(series: pl.Series, found: pl.Series | None) -> int | None:
    is_wrong = series.is_not_null() if found is None else series.is_not_null() & found.is_null()
    return is_wrong.arg_max() if is_wrong.any() else None


def _elements(plan: Plan, series: pl.Series, item: Type, *, is_id: bool) -> tuple[pl.Series | None, int | None]:
    """Return a column of lists, none of whose elements is missing or wrong."""
    rows = pl.DataFrame({"row": pl.int_range(len(series), eager=True), "item": series})
    rows = rows.filter(pl.col("item").list.len() > 0).explode("item")
    values, wrong = in_columns(plan, rows.get_column("item"), item, is_id=is_id)
    if wrong is not None:
        return None, int(rows.get_column("row")[wrong])
    if values is None or values.null_count():
        blank = rows.filter(pl.col("item").is_null()).get_column("row")
        return None, int(blank[0]) if len(blank) else None
    whole = rows.with_columns(values.alias("item")).group_by("row").agg("item")
    lists = pl.DataFrame({"row": pl.int_range(len(series), eager=True), "given": series})
    joined = lists.join(whole, on="row", how="left", maintain_order="left")
    empty = pl.lit([], dtype=pl.List(values.dtype))
    column = joined.select(pl.when(pl.col("given").list.len() == 0).then(empty).otherwise(pl.col("item")))
    return column.to_series().alias(series.name), None


def _values(plan: Plan, series: pl.Series, type_: Type, *, is_id: bool) -> pl.Series | None:
    """Return the values, null where not in their one spelling; ``None`` for a column of another kind."""
    kind = type_.kind
    if kind == "enum":
        if series.dtype not in _WORDS:
            return None
        words = pl.Enum(list(places(plan, type_.of)))
        return series.cast(pl.String).cast(words, strict=False).to_physical().cast(pl.UInt8)
    if kind == "string":
        return _text(series, is_id=is_id)
    read = _READERS.get(kind)
    return read(series) if read else None


def _text(series: pl.Series, *, is_id: bool) -> pl.Series | None:
    if is_id and series.dtype in _INTEGERS:
        if series.is_between(0, _LEAST_OF_18 - 1).all():
            return series
        series = series.cast(pl.String)
    if series.dtype not in _WORDS:
        return None
    text = series.cast(pl.String)
    is_odd = text.str.contains(_ODD_ID if is_id else _ODD)
    if is_id:
        is_odd |= ~text.str.len_bytes().is_between(1, _LONGEST_PLAIN)
    odd = text.filter(is_odd).unique()
    wrong = [value for value in odd if not _is_right(value, is_id=is_id)]
    return text if not wrong else text.to_frame().select(pl.when(~pl.first().is_in(wrong)).then(pl.first())).to_series()


def _is_right(value: str, *, is_id: bool) -> bool:
    try:
        read_text(value)
    except BadValueError:
        return False
    return not (is_id and check_identifier(value))


def _boolean(series: pl.Series) -> pl.Series | None:
    return series if series.dtype == pl.Boolean else None


def _count(series: pl.Series) -> pl.Series | None:
    if series.dtype not in _INTEGERS:
        return None
    values = series.cast(pl.Int64, strict=False)
    return values.to_frame().select(pl.when(pl.first().is_between(0, MAX_COUNT)).then(pl.first())).to_series()


def _date(series: pl.Series) -> pl.Series | None:
    if series.dtype == pl.String:
        is_iso = pl.first().str.contains(_DATE)
        days = pl.when(is_iso).then(pl.first().str.to_date("%Y-%m-%d", strict=False))
        series = series.to_frame().select(days).to_series()
    if series.dtype != pl.Date:
        return None
    in_calendar = pl.first().is_between(pl.lit(date.min), pl.lit(date.max))
    return series.to_frame().select(pl.when(in_calendar).then(pl.first())).to_series()


def _matching(series: pl.Series, pattern: str) -> pl.Series | None:
    if series.dtype not in _WORDS:
        return None
    text = series.cast(pl.String).to_frame()
    return text.select(pl.when(pl.first().str.contains(pattern)).then(pl.first())).to_series()


def _region(series: pl.Series) -> pl.Series | None:
    return _matching(series, _REGION)


def _yuan(series: pl.Series) -> pl.Series | None:
    if isinstance(series.dtype, pl.Decimal) and series.dtype.scale == _PLACES:  # fen
        series = series.cast(pl.String)
    text = _matching(series, _YUAN)
    return None if text is None else text.str.replace(".", "", literal=True).cast(pl.Int64)


def _ratio(series: pl.Series) -> pl.Series | None:
    if isinstance(series.dtype, pl.Decimal) and 0 < series.dtype.scale <= _PARTS:
        series = series.cast(pl.String)
    text = _matching(series, _RATIO)
    if text is None:
        return None
    parts = pl.first().str.split_exact(".", 1)
    whole = parts.struct.field("field_0").cast(pl.Int64) * 10**_PARTS
    return (
        text.to_frame()
        .select(whole + parts.struct.field("field_1").str.pad_end(_PARTS, "0").cast(pl.Int64))
        .to_series()
    )


_READERS: Final[Mapping[str, Callable[[pl.Series], pl.Series | None]]] = {
    "boolean": _boolean,
    "integer": _count,
    "yuan": _yuan,
    "ratio": _ratio,
    "date": _date,
    "region": _region,
}
EMPTY: Final[Mapping[str, DataTypeClass]] = {
    "boolean": pl.Boolean,
    "integer": pl.Int64,
    "yuan": pl.Int64,
    "ratio": pl.Int64,
    "date": pl.Date,
    "enum": pl.UInt8,
    "string": pl.String,
    "region": pl.String,
}
"""What the column of a scalar fact is made of."""
