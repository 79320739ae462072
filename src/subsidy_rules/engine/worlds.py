"""Every way to settle what the texts leave open, and what they agree on.

A document whose first day is only bounded is decided for each first day that makes a difference. Strict mode varies
every strict reading that is met and that the request does not name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from subsidy_rules.backends.base import Answer
from subsidy_rules.core.errors import ComputationError, Diagnostic
from subsidy_rules.ir.force import World, first_days

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.ir.plan import Plan

Run = Callable[[World], Answer]
MAX_WORLDS = 20_000


@dataclass(frozen=True, slots=True)
class Possible:
    """One way to read the texts, with its answer for each first day of the documents that leave it open (情形)."""

    readings: Mapping[str, str]
    answers: tuple[Answer, ...]
    documents: tuple[str, ...]

    @property
    def outcomes(self) -> frozenset[str]:
        """The outcomes that are possible."""
        return frozenset(answer.outcome for answer in self.answers)

    @property
    def verdict(self) -> str:
        """The outcome all first days agree on, or undetermined."""
        return next(iter(self.outcomes)) if len(self.outcomes) == 1 else "undetermined"

    @property
    def sums(self) -> frozenset[object]:
        """The sums that are possible, for each payee."""
        return frozenset(tuple((paid.payee, paid.amount) for paid in answer.paid) for answer in self.answers)

    @property
    def met(self) -> frozenset[str]:
        """The readings that any of the answers relied on."""
        return frozenset().union(*(answer.trace.readings for answer in self.answers))


def settle(plan: Plan, run: Run, readings: Mapping[str, str]) -> Possible:
    """Answer under one choice of readings, for every first day of a document that makes a difference."""
    first = run(World(readings))
    answers: dict[tuple[tuple[str, date], ...], Answer] = {(): first}
    windows: dict[str, set[date]] = {}
    while True:
        for answer in answers.values():
            for document, days in answer.trace.windows.items():
                windows.setdefault(document, set()).update(days)
        documents = tuple(sorted(windows))
        wanted = [
            tuple(zip(documents, starts, strict=True))
            for starts in product(*(first_days(plan, d, windows[d], readings) for d in documents))
        ]
        fresh = [starts for starts in wanted if starts not in answers]
        if not fresh:
            return Possible(readings, tuple(answers[starts] for starts in wanted), documents)
        _bound(len(wanted))
        answers |= {starts: run(World(readings, dict(starts))) for starts in fresh}


def vary(plan: Plan, run: Run, base: Possible, held: frozenset[str]) -> Iterator[Possible]:
    """Yield what every other admissible reading says, those that differ in one reading first.

    ``held`` are the readings the request names. A reading is varied where some answer met it, so that every
    combination that can matter is reached.
    """
    seen = {_key(base.readings)}
    level = [base]
    while level:
        found: list[Possible] = []
        for possible in level:
            for readings in _neighbours(plan, possible, held):
                if _key(readings) not in seen:
                    seen.add(_key(readings))
                    _bound(len(seen))
                    found.append(settle(plan, run, readings))
                    yield found[-1]
        level = found


def _neighbours(plan: Plan, possible: Possible, held: frozenset[str]) -> Iterator[dict[str, str]]:
    for reading in sorted(possible.met - held):
        definition = plan.readings[reading]
        if not definition.is_strict:
            continue
        for option in definition.options:
            if option != possible.readings.get(reading, definition.default):
                chosen = {**possible.readings, reading: option}
                yield {k: v for k, v in chosen.items() if k in held or v != plan.readings[k].default}


def _key(readings: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(readings.items()))


def _bound(count: int) -> None:
    if count > MAX_WORLDS:
        raise ComputationError([Diagnostic("too-many-readings", {"limit": str(MAX_WORLDS)})])
