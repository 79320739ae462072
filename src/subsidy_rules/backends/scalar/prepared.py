"""One rule made ready to run: its elements, its reference date, and its function for each state of the law."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from subsidy_rules.backends.scalar.elements import ElementCode, ElementWriter, Sum, Told
from subsidy_rules.backends.scalar.statements import Bail, UnsupportedError
from subsidy_rules.backends.states import Calendar, State, readings_of, state_of
from subsidy_rules.ir.force import World
from subsidy_rules.ir.nodes import Expr, Field, Var

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.ir.plan import Plan, Rule
    from subsidy_rules.model.request import Request

Element: TypeAlias = tuple[Any, ...]
Step: TypeAlias = Callable[[Mapping[str, Any], Element], Iterable[Any]]
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rule in one state of the law (就绪规则). Without ``code`` no law for the element is in force."""

    code: ElementCode | None
    told: tuple[Told, ...]
    units: tuple[tuple[str, tuple[str, ...]], ...]
    sums: tuple[Sum, ...]
    flags: frozenset[str]
    windows: frozenset[str]
    _cited: dict[tuple[int, ...], set[str]] = field(default_factory=dict)

    def payee(self, paid: tuple[int, ...]) -> str:
        """Return who is paid by some payments."""
        return self.sums[paid[0]].payee

    def cited(self, paid: tuple[int, ...]) -> set[str]:
        """Return the clauses of some payments."""
        found = self._cited.get(paid)
        if found is None:
            found = self._cited[paid] = {p for place in paid for p in self.sums[place].provisions}
        return found


class PreparedRule:
    """Prepares a rule for each state of the law when it is first asked for (规则就绪)."""

    def __init__(self, plan: Plan, rule: Rule) -> None:
        """Prepare nothing yet."""
        self._plan, self._rule = plan, rule
        self._calendar = Calendar(plan, rule)
        self._states: dict[object, Prepared] = {}
        self._places: dict[date, int] = {}
        self._reached: dict[str, tuple[bool, ...]] = {}
        self._steps = [self._step(depth) for depth in range(len(rule.for_each))]
        self.reference = _reader_of(rule)

    def elements(self, facts: Mapping[str, Any]) -> list[Element]:
        """Return the elements of a request; a rule that is for nothing in particular has one.

        Raises:
            Bail: where they are not known, or there are none.
        """
        found: list[Element] = [()]
        for step in self._steps:
            found = [(*outer, item) for outer in found for item in step(facts, outer)]
        if not found:
            raise Bail
        return found

    def _step(self, depth: int) -> Step:
        source = self._rule.for_each[depth][2]
        names = [variable for variable, _, _ in self._rule.for_each[:depth]]
        if isinstance(source, Field) and isinstance(source.base, Var) and source.base.name in names:
            place, field_name = names.index(source.base.name), source.name
            return lambda _, outer: _known(outer[place].get(field_name))
        if not isinstance(source, Var):
            return _unsupported
        many, one = source.name, self._plan.vocabulary.fact_lists.get(source.name, "")
        return lambda facts, _: _known(facts[many] if many in facts else (facts[one],) if one in facts else None)

    def state(self, request: Request, on: date, reference: date, starts: Mapping[str, date]) -> Prepared:
        """Return the rule as it is for a request on a day, at a reference date, in one world."""
        region, drafts = request.region, request.drafts
        reached = self._reached.get(region)
        if reached is None:
            reached = self._reached[region] = self._calendar.reached(region)
        readings = readings_of(self._plan, request.readings) if request.readings else ()
        key = (reached, self._place(on), self._place(reference), readings, drafts, *starts.values())
        found = self._states.get(key)
        if found is None:
            world = World(dict(request.readings), starts)
            state = state_of(self._plan, region, on, reference, world, drafts=drafts == "what_if")
            found = self._states[key] = self._prepare(state)
        return found

    def _place(self, day: date) -> int:
        place = self._places.get(day)
        if place is None:
            if len(self._places) >= _MOST:
                self._places.clear()
            place = self._places[day] = self._calendar.place(day)
        return place

    def _prepare(self, state: State) -> Prepared:
        rule, trace = self._rule, state.force.trace
        standing = [state.standing(ground.provisions[0]) for ground in rule.grounds]
        code = ElementWriter(self._plan, rule, state).code()
        is_live = "in_force" in standing if rule.grounds else any(told.demand for told in code.told)
        return Prepared(
            code if is_live else None,
            code.told,
            code.units,
            code.sums,
            frozenset(trace.flags),
            frozenset(trace.windows),
        )


def _known(found: Iterable[Any] | None) -> Iterable[Any]:
    if found is None:
        raise Bail
    return found


def _unsupported(_: Mapping[str, Any], __: Element) -> Iterable[Any]:
    raise UnsupportedError


def _reader_of(rule: Rule) -> Callable[[Mapping[str, Any], Element], date | None]:
    """Return what reads the reference date of an element."""
    reference: Expr | None = rule.reference
    if not (isinstance(reference, Field) and isinstance(reference.base, Var)):
        return lambda _, __: None
    record, name = reference.base.name, reference.name
    names = [variable for variable, _, _ in rule.for_each]
    if record in names:
        place = names.index(record)
        return lambda _, element: element[place].get(name)
    return lambda facts, _: facts[record].get(name) if record in facts else None
