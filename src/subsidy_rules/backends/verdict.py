"""From the checks of each element to one answer: eligible as soon as one is, paid the sum."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from subsidy_rules.backends.base import SCHEMES, Answer, Check, Element, Figure, Paid
from subsidy_rules.backends.reliance import relied_on
from subsidy_rules.core.errors import ComputationError, Diagnostic
from subsidy_rules.core.money import MAX_FEN, in_range, yuan_from_fen
from subsidy_rules.core.values import NO_REASONS, Bounds, Number, Truth, Unknown, both, bounds, either, tidy
from subsidy_rules.history.counters import Claim, cheapest, contested, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subsidy_rules.ir.force import Trace
    from subsidy_rules.ir.plan import Plan, Rule
    from subsidy_rules.model.decision import Outcome, Severity

_POSITIVE = {"target": "met"}
_NEGATIVE = {"target": "not_met"}
_ORDER = {"violated": 0, "unknown": 1, "satisfied": 2, "not_applicable": 3}


def conclude(plan: Plan, rule: Rule, elements: Sequence[Element], trace: Trace, *, is_empty: bool) -> Answer:
    """Return the answer for all elements of a request."""
    if rule.kind in SCHEMES:
        return _scheme(plan, rule, elements, trace, is_empty=is_empty)
    return _duty(plan, rule, elements, trace)


def _scheme(plan: Plan, rule: Rule, elements: Sequence[Element], trace: Trace, *, is_empty: bool) -> Answer:
    standing = [_element_outcome(rule, element) for element in elements]
    for element, stands in zip(elements, standing, strict=True):
        trace.readings |= relied_on(element, stands)
    live = [e for e, s in zip(elements, standing, strict=True) if s not in ("before", "not_in_force")]
    if not live:
        outcome: Outcome = "ineligible" if "before" in standing else "not_applicable"
        return Answer(outcome, kept_out=_law_kept_out(plan, rule), trace=trace)
    checks = _merged(rule, (_settled(element.checks) for element in live))
    if is_empty:
        return Answer("ineligible", checks=(_nobody(checks),), trace=trace)
    truths = [truth for truth in standing if isinstance(truth, bool | Unknown)]
    decided = either(iter(truths))
    outcome = "undetermined" if isinstance(decided, Unknown) else "eligible" if decided else "ineligible"
    pairs = list(zip(live, truths, strict=True))
    paid = () if outcome == "ineligible" else tuple(_paid(rule, pairs, outcome))
    is_unpaid = outcome == "ineligible" and any(_is_unpaid(rule, e) and entitled(e.checks) is not False for e in live)
    if is_unpaid or (outcome == "eligible" and paid and not any(one.amount for one in paid)):
        return Answer("ineligible", checks=(*checks, _nothing(paid)), trace=trace)
    if outcome == "eligible" and len(paid) == 1 and _may_be_nothing(paid[0].amount):
        outcome = "undetermined"
    granted = _granted(pairs) if outcome == "eligible" else ()
    out = _law_kept_out(plan, rule) if trace.windows else ()
    return Answer(outcome, checks, None, paid, _figure(live), granted, out, trace)


def _element_outcome(rule: Rule, element: Element) -> Truth | str:
    """Return whether one element is entitled, or that no law for it is in force."""
    stands = element.standing.values()
    if rule.grounds and "in_force" not in stands:
        if "perhaps" in stands or ("perhaps_before" in stands and "before" not in stands):
            return Unknown(NO_REASONS.union(*(c.missing for c in element.checks if c.kind == "ground")))
        return "before" if "before" in stands else "not_in_force"
    if not rule.grounds and not any(c.kind != "required_fact" for c in element.checks):
        return "not_in_force"
    return False if _is_unpaid(rule, element) else entitled(element.checks)


def _is_unpaid(rule: Rule, element: Element) -> bool:
    """Whether no clause in force pays anything for an element, in a scheme that pays."""
    return bool(rule.payments) and not element.dues


def entitled(checks: Iterable[Check]) -> Truth:
    """Return whether no demand is broken and, where there are grounds, one of them holds (是否享有)."""
    found = list(checks)
    grounds = [_truth(c) for c in found if c.kind == "ground"]
    others = [_truth(c) for c in found if c.kind != "ground"]
    return both(iter([*others, either(iter(grounds))] if grounds else others))


def _truth(check: Check) -> Truth:
    if check.status == "unknown":
        return Unknown(check.missing)
    return check.status != "violated"


def _settled(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return the checks; once one ground holds, the others do not matter any more."""
    found = tuple(checks)
    if not any(c.kind == "ground" and c.status == "satisfied" for c in found):
        return found
    return tuple(
        Check(c.id, c.kind, "not_applicable", c.provisions, c.facts, NO_REASONS, c.says, None, {})
        if c.kind == "ground" and c.status != "satisfied"
        else c
        for c in found
    )


def _merged(rule: Rule, elements: Iterable[Iterable[Check]]) -> tuple[Check, ...]:
    """Return the checks of all elements, equal ones once, in an order that does not depend on the elements'."""
    order = {part.id: i for i, part in enumerate(rule.demands)}
    found: dict[str, Check] = {}
    for c in (check for checks in elements for check in checks):
        key = repr((c.id, c.status, sorted(c.facts.items()), sorted(c.missing), c.provisions, c.says))
        found[key] = min(found.get(key, c), c, key=lambda check: list(check.facts))
    return tuple(
        c for _, c in sorted(found.items(), key=lambda kc: (order.get(kc[1].id, -1), _ORDER[kc[1].status], kc[0]))
    )


def _nobody(checks: tuple[Check, ...]) -> Check:
    cited = tuple(dict.fromkeys(p for c in checks if c.kind == "ground" for p in c.provisions))
    return Check("nobody-named", "required_fact", "violated", cited, severity="error")


def _nothing(paid: tuple[Paid, ...]) -> Check:
    """Return that nothing is paid, though no demand is broken: nobody to pay for, or everything deducted."""
    cited = tuple(dict.fromkeys(p for one in paid for p in one.provisions))
    return Check("nothing-payable", "required_fact", "violated", cited, severity="error")


def _may_be_nothing(amount: Bounds | Number) -> bool:
    """Whether the sum has an upper end and may still come to nothing: then the entitlement itself is open."""
    return isinstance(amount, Bounds) and amount.low == 0 and amount.high is not None


def _paid(rule: Rule, pairs: Sequence[tuple[Element, Truth]], outcome: str) -> Iterable[Paid]:
    for payee in sorted({payment.payee for payment in rule.payments}):
        own = [
            (Claim(due.claim.amount, truth is True, due.claim.room), due.provisions)
            for element, truth in pairs
            if truth is not False
            for due in element.dues
            if due.payee == payee
        ]
        if not own:
            continue
        claims = [claim for claim, _ in own]
        amount = bounds(total(claims))
        if amount.high is not None and amount.high < 0:
            raise ComputationError([Diagnostic("negative-amount", {"payee": payee})])
        if not in_range(amount.low):
            raise ComputationError(
                [Diagnostic("amount-out-of-range", {"payee": payee, "limit": yuan_from_fen(MAX_FEN)})]
            )
        missing = amount.reasons.union(*(t.reasons for _, t in pairs if isinstance(t, Unknown)))
        low = amount.low if outcome == "eligible" else 0
        held = {p for _, provisions in own for p in provisions}
        cited = tuple(p for p in rule.provisions if p in held)
        is_split = contested(claims) and amount.low != amount.high
        yield Paid(payee, tidy(Bounds(low, amount.high, missing)), cited, is_split)


def _granted(pairs: Sequence[tuple[Element, Truth]]) -> tuple[Element, ...]:
    """Return the elements that are granted; of those that compete, as many as there is sure to be room for."""
    certain = [(element, due.claim) for element, truth in pairs if truth is True for due in element.dues]
    certain.sort(key=lambda pair: repr(sorted((k, repr(v)) for k, v in pair[0].env.items())))
    chosen = {id(claim) for claim in cheapest([claim for _, claim in certain])}
    return tuple(dict.fromkeys(element for element, claim in certain if id(claim) in chosen))


def _figure(elements: Sequence[Element]) -> Figure | None:
    return next((figure for element in elements for figure in element.figures), None)


def _duty(plan: Plan, rule: Rule, elements: Sequence[Element], trace: Trace) -> Answer:
    for element in elements:
        broken = any(check.severity == "error" for check in element.checks)
        trace.readings |= relied_on(element, not broken)
    checks = _merged(rule, (element.checks for element in elements))
    figure = _figure(elements)
    demands = [c for c in checks if c.kind != "required_fact"]
    applicable = [c for c in demands if c.status != "not_applicable"]
    if not applicable and figure is None:
        cited = tuple(dict.fromkeys(p for c in demands for p in c.provisions))
        return Answer("not_applicable", tuple(demands), kept_out=(*cited, *_law_kept_out(plan, rule)), trace=trace)
    violated = [c for c in applicable if c.status == "violated"]
    out = _law_kept_out(plan, rule) if trace.windows else ()
    if violated:
        severity: Severity = "error" if any(c.severity == "error" for c in violated) else "warning"
        outcome: Outcome = _NEGATIVE.get(rule.kind, "non_compliant")  # type: ignore[assignment]  # both are outcomes
        return Answer(outcome, checks, severity if rule.kind != "target" else None, (), figure, (), out, trace)
    if figure is None and all(c.status == "satisfied" and c.missing for c in applicable):
        checks = tuple(replace(c, status="unknown") if c.missing else c for c in checks)  # is any of them for the case?
    is_open = any(c.status == "unknown" for c in checks) or (figure and isinstance(figure.value, Bounds | Unknown))
    outcome = "undetermined" if is_open else _POSITIVE.get(rule.kind, "compliant")  # type: ignore[assignment]  # see above
    return Answer(outcome, checks, None, (), figure, (), out, trace)


def _law_kept_out(plan: Plan, rule: Rule) -> tuple[str, ...]:
    """Return the clauses that say where and when the law of a rule applies."""
    documents = dict.fromkeys(plan.provisions[p].document for p in rule.provisions)
    return (*rule.provisions, *(p for d in documents for p in plan.documents[d].scope))
