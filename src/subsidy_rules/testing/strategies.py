"""Hypothesis strategies: requests that sit on the boundaries the law draws.

They need Hypothesis, a tool for tests that the package itself does not depend on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import strategies as st

from subsidy_rules.core.dates import add_days, add_months, add_years
from subsidy_rules.core.money import yuan_from_fen
from subsidy_rules.core.regions import LEVELS, at_level, level_of
from subsidy_rules.testing.inputs import Boundaries, boundaries_of, inputs_of
from subsidy_rules.testing.variations import as_json_spells

if TYPE_CHECKING:
    from subsidy_rules.ir.plan import Parameter, Plan
    from subsidy_rules.ir.types import Type

RequestData: TypeAlias = dict[str, Any]
Draw: TypeAlias = st.DrawFn

_MANY = 3
_CENTURY = 100
_DIGITS = 6
_ODDS = 6
_SHIFTS = {"years": add_years, "months": add_months, "days": add_days}
_FEN = (150_000, 0, 1, 3_333, 99_999)
_RATIOS = (Fraction(0), Fraction(1, 10), Fraction(1), Fraction(123_456_789, 10**9))
_STEP = Fraction(1, 100)
_RATIO_PLACES = 9
_NAMES = ("P-1", "P-2")


def requests(plan: Plan, question: str, seeds: Sequence[Mapping[str, Any]] = ()) -> st.SearchStrategy[RequestData]:
    """Return requests that state everything a question reads, on and around the law's own boundaries (请求生成).

    ``seeds`` are requests to start from, such as worked cases: most of their facts are kept, a few are moved.
    """
    return _Maker(plan, question, tuple(map(as_json_spells, seeds))).requests()


class _Maker:
    """Makes requests for one question."""

    def __init__(self, plan: Plan, question: str, seeds: tuple[Mapping[str, Any], ...]) -> None:
        self.plan, self.question, self.seeds = plan, question, seeds
        self.inputs, self.bounds = inputs_of(plan, question), boundaries_of(plan, question)
        self.regions = _regions(plan, self.bounds)
        self.strings = (*self.bounds.words.get("string", ()), *_NAMES)
        self.spans = [(1, "days"), (-1, "days")]
        self.spans += [
            (sign * n, unit)
            for unit, ns in self.bounds.counts.items()
            if unit in _SHIFTS
            for n in ns
            if unit != "years" or n < _CENTURY  # more is a calendar year, no distance
            for sign in (1, -1)
        ]

    def requests(self) -> st.SearchStrategy[RequestData]:
        @st.composite
        def made(draw: Draw) -> RequestData:
            return self.request(draw)

        return made()

    def request(self, draw: Draw) -> RequestData:
        seed: Mapping[str, Any] = draw(st.sampled_from(self.seeds)) if self.seeds else {}
        days = self.days(draw, seed)
        region = self.keep(draw, seed.get("region"), st.sampled_from(self.regions))
        facts, history = dict(seed.get("facts", {})), dict(seed.get("history", {}))
        one_of = {many: one for many, one in self.plan.vocabulary.fact_lists.items() if one in facts}
        for name in self.inputs.records:
            facts[name] = self.record(draw, name, facts.get(name, {}), days)
        for name in self.inputs.lists:
            one = one_of.get(name)
            if one and draw(st.integers(0, _ODDS)):
                facts[one] = self.record(draw, one, facts[one], days)
            else:
                known = facts.get(name) or self.alone(facts, one)
                facts[name] = _told_apart(self.records(draw, self.plan.vocabulary.fact_lists[name], known, days))
                facts.pop(one or "", None)
        for name in self.inputs.history:
            history[name] = self.records(draw, self.plan.vocabulary.history_lists[name], history.get(name, []), days)
        parameters = dict(seed.get("parameters", {}))
        for name in self.inputs.parameters:
            if ("", name) not in self.inputs.telling or draw(st.booleans()):
                parameters[name] = self.keep(draw, parameters.get(name), self.parameter(name, region))
        return {
            "question": self.question,
            "region": region,
            "on": self.keep(draw, seed.get("on"), self.day(days)),
            "facts": facts,
            "history": history,
            "parameters": parameters,
            "readings": {**seed.get("readings", {}), **self.readings(draw)},
        }

    @staticmethod
    def alone(facts: Mapping[str, Any], one: str | None) -> list[Any]:
        return [facts[one]] if one else []

    @staticmethod
    def keep(draw: Draw, known: Any, other: st.SearchStrategy[Any]) -> Any:  # noqa: ANN401  # any value
        """Return a value of the seed most of the time, another now and then."""
        return known if known is not None and draw(st.integers(0, _ODDS)) < _ODDS else draw(other)

    def days(self, draw: Draw, seed: Mapping[str, Any]) -> list[date]:
        """Return the days a request moves around: those of its seed, the law's own, and a leap day."""
        law = list(self.bounds.days) or [date.min.replace(year=2000)]
        found = [*_days_in(seed), draw(st.sampled_from(law))]
        leap = next(year for year in range(found[0].year, found[0].year + 9) if _is_leap(year))
        return [*found, date(leap, 2, 29)]

    def day(self, days: Sequence[date]) -> st.SearchStrategy[str]:
        still = (0, "days")
        one, two = st.sampled_from([still, *self.spans]), st.sampled_from([still, *self.spans[:2]])
        return st.tuples(st.sampled_from(days), one, two).map(_moved)

    def record(self, draw: Draw, name: str, seed: Mapping[str, Any], days: Sequence[date]) -> RequestData:
        record = self.plan.vocabulary.fact_record(name) or name
        found = dict(seed)
        for field in self.inputs.fields.get(record, ()):
            type_ = self.plan.vocabulary.records[record].fields[field].type
            if (record, field) in self.inputs.telling and field not in seed and draw(st.booleans()):
                continue
            if type_.item and type_.item.kind == "record":
                found[field] = self.records(draw, type_.item.of, seed.get(field) or [], days)
            else:
                found[field] = self.keep(draw, seed.get(field), self.value(type_, field, days))
        return found

    def records(
        self, draw: Draw, record: str, seed: Sequence[Mapping[str, Any]], days: Sequence[date]
    ) -> list[RequestData]:
        found = [self.record(draw, record, item, days) for item in seed]
        change = draw(st.integers(0, _ODDS))
        if change == 1 and found:
            found.append(self.record(draw, record, found[0], days))
        elif change > _ODDS - 2 or not seed:
            size = draw(st.sampled_from((1, 0, 2, _MANY)))
            found += [self.record(draw, record, {}, days) for _ in range(size - len(found))]
            found = found[:size]
        return found

    def value(self, type_: Type, field: str, days: Sequence[date]) -> st.SearchStrategy[Any]:
        if type_.kind == "list":
            return st.lists(self.value(type_.item or type_, field, days), max_size=_MANY)
        if type_.kind == "table":
            keys = st.sampled_from(tuple(self.plan.vocabulary.enums[type_.of].values))
            return st.dictionaries(keys, self.value(type_.item or type_, field, days), max_size=_MANY)
        return self.day(days) if type_.kind == "date" else self.scalar(type_, field)

    def scalar(self, type_: Type, field: str) -> st.SearchStrategy[Any]:
        match type_.kind:
            case "boolean":
                return st.booleans()
            case "enum":
                named = self.bounds.words.get(type_.of, ())
                every = st.sampled_from(tuple(self.plan.vocabulary.enums[type_.of].values))
                return st.sampled_from(named) | every if named else every
            case "integer":
                return st.sampled_from(self.counts(type_.of))
            case "yuan":
                return st.sampled_from([yuan_from_fen(fen) for fen in (*self.bounds.fen, *_FEN)])
            case "ratio":
                return st.sampled_from(self.ratios())
            case "region":
                return st.sampled_from(self.regions)
            case "string":
                return st.sampled_from(_NAMES if field.endswith(("_id", "_ids")) else self.strings)
        msg = f"no values of type {type_}"
        raise TypeError(msg)

    def counts(self, unit: str) -> list[int]:
        named = (
            *self.bounds.counts.get(unit, ()),
            *(n for u, ns in self.bounds.counts.items() if u != unit for n in ns),
        )
        return list(dict.fromkeys([*(n + step for n in named for step in (0, 1, -1) if n + step >= 0), 1, 0, 2]))

    def ratios(self) -> list[str]:
        near = [ratio + step for ratio in self.bounds.ratios for step in (Fraction(0), _STEP, -_STEP)]
        return [_decimal(ratio) for ratio in dict.fromkeys((*near, *_RATIOS)) if ratio >= 0]

    def parameter(self, name: str, region: str) -> st.SearchStrategy[Any]:
        parameter = self.plan.parameters[name]
        if parameter.is_range:
            type_ = parameter.type.item or parameter.type
            ends: list[Any] = self.ratios() if type_.kind == "ratio" else self.counts(type_.of)
            return st.lists(st.sampled_from(ends), min_size=2, max_size=2).map(lambda pair: sorted(pair, key=Fraction))
        figure = self.value(parameter.type, name, self.bounds.days)
        limit = self.limit(name)
        if limit is not None:
            figure = figure.filter(lambda value: not _is_over(value, limit))
        if not parameter.dimensions:
            return figure
        return figure | st.builds(
            self.table, st.just(parameter), st.just(region), st.lists(figure, min_size=1, max_size=_MANY)
        )

    def limit(self, name: str) -> int | Fraction | None:
        """Return the hard bound of a delegated parameter: a request over it is refused."""
        hard = [d.at_most for d in self.plan.delegations.values() if d.sets == name and d.strength == "hard"]
        named = [
            v.value for bound in hard if bound in self.plan.parameters for v in self.plan.parameters[str(bound)].values
        ]
        return min((bound for bound in (*hard, *named) if isinstance(bound, int | Fraction)), default=None)

    def table(self, parameter: Parameter, region: str, figures: Sequence[Any]) -> RequestData:
        """Return a table that has a figure for every key, whatever is asked."""

        def part(place: int, start: int) -> Any:  # noqa: ANN401  # a figure or a table
            if place == len(parameter.dimensions):
                return figures[start % len(figures)]
            keys = [key for kind in parameter.dimensions[place] for key in self.keys(kind, region)]
            return {key: part(place + 1, start + i) for i, key in enumerate(keys)}

        return part(0, 0)  # type: ignore[no-any-return]  # there is at least one dimension

    def keys(self, kind: str, region: str) -> list[str]:
        if kind == "region":
            return list(dict.fromkeys((region, at_level(region, "prefecture"), at_level(region, "province"))))
        return list(self.plan.vocabulary.enums[kind].values)

    def readings(self, draw: Draw) -> dict[str, str]:
        if not self.inputs.readings:
            return {}
        chosen = draw(st.lists(st.sampled_from(self.inputs.readings), max_size=2, unique=True))
        readings = [self.plan.readings[name] for name in chosen]
        return {r.id: draw(st.sampled_from([o for o in r.options if o not in r.unsupported])) for r in readings}


def _regions(plan: Plan, bounds: Boundaries) -> list[str]:
    """Return the regions of the law, some around and below each, and one far away."""
    found: dict[str, None] = {}
    for outer in bounds.regions:
        stem = outer[: 2 * (LEVELS.index(level_of(outer)) + 1)]
        found |= dict.fromkeys((outer, *((stem + below)[:_DIGITS].ljust(_DIGITS, "0") for below in ("03", "0302"))))
        found |= dict.fromkeys(at_level(outer, level) for level in LEVELS)
    taken = {document.region[:2] for document in plan.documents.values()}
    away = next(str(n) for n in range(99, 10, -1) if str(n) not in taken)
    return [*found, away.ljust(_DIGITS, "0")]


def _told_apart(records: list[RequestData]) -> list[RequestData]:
    """Return records of which no two have one id: a request that names somebody twice in one list is refused."""
    taken: set[object] = set()
    for record in records:
        for field in [name for name in record if name.endswith("_id")]:
            free = (name for n in range(1, len(records) + 1) if (name := f"P-{n}") not in taken)
            record[field] = next(free) if record[field] in taken else record[field]
            taken.add(record[field])
    return records


def _is_over(value: object, limit: int | Fraction) -> bool:
    return Fraction(value) > limit if isinstance(value, int | str) else False


def _days_in(value: Any) -> list[date]:  # noqa: ANN401  # any part of a request
    if isinstance(value, Mapping):
        return [day for item in value.values() for day in _days_in(item)]
    if isinstance(value, list):
        return [day for item in value for day in _days_in(item)]
    try:
        return [date.fromisoformat(value)] if isinstance(value, str) and value.count("-") == 2 else []  # noqa: PLR2004
    except ValueError:
        return []


def _moved(parts: tuple[date, tuple[int, str], tuple[int, str]]) -> str:
    day, *steps = parts
    for distance, unit in steps:
        day = _SHIFTS[unit](day, distance)
    return day.isoformat()


def _is_leap(year: int) -> bool:
    return add_days(date(year, 3, 1), -1).day == 29  # noqa: PLR2004


def _decimal(ratio: Fraction) -> str:
    scaled = round(ratio * 10**_RATIO_PLACES)
    whole, rest = divmod(scaled, 10**_RATIO_PLACES)
    return f"{whole}.{rest:0{_RATIO_PLACES}d}".rstrip("0").ljust(len(str(whole)) + 3, "0")
