"""When and where a provision has force: region, period, draft, and the readings that decide a period."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from subsidy_rules.core.dates import Period, add_days
from subsidy_rules.core.regions import contains

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from subsidy_rules.ir.plan import Document, Effective, Plan, Term

Standing = Literal["in_force", "before", "not_in_force"]


@dataclass(frozen=True, slots=True)
class World:
    """One way to settle what the texts leave open (情形): an option for each reading, a first day for each document.

    A reading that is not named has its default; a document whose first day is only bounded starts at its earliest.
    """

    readings: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, date] = field(default_factory=dict)


@dataclass(slots=True)
class Trace:
    """What an evaluation relied on (依据轨迹): readings, days within an unprinted first day's bounds, flags."""

    readings: dict[str, str] = field(default_factory=dict)
    windows: dict[str, set[date]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)


class Force:
    """Tells whether provisions have force for one region and day, in one world (效力)."""

    def __init__(  # noqa: PLR0913  # from where, when and how one looks takes this many words
        self, plan: Plan, region: str, on: date, world: World, trace: Trace, *, drafts: bool
    ) -> None:
        """Look at the plan from a region and a day."""
        self.plan, self.region, self.on, self.world, self.trace, self.drafts = plan, region, on, world, trace, drafts

    def option(self, reading: str) -> str:
        """Return the option a reading has in this world, and note that the answer relied on it."""
        chosen = self.peek(reading)
        self.trace.readings[reading] = chosen
        return chosen

    def peek(self, reading: str) -> str:
        """Return the option a reading has in this world."""
        return self.world.readings.get(reading, self.plan.readings[reading].default)

    def is_soft(self, provision: str) -> bool:
        """Whether a breach of a provision is a warning: it holds in principle, and no reading makes that hard."""
        strength = self.plan.provisions[provision].strength
        governing = [reading for reading in self.plan.readings.values() if strength and reading.governs == strength]
        return bool(strength) and all(self.option(reading.id) == reading.default for reading in governing)

    def guidance(self, provision: str) -> tuple[str, ...]:
        """Return the readings by which the document of a provision, being on trial, only guides and does not bind."""
        is_trial = self.plan.documents[self.plan.provisions[provision].document].force == "trial"
        governing = [r for r in self.plan.readings.values() if is_trial and r.governs == "trial"]
        return tuple(r.id for r in governing if self.option(r.id) != r.default)

    def reaches(self, document: Document) -> bool:
        """Whether the document is for this region, and no draft unless drafts are asked for."""
        return contains(document.region, self.region) and (self.drafts or document.force != "draft")

    def standing(self, provision: str, reference: date) -> Standing:
        """Return whether a provision has force, its time is still to come, or it does not apply at all."""
        clause = self.plan.provisions[provision]
        document = self.plan.documents[clause.document]
        if not self.reaches(document):
            return "not_in_force"
        if clause.effective is not None:
            standing = self._stands(clause.effective, document.id, reference)
            if standing == "in_force" and self._precedes(document, reference):
                self.trace.flags.add("retroactive")
            is_scheme_there = (
                standing != "before" or self._stands(document.effective, document.id, self.on) == "in_force"
            )
            return standing if is_scheme_there else "not_in_force"
        if self._stands(document.effective, document.id, self.on) != "in_force":
            return "not_in_force"
        return self._stands(document.effective, document.id, reference)

    def holds(self, provision: str, reference: date) -> bool:
        """Whether a provision is in force; what rests on a draft is flagged."""
        held = self.standing(provision, reference) == "in_force"
        if held and self.plan.documents[self.plan.provisions[provision].document].force == "draft":
            self.trace.flags.add("draft")
        return held

    def covers(self, effective: Effective, name: str, day: date) -> bool:
        """Whether a period covers a day."""
        return self._stands(effective, name, day) == "in_force"

    def _stands(self, effective: Effective, document: str, day: date) -> Standing:
        """Where does the day lie? A reading or a bounded first day is noted only where it makes a difference."""
        options = {option: self._period(term, document) for option, term in effective.terms.items()}
        chosen = self.peek(effective.reading) if effective.reading else ""
        if effective.reading and len({_place(period, day) for period in options.values()}) > 1:
            self.option(effective.reading)
        term = effective.terms[chosen]
        if term.not_after and term.first and term.first <= day < term.not_after:
            self.trace.windows.setdefault(document, set()).add(day)
        return _place(options[chosen], day)

    def _period(self, term: Term, document: str) -> Period:
        return Period(self.world.starts.get(document, term.first) if term.not_after else term.first, term.last)

    def _precedes(self, document: Document, day: date) -> bool:
        """Whether the day lies before the document can have existed."""
        firsts = [term.first for term in document.effective.terms.values() if term.first]
        return bool(firsts) and day < min(firsts)


def first_days(plan: Plan, document: str, days: Iterable[date], readings: Mapping[str, str]) -> list[date]:
    """Return the first days that make a difference: the earliest, and the day after each day that was asked about."""
    effective = plan.documents[document].effective
    chosen = readings.get(effective.reading) or (plan.readings[effective.reading].default if effective.reading else "")
    first = effective.terms[chosen].first
    return [*([first] if first else []), *(add_days(day, 1) for day in sorted(days))]


def _place(period: Period, day: date) -> Standing:
    if period.is_after(day):
        return "before"
    return "not_in_force" if period.is_before(day) else "in_force"
