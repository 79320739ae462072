"""What holds between decisions, whatever the law says: each invariant yields a sentence for every breach (不变量)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias

from subsidy_rules.testing.inputs import inputs_of, reference_place

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.engine import Engine
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.model.decision import Decision

RequestData: TypeAlias = Mapping[str, Any]


def difference_faults(one: Decision, other: Decision) -> Iterator[str]:
    """Yield the parts in which two decisions that must be equal differ (应当相同)."""
    left, right = one.to_dict(), other.to_dict()
    for key in sorted(left.keys() | right.keys()):
        if left.get(key) != right.get(key):
            yield f"{key}: {left.get(key)!r} and {right.get(key)!r}"


def learning_faults(before: Decision, after: Decision) -> Iterator[str]:
    """Yield how learning unknown facts flipped what was determined before them (已定之事不因补充而变).

    A standard of nothing, or nobody to pay for, makes nothing of a claim that was found eligible with its amount open.
    """
    is_nothing = any(finding.id == "nothing-payable" for finding in after.findings)
    if before.outcome not in ("undetermined", after.outcome) and not is_nothing:
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


def strict_readings(plan: Plan, question: str) -> dict[str, tuple[str, ...]]:
    """Return the strict readings that an answer to a question can meet, with the options there are (严格解释)."""
    found = [plan.readings[name] for name in inputs_of(plan, question).readings if plan.readings[name].is_strict]
    return {reading.id: tuple(o for o in reading.options if o not in reading.unsupported) for reading in found}


def strict_faults(engine: Engine, request: RequestData, readings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield where strict mode is not what all combinations of strict readings agree on (严格模式).

    ``readings`` are those of :func:`strict_readings`; those the request names are held.
    """
    named = request.get("readings") or {}
    names = [name for name in readings if name not in named]
    choices = [readings[name] for name in names]
    usual = {**request, "mode": "default"}
    all_ = [
        engine.decide({**usual, "readings": {**named, **dict(zip(names, chosen, strict=True))}})
        for chosen in product(*choices)
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
    if expected == "eligible" and agreed.amount_status is not None:
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
        if record not in plan.vocabulary.records:
            return value
        fields = plan.vocabulary.records[record].fields
        found = {k: moved(v, (fields[k].type.item or fields[k].type).of) for k, v in value.items()}
        return found | {name: day.isoformat() for owner, name in places if owner == record}

    facts = {name: moved(value, plan.vocabulary.fact_record(name) or name) for name, value in request["facts"].items()}
    return {**request, "on": day.isoformat(), "facts": facts}


def _sums(decision: Decision) -> list[tuple[str, str, int]]:
    return sorted((payment.payee, payment.item, payment.fen) for payment in decision.payments)
