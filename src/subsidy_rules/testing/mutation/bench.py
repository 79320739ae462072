"""Cases made ready for mutants: what each expects, what it made the interpreter look at, which days it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from subsidy_rules.backends.interpreter import Interpreter, Walk
from subsidy_rules.core.dates import add_days
from subsidy_rules.core.errors import SubsidyRulesError
from subsidy_rules.engine import Engine
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
_FIRST_TRIES: Final = 8
_USUAL_RUNS: Final = 12
_TIMES_AS_MANY: Final = 4


@dataclass(slots=True)
class Ready:
    """A case with what mutants need to know of it (待用算例).

    By the law itself, in default and in strict mode, once somebody has looked: ``seen`` are the nodes that were
    evaluated for it, ``runs`` counts the ways in which the texts were read, and ``passes`` tells whether it comes out.
    """

    case: Case
    request: Request
    wants: tuple[object, ...]
    days: frozenset[date]
    cites: frozenset[str]
    seen: dict[bool, frozenset[int]] = field(default_factory=dict)
    passes: dict[bool, bool] = field(default_factory=dict)
    runs: dict[bool, int] = field(default_factory=dict)

    @property
    def is_strict(self) -> bool:
        """Whether strict mode is looked at as well."""
        return any(want is not None for want in self.wants)


@dataclass(slots=True)
class Bench:
    """The cases, by question; ``left_out`` are those that fail by themselves (算例台)."""

    plan: Plan
    ready: dict[str, list[Ready]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    latest: dict[tuple[str, str], Ready] = field(default_factory=dict)

    def add(self, case: Case, *, compares_strict: bool = True) -> Ready | None:
        """Take a case in; one whose request cannot be read is left out."""
        try:
            request = Engine(self.plan).read(case.request)
        except SubsidyRulesError:
            self.left_out.append(case.id)
            return None
        wants = tuple(e.get("strict_outcome", e.get("outcome") if compares_strict else None) for e in case.expectations)
        days = frozenset(add_days(day, step) for day in _days_in(case.request) for step in (-1, 0, 1))
        cites = frozenset(name for expect in case.expectations for name in _listed(expect.get("decisive", [])))
        found = Ready(case, request, wants, days, cites)
        self.ready.setdefault(case.question, []).append(found)
        return found

    def look(self, ready: Ready, *, in_strict: bool) -> None:
        """Run a case against the law itself: whether it passes, and what is evaluated for it."""
        if in_strict not in ready.seen:
            watcher = _Watcher()
            ready.passes[in_strict] = not _notices(Engine(self.plan, watcher), ready, in_strict=in_strict)
            ready.seen[in_strict], ready.runs[in_strict] = frozenset(watcher.seen), watcher.runs
            if not ready.passes[in_strict]:
                self.left_out.append(ready.case.id)

    def killer(self, mutant: Mutant) -> str:
        """Return the case that notices the change, or nothing."""
        plan = mutant.apply(self.plan)
        cases = [ready for question in sorted(mutant.questions) for ready in self.ready.get(question, ())]
        cases = [r for r in cases if not mutant.days or any(day in r.days for day in mutant.days)]
        for in_strict in (False, True):
            able = [ready for ready in cases if ready.is_strict or not in_strict]
            for i, ready in enumerate(self._in_order(mutant, able)):
                if i >= _FIRST_TRIES or in_strict or ready.seen:
                    self.look(ready, in_strict=in_strict)
                    if not ready.passes[in_strict] or (
                        mutant.touches and ready.seen[in_strict].isdisjoint(mutant.touches)
                    ):
                        continue
                engine = Engine(plan, _Patient(_TIMES_AS_MANY * (1 + ready.runs.get(in_strict, _USUAL_RUNS))))
                if _notices(engine, ready, in_strict=in_strict, reads_anew=mutant.reads_anew):
                    self.look(ready, in_strict=in_strict)
                    if ready.passes[in_strict]:
                        self.latest[mutant.place.file, mutant.place.entry] = ready
                        return ready.case.id
        return ""

    def _in_order(self, mutant: Mutant, cases: list[Ready]) -> Iterable[Ready]:
        """Return the cases, the likeliest first: the one that noticed the last change here, then those that cite it."""
        latest = self.latest.get((mutant.place.file, mutant.place.entry))
        cited = frozenset(mutant.provisions)
        return sorted(cases, key=lambda r: (r is not latest, r.cites.isdisjoint(cited)))


class _Patient(Interpreter):
    """Gives up where a change opens so many readings that strict mode would try them for minutes."""

    def __init__(self, most: int) -> None:
        self.left = most

    def run(self, plan: Plan, rule: Rule, request: Request, on: date, world: World) -> Answer:
        self.left -= 1
        if self.left < 0:
            raise TimeoutError
        return super().run(plan, rule, request, on, world)


class _Watcher:
    name = "watcher"

    def __init__(self) -> None:
        self.seen: set[int] = set()
        self.runs = 0

    def run(self, plan: Plan, rule: Rule, request: Request, on: date, world: World) -> Answer:
        walk = _WatchedWalk(plan, rule, request, on, world)
        walk.seen = self.seen
        self.runs += 1
        return walk.answer()


class _WatchedWalk(Walk):
    seen: set[int]

    def evaluate(self, node: Expr, env: Env) -> Value:
        self.seen.add(id(node))
        return super().evaluate(node, env)


def _notices(engine: Engine, ready: Ready, *, in_strict: bool, reads_anew: bool = False) -> bool:
    """Whether a case fails; in strict mode only the strict outcome is looked at."""
    try:
        request = engine.read(ready.case.request) if reads_anew else ready.request
        if not in_strict:
            decision = engine.decide(request)
            return not any(not differences(expect, decision) for expect in ready.case.expectations)
        outcome = engine.decide(replace(request, mode=_STRICT)).outcome
    except TimeoutError:
        return False  # nobody knows
    except Exception:  # noqa: BLE001  # a change on which the program fails is noticed
        return True
    return all(want not in (None, outcome) for want in ready.wants)


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
