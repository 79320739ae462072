"""What holds of every decision, whatever the law says: each invariant yields a sentence for every breach (不变量)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias

from subsidy_rules.core.text import Text
from subsidy_rules.reports.as_json import canonical
from subsidy_rules.testing.inputs import inputs_of, reference_place

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.engine import Engine
    from subsidy_rules.ir.plan import Plan, Rule
    from subsidy_rules.model.decision import Decision

RequestData: TypeAlias = Mapping[str, Any]

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
    yield from _missing_faults(decision, plan)
    yield from _citation_faults(decision, plan)
    yield from _sentence_faults(decision)
    data = decision.to_dict()
    if json.loads(canonical(data)) != data:
        yield "the decision is not what its canonical JSON says"


def difference_faults(one: Decision, other: Decision) -> Iterator[str]:
    """Yield the parts in which two decisions that must be equal differ (应当相同)."""
    left, right = one.to_dict(), other.to_dict()
    for key in sorted(left.keys() | right.keys()):
        if left.get(key) != right.get(key):
            yield f"{key}: {left.get(key)!r} and {right.get(key)!r}"


def learning_faults(before: Decision, after: Decision) -> Iterator[str]:
    """Yield how learning unknown facts flipped what was determined before them (已定之事不因补充而变)."""
    if before.outcome != "undetermined" and after.outcome != before.outcome:
        yield f"the outcome was {before.outcome} and became {after.outcome}"
    if before.amount_status == "determined" and _sums(after) != _sums(before):
        yield f"{_sums(before)} was determined and became {_sums(after)}"
    if before.outcome != "undetermined" and before.quantity and after.quantity != before.quantity:
        yield f"{before.quantity} was determined and became {after.quantity}"
    found = total_range(after) if after.amount_status else None
    if before.amount_range_fen and found:
        low, high = before.amount_range_fen
        if found[0] < low or found[1] > high:
            yield f"the total was within {low} and {high} fen and became {found}"


def total_range(decision: Decision) -> tuple[int, int] | None:
    """Return the ends of what may be paid in all, in fen; nothing where there is no upper end (合计区间)."""
    if decision.amount_status == "undetermined":
        return decision.amount_range_fen
    total = sum(payment.fen for payment in decision.payments)
    return total, total


def strict_faults(engine: Engine, request: RequestData, most: int) -> Iterator[str]:
    """Yield where strict mode is not what all combinations of strict readings agree on (严格模式).

    Nothing is compared where there are more than ``most`` combinations.
    """
    plan, question = engine.plan, request["question"]
    named = request.get("readings") or {}
    names = [n for n in inputs_of(plan, question).readings if plan.readings[n].is_strict and n not in named]
    choices = [[o for o in plan.readings[n].options if o not in plan.readings[n].unsupported] for n in names]
    combinations = list(product(*choices))
    if len(combinations) > most:
        return
    usual = {**request, "mode": "default"}
    all_ = [
        engine.decide({**usual, "readings": {**named, **dict(zip(names, chosen, strict=True))}})
        for chosen in combinations
    ]
    yield from agreement_faults(engine.decide({**request, "mode": "strict"}), all_)


def agreement_faults(agreed: Decision, parts: Sequence[Decision]) -> Iterator[str]:
    """Yield where a decision is not what several decisions agree on (一致结论)."""
    outcomes = {part.outcome for part in parts}
    expected = parts[0].outcome if len(outcomes) == 1 else "undetermined"
    if agreed.outcome != expected:
        yield f"the outcome is {agreed.outcome}, the parts say {sorted(outcomes)}"
        return
    ranges = [total_range(part) for part in parts if part.amount_status]
    if expected == "eligible" and agreed.amount_status:
        sums = {tuple(_sums(part)) if part.amount_status == "determined" else None for part in parts}
        known = len(sums) == 1 and None not in sums
        if known != (agreed.amount_status == "determined"):
            yield f"the amount is {agreed.amount_status}, the parts say {sorted(map(str, sums))}"
        elif known and _sums(agreed) != _sums(parts[0]):
            yield f"{_sums(agreed)} is paid, the parts say {_sums(parts[0])}"
    inside = agreed.amount_range_fen
    if inside and any(r is None or r[0] < inside[0] or r[1] > inside[1] for r in ranges):
        yield f"the total lies within {inside}, the parts say {ranges}"
    quantities = {repr(part.quantity) for part in parts}
    if len(quantities) == 1 and agreed.quantity != parts[0].quantity:
        yield f"the quantity is {agreed.quantity}, the parts say {parts[0].quantity}"


def window_faults(engine: Engine, request: RequestData) -> Iterator[str]:
    """Yield where the answer within the bounds of an unprinted first day is not what both ends agree on (施行日期区间).

    The request must put one day only: see :func:`on_one_day`.
    """
    for reading, usual, ends in bounded_readings(engine.plan):
        named = request.get("readings") or {}
        decided = [engine.decide({**request, "readings": {**named, reading: end}}) for end in ends]
        yield from agreement_faults(engine.decide({**request, "readings": {**named, reading: usual}}), decided)


def bounded_readings(plan: Plan) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Yield the readings of a first day that is only bounded: the option that leaves it so, and those of both ends."""
    for document in plan.documents.values():
        terms = document.effective.terms
        for option, term in terms.items():
            firsts = {other.first: name for name, other in terms.items() if other.not_after is None}
            if term.not_after and term.first in firsts and term.not_after in firsts:
                yield document.effective.reading, option, (firsts[term.first], firsts[term.not_after])


def on_one_day(plan: Plan, request: RequestData, day: date) -> dict[str, Any]:
    """Return a request whose reference dates and ``on`` are one and the same day (同一日)."""
    places = {place for rule in plan.rules[request["question"]] if (place := reference_place(rule))}

    def moved(value: Any, record: str) -> Any:  # noqa: ANN401  # any part of the facts
        if isinstance(value, list):
            return [moved(item, record) for item in value]
        if not isinstance(value, Mapping):
            return value
        fields = plan.vocabulary.records[record].fields
        found = {k: moved(v, (fields[k].type.item or fields[k].type).of) for k, v in value.items()}
        return found | {name: day.isoformat() for owner, name in places if owner == record}

    facts = {name: moved(value, plan.vocabulary.fact_record(name) or name) for name, value in request["facts"].items()}
    return {**request, "on": day.isoformat(), "facts": facts}


def _sums(decision: Decision) -> list[tuple[str, str, int]]:
    return sorted((payment.payee, payment.item, payment.fen) for payment in decision.payments)


def _rules(decision: Decision, plan: Plan) -> tuple[Rule, ...]:
    return plan.rules[decision.question]


def _outcome_faults(decision: Decision, plan: Plan) -> Iterator[str]:
    if decision.outcome not in _OUTCOMES[decision.kind] | _ALWAYS:
        yield f"{decision.outcome} is no outcome of a {decision.kind}"
    if (decision.severity is not None) != (decision.outcome == "non_compliant"):
        yield f"severity {decision.severity} goes with outcome {decision.outcome}"
    if decision.outcome in ("non_compliant", "not_met") and not any(f.status == "violated" for f in decision.findings):
        yield f"{decision.outcome}, and nothing is violated"
    if decision.outcome in ("eligible", "met", "compliant") and any(
        f.kind == "required_fact" for f in decision.findings
    ):
        yield f"{decision.outcome}, and a required fact is missing"
    if decision.is_binding == ("draft" in decision.flags):
        yield f"is_binding is {decision.is_binding} with the flags {decision.flags}"
    for reading, option in decision.readings.items():
        if option not in plan.readings[reading].options:
            yield f"{option} is no option of {reading}"


def _money_faults(decision: Decision, plan: Plan) -> Iterator[str]:
    can_pay = any(rule.payments for rule in _rules(decision, plan)) and decision.outcome != "not_applicable"
    if (decision.amount_status is not None) != can_pay:
        yield f"amount_status is {decision.amount_status} with outcome {decision.outcome}"
    if decision.outcome == "ineligible" and (decision.payments or decision.amount_status == "undetermined"):
        yield "ineligible, and yet an amount"
    if decision.outcome == "undetermined" and decision.amount_status == "determined":
        yield "the outcome is open and the amount is not"
    is_open = decision.outcome == "eligible" and decision.amount_status == "undetermined"
    if bool(decision.payees) != is_open:
        yield f"payees {decision.payees} go with {decision.outcome} and {decision.amount_status}"
    if decision.payments and (decision.outcome, decision.amount_status) != ("eligible", "determined"):
        yield f"payments go with {decision.outcome} and {decision.amount_status}"
    for payment in decision.payments:
        if type(payment.fen) is not int or payment.fen <= 0:
            yield f"{payment.fen!r} is paid"
        if not payment.provisions:
            yield f"the payment to {payment.payee} cites nothing"
    keys = [(payment.payee, payment.item) for payment in decision.payments]
    if len(keys) != len(set(keys)):
        yield f"more than one sum for one payee and item: {keys}"
    if decision.amount_range_fen:
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
    if what in plan.parameters or what in plan.readings or what.removesuffix(".effective_from") in plan.documents:
        return True
    return plan.vocabulary.label(what) != Text(what, what)


def _citation_faults(decision: Decision, plan: Plan) -> Iterator[str]:
    cited = [citation.provision for citation in decision.citations]
    if len(cited) != len(set(cited)):
        yield f"a clause is cited twice: {cited}"
    for citation in decision.citations:
        clause = plan.provisions.get(citation.provision)
        if clause is None or citation.document != clause.document or not citation.quote:
            yield f"{citation.provision} is cited, and is no clause with words"
    for what, named in _named(decision):
        if lost := [name for name in named if name not in cited]:
            yield f"{what} rests on {lost}, which is not cited"
    for finding in decision.findings:
        if finding.kind != "required_fact" and not finding.provisions:
            yield f"the finding {finding.id} cites nothing"
    for item in decision.missing:
        if lost := [name for name in item.provisions if name not in plan.provisions]:
            yield f"{item.what} is missing by {lost}, which are no clauses"
    if decision.outcome in ("not_applicable", "ineligible") and not cited:
        yield f"{decision.outcome}, and no clause says why"


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
