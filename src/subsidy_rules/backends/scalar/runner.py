"""The scalar runner: a claim in, how it comes out; or nothing, where the definition has to say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from subsidy_rules.backends.base import SCHEMES
from subsidy_rules.backends.scalar.elements import (
    ABSENT,
    IDLE,
    OPEN,
    SATISFIED,
    WARNED,
    ElementCode,
    ElementWriter,
    Result,
)
from subsidy_rules.backends.scalar.prepared import Prepared, PreparedRule
from subsidy_rules.backends.scalar.standards import Standards
from subsidy_rules.backends.scalar.statements import Bail, UnsupportedError
from subsidy_rules.backends.states import state_of
from subsidy_rules.core.errors import ComputationError
from subsidy_rules.core.money import MAX_FEN
from subsidy_rules.ir.force import World, first_days
from subsidy_rules.ir.nodes import Field
from subsidy_rules.ir.traverse import nodes
from subsidy_rules.model.view import with_person_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from subsidy_rules.ir.plan import Plan, Rule
    from subsidy_rules.model.decision import Outcome, Severity
    from subsidy_rules.model.request import Request

Runs: TypeAlias = list[tuple[Prepared, Result]]
Sums: TypeAlias = tuple[tuple[str, int, tuple[str, ...]], ...]

_POSITIVE: Mapping[str, Outcome] = {"target": "met"}
_NEGATIVE: Mapping[str, Outcome] = {"target": "not_met"}
_NOWHERE: Mapping[str, date] = {}
_MOST_STARTS = 4
_DEEP = ("bounds", "trial")


@dataclass(frozen=True, slots=True)
class Quick:
    """How a claim came out (速判结果): outcome, sums in fen by payee, the figure with its unit and clauses.

    ``code`` and ``codes`` say how each demand came out, where one element was looked at in one state of the law.
    """

    outcome: Outcome
    severity: Severity | None
    sums: Sums
    figure: tuple[object, str, tuple[str, ...]] | None
    code: ElementCode | None
    codes: tuple[int, ...]
    flags: frozenset[str]


class ScalarRunner:
    """Runs generated functions, made when they are first needed and kept (标量执行器)."""

    name = "scalar"

    def __init__(self, plan: Plan) -> None:
        """Run the rules of a plan."""
        self.plan = plan
        self._rules: dict[int, ScalarRule] = {}

    def quick(self, rule: Rule, request: Request, on: date) -> Quick | None:
        """Return how a claim comes out, or ``None`` where the definition has to say (速判)."""
        found = self._rules.get(id(rule))
        if found is None:
            found = self._rules.setdefault(id(rule), ScalarRule(self.plan, rule))
        return found.quick(request, on)

    def source(self, rule: Rule, region: str, on: date) -> str:
        """Return the Python source that answers a question in a region on a day, by default readings (生成代码).

        Raises:
            UnsupportedError: where the rule is left to the definition.
        """
        state = state_of(self.plan, region, on, on, World(), drafts=False)
        return ElementWriter(self.plan, rule, state).code().source


class ScalarRule:
    """One rule, with its functions for the states of the law that were asked for so far (标量规则)."""

    def __init__(self, plan: Plan, rule: Rule) -> None:
        """Prepare nothing yet."""
        self.plan, self.rule = plan, rule
        self.prepared = PreparedRule(plan, rule)
        self._standards = Standards(plan, rule)
        self._names_person = any(isinstance(n, Field) and n.name == "person_id" for n in nodes(rule.parts))
        self._is_scheme = rule.kind in SCHEMES
        self._cited: dict[object, tuple[str, ...]] = {}

    def quick(self, request: Request, on: date) -> Quick | None:
        """Return how a claim comes out, or ``None`` where the definition has to say."""
        if request.mode == "strict" or (request.readings and not self._are_plain(request.readings)):
            return None
        try:
            elements = self.prepared.elements(request.facts)
            found, windows = self._in_world(request, on, elements, _NOWHERE)
            return self._agreed(request, on, elements, found, windows) if windows else found
        except (Bail, ComputationError, UnsupportedError):
            return None

    def _are_plain(self, readings: Mapping[str, str]) -> bool:
        """Whether no reading is chosen that changes what a comparison, a clause or the reference date is."""
        chosen = [self.plan.readings[r] for r, option in readings.items() if option != self.plan.readings[r].default]
        return not any(reading.selects or reading.governs in _DEEP for reading in chosen)

    def _in_world(
        self, request: Request, on: date, elements: list[tuple[Any, ...]], starts: Mapping[str, date]
    ) -> tuple[Quick | None, dict[str, frozenset[date]]]:
        """Answer in one world; return as well on which days it depends when a document begins."""
        facts, history, region = request.facts, request.history, request.region
        if request.person_id and self._names_person:
            facts = with_person_id(facts, request.person_id)
        cell, supplied = self._standards.of(request, on)
        runs: Runs = []
        windows: dict[str, frozenset[date]] = {}
        for element in elements:
            reference = self.prepared.reference(facts, element) or on
            state = self.prepared.state(request, on, reference, starts)
            for document in state.windows:
                windows[document] = windows.get(document, frozenset()) | {on, reference}
            if state.code:
                runs.append((state, state.code.run(*element, facts, history, on, region, cell, supplied)))
        if not runs:
            return None, windows
        found = self._scheme(runs) if self._is_scheme else self._duty(runs)
        if found and len(elements) > 1:
            found = replace(found, code=None, codes=())
        return found, windows

    def _agreed(
        self,
        request: Request,
        on: date,
        elements: list[tuple[Any, ...]],
        first: Quick | None,
        windows: dict[str, frozenset[date]],
    ) -> Quick | None:
        """Return what every first day of the one document that leaves it open agrees on."""
        if first is None or len(windows) > 1:
            return None
        ((document, days),) = windows.items()
        starts = first_days(self.plan, document, days, request.readings)
        if len(starts) > _MOST_STARTS:
            return None
        found = [first]
        for start in starts[1:]:
            other, others = self._in_world(request, on, elements, {document: start})
            is_same = other and (other.outcome, other.sums, other.figure) == (first.outcome, first.sums, first.figure)
            if other is None or not is_same or not others.keys() <= {document}:
                return None
            found.append(other)
        flags = frozenset().union(*(one.flags for one in found))
        return replace(first, code=None, codes=(), flags=flags)

    # ------------------------------------------------------------------ schemes

    def _scheme(self, runs: Runs) -> Quick | None:
        granted = []
        for run in runs:
            truth = run[1][0]
            if truth is None:
                return None
            if truth:
                granted.append(run)
        if not granted:
            return self._told("ineligible", None, (), runs)
        sums = self._sums(granted) if self.rule.payments else ()
        return None if sums is None else self._told("eligible", None, sums, runs)

    def _sums(self, granted: Runs) -> Sums | None:
        """Return what is paid to each payee; nothing where claims may compete, or where a sum is out of range."""
        if len(granted) > 1 and self.rule.limits:
            return None
        totals: dict[str, tuple[int, set[str]]] = {}
        for state, (_, _, dues, _) in granted:
            if not dues or (len(dues) > 1 and self.rule.limits):
                return None
            for paid, amount in dues:
                payee, cited = state.payee(paid), state.cited(paid)
                fen, others = totals.get(payee, (0, set()))
                totals[payee] = fen + amount, {*others, *cited} if others else cited
        found = tuple((payee, fen, self._in_order(cited)) for payee, (fen, cited) in sorted(totals.items()))
        is_plain = all(type(fen) is int and 0 <= fen <= MAX_FEN for _, fen, _ in found)
        return found if is_plain and any(fen for _, fen, _ in found) else None

    def _in_order(self, cited: set[str]) -> tuple[str, ...]:
        key = frozenset(cited)
        if key not in self._cited:
            self._cited[key] = tuple(p for p in self.rule.provisions if p in cited)
        return self._cited[key]

    # ------------------------------------------------------------------ duties

    def _duty(self, runs: Runs) -> Quick | None:
        worst, is_open, is_applicable = SATISFIED, False, False
        for state, (_, codes, _, figure) in runs:
            is_applicable |= figure is not None
            for told, code in zip(state.told, codes, strict=True):
                is_open |= code == OPEN
                if told.demand and code not in (IDLE, ABSENT):
                    is_applicable = True
                    worst = min(worst, code)
        if not is_applicable or (worst > WARNED and is_open):
            return None
        if worst <= WARNED:
            severity: Severity | None = "warning" if worst == WARNED else "error"
            severity = None if self.rule.kind == "target" else severity
            return self._told(_NEGATIVE.get(self.rule.kind, "non_compliant"), severity, (), runs)
        return self._told(_POSITIVE.get(self.rule.kind, "compliant"), None, (), runs)

    def _told(self, outcome: Outcome, severity: Severity | None, sums: Sums, runs: Runs) -> Quick:
        state, result = runs[0]
        flags = state.flags
        for other, (_, codes, _, _) in runs:
            flags = flags | other.flags if other is not state else flags
            if WARNED in codes:
                flags |= {"in_principle"}
        return Quick(outcome, severity, sums, _figure(runs), state.code, result[1], flags)


def _figure(runs: Runs) -> tuple[object, str, tuple[str, ...]] | None:
    for state, (_, _, _, figure) in runs:
        if figure is not None:
            place, value = figure
            return value, *state.units[place]
    return None
