"""What a question reads of a request, and the values of the law at which its answer may turn."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from subsidy_rules.core.dates import Period
from subsidy_rules.core.regions import is_region
from subsidy_rules.ir.nodes import Const, Entry, Expr, Field, Given, ParameterOf, Quantifier, Var
from subsidy_rules.ir.plan import Effective, Limit
from subsidy_rules.ir.traverse import nodes, parameters_in, readings_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from subsidy_rules.ir.plan import Condition, Parameter, Payment, Plan, Quantity, Rule

Place: TypeAlias = tuple[str, str]

_HISTORY = "history."


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a question can read of a request (所读事项).

    ``fields`` are the fields read, by record; ``records``, ``lists`` and ``history`` where they stand. ``telling`` are
    the fields, lists and supplied parameters whose very absence says something, ``references`` the reference dates,
    for which ``on`` stands in where they are missing.
    """

    fields: Mapping[str, tuple[str, ...]]
    records: tuple[str, ...]
    lists: tuple[str, ...]
    history: tuple[str, ...]
    parameters: tuple[str, ...]
    readings: tuple[str, ...]
    telling: frozenset[Place]
    references: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Values the law of a question names (界限值): days, whole numbers by unit, fen, ratios, words by enum, regions."""

    days: tuple[date, ...]
    counts: Mapping[str, tuple[int, ...]]
    fen: tuple[int, ...]
    ratios: tuple[Fraction, ...]
    words: Mapping[str, tuple[str, ...]]
    regions: tuple[str, ...]


def inputs_of(plan: Plan, question: str) -> Inputs:
    """Return what a question reads, by any version of its rule (所读事项)."""
    rules = plan.rules[question]
    vocabulary = plan.vocabulary
    free = tuple(
        dict.fromkeys(name for rule in rules for name in _free(rule, frozenset(v for v, _, _ in rule.for_each)))
    )
    found: dict[str, dict[str, None]] = {}
    for node in nodes(rules):
        if isinstance(node, Field) and node.base.type.kind == "record":
            found.setdefault(node.base.type.of, {})[node.name] = None
    parameters = parameters_in(rules)
    return Inputs(
        fields={record: tuple(names) for record, names in found.items()},
        records=tuple(name for name in free if name in vocabulary.records and name not in vocabulary.fact_lists),
        lists=tuple(name for name in free if name in vocabulary.fact_lists),
        history=tuple(name.removeprefix(_HISTORY) for name in free if name.startswith(_HISTORY)),
        parameters=tuple(name for name in parameters if plan.parameters[name].is_supplied),
        readings=tuple(dict.fromkeys((*readings_in(rules), *_dated_by_readings(plan, rules)))),
        telling=frozenset(_telling(plan, rules)),
        references=frozenset(place for rule in rules if (place := reference_place(rule))),
    )


def boundaries_of(plan: Plan, question: str) -> Boundaries:
    """Return the values that the law of a question names (界限值)."""
    rules = plan.rules[question]
    parameters = [plan.parameters[name] for name in parameters_in(rules)]
    values = [value for parameter in parameters for value in _stated(parameter)]
    values += [
        delegation.at_most for delegation in plan.delegations.values() if delegation.sets in parameters_in(rules)
    ]
    days = dict.fromkeys(_days(plan, rules, values))
    counts: dict[str, dict[int, None]] = {}
    for parameter in parameters:
        for value in _stated(parameter):
            if parameter.type.kind == "integer" and isinstance(value, int):
                counts.setdefault(parameter.type.of, {})[value] = None
    words: dict[str, dict[str, None]] = {}
    for node in nodes(rules):
        if isinstance(node, Const) and isinstance(node.value, str):
            words.setdefault(node.type.of if node.type.kind == "enum" else node.type.kind, {})[node.value] = None
    documents = dict.fromkeys(plan.provisions[name].document for name in provisions_of(rules))
    regions = [plan.documents[name].region for name in documents]
    regions += [value for value in values if isinstance(value, str) and is_region(value)]
    return Boundaries(
        days=tuple(days),
        counts={unit: tuple(found) for unit, found in counts.items()},
        fen=tuple(v for p in parameters if p.type.kind == "yuan" for v in _stated(p) if isinstance(v, int)),
        ratios=tuple(dict.fromkeys(v for v in values if isinstance(v, Fraction))),
        words={enum: tuple(found) for enum, found in words.items()},
        regions=tuple(dict.fromkeys(regions)),
    )


def provisions_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return every clause that some rules name, each once, in order (所引条款)."""
    found: dict[str, None] = {}
    for rule in rules:
        parts: tuple[Condition | Limit | Payment | Quantity, ...] = (
            *rule.grounds, *rule.conditions, *rule.limits, *rule.payments, *rule.quantities,
        )  # fmt: skip
        for part in parts:
            found |= dict.fromkeys(part.provisions)
        for condition in (*rule.grounds, *rule.conditions):
            found |= dict.fromkeys(exception.provision for exception in condition.exceptions)
    return tuple(found)


def reference_place(rule: Rule) -> Place | None:
    """Return the record and field whose day selects the version of a rule; nothing where that is ``on`` (基准日期)."""
    reference = rule.reference
    return (reference.base.type.of, reference.name) if isinstance(reference, Field) else None


def _free(part: object, bound: frozenset[str]) -> Iterator[str]:
    """Yield the names a part of a rule takes from the request: those that nothing around them binds."""
    match part:
        case Var(name=name):
            if name not in bound:
                yield name
        case Quantifier(variable=variable, source=source, where=where, body=body):
            yield from _free(source, bound)
            yield from _free((where, body), bound | {variable})
        case Limit(variable=variable, source=source, where=where):
            yield from _free((source, part.applies_when, part.at_most, part.per, part.says.zh, part.says.en), bound)
            yield from _free(where, bound | {variable})
        case tuple():
            for item in part:
                yield from _free(item, bound)
        case _ if is_dataclass(part) and not isinstance(part, type):
            for field in fields(part):
                if field.name not in ("type", "span"):
                    yield from _free(getattr(part, field.name), bound)


def _telling(plan: Plan, rules: tuple[Rule, ...]) -> Iterator[Place]:
    for node in nodes(rules):
        if isinstance(node, Given):
            yield _place(node.item)
    for record in plan.vocabulary.records.values():
        for field in record.fields.values():
            if field.absent_means is not None:
                yield record.name, field.name


def _place(item: Expr) -> Place:
    if isinstance(item, Entry):
        item = item.table
    if isinstance(item, Field):
        return item.base.type.of, item.name
    return "", item.parameter if isinstance(item, ParameterOf) else item.name if isinstance(item, Var) else ""


def _stated(parameter: Parameter) -> list[object]:
    return [stated.value for stated in parameter.values]


def _effective(plan: Plan, rules: Iterable[Rule]) -> Iterator[Effective]:
    """Yield the periods that decide whether the clauses of some rules are in force."""
    for name in provisions_of(rules):
        provision = plan.provisions[name]
        yield plan.documents[provision.document].effective
        if provision.effective is not None:
            yield provision.effective


def _dated_by_readings(plan: Plan, rules: Iterable[Rule]) -> Iterator[str]:
    return (effective.reading for effective in _effective(plan, rules) if effective.reading)


def _days(plan: Plan, rules: tuple[Rule, ...], values: Iterable[object]) -> Iterator[date]:
    for effective in _effective(plan, rules):
        for term in effective.terms.values():
            yield from (day for day in (term.first, term.not_after, term.last) if day)
    for value in values:
        if isinstance(value, Period):
            yield from (day for day in (value.first, value.last) if day)
        elif isinstance(value, date):
            yield value
    for rule in rules:
        yield from (day for day in (rule.effective.first, rule.effective.last) if day)
    for name in parameters_in(rules):
        for stated in plan.parameters[name].values:
            yield from (day for day in (stated.period.first, stated.period.last) if day)
