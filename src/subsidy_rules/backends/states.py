"""States of the law: between two days on which anything begins or ends, the same clauses are in force."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from subsidy_rules.core import regions
from subsidy_rules.ir.force import Force, Standing, Trace, World
from subsidy_rules.ir.traverse import parameters_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from subsidy_rules.ir.plan import Effective, Parameter, Part, Plan, Rule


@dataclass
class State:
    """What is in force for one region, day, reference date and choice of readings (法律状态)."""

    plan: Plan
    force: Force
    reference: date
    _held: dict[str, bool] = field(default_factory=dict)

    def option(self, reading: str) -> str:
        """Return the option a reading has."""
        return self.force.peek(reading)

    def standing(self, provision: str) -> Standing:
        """Return whether a provision has force, or will have, or has none."""
        return self.force.standing(provision, self.reference)

    def holds(self, provision: str) -> bool:
        """Whether a provision is in force."""
        if provision not in self._held:
            self._held[provision] = self.force.holds(provision, self.reference)
        return self._held[provision]

    def has(self, part: Part) -> bool:
        """Whether a part of a rule is in force."""
        return self.holds(part.provisions[0])

    def cited(self, part: Part) -> tuple[str, ...]:
        """Return the provisions of a part that are in force."""
        return tuple(p for p in part.provisions if self.holds(p))

    def is_soft(self, provision: str) -> bool:
        """Whether a breach of a provision is a warning."""
        return self.force.is_soft(provision)

    def stated(self, parameter: Parameter) -> dict[tuple[str, ...], Any]:
        """Return the values of a stated parameter at the reference date, by key."""
        return {v.keys: v.value for v in parameter.values if self.reference in v.period}


class Calendar:
    """The days on which the law that a rule rests on changes; between two of them every state is one (变动日)."""

    def __init__(self, plan: Plan, rule: Rule) -> None:
        """Collect the days for one rule."""
        self._plan = plan
        self.days = sorted({day for day in _changes(plan, rule) if day})
        self._documents = tuple(dict.fromkeys(plan.provisions[p].document for p in rule.provisions))

    def place(self, day: date) -> int:
        """Return between which two changes a day lies."""
        return bisect_right(self.days, day)

    def reached(self, region: str) -> tuple[bool, ...]:
        """Return which documents are for a region."""
        return tuple(regions.contains(self._plan.documents[d].region, region) for d in self._documents)


def state_of(  # noqa: PLR0913  # from where, when and how one looks takes this many words
    plan: Plan, region: str, on: date, reference: date, world: World, *, drafts: bool
) -> State:
    """Return the state of the law on a day, looked at from a region."""
    return State(plan, Force(plan, region, on, world, Trace(), drafts=drafts), reference)


def _changes(plan: Plan, rule: Rule) -> Iterator[date | None]:
    for provision in rule.provisions:
        clause = plan.provisions[provision]
        yield from _ends(plan.documents[clause.document].effective)
        if clause.effective:
            yield from _ends(clause.effective)
    for name in parameters_in(rule):
        for value in plan.parameters[name].values:
            yield value.period.first
            yield _after(value.period.last)


def _ends(effective: Effective) -> Iterator[date | None]:
    for term in effective.terms.values():
        yield term.first
        yield term.not_after
        yield _after(term.last)


def _after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day and day < date.max else None


def readings_of(plan: Plan, chosen: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the readings that differ from their defaults, as a key."""
    return tuple(sorted((r, o) for r, o in chosen.items() if plan.readings[r].default != o))
