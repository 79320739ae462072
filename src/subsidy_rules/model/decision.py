"""The decision: outcome, exact amounts, reasons and quoted clauses (决定)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from subsidy_rules.core.money import decimal_yuan, yuan_from_fen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from decimal import Decimal

    from subsidy_rules.core.text import Text

Outcome = Literal[
    "eligible", "ineligible", "undetermined", "compliant", "non_compliant", "met", "not_met", "not_applicable"
]
Status = Literal["satisfied", "violated", "unknown", "not_applicable"]
Severity = Literal["error", "warning"]
AmountStatus = Literal["determined", "undetermined"]
Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def _explained(part: Finding | Decision, name: str, left_for_later: tuple[str, ...]) -> object:
    """Return a field that was left for later, and keep it."""
    if name not in left_for_later or part.explain is None:
        msg = f"{type(part).__name__!r} object has no attribute {name!r}"
        raise AttributeError(msg)
    found = part.explain(name)
    object.__setattr__(part, name, found)
    return found


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One sum for one payee and item (给付)."""

    payee: str
    fen: int
    item: str
    provisions: tuple[str, ...]

    @property
    def yuan(self) -> Decimal:
        """The sum in yuan, exact (元)."""
        return decimal_yuan(self.fen)

    def to_dict(self) -> dict[str, Json]:
        """Return the payment with yuan as a decimal string."""
        return {
            "payee": self.payee,
            "yuan": yuan_from_fen(self.fen),
            "item": self.item,
            "provisions": list(self.provisions),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one condition, ground or limit (核查结果).

    ``kind`` is ground, condition, limit or required_fact; ``facts`` are the facts that were read, as the contract
    spells their values.
    """

    id: str
    kind: str
    status: Status
    title: Text
    required: Text
    actual: Text
    facts: Mapping[str, Json]
    provisions: tuple[str, ...]
    severity: Severity | None = None
    explain: Callable[[str], object] | None = field(default=None, repr=False, compare=False)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whichever field was left for later
        """Return what was left for later: facts and sentences, told when somebody reads them."""
        return _explained(self, name, ("facts", "required", "actual"))

    def to_dict(self) -> dict[str, Json]:
        """Return the finding as the contract spells it."""
        found: dict[str, Json] = {"id": self.id, "kind": self.kind, "status": self.status}
        if self.severity:
            found["severity"] = self.severity
        return found | {
            "title": dict(self.title.to_dict()),
            "facts": dict(self.facts),
            "required": dict(self.required.to_dict()),
            "actual": dict(self.actual.to_dict()),
            "provisions": list(self.provisions),
        }


@dataclass(frozen=True, slots=True)
class MissingItem:
    """Something that is missing, why it matters and by which clauses (缺失项)."""

    what: str
    why: Text
    provisions: tuple[str, ...]

    def to_dict(self) -> dict[str, Json]:
        """Return the item as the contract spells it."""
        return {"what": self.what, "why": dict(self.why.to_dict()), "provisions": list(self.provisions)}


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause the answer rests on, with its words (依据)."""

    provision: str
    document: str
    number: str
    title: str
    place: str
    quote: str
    force: str

    def to_dict(self) -> dict[str, Json]:
        """Return the citation as the contract spells it."""
        return {
            "provision": self.provision,
            "document": self.document,
            "number": self.number,
            "title": self.title,
            "place": self.place,
            "quote": self.quote,
            "force": self.force,
        }


@dataclass(frozen=True, slots=True)
class QuantityValue:
    """A figure with its unit; yuan and ratios as decimal strings (数量)."""

    value: int | str
    unit: str

    def to_dict(self) -> dict[str, Json]:
        """Return value and unit."""
        return {"value": self.value, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one request (决定)."""

    question: str
    label: Text
    kind: str
    outcome: Outcome
    on: date
    region: str
    bundle: str
    engine: str
    request_id: str | None = None
    severity: Severity | None = None
    payments: tuple[PaymentLine, ...] = ()
    amount_status: AmountStatus | None = None
    payees: tuple[str, ...] = ()
    amount_range_fen: tuple[int, int] | None = None
    quantity: QuantityValue | None = None
    missing: tuple[MissingItem, ...] = ()
    ask_next: str | None = None
    findings: tuple[Finding, ...] = ()
    citations: tuple[Citation, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    is_binding: bool = True
    flags: tuple[str, ...] = ()
    explain: Callable[[str], object] | None = field(default=None, repr=False, compare=False)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whichever field was left for later
        """Return what was left for later: the reasons of an answer, told when somebody asks for them."""
        return _explained(self, name, ("findings", "citations", "readings"))

    def to_dict(self) -> dict[str, Json]:
        """Return the decision as the contract spells it; what does not apply is left out."""
        found: dict[str, Json] = {"request_id": self.request_id, "question": self.question, "outcome": self.outcome}
        if self.severity:
            found["severity"] = self.severity
        if self.amount_status == "determined":
            found["payments"] = [p.to_dict() for p in self.payments]
        if self.amount_status:
            found["amount_status"] = self.amount_status
        if self.payees:
            found["payees"] = list(self.payees)
        if self.amount_range_fen:
            found["amount_range_yuan"] = [yuan_from_fen(fen) for fen in self.amount_range_fen]
        if self.quantity:
            found["quantity"] = self.quantity.to_dict()
        return found | {
            "missing": [m.to_dict() for m in self.missing],
            "ask_next": self.ask_next,
            "findings": [f.to_dict() for f in self.findings],
            "citations": [c.to_dict() for c in self.citations],
            "readings": dict(self.readings),
            "is_binding": self.is_binding,
            "flags": list(self.flags),
            "region": self.region,
            "on": self.on.isoformat(),
            "bundle": self.bundle,
            "engine": self.engine,
        }
