"""Cases made ready for mutants: what each expects, what it made the interpreter look at, which days it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from subsidy_rules.backends.interpreter import Walk
from subsidy_rules.core.dates import add_days
from subsidy_rules.core.errors import SubsidyRulesError
from subsidy_rules.engine import Engine
from subsidy_rules.testing.cases import run_case
from subsidy_rules.testing.comparison import differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from subsidy_rules.backends.base import Answer
    from subsidy_rules.backends.ruling import Env
    from subsidy_rules.core.values import Value
    from subsidy_rules.ir.force import World
    from subsidy_rules.ir.nodes import Expr
    from subsidy_rules.ir.plan import Plan, Rule
    from subsidy_rules.model.request import Request
    from subsidy_rules.testing.case_file import Case
    from subsidy_rules.testing.mutation.mutant import Mutant

_STRICT: Final = "strict"


@dataclass(slots=True)
class Ready:
    """A case that passes, ready to be run against mutants (待用算例).

    ``seen`` and ``seen_strict`` are the nodes that were evaluated for it; ``None`` where nobody watched.
    """

    case: Case
    request: Request
    is_strict: bool
    days: frozenset[date]
    cites: frozenset[str]
    compares_strict: bool = True
    seen: frozenset[int] | None = None
    seen_strict: frozenset[int] | None = None

    def may_notice(self, mutant: Mutant, *, in_strict: bool) -> bool:
        """Whether the change can make a difference to this case at all."""
        seen = self.seen_strict if in_strict else self.seen
        is_seen = not mutant.touches or seen is None or not seen.isdisjoint(mutant.touches)
        return is_seen and (not mutant.days or any(day in self.days for day in mutant.days))


@dataclass(slots=True)
class Bench:
    """Every case that passes, by question; ``left_out`` are those that do not (算例台)."""

    plan: Plan
    ready: dict[str, list[Ready]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    latest: dict[tuple[str, str], Ready] = field(default_factory=dict)

    def add(self, case: Case, *, compares_strict: bool = True, is_watched: bool = True) -> None:
        """Make a case ready, unless it fails already."""
        engine = Engine(self.plan)
        if case.question not in self.plan.rules:
            return
        if is_watched and run_case(engine, case, compares_strict=compares_strict).status != "passed":
            self.left_out.append(case.id)
            return
        try:
            request = engine.read(case.request)
        except SubsidyRulesError:
            self.left_out.append(case.id)
            return
        is_strict = any(_strict(expect, compares=compares_strict) is not None for expect in case.expectations)
        days = frozenset(add_days(day, step) for day in _days_in(case.request) for step in (-1, 0, 1))
        cites = frozenset(name for expect in case.expectations for name in _listed(expect.get("decisive", [])))
        found = Ready(case, request, is_strict, days, cites, compares_strict)
        if is_watched:
            found.seen = watched(self.plan, request)
            found.seen_strict = watched(self.plan, replace(request, mode=_STRICT)) if is_strict else found.seen
        self.ready.setdefault(case.question, []).append(found)

    def killer(self, mutant: Mutant) -> str:
        """Return the case that notices the change, or nothing."""
        plan = mutant.apply(self.plan)
        engine = Engine(plan)
        cases = [ready for question in sorted(mutant.questions) for ready in self.ready.get(question, ())]
        for in_strict in (False, True):
            able = [r for r in cases if (r.is_strict or not in_strict) and r.may_notice(mutant, in_strict=in_strict)]
            for ready in self._in_order(mutant, able):
                if _notices(engine, ready, mutant, in_strict=in_strict):
                    self.latest[mutant.place.file, mutant.place.entry] = ready
                    return ready.case.id
        return ""

    def _in_order(self, mutant: Mutant, cases: list[Ready]) -> Iterable[Ready]:
        """Return the cases, the likeliest first: the one that noticed the last change here, then those that cite it."""
        latest = self.latest.get((mutant.place.file, mutant.place.entry))
        cited = frozenset(mutant.provisions)
        return sorted(cases, key=lambda r: (r is not latest, r.cites.isdisjoint(cited)))


def watched(plan: Plan, request: Request) -> frozenset[int]:
    """Return the nodes that are evaluated for a request (by identity)."""
    seen: set[int] = set()
    Engine(plan, _Watcher(seen)).decide(request)
    return frozenset(seen)


class _Watcher:
    name = "watcher"

    def __init__(self, seen: set[int]) -> None:
        self.seen = seen

    def run(self, plan: Plan, rule: Rule, request: Request, on: date, world: World) -> Answer:
        walk = _WatchedWalk(plan, rule, request, on, world)
        walk.seen = self.seen
        return walk.answer()


class _WatchedWalk(Walk):
    seen: set[int]

    def evaluate(self, node: Expr, env: Env) -> Value:
        self.seen.add(id(node))
        return super().evaluate(node, env)


def _notices(engine: Engine, ready: Ready, mutant: Mutant, *, in_strict: bool) -> bool:
    """Whether a case fails under a mutant; in strict mode only the strict outcome is looked at again."""
    try:
        request = engine.read(ready.case.request) if mutant.reads_anew else ready.request
        if not in_strict:
            decision = engine.decide(request)
            return not any(not differences(expect, decision) for expect in ready.case.expectations)
        outcome = engine.decide(replace(request, mode=_STRICT)).outcome
        compares = ready.compares_strict
    except SubsidyRulesError:
        return True
    return all(_strict(expect, compares=compares) not in (None, outcome) for expect in ready.case.expectations)


def _strict(expect: Mapping[str, Any], *, compares: bool) -> object:
    return expect.get("strict_outcome", expect.get("outcome") if compares else None)


def _listed(value: object) -> Iterator[str]:
    yield from (str(item) for item in (value if isinstance(value, list) else [value]))


def _days_in(value: object) -> Iterator[date]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _days_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _days_in(item)
    elif isinstance(value, date):
        yield value
    elif isinstance(value, str):
        try:
            yield date.fromisoformat(value)
        except ValueError:
            return
