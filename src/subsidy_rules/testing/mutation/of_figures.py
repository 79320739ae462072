"""Mutants of figures, lists, readings, days and clauses: of the policy files, and of what the vocabulary ranks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from subsidy_rules.core.dates import Period, add_days
from subsidy_rules.core.money import yuan_from_fen
from subsidy_rules.core.regions import LEVELS, at_level, level_of
from subsidy_rules.ir.nodes import Compare, Field, LeftOpen, ListOf, ParameterOf, ReadingIs
from subsidy_rules.ir.plan import ALWAYS, Effective, Term
from subsidy_rules.sources.policy_document import PolicyDocument
from subsidy_rules.sources.rule_document import VocabularyDocument
from subsidy_rules.testing.inputs import provisions_of
from subsidy_rules.testing.mutation.expressions import without_member
from subsidy_rules.testing.mutation.mutant import Mutant, Place, law_of, with_entry, with_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from subsidy_rules.core.errors import Span
    from subsidy_rules.ir.plan import Parameter, ParameterValue, Plan, Rule
    from subsidy_rules.ir.vocabulary import Vocabulary
    from subsidy_rules.sources.documents import Source
    from subsidy_rules.testing.mutation.places import Places

_RATIO_STEP: Final = Fraction(1, 100)
_TERM: Final = ("first", "last", "not_after")
Changed: TypeAlias = "dict[int, ParameterValue | None]"
TAKEN_OUT: Final = "taken out of the law"


class Figures:
    """Mutants of what rules read, with the questions that read it (数值变异)."""

    def __init__(self, plan: Plan, sources: Sequence[Source[Any]], places: Places) -> None:
        """Note what every question reads."""
        self.plan, self.sources, self.places = plan, sources, places
        self.uses: dict[tuple[str, str], set[str]] = {}
        self.nodes: dict[tuple[str, str], set[int]] = {}
        for question, rules in plan.rules.items():
            for node, _ in law_of(rules):
                for key in _names(node):
                    self.uses.setdefault(key, set()).add(question)
                    self.nodes.setdefault(key, set()).add(id(node))

    def mutants(self) -> Iterator[Mutant]:
        """Yield every mutant of figures, lists, readings, days and clauses."""
        for source in self.sources:
            shape = source.shape
            for name in getattr(shape, "parameters", {}):
                yield from self._parameter(source, self.plan.parameters[name])
            for name in getattr(shape, "lists", {}):
                yield from self._list(source, name)
            for name in getattr(shape, "readings", {}):
                yield from self._reading(source, name)
            if isinstance(shape, VocabularyDocument):
                yield from self._absent(source)
                yield from self._rankings(source)
            if isinstance(shape, PolicyDocument):
                yield from self._document(source, shape.document)
                for name in shape.provisions:
                    yield from self._provision(source, name)
                for name in shape.delegations:
                    yield from self._delegation(source, name)

    # ---------------------------------------------------------------------------------------------------- parameters

    def _parameter(self, source: Source[Any], parameter: Parameter) -> Iterator[Mutant]:
        setting = [d.sets for d in self.plan.delegations.values() if d.at_most == parameter.id]
        bounded = {q for name in setting for q in self.uses.get(("parameter", name), ())}
        questions = frozenset(self.uses.get(("parameter", parameter.id), set()) | bounded)
        touches = frozenset() if bounded else frozenset(self.nodes.get(("parameter", parameter.id), set()))

        def mutant(words: str, changed: Changed, days: tuple[date, ...] = ()) -> Mutant:
            first = parameter.values[min(changed)]
            values = tuple(other for i, v in enumerate(parameter.values) if (other := changed.get(i, v)))
            key = f" {', '.join(first.keys)}" if first.keys and not days else ""
            key += "" if first.period == ALWAYS else f" {first.period}"
            return Mutant(
                _place(source, first.span, f"parameters.{parameter.id}{key}"), words,
                _entry("parameters", parameter.id, replace(parameter, values=values)),
                questions, touches, days, (first.provision,), bool(bounded),
            )  # fmt: skip

        for i, value in enumerate(parameter.values):
            for other in self._near(value.value, parameter):
                words = f"{_figure(value.value, parameter)} becomes {_figure(other, parameter)}"
                yield mutant(words, {i: replace(value, value=other)})
            if value.keys:
                yield mutant("dropped", {i: None})
        for cells, period in _entries(parameter):
            for word in ("first", "last"):
                day = getattr(period, word)
                for moved in _moved(day):
                    other_period = replace(period, **{word: moved})
                    changed: Changed = {i: replace(parameter.values[i], period=other_period) for i in cells}
                    yield mutant(
                        f"{parameter.values[cells[0]].provision} valid {word} day becomes {moved}", changed, (day,)
                    )

    def _near(self, value: object, parameter: Parameter) -> Iterator[object]:
        match value:
            case bool():
                yield not value
            case int():
                yield from (value + 1, *([value - 1] if value else []))
            case Fraction():
                yield from (value + _RATIO_STEP, *([value - _RATIO_STEP] if value >= _RATIO_STEP else []))
            case date():
                yield from _moved(value)
            case Period():
                yield from (replace(value, first=day) for day in _moved(value.first))
                yield from (replace(value, last=day) for day in _moved(value.last))
            case str() if parameter.type.kind == "region":
                others = sorted({document.region for document in self.plan.documents.values()} - {value})
                yield from others[:1]
            case str() if parameter.type.kind == "enum":
                names = tuple(self.plan.vocabulary.enums[parameter.type.of].values)
                yield names[(names.index(value) + 1) % len(names)]

    def _delegation(self, source: Source[Any], name: str) -> Iterator[Mutant]:
        delegation = self.plan.delegations[name]
        other: Literal["hard", "in_principle"] = "in_principle" if delegation.strength == "hard" else "hard"
        questions = frozenset(self.uses.get(("parameter", delegation.sets), ()))
        if delegation.at_most:
            yield Mutant(
                self.places.in_source(source.file, "delegations", name), f"the bound holds {other}",
                lambda plan: with_entry(plan, "delegations", name, replace(delegation, strength=other)),
                questions, provisions=(delegation.provision,), reads_anew=True,
            )  # fmt: skip

    # ------------------------------------------------------------------------------------------------ lists, readings

    def _list(self, source: Source[Any], name: str) -> Iterator[Mutant]:
        found = self.plan.lists[name]
        nodes = frozenset(self.nodes.get(("list", name), ()))
        questions = frozenset(self.uses.get(("list", name), ()))
        for i, value in enumerate(found.values):
            place = self.places.in_source(source.file, "lists", name, "values", i)
            place = replace(place, entry=f"lists.{name}")
            yield Mutant(
                place, f"loses {value}", _in_rules(questions, nodes, without_member(i)), questions, nodes,
                provisions=(found.provision,),
            )  # fmt: skip

    def _reading(self, source: Source[Any], name: str) -> Iterator[Mutant]:
        reading = self.plan.readings[name]
        questions = set(self.uses.get(("reading", name), set()))
        nodes = frozenset(self.nodes.get(("reading", name), ()))
        for rules in self.plan.rules.values():
            if self._is_dated_by(rules, name) or (reading.governs and self._has_strength(rules, reading.governs)):
                questions.add(rules[0].question)
                nodes = frozenset()
        for option in reading.options:
            if option != reading.default and option not in reading.unsupported:
                place = self.places.in_source(source.file, "readings", name)
                yield Mutant(
                    place, f"default becomes {option}",
                    _entry("readings", name, replace(reading, default=option)),
                    frozenset(questions), nodes, provisions=reading.provisions,
                )  # fmt: skip

    def _is_dated_by(self, rules: tuple[Rule, ...], reading: str) -> bool:
        if any(key.startswith(f"{reading}.") for rule in rules for key in rule.references):
            return True
        clauses = [self.plan.provisions[p] for p in provisions_of(rules)]
        periods = [*(c.effective for c in clauses), *(self.plan.documents[c.document].effective for c in clauses)]
        return any(period is not None and period.reading == reading for period in periods)

    def _has_strength(self, rules: tuple[Rule, ...], strength: str) -> bool:
        return any(self.plan.provisions[p].strength == strength for p in provisions_of(rules))

    # ----------------------------------------------------------------------------------------------- days and clauses

    def _document(self, source: Source[Any], name: str) -> Iterator[Mutant]:
        document = self.plan.documents[name]
        clauses = tuple(p.id for p in self.plan.provisions.values() if p.document == name)
        questions = self._resting_on(clauses)
        if not questions:
            return

        def mutant(words: str, days: tuple[date, ...], *path: str, **change: object) -> Mutant:
            place = self.places.in_source(source.file, *path)
            other = replace(document, **change)  # type: ignore[arg-type]  # the keys say what they hold
            return Mutant(place, words, _entry("documents", name, other), questions, days=days, provisions=clauses)

        for words, day, effective in _shifted(document.effective):
            yield mutant(words, (day,), "effective", effective=effective)
        if document.force == "draft":
            yield mutant("is no draft", (), "force", force="binding")
        level = LEVELS.index(level_of(document.region))
        if level:
            wider = at_level(document.region, LEVELS[level - 1])
            yield mutant(f"region becomes {wider}", (), "region", region=wider)

    def _provision(self, source: Source[Any], name: str) -> Iterator[Mutant]:
        provision = self.plan.provisions[name]
        questions = self._resting_on((name,))

        def mutant(words: str, days: tuple[date, ...], *path: str, **change: object) -> Mutant:
            place = self.places.in_source(source.file, "provisions", name, *path)
            other = replace(provision, **change)  # type: ignore[arg-type]  # the keys say what they hold
            return Mutant(place, words, _entry("provisions", name, other), questions, days=days, provisions=(name,))

        if questions and provision.effective is not None:
            for words, day, effective in _shifted(provision.effective):
                yield mutant(words, (day,), "effective", effective=effective)
        if questions and provision.strength:
            yield mutant("holds strictly", (), "force", strength="")
        yield from self._without(source, name)

    def _without(self, source: Source[Any], name: str) -> Iterator[Mutant]:
        """Yield the law without a clause: what rests on it first is gone, with its figures and lists."""
        plan, never = self.plan, Effective({"": Term(last=date.min)})
        parameters = {
            p.id: replace(p, values=tuple(v for v in p.values if v.provision != name))
            for p in plan.parameters.values()
            if any(v.provision == name for v in p.values)
        }
        lists = [found.id for found in plan.lists.values() if found.provision == name]
        keys = [*(("parameter", p) for p in parameters), *(("list", found) for found in lists)]
        questions = self._resting_on((name,)).union(*(self.uses.get(key, ()) for key in keys))
        nodes = frozenset(node for found in lists for node in self.nodes.get(("list", found), ()))

        def apply(plan: Plan) -> Plan:
            gone = replace(plan.provisions[name], effective=never)
            plan = with_rules(plan, questions, nodes, lambda node: replace(node, items=()))
            plan = replace(plan, parameters={**plan.parameters, **parameters})
            return with_entry(plan, "provisions", name, gone)

        if questions:
            place = self.places.in_source(source.file, "provisions", name)
            yield Mutant(place, TAKEN_OUT, apply, frozenset(questions), provisions=(name,))

    # ----------------------------------------------------------------------------------------------------- vocabulary

    def _absent(self, source: Source[Any]) -> Iterator[Mutant]:
        vocabulary = self.plan.vocabulary
        for record in vocabulary.records.values():
            for field in record.fields.values():
                key = ("field", f"{record.name}.{field.name}")
                if field.absent_means is None or key not in self.uses:
                    continue
                silent = replace(record, fields={**record.fields, field.name: replace(field, absent_means=None)})
                other = replace(vocabulary, records={**vocabulary.records, record.name: silent})
                yield Mutant(
                    self.places.in_source(source.file, "records", record.name, "fields", field.name),
                    "its absence says nothing", _vocabulary(other), frozenset(self.uses[key]),
                    frozenset(self.nodes[key]),
                )  # fmt: skip

    def _rankings(self, source: Source[Any]) -> Iterator[Mutant]:
        vocabulary = self.plan.vocabulary
        for enum in vocabulary.enums.values():
            key = ("ranking", enum.name)
            for i in range(len(enum.ranking) - 1 if key in self.uses else 0):
                one, two = enum.ranking[i : i + 2]
                ranking = (*enum.ranking[:i], two, one, *enum.ranking[i + 2 :])
                other = replace(vocabulary, enums={**vocabulary.enums, enum.name: replace(enum, ranking=ranking)})
                yield Mutant(
                    self.places.in_source(source.file, "enums", enum.name), f"{two} ranks below {one}",
                    _vocabulary(other), frozenset(self.uses[key]), frozenset(self.nodes[key]),
                )  # fmt: skip

    def _resting_on(self, clauses: tuple[str, ...]) -> frozenset[str]:
        return frozenset(q for q, rules in self.plan.rules.items() if not set(provisions_of(rules)).isdisjoint(clauses))


def _vocabulary(other: Vocabulary) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, vocabulary=other)


def _names(node: object) -> Iterator[tuple[str, str]]:
    """Yield what a node reads that is declared elsewhere."""
    match node:
        case ParameterOf(parameter=name):
            yield "parameter", name
        case ListOf(name=name) if name:
            yield "list", name
        case ReadingIs(reading=name) | LeftOpen(reading=name):
            yield "reading", name
        case Field(base=base, name=name) if base.type.kind == "record":
            yield "field", f"{base.type.of}.{name}"
        case Compare(left=left, op=op) if left.type.kind == "enum" and op not in ("==", "!="):
            yield "ranking", left.type.of


def _entries(parameter: Parameter) -> Iterator[tuple[tuple[int, ...], Period]]:
    """Yield the values that one entry of a file states, by their places: those of one clause and period."""
    found: dict[tuple[str, Period], tuple[int, ...]] = {}
    for i, value in enumerate(parameter.values):
        key = (value.provision, value.period)
        found[key] = (*found.get(key, ()), i)
    for (_, period), places in found.items():
        yield places, period


def _in_rules(questions: frozenset[str], nodes: frozenset[int], change: Callable[[Any], Any]) -> Callable[[Plan], Plan]:
    return lambda plan: with_rules(plan, questions, nodes, change)


def _entry(section: str, name: str, entry: object) -> Callable[[Plan], Plan]:
    return lambda plan: with_entry(plan, section, name, entry)


def _place(source: Source[Any], span: Span | None, entry: str) -> Place:
    return Place(source.file, span.line if span else 1, entry)


def _moved(day: date | None) -> tuple[date, ...]:
    return (add_days(day, -1), add_days(day, 1)) if day else ()


def _shifted(effective: Effective) -> Iterator[tuple[str, date, Effective]]:
    """Yield the periods one day off: what is moved, from which day, and the whole."""
    for option, term in effective.terms.items():
        for word in _TERM:
            day: date | None = getattr(term, word)
            for moved in _moved(day):
                other: Term = replace(term, **{word: moved})  # type: ignore[arg-type]  # a term has days under these names
                where = f"{option}: " if option else ""
                terms = {**effective.terms, option: other}
                if day is not None:
                    yield f"{where}{word} day becomes {moved}", day, replace(effective, terms=terms)


def _figure(value: object, parameter: Parameter) -> str:
    if isinstance(value, Fraction):
        return f"{float(value):g}"
    return yuan_from_fen(value) if isinstance(value, int) and parameter.type.kind == "yuan" else str(value)
