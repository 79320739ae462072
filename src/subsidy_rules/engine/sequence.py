"""Requests of one person, in order: each knows what was granted before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from subsidy_rules.engine.consensus import Consensus
from subsidy_rules.engine.reference import latest_reference
from subsidy_rules.history.ledger import awards_of, place_in_order, shown, with_history
from subsidy_rules.ir.plan import Plan, Rule
from subsidy_rules.model.decision import Decision
from subsidy_rules.model.request import Request

Settle = Callable[[Request], tuple[Rule, date, Consensus]]
Assemble = Callable[[Rule, Request, date, Consensus], Decision]


def in_sequence(plan: Plan, requests: Sequence[Request], settle: Settle, assemble: Assemble) -> Iterator[Decision]:
    """Yield decisions in the order of the requests; people are decided one by one, each in the order applied."""
    people: dict[object, list[int]] = defaultdict(list)
    for i, request in enumerate(requests):
        people[request.person_id or i].append(i)
    decided: dict[int, Decision] = {}
    for i in range(len(requests)):
        if i not in decided:
            own = people[requests[i].person_id or i]
            decided |= dict(_person(plan, requests, own, settle, assemble))
        yield decided.pop(i)


def _person(
    plan: Plan, requests: Sequence[Request], own: Sequence[int], settle: Settle, assemble: Assemble
) -> Iterator[tuple[int, Decision]]:
    def applied_on(request: Request) -> date:
        return latest_reference(plan, plan.rules[request.question], request) or request.on or date.max

    awards: list[Mapping[str, Any]] = []
    held: list[Mapping[str, Any]] = []
    for i in sorted(own, key=lambda i: place_in_order(requests[i], applied_on(requests[i]))):
        request = with_history(requests[i], awards, held)
        rule, on, agreed = settle(request)
        yield i, assemble(rule, request, on, agreed)
        held += shown(request)
        if agreed.paid:
            envs = [element.env for element in agreed.granted]
            awards += awards_of(plan, request, agreed.paid[0].payee, envs, applied_on(request))
