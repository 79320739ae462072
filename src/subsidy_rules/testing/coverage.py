"""Which entries of the rules are live: some worked case is answered by them, with the clause cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.core.errors import SubsidyRulesError
from subsidy_rules.testing.case_file import read_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from subsidy_rules.engine import Engine
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.model.decision import Decision
    from subsidy_rules.reports.coverage import Spot
    from subsidy_rules.testing.case_file import Case


def proofs(engine: Engine, paths: Sequence[str | Path]) -> dict[Spot, tuple[str, ...]]:
    """Return, for each entry of a rule and each of its provisions, the worked cases whose answers rest on it.

    A case proves a condition, ground or limit that it decides one way or the other, or leaves open; a payment or
    figure that it gives; an exception where the condition falls away by its clause.

    Raises:
        PolicyError: where a case file is not what it should be.
    """
    return proven_by(engine, read_cases(paths))


def proven_by(engine: Engine, cases: Iterable[Case]) -> dict[Spot, tuple[str, ...]]:
    """Return, for each spot, the cases whose answers rest on it (算例佐证)."""
    found: dict[Spot, dict[str, None]] = {}
    for case in cases:
        try:
            decision = engine.decide(case.request)
        except SubsidyRulesError:
            continue  # told by `cases`, and a proof of nothing
        for spot in rests_on(engine.plan, decision):
            found.setdefault(spot, {})[case.id] = None
    return {spot: tuple(ids) for spot, ids in found.items()}


def rests_on(plan: Plan, decision: Decision) -> Iterator[Spot]:
    """Yield every entry of its rule that a decision rests on, with the clause."""
    question, cited = decision.question, {citation.provision for citation in decision.citations}
    idle: set[tuple[str, str]] = set()
    for finding in decision.findings:
        if finding.status == "not_applicable":
            idle |= {(finding.id, provision) for provision in finding.provisions}
        else:
            yield from ((question, finding.id, provision) for provision in finding.provisions)
    for rule in plan.rules.get(question, ()):
        for condition in rule.conditions:
            clauses = (exception.provision for exception in condition.exceptions)
            yield from ((question, condition.id, p) for p in clauses if (condition.id, p) in idle)
        for payment in rule.payments:
            paid = {p for line in decision.payments if line.payee == payment.payee for p in line.provisions}
            yield from ((question, payment.id, p) for p in payment.provisions if p in paid)
        for quantity in rule.quantities if decision.quantity else ():
            yield from ((question, quantity.id, p) for p in quantity.provisions if p in cited)
