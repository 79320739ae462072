"""A decision at once: outcome and sums from generated code; findings and reasons when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from subsidy_rules.backends.base import Figure
from subsidy_rules.backends.scalar.elements import ABSENT, IDLE, SATISFIED, STATUS
from subsidy_rules.engine.assembly import quantity
from subsidy_rules.model.decision import Citation, Decision, Finding, PaymentLine

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.backends.scalar.elements import ElementCode
    from subsidy_rules.backends.scalar.runner import Quick
    from subsidy_rules.engine.assembly import Assembly
    from subsidy_rules.ir.plan import Rule
    from subsidy_rules.model.request import Request

Whole: TypeAlias = Callable[[], Decision]


def _setters(class_: type, *names: str) -> tuple[Callable[[object, object], None], ...]:
    """Return what sets fields of a frozen object while it is made: some are left out, to be told when asked for."""
    return tuple(getattr(class_, name).__set__ for name in names)


_DECISION: Final = _setters(
    Decision, "question", "label", "kind", "outcome", "on", "region", "bundle", "engine", "request_id", "severity",
    "payments", "amount_status", "payees", "amount_range_fen", "quantity", "missing", "ask_next", "is_binding", "flags",
    "explain",
)  # fmt: skip
_FINDING: Final = _setters(Finding, "id", "kind", "status", "title", "provisions", "severity")
(_EXPLAIN,) = _setters(Finding, "explain")


class Prompt:
    """Makes decisions of quick answers (即时决定)."""

    def __init__(self, assembly: Assembly) -> None:
        """Use the clauses and words of an assembly."""
        self.assembly = assembly
        self._findings: dict[object, tuple[tuple[Any, ...], ...]] = {}
        self._citations: dict[object, tuple[Citation, ...]] = {}

    def decision(self, rule: Rule, request: Request, on: date, quick: Quick, whole: Whole) -> Decision:
        """Return the decision for a quick answer; ``whole`` decides the claim by the definition, with every reason."""
        assembly, item = self.assembly, rule.question
        payments = tuple([PaymentLine(payee, fen, item, cited) for payee, fen, cited in quick.sums if fen])
        found: Decision = object.__new__(Decision)
        values = (
            item, rule.label, rule.kind, quick.outcome, on, request.region, assembly.plan.bundle, assembly.engine,
            request.request_id, quick.severity, payments, "determined" if rule.payments else None, (), None,
            quantity(Figure(*quick.figure)) if quick.figure else None, (), None,
            "draft" not in quick.flags, tuple(sorted(quick.flags)), _Reasons(self, rule, quick, whole).told,
        )  # fmt: skip
        for set_field, value in zip(_DECISION, values, strict=True):
            set_field(found, value)
        return found

    def findings(self, rule: Rule, code: ElementCode, codes: tuple[int, ...]) -> tuple[tuple[Any, ...], ...]:
        """Return what is known at once of each finding: id, kind, status, title, provisions, severity."""
        key = id(code), codes
        found = self._findings.get(key)
        if found is None:
            self._findings[key] = found = tuple(self._told(rule, code, codes))
        return found

    def _told(self, rule: Rule, code: ElementCode, codes: tuple[int, ...]) -> Iterator[tuple[Any, ...]]:
        titles = self.assembly.titles(rule)
        pairs = list(zip(code.told, codes, strict=True))
        is_open = any(told.kind == "ground" and code == SATISFIED for told, code in pairs)
        for told, how in pairs:
            if how == ABSENT or (told.demand is None and how == IDLE):
                continue  # a way in for other cases; nothing that is required is missing
            is_moot = is_open and told.kind == "ground" and how != SATISFIED  # another ground holds
            status, severity = STATUS[IDLE if is_moot else how]
            yield told.id, told.kind, status, titles[told.id], told.provisions, severity

    def citations(self, rule: Rule, quick: Quick, code: ElementCode) -> tuple[Citation, ...]:
        """Return the clauses a quick answer rests on: those of every demand, and those of what is paid or counted."""
        key = id(code), quick.codes, tuple(cited for _, _, cited in quick.sums), quick.figure and quick.figure[2]
        found = self._citations.get(key)
        if found is None:
            cited = [p for known in self.findings(rule, code, quick.codes) for p in known[4]]
            cited += [p for _, _, provisions in quick.sums for p in provisions]
            cited += quick.figure[2] if quick.figure else ()
            found = self._citations[key] = tuple(map(self.assembly.citation, dict.fromkeys(cited)))
        return found


class _Reasons:
    """The reasons of one decision, told when asked for (理由)."""

    __slots__ = ("_decided", "_prompt", "_quick", "_rule", "_whole")

    def __init__(self, prompt: Prompt, rule: Rule, quick: Quick, whole: Whole) -> None:
        self._prompt, self._rule, self._quick, self._whole = prompt, rule, quick, whole
        self._decided: Decision | None = None

    def told(self, name: str) -> object:
        """Return findings, citations or readings."""
        code = self._quick.code
        if code is None or name == "readings":
            return getattr(self._by_definition(), name)
        if name == "citations":
            return self._prompt.citations(self._rule, self._quick, code)
        return tuple([self._finding(known) for known in self._prompt.findings(self._rule, code, self._quick.codes)])

    def _finding(self, known: tuple[Any, ...]) -> Finding:
        found: Finding = object.__new__(Finding)
        for set_field, value in zip(_FINDING, known, strict=False):
            set_field(found, value)
        _EXPLAIN(found, partial(self._detail, known[0]))
        return found

    def _detail(self, finding: str, name: str) -> object:
        return next(getattr(whole, name) for whole in self._by_definition().findings if whole.id == finding)

    def _by_definition(self) -> Decision:
        if self._decided is None:
            self._decided = self._whole()
        return self._decided
