"""From the agreed answer to the decision a person or a program reads."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from subsidy_rules.core.money import ratio_to_text, yuan_from_fen
from subsidy_rules.core.text import Text
from subsidy_rules.core.values import Bounds, Missing, Number, bounds, is_known, reasons_of
from subsidy_rules.engine.asking import ask_next
from subsidy_rules.engine.phrases import Phrases
from subsidy_rules.model.decision import (
    AmountStatus,
    Citation,
    Decision,
    Finding,
    MissingItem,
    Outcome,
    PaymentLine,
    QuantityValue,
    Severity,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from subsidy_rules.backends.base import Check, Figure
    from subsidy_rules.engine.consensus import Consensus
    from subsidy_rules.ir.plan import Plan, Rule
    from subsidy_rules.model.request import Request

_REQUIRED = Text("必需事实", "required facts")
_WITHOUT_CLAUSE = {  # what stands in the way though no clause is broken
    "nobody-named": Text("名单为空，没有申领对象", "the list is empty: there is nobody to decide for"),
    "nothing-payable": Text("应付金额为零，没有可付的补贴", "the sum comes to nothing: there is no subsidy to pay"),
}
_LAST = ("unlisted", "undecidable")  # said of a thing only where nothing else is


class Assembly:
    """Puts decisions together for one plan (决定组装)."""

    def __init__(self, plan: Plan, engine: str) -> None:
        """Use a plan's clauses and words; ``engine`` is the version that is stated."""
        self.plan, self.engine, self.phrases = plan, engine, Phrases(plan)

    def decision(self, rule: Rule, request: Request, on: date, agreed: Consensus) -> Decision:
        """Return the decision for one request."""
        outcome = cast("Outcome", agreed.outcome)
        missing = self._missing(rule, agreed)
        cited = self._cited(agreed, missing)
        warned = (c for c in agreed.checks if c.status == "violated" and c.severity == "warning")
        is_in_principle = any(self.plan.provisions[check.provisions[0]].strength for check in warned)
        flags = agreed.flags | ({"in_principle"} if is_in_principle else set())
        low, high, status = _amount(rule, agreed)
        is_determined = status == "determined"
        return Decision(
            question=rule.question,
            label=rule.label,
            kind=rule.kind,
            outcome=outcome,
            on=on,
            region=request.region,
            bundle=self.plan.bundle,
            engine=self.engine,
            request_id=request.request_id,
            severity=cast("Severity | None", agreed.severity),
            payments=tuple(_lines(rule, agreed)) if is_determined and outcome == "eligible" else (),
            amount_status=status,
            payees=tuple(p.payee for p in agreed.paid if p.amount != 0)
            if outcome == "eligible" and not is_determined
            else (),
            amount_range_fen=(int(low), int(high)) if status == "undetermined" and high is not None else None,
            quantity=quantity(agreed.figure),
            missing=tuple(self._item(m, rule, agreed) for m in missing),
            ask_next=ask_next(missing, agreed.checks),
            findings=tuple(self._finding(rule, check) for check in agreed.checks),
            citations=tuple(self.citation(p) for p in cited),
            readings=dict(agreed.readings),
            is_binding="draft" not in flags,
            flags=tuple(sorted(flags)),
        )

    def _missing(self, rule: Rule, agreed: Consensus) -> list[Missing]:
        """Return what is missing: for an open outcome everything that leaves it open, else what the amount lacks."""
        if agreed.outcome == "undetermined":
            found = agreed.dividing.union(*(c.missing for c in agreed.checks if c.status == "unknown"))
        else:
            found = agreed.dividing
        if agreed.outcome in ("eligible", "undetermined") and rule.payments:
            found = found.union(*(bounds(paid.amount).reasons for paid in agreed.paid if not is_known(paid.amount)))
            if any(paid.is_contested for paid in agreed.paid):
                found |= {Missing(rule.for_each[0][1], "undecidable")}
        if agreed.figure and agreed.outcome != "not_applicable":
            found |= reasons_of(agreed.figure.value)
        once: dict[str, Missing] = {}
        for item in sorted(found, key=lambda m: (_LAST.index(m.kind) if m.kind in _LAST else -1, m)):
            once.setdefault(item.what, item)
        return sorted(once.values())

    def _item(self, missing: Missing, rule: Rule, agreed: Consensus) -> MissingItem:
        cited = [p for c in agreed.checks if missing in c.missing for p in c.provisions]
        cited += [p for paid in agreed.paid if missing in bounds(paid.amount).reasons for p in paid.provisions]
        if missing.kind == "parameter":
            cited += self.plan.parameters[missing.what].left_open_by
        if missing.kind == "reading":
            cited += self.plan.readings[missing.what].provisions
        known = dict.fromkeys(p for p in cited if self._reaches(p, rule))
        return MissingItem(missing.what, self.phrases.why(missing), tuple(known))

    def _reaches(self, provision: str, rule: Rule) -> bool:
        documents = {self.plan.documents[self.plan.provisions[p].document].id for p in rule.provisions}
        return self.plan.provisions[provision].document in documents

    def _finding(self, rule: Rule, check: Check) -> Finding:
        title = self.titles(rule).get(check.id, _REQUIRED)
        required, actual = self.phrases.required(check), self.phrases.actual(check)
        if check.id in _WITHOUT_CLAUSE:
            required = actual = _WITHOUT_CLAUSE[check.id]
        elif check.kind == "required_fact":
            required = Text("作出肯定结论所必需的事实", "facts without which no positive answer is possible")
        facts = self.phrases.facts(check.facts)
        return Finding(
            check.id, check.kind, check.status, title, required, actual, facts, check.provisions, check.severity
        )

    @staticmethod
    def titles(rule: Rule) -> dict[str, Text]:
        """Return the title of each demand of a rule."""
        return {"required-facts": _REQUIRED, **{part.id: part.title for part in rule.demands}}

    def _cited(self, agreed: Consensus, missing: Iterable[Missing]) -> list[str]:
        found = dict.fromkeys(p for check in agreed.checks for p in check.provisions)
        found |= dict.fromkeys(p for paid in agreed.paid for p in paid.provisions)
        found |= dict.fromkeys(agreed.figure.provisions if agreed.figure else ())
        is_kept_out = agreed.outcome == "not_applicable" or not agreed.checks
        if is_kept_out or any(m.kind == "effective" for m in missing):
            found |= dict.fromkeys(agreed.kept_out)
        return list(found)

    def citation(self, name: str) -> Citation:
        """Return a clause as a decision cites it."""
        provision = self.plan.provisions[name]
        document = self.plan.documents[provision.document]
        force = provision.strength if provision.strength and document.force != "draft" else document.force
        quote = "……".join(provision.quotes)
        return Citation(name, document.id, document.number, document.title, provision.place, quote, force)


def _amount(rule: Rule, agreed: Consensus) -> tuple[Number, Number | None, AmountStatus | None]:
    """Return the ends of the total and whether it is determined; nothing where nobody can be paid."""
    if not rule.payments or agreed.outcome == "not_applicable":
        return 0, 0, None
    if agreed.outcome == "ineligible":
        return 0, 0, "determined"
    ends = [bounds(paid.amount) for paid in agreed.paid]
    low = sum(end.low for end in ends)
    highs = [end.high for end in ends]
    high = None if None in highs or not ends else sum(h for h in highs if h is not None)
    known = agreed.outcome == "eligible" and ends and all(is_known(paid.amount) for paid in agreed.paid)
    return low, high, "determined" if known else "undetermined"


def _lines(rule: Rule, agreed: Consensus) -> Iterable[PaymentLine]:
    for paid in agreed.paid:
        if paid.amount and isinstance(paid.amount, int):
            yield PaymentLine(paid.payee, paid.amount, rule.question, paid.provisions)


def quantity(figure: Figure | None) -> QuantityValue | None:
    """Return a figure as a decision states it, or nothing where it is not known (数量)."""
    if figure is None or isinstance(figure.value, Bounds) or not is_known(figure.value):
        return None
    if figure.unit == "yuan" and isinstance(figure.value, int):
        return QuantityValue(yuan_from_fen(figure.value), figure.unit)
    if isinstance(figure.value, Fraction):
        return QuantityValue(ratio_to_text(figure.value), figure.unit)
    return QuantityValue(figure.value, figure.unit) if isinstance(figure.value, int) else None
