"""A frame of claims or of history, checked: every column a known fact, every value in its one spelling.

Whatever does not look plainly right is shown to the reader of single requests, which says what is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import polars as pl

from subsidy_rules.backends.columnar.spelling import in_columns
from subsidy_rules.core.errors import Diagnostic, RequestError
from subsidy_rules.ir.types import DATE, REGION, STRING, Type
from subsidy_rules.model.facts import read_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.ir.vocabulary import Vocabulary

Given: TypeAlias = Any
"""A Polars frame (eager or lazy), an Arrow table, or the path of a Parquet or CSV file."""

OWN: Final[Mapping[str, Type]] = {"request_id": STRING, "person_id": STRING, "region": REGION, "on": DATE}
_TEXTS: Final = (".csv", ".tsv")
_WHOLE: Final = Type("whole")


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """A frame of claims as given, and as columns to compute with; only the engine reads ``whole`` ones (成批申请)."""

    given: pl.DataFrame
    frame: pl.DataFrame
    whole: frozenset[str]

    @property
    def columns(self) -> frozenset[str]:
        """The names of the columns."""
        return frozenset(self.frame.columns)


def read_frame(given: Given) -> pl.DataFrame:
    """Return what was given as a frame; a CSV file as text."""
    if isinstance(given, pl.DataFrame):
        return given
    if isinstance(given, pl.LazyFrame):
        return given.collect()
    if isinstance(given, str | Path):
        path = Path(given)
        if path.suffix in _TEXTS:
            return pl.read_csv(path, infer_schema=False, separator="\t" if path.suffix == ".tsv" else ",")
        return pl.read_parquet(path)
    found = pl.from_arrow(given)
    return found if isinstance(found, pl.DataFrame) else found.to_frame()


def read_claims(plan: Plan, given: Given, read: Callable[[Mapping[str, Any]], object], question: str) -> Claims:
    """Return checked claims (读取成批申请).

    ``read`` reads a single request and says what is wrong with it.

    Raises:
        RequestError: with what is wrong with a column, or with the first request that has something wrong.
    """
    frame = _native(plan, read_frame(given))
    types = _types(plan.vocabulary, frame.columns)
    columns, whole = [], set()
    for name, type_ in types.items():
        column, wrong = in_columns(plan, frame.get_column(name), type_, is_id=name.endswith(("_id", "_ids")))
        if wrong is not None:
            read(request(frame, wrong, question))
            column = None
        if column is None:
            whole.add(name)
        columns.append(frame.get_column(name) if column is None else column)
    return Claims(frame, pl.DataFrame(columns), frozenset(whole))


def read_past(
    plan: Plan, part: str, given: Given, read: Callable[[Mapping[str, Any]], object], question: str
) -> Claims:
    """Return checked entries of a history, each with the person it belongs to (读取历史).

    Raises:
        RequestError: as for claims.
    """
    frame = read_frame(given)
    record = plan.vocabulary.records[plan.vocabulary.history_lists[part]]
    if "person_id" not in frame.columns:
        raise RequestError([Diagnostic("unknown-field", {"record": part, "name": "person_id"}, path=f"history.{part}")])
    frame = _native(plan, frame.rename({n: f"{record.name}.{n}" for n in frame.columns if n != "person_id"}))
    types = {name: record.fields[name.partition(".")[2]].type for name in _known(plan.vocabulary, frame.columns)}
    columns, whole = [], set()
    for name, type_ in ({"person_id": STRING} | types).items():
        series = frame.get_column(name)
        column, wrong = in_columns(plan, series, type_, is_id=name.endswith(("_id", "_ids")))
        if wrong is not None:
            entry = {key.partition(".")[2]: v for key, v in spelled(frame, wrong) if "." in key}
            read({"question": question, "region": "", "facts": {}, "history": {part: [entry]}})
            column = None
        if column is None:
            whole.add(name)
        columns.append(series if column is None else column)
    return Claims(frame, pl.DataFrame(columns), frozenset(whole))


def request(frame: pl.DataFrame, row: int, question: str) -> dict[str, Any]:
    """Return one row as a request."""
    found: dict[str, Any] = {"question": question, "facts": {}}
    for name, value in spelled(frame, row):
        head, _, field = name.partition(".")
        if field:
            found["facts"].setdefault(head, {})[field] = value
        elif name in OWN:
            found[name] = value
        else:
            found["facts"][name] = value
    return found


def requests(frame: pl.DataFrame, question: str) -> Iterator[dict[str, Any]]:
    """Yield every row as a request."""
    for row in range(frame.height):
        yield request(frame, row, question)


def spelled(frame: pl.DataFrame, row: int) -> Iterator[tuple[str, Any]]:
    """Yield what is known of a row, as a request spells it."""
    for name, value in zip(frame.columns, frame.row(row), strict=True):
        if value is not None:
            yield name, _spelled(name, value)


def _spelled(name: str, value: Any) -> Any:  # noqa: ANN401  # any value  # any value
    if type(value) is int and name.endswith("_id"):
        return str(value)
    if isinstance(value, list):
        return [_spelled(name, item) for item in value]
    if isinstance(value, dict):
        return {key: _spelled(key, item) for key, item in value.items() if item is not None}
    return str(value) if type(value).__name__ == "Decimal" else value


def _types(vocabulary: Vocabulary, columns: list[str]) -> dict[str, Type]:
    """Return the type of each column; a list or record in one column is left to the engine."""
    found = dict(OWN)
    if missing := [name for name in ("region",) if name not in columns]:
        raise RequestError([Diagnostic("missing-key", {"key": missing[0]}, path=missing[0])])
    rest = [name for name in columns if name not in OWN]
    read_facts({name: {} for name in rest if "." not in name and name in vocabulary.records}, vocabulary)
    for name in _known(vocabulary, rest):
        head, _, field = name.partition(".")
        found[name] = vocabulary.records[head].fields[field].type
    found |= {name: _WHOLE for name in rest if "." not in name}
    for name in rest:
        if "." not in name and name not in vocabulary.fact_lists and name not in vocabulary.records:
            read_facts({name: {}}, vocabulary)
    return {name: type_ for name, type_ in found.items() if name in columns}


def _known(vocabulary: Vocabulary, columns: list[str]) -> list[str]:
    """Return the columns that are facts of a record; refuse those of which the vocabulary knows nothing."""
    facts: dict[str, dict[str, None]] = {}
    dotted = [name for name in columns if "." in name]
    for name in dotted:
        head, _, field = name.partition(".")
        facts.setdefault(head, {})[field] = None
    read_facts(facts, vocabulary)
    return dotted


def _native(plan: Plan, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame in which truth values and counts that were read as text are what they say."""
    changed = []
    for name in frame.columns:
        head, _, field = name.partition(".")
        record = plan.vocabulary.records.get(head)
        type_ = record.fields[field].type if record and field in record.fields else STRING
        series = frame.get_column(name)
        if series.dtype != pl.String:
            continue
        if type_.kind == "boolean":
            text = series.str.to_lowercase()
            values = text.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
        elif type_.kind == "integer":
            values = series.str.extract(r"^([0-9]{1,13})$").cast(pl.Int64)
        else:
            continue
        if values.null_count() == series.null_count():
            changed.append(values.alias(name))
    return frame.with_columns(changed)
