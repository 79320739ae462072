"""What holds of every decision by itself: one outcome of its kind, exact money, clauses with words (决定自检)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from subsidy_rules.core.text import Text
from subsidy_rules.reports.as_json import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.model.decision import Decision

_OUTCOMES = {
    "scheme": {"eligible", "ineligible"},
    "lookup": {"eligible", "ineligible"},
    "duty": {"compliant", "non_compliant"},
    "policy-check": {"compliant", "non_compliant"},
    "target": {"met", "not_met"},
}
_ALWAYS = {"undetermined", "not_applicable"}
_MACHINE_WORDS = re.compile(
    r"\b(?:None|True|False|Unknown|Bounds|Rec|Fraction|Decimal|frozenset|datetime)\b|\bobject at "
)


def decision_faults(decision: Decision, plan: Plan) -> Iterator[str]:
    """Yield what is wrong with a decision taken by itself (决定自身)."""
    yield from _outcome_faults(decision, plan)
    yield from _money_faults(decision, plan)
    yield from _payment_faults(decision)
    yield from _range_faults(decision)
    yield from _missing_faults(decision, plan)
    yield from _citation_faults(decision, plan)
    yield from _provision_faults(decision, plan)
    yield from _sentence_faults(decision)
    data = decision.to_dict()
    if json.loads(canonical(data)) != data:
        yield "the decision is not what its canonical JSON says"


def _outcome_faults(decision: Decision, plan: Plan) -> Iterator[str]:
    if decision.outcome not in _OUTCOMES[decision.kind] | _ALWAYS:
        yield f"{decision.outcome} is no outcome of a {decision.kind}"
    if (decision.severity is not None) != (decision.outcome == "non_compliant"):
        yield f"severity {decision.severity} goes with outcome {decision.outcome}"
    if decision.outcome in ("non_compliant", "not_met") and not any(f.status == "violated" for f in decision.findings):
        yield f"{decision.outcome}, and nothing is violated"
    is_one = not any(rule.for_each for rule in plan.rules[decision.question])
    is_positive = decision.outcome in ("eligible", "met", "compliant")
    if is_one and is_positive and any(finding.kind == "required_fact" for finding in decision.findings):
        yield f"{decision.outcome}, and a required fact is missing"
    if decision.is_binding == ("draft" in decision.flags):
        yield f"is_binding is {decision.is_binding} with the flags {decision.flags}"
    for reading, option in decision.readings.items():
        if option not in plan.readings[reading].options:
            yield f"{option} is no option of {reading}"


def _money_faults(decision: Decision, plan: Plan) -> Iterator[str]:
    can_pay = any(rule.payments for rule in plan.rules[decision.question]) and decision.outcome != "not_applicable"
    state = f"{decision.outcome} and {decision.amount_status}"
    if (decision.amount_status is not None) != can_pay:
        yield f"the outcome and the amount are {state}"
    if (decision.outcome, decision.amount_status) in (("ineligible", "undetermined"), ("undetermined", "determined")):
        yield f"the outcome and the amount are {state}"
    if bool(decision.payees) != (state == "eligible and undetermined"):
        yield f"payees {decision.payees} go with {state}"
    if decision.payments and state != "eligible and determined":
        yield f"payments go with {state}"


def _payment_faults(decision: Decision) -> Iterator[str]:
    for payment in decision.payments:
        if type(payment.fen) is not int or payment.fen <= 0:
            yield f"{payment.fen!r} is paid"
        if not payment.provisions:
            yield f"the payment to {payment.payee} cites nothing"
    keys = [(payment.payee, payment.item) for payment in decision.payments]
    if len(keys) != len(set(keys)):
        yield f"more than one sum for one payee and item: {keys}"


def _range_faults(decision: Decision) -> Iterator[str]:
    if decision.amount_range_fen is None:
        return
    low, high = decision.amount_range_fen
    if type(low) is not int or type(high) is not int or not 0 <= low <= high:
        yield f"the range is {low!r} to {high!r}"
    if decision.outcome == "undetermined" and low != 0:
        yield f"it may come to nothing, and the range starts at {low}"


def _missing_faults(decision: Decision, plan: Plan) -> Iterator[str]:
    whats = [item.what for item in decision.missing]
    is_open = decision.outcome == "undetermined" or (decision.outcome, decision.amount_status) == (
        "eligible",
        "undetermined",
    )
    if is_open and not whats:
        yield f"{decision.outcome} and {decision.amount_status}, and nothing is missing"
    if len(whats) != len(set(whats)):
        yield f"something is missing twice: {whats}"
    if decision.ask_next is not None and decision.ask_next not in whats:
        yield f"{decision.ask_next} is asked for and is not missing"
    for what in whats:
        if not _is_named(what, plan):
            yield f"{what} is missing and is no fact, history, parameter, reading or first day"


def _is_named(what: str, plan: Plan) -> bool:
    if what in plan.rules:  # no clause in force says how much this question pays
        return True
    if what in plan.parameters or what in plan.readings or what.removesuffix(".effective_from") in plan.documents:
        return True
    return plan.vocabulary.label(what) != Text(what, what)


def _citation_faults(decision: Decision, plan: Plan) -> Iterator[str]:
    cited = [citation.provision for citation in decision.citations]
    if len(cited) != len(set(cited)):
        yield f"a clause is cited twice: {cited}"
    if decision.outcome in ("not_applicable", "ineligible") and not cited:
        yield f"{decision.outcome}, and no clause says why"
    for citation in decision.citations:
        clause = plan.provisions.get(citation.provision)
        if clause is None or citation.document != clause.document or not citation.quote:
            yield f"{citation.provision} is cited, and is no clause with words"
    for what, named in _named(decision):
        if lost := [name for name in named if name not in cited]:
            yield f"{what} rests on {lost}, which is not cited"


def _provision_faults(decision: Decision, plan: Plan) -> Iterator[str]:
    for finding in decision.findings:
        if finding.kind != "required_fact" and not finding.provisions:
            yield f"the finding {finding.id} cites nothing"
    for item in decision.missing:
        if lost := [name for name in item.provisions if name not in plan.provisions]:
            yield f"{item.what} is missing by {lost}, which are no clauses"


def _named(decision: Decision) -> Iterator[tuple[str, Iterable[str]]]:
    yield from ((f"the finding {finding.id}", finding.provisions) for finding in decision.findings)
    yield from ((f"the payment to {payment.payee}", payment.provisions) for payment in decision.payments)


def _sentence_faults(decision: Decision) -> Iterator[str]:
    texts = [(f.id, f.title) for f in decision.findings]
    texts += [(f.id, f.required) for f in decision.findings if f.status != "not_applicable"]
    texts += [(item.what, item.why) for item in decision.missing]
    for name, text in texts:
        if not text.zh or not text.en:
            yield f"{name} has a sentence without words"
    for name, text in [*texts, *((f.id, f.actual) for f in decision.findings)]:
        if found := _MACHINE_WORDS.search(text.zh):
            yield f"{name} says {found[0]!r} in Chinese: {text.zh}"
