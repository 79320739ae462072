"""Decides requests by a compiled plan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from subsidy_rules.engine.assembly import Assembly
from subsidy_rules.engine.consensus import Consensus, decide
from subsidy_rules.engine.prompt import Prompt
from subsidy_rules.engine.reference import day_of_question, latest_reference
from subsidy_rules.engine.sequence import in_sequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from subsidy_rules.backends.base import Answer, Runner
    from subsidy_rules.backends.scalar.runner import ScalarRunner
    from subsidy_rules.ir.force import World
    from subsidy_rules.ir.plan import Plan, Rule
    from subsidy_rules.model.decision import Decision
    from subsidy_rules.model.request import Request

_STRICT, _DRAFT = "strict", "draft"


class Decider:
    """Answers checked requests; holds a plan and a runner, and no other state (决定)."""

    def __init__(self, plan: Plan, runner: Runner, version: str, quick: ScalarRunner | None = None) -> None:
        """Decide by a plan with a runner; ``version`` is stated in every decision.

        ``quick`` answers whatever it can; the runner answers the rest, and tells the reasons when they are asked for.
        """
        self.plan, self._runner, self._quick = plan, runner, quick
        self._assembly = Assembly(plan, version)
        self._prompt = Prompt(self._assembly)

    def one(self, request: Request) -> Decision:
        """Decide one request by itself."""
        if self._quick and request.mode != _STRICT:
            rule, on = self._rule(request)
            found = self._quick.quick(rule, request, on)
            if found and _DRAFT not in found.flags:
                return self._prompt.decision(rule, request, on, found, partial(self._whole, request))
        return self._whole(request)

    def _whole(self, request: Request) -> Decision:
        rule, on, agreed = self._settle(request)
        return self._assembly.decision(rule, request, on, agreed)

    def in_sequence(self, requests: Sequence[Request]) -> Iterator[Decision]:
        """Decide requests that share the history of each person."""
        return in_sequence(self.plan, requests, self._settle, self._assembly.decision)

    def _rule(self, request: Request) -> tuple[Rule, date]:
        """Return the rule that answers a request, and the day the question is put."""
        rules = self.plan.rules[request.question]
        if len(rules) == 1 and request.on:
            return rules[0], request.on
        on = day_of_question(self.plan, rules, request)
        reference = latest_reference(self.plan, rules, request) or on
        return next((r for r in rules if reference in r.effective), rules[-1]), on

    def _settle(self, request: Request) -> tuple[Rule, date, Consensus]:
        rule, on = self._rule(request)

        def run(world: World) -> Answer:
            return self._runner.run(self.plan, rule, request, on, world)

        return rule, on, decide(self.plan, run, request.readings, is_strict=request.mode == _STRICT)
