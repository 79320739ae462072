"""One answer from several: what all ways to settle the open points agree on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from subsidy_rules.backends.base import Answer, Check, Element, Figure, Paid
from subsidy_rules.core.values import NO_REASONS, Bounds, Missing, bounds, hull, is_known
from subsidy_rules.engine.worlds import Possible, Run, settle, vary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from subsidy_rules.ir.plan import Plan


@dataclass(frozen=True, slots=True)
class Consensus:
    """What is agreed, and what divides the rest (共识)."""

    outcome: str
    severity: str | None
    checks: tuple[Check, ...]
    paid: tuple[Paid, ...]
    figure: Figure | None
    granted: tuple[Element, ...]
    kept_out: tuple[str, ...]
    readings: Mapping[str, str]
    flags: frozenset[str]
    dividing: frozenset[Missing] = field(default=NO_REASONS)


def decide(plan: Plan, run: Run, readings: Mapping[str, str], *, is_strict: bool) -> Consensus:
    """Return the agreed answer, in default or in strict mode."""
    base = settle(plan, run, readings)
    agreed = _agree(plan, base)
    return _strictly(plan, run, base, agreed, frozenset(readings)) if is_strict else agreed


def _agree(plan: Plan, possible: Possible) -> Consensus:
    """Join the answers for the first days a document may have."""
    answers = possible.answers
    first = answers[0]
    dividing = NO_REASONS
    if len(possible.outcomes) > 1 or len(possible.sums) > 1 or len({_figure_key(a) for a in answers}) > 1:
        dividing = frozenset(Missing(f"{d}.effective_from", "effective") for d in possible.documents)
    outcome = possible.verdict
    met = sorted(frozenset().union(*(a.trace.readings for a in answers)))
    return Consensus(
        outcome, first.severity if outcome == first.outcome else None, _join_checks(answers),
        _join_paid(answers, outcome, dividing), _join_figures(answers, dividing),
        first.granted if len(answers) == 1 else _granted_in_all(answers), first.kept_out,
        {r: possible.readings.get(r, plan.readings[r].default) for r in met},
        frozenset().union(*(a.trace.flags for a in answers)), dividing,
    )  # fmt: skip


def _strictly(plan: Plan, run: Run, base: Possible, agreed: Consensus, held: frozenset[str]) -> Consensus:
    """Keep only what every admissible reading says; name the readings that divide them."""
    verdict, sums = base.verdict, _sums(base)
    others: list[Possible] = []
    dividing: set[Missing] = set()
    is_split = is_partial = False
    for possible in vary(plan, run, base, held):
        differing = {
            r for r in {*possible.readings, *base.readings} if _option(plan, possible, r) != _option(plan, base, r)
        }
        if is_split and len(differing) > 1:
            is_partial = True
            break
        others.append(possible)
        if possible.verdict != verdict:
            is_split = True
            dividing |= {Missing(r, "reading") for r in differing}
        elif _sums(possible) != sums or _figures(possible) != _figures(base):
            dividing |= {Missing(r, "reading") for r in differing}
    readings = dict(agreed.readings)
    for possible in others:
        readings.update({r: _option(plan, base, r) for r in possible.met if r not in readings})
    outcome = "undetermined" if is_split else agreed.outcome
    everything = [answer for possible in (base, *others) for answer in possible.answers]
    open_points = agreed.dividing | frozenset(dividing)
    joined = _join_paid(everything, outcome, open_points)
    if not dividing:
        return replace(agreed, readings=dict(sorted(readings.items())))
    return replace(
        agreed,
        outcome=outcome,
        severity=None if is_split else agreed.severity,
        paid=_without_end(joined) if is_partial else joined,
        figure=_join_figures(everything, open_points),
        granted=() if is_split else agreed.granted,
        readings=dict(sorted(readings.items())),
        dividing=open_points,
    )


def _without_end(paid: tuple[Paid, ...]) -> tuple[Paid, ...]:
    """Return the sums without an upper end: not every combination of readings was looked at."""
    return tuple(replace(p, amount=Bounds(0, None, bounds(p.amount).reasons)) for p in paid)


def _option(plan: Plan, possible: Possible, reading: str) -> str:
    return possible.readings.get(reading, plan.readings[reading].default)


def _sums(possible: Possible) -> frozenset[object]:
    return possible.sums


def _figures(possible: Possible) -> frozenset[object]:
    return frozenset(_figure_key(answer) for answer in possible.answers)


def _figure_key(answer: Answer) -> object:
    return repr(answer.figure.value) if answer.figure else None


def _join_checks(answers: Sequence[Answer]) -> tuple[Check, ...]:
    """Return the checks; one whose status depends on a first day that is not printed is unknown."""
    if len(answers) == 1:
        return answers[0].checks
    whole: dict[str, Check] = {}
    for i, answer in enumerate(answers):
        for check in answer.checks:
            key = repr((check.id, sorted(check.facts.items(), key=repr)))
            known = whole.get(key)
            is_new = known is None and i > 0
            if known is None:
                whole[key] = check
            if (known and known.status != check.status) or (is_new and check.status == "violated"):
                whole[key] = replace(check, status="unknown", severity=None)
        present = {repr((c.id, sorted(c.facts.items(), key=repr))) for c in answer.checks}
        for key, check in whole.items():
            if key not in present and check.status == "violated":
                whole[key] = replace(check, status="unknown", severity=None)
    return tuple(whole.values())


def _join_paid(answers: Iterable[Answer], outcome: str, dividing: frozenset[Missing]) -> tuple[Paid, ...]:
    """Return for each payee the interval that holds every sum the answers name."""
    if outcome in ("ineligible", "not_applicable"):
        return ()
    lists = [{paid.payee: paid for paid in answer.paid} for answer in answers]
    joined = []
    for payee in sorted({payee for paid in lists for payee in paid}):
        found = [paid[payee] for paid in lists if payee in paid]
        amounts: list[object] = [paid.amount for paid in found]
        if len(found) < len(lists):
            amounts.append(0)
        amount = hull(amounts, dividing)
        if outcome == "undetermined":
            interval = bounds(amount)
            amount = Bounds(0, interval.high, interval.reasons | dividing)
        cited = tuple(dict.fromkeys(p for paid in found for p in paid.provisions))
        is_contested = any(paid.is_contested for paid in found)
        joined.append(Paid(payee, amount, cited, is_contested))  # type: ignore[arg-type]  # a hull of numbers is a number
    return tuple(joined)


def _join_figures(answers: Sequence[Answer], dividing: frozenset[Missing]) -> Figure | None:
    figures = [answer.figure for answer in answers if answer.figure]
    if not figures:
        return None
    value = hull([figure.value for figure in figures], dividing)
    if len(figures) < len(answers) and is_known(value):
        return None
    return replace(figures[0], value=value)


def _granted_in_all(answers: Sequence[Answer]) -> tuple[Element, ...]:
    least = min(answers, key=lambda answer: len(answer.granted))
    return least.granted if all(answer.outcome == "eligible" for answer in answers) else ()
