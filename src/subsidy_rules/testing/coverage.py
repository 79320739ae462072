"""Which entries of the rules are live: some worked case is answered by them, with the clause cited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from subsidy_rules.core.errors import SubsidyRulesError
from subsidy_rules.engine import Engine
from subsidy_rules.testing.case_file import read_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from subsidy_rules.ir.plan import Condition, Plan
    from subsidy_rules.model.decision import Decision
    from subsidy_rules.reports.coverage import Spot
    from subsidy_rules.testing.case_file import Case


def proofs(engine: Engine, paths: Sequence[str | Path]) -> dict[Spot, tuple[str, ...]]:
    """Return, for each entry of a rule and each of its provisions, the worked cases whose answers rest on it.

    A case proves a condition, ground or limit that it decides one way or the other, or leaves open; a payment or
    figure that it gives; an exception without which the condition would be decided.

    Raises:
        PolicyError: where a case file is not what it should be.
    """
    return proven_by(engine, read_cases(paths))


def proven_by(engine: Engine, cases: Iterable[Case]) -> dict[Spot, tuple[str, ...]]:
    """Return, for each spot, the cases whose answers rest on it (算例佐证)."""
    found: dict[Spot, dict[str, None]] = {}
    exempting = _Exempting(engine)
    for case in cases:
        try:
            decision = engine.decide(case.request)
        except SubsidyRulesError:
            continue  # told by `cases`, and a proof of nothing
        for spot in (*rests_on(engine.plan, decision), *exempting.proven(case, decision)):
            found.setdefault(spot, {})[case.id] = None
    return {spot: tuple(ids) for spot, ids in found.items()}


def rests_on(plan: Plan, decision: Decision) -> Iterator[Spot]:
    """Yield every demand, payment and figure that a decision rests on, with the clause."""
    question, cited = decision.question, {citation.provision for citation in decision.citations}
    decided: dict[str, set[str]] = {}
    for finding in decision.findings:
        if finding.status != "not_applicable":
            decided.setdefault(finding.id, set()).update(finding.provisions)
    for rule in plan.rules.get(question, ()):
        for demand in rule.demands:
            told = decided.get(demand.id, set())
            yield from ((question, demand.id, p) for p in demand.provisions if p in told)
        for payment in rule.payments:
            paid = {p for line in decision.payments if line.payee == payment.payee for p in line.provisions}
            yield from ((question, payment.id, p) for p in payment.provisions if p in paid)
        for quantity in rule.quantities if decision.quantity else ():
            yield from ((question, quantity.id, p) for p in quantity.provisions if p in cited)


class _Exempting:
    """Tells whether an exception is what takes a case out of a condition: without it, the condition is decided."""

    def __init__(self, engine: Engine) -> None:
        self._plan = engine.plan
        self._without: dict[Spot, Engine] = {}

    def proven(self, case: Case, decision: Decision) -> Iterator[Spot]:
        idle = {f.id: f.provisions for f in decision.findings if f.status == "not_applicable"}
        for rule in self._plan.rules.get(decision.question, ()):
            for condition in rule.conditions:
                for exception in condition.exceptions:
                    spot = (rule.question, condition.id, exception.provision)
                    if exception.provision in idle.get(condition.id, ()) and self._matters(spot, case):
                        yield spot

    def _matters(self, spot: Spot, case: Case) -> bool:
        if spot not in self._without:
            self._without[spot] = _without(self._plan, spot)
        decision = self._without[spot].decide(case.request)
        return any(f.id == spot[1] and f.status != "not_applicable" for f in decision.findings)


def _without(plan: Plan, spot: Spot) -> Engine:
    """Return an engine whose law lacks the exceptions of one clause to one condition."""
    question, name, provision = spot
    rules = tuple(
        replace(rule, conditions=tuple(_freed(c, provision) if c.id == name else c for c in rule.conditions))
        for rule in plan.rules[question]
    )
    return Engine(replace(plan, rules={**plan.rules, question: rules}))


def _freed(condition: Condition, provision: str) -> Condition:
    kept = tuple(exception for exception in condition.exceptions if exception.provision != provision)
    return replace(condition, exceptions=kept)
