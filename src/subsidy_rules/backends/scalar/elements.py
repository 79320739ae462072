"""One rule, for one state of the law, as one Python function: it checks an element and says what it brings.

The function returns whether the element is entitled (``None``: open), how each demand came out, what is due, and the
figure the question asks for. Where it raises :class:`Bail`, the claim is left to the definition.
"""

from __future__ import annotations

import ast
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from subsidy_rules.backends.base import SCHEMES
from subsidy_rules.backends.scalar.expressions import Writer, library
from subsidy_rules.backends.scalar.statements import FALSE, NONE, TRUE, Atom
from subsidy_rules.ir import nodes as ir
from subsidy_rules.ir.plan import Limit
from subsidy_rules.ir.types import BOOLEAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from subsidy_rules.backends.states import State
    from subsidy_rules.ir.plan import Condition, Demand, Payment, Plan, Rule
    from subsidy_rules.model.decision import Severity, Status

ABSENT, VIOLATED, WARNED, OPEN, SATISFIED, IDLE = range(-1, 5)
STATUS: Final[tuple[tuple[Status, Severity | None], ...]] = (
    ("violated", "error"),
    ("violated", "warning"),
    ("unknown", None),
    ("satisfied", None),
    ("not_applicable", None),
)
_ONE = ir.Const(value=True, type=BOOLEAN)


Result: TypeAlias = tuple[bool | None, tuple[int, ...], tuple[tuple[tuple[int, ...], int], ...], tuple[int, Any] | None]
"""Truth; how each demand came out; what is due: payments and amount; the figure: its place and value."""


@dataclass(frozen=True, slots=True)
class Told:
    """A demand that is in force: what is cited for it (所核条件)."""

    id: str
    kind: str
    demand: Demand | None
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A payment in force, and the clauses it is paid by (应付)."""

    payee: str
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElementCode:
    """A generated function, its source, and what its results mean (生成函数)."""

    source: str
    run: Callable[..., Result]
    told: tuple[Told, ...]
    sums: tuple[Sum, ...]
    units: tuple[tuple[str, tuple[str, ...]], ...]


class ElementWriter:
    """Writes the function of one rule in one state of the law (规则代码生成)."""

    def __init__(self, plan: Plan, rule: Rule, state: State) -> None:
        """Prepare to write."""
        self.rule, self.state = rule, state
        self.writer = Writer(plan, state)
        self.told: list[Told] = []
        self.codes: list[str] = []
        self.sums: list[Sum] = []

    def code(self) -> ElementCode:
        """Return the compiled function.

        Raises:
            UnsupportedError: where the rule holds what generated code does not do.
        """
        writer = self.writer
        names = [f"e{i}" for i in range(len(self.rule.for_each))]
        for name, (variable, _, _) in zip(names, self.rule.for_each, strict=True):
            writer.bind(variable, name)
        self._required()
        for demand in self.rule.demands:
            if self.state.has(demand):
                self._demand(demand)
        truth = self._truth()
        figure, units = self._figure()
        due = self._dues(truth)
        codes = "".join(f"{code}, " for code in self.codes)
        writer.line(f"return {truth}, ({codes}), {due}, {figure}")
        arguments = ", ".join([*names, "facts", "history", "on", "region", "cell", "supplied"])
        constants = [f"# {name} = {_written(value)}" for name, value in writer.constants.items()]
        source = "\n".join([*constants, f"def element({arguments}):", *writer.lines, ""])
        space: dict[str, Any] = library() | writer.constants
        exec(compile(ast.parse(source), f"<{self.rule.question}>", "exec"), space)  # noqa: S102  # our own source
        return ElementCode(source, space["element"], tuple(self.told), tuple(self.sums), units)

    # ------------------------------------------------------------------ checks

    def _tell(self, told: Told, code: str) -> None:
        self.told.append(told)
        self.codes.append(code)

    def _required(self) -> None:
        atoms = [self.writer.value(fact) for fact in self.rule.requires]
        missing = " or ".join(f"{atom.text} is None" for atom in atoms if atom.is_open)
        if missing:
            cited = next((c for part in self.rule.demands if (c := self.state.cited(part))), ())
            code = self.writer.named(f"{OPEN} if {missing} else {IDLE}")
            self._tell(Told("required-facts", "required_fact", None, cited), code.text)

    def _demand(self, demand: Demand) -> None:
        if isinstance(demand, Limit):
            self._limit(demand)
        else:
            self._condition(demand, "ground" if demand in self.rule.grounds else "condition")

    def _condition(self, condition: Condition, kind: str) -> None:
        writer = self.writer
        exceptions = [e for e in condition.exceptions if self.state.holds(e.provision)]
        cited = (*self.state.cited(condition), *(e.provision for e in exceptions))
        applies = _ONE if condition.applies_when is None else condition.applies_when
        exempt = ir.Logic("or", tuple(e.when for e in exceptions))
        idle = ir.Logic("or", (ir.Not(applies), exempt))
        violated = WARNED if not condition.is_hard and self.state.is_soft(condition.provisions[0]) else VIOLATED
        if condition.otherwise == "pending":
            violated = OPEN
        code = writer.fresh()
        if kind == "ground" and condition.applies_when is not None:
            with self._for_its_cases(code, condition.applies_when):
                self._checked(code, idle, lambda: writer.value(condition.requires), violated)
        else:
            self._checked(code, idle, lambda: writer.value(condition.requires), violated)
        self._tell(Told(condition.id, kind, condition, cited), code)

    @contextmanager
    def _for_its_cases(self, code: str, applies_when: ir.Expr) -> Iterator[None]:
        """Write a way in that is only for some cases: for the others it is not there at all."""
        writer = self.writer
        applies = writer.value(applies_when)
        if applies.is_open:
            writer.line(f"if {applies.text} is None: bail()")
        writer.line(f"{code} = {ABSENT}")
        with writer.block(f"if {applies.text}:"):
            yield

    def _checked(self, code: str, idle: ir.Expr, requires: Callable[[], Atom], violated: int) -> None:
        """Write how a demand came out: idle, or by its requirement, which an open exemption can only leave open."""
        writer = self.writer
        free = writer.value(idle)
        if free == TRUE:
            writer.line(f"{code} = {IDLE}")
            return
        if free == FALSE:
            writer.line(f"{code} = {_outcome(requires(), violated, OPEN)}")
            return
        with writer.block(f"if {free.text} is True:" if free != NONE else "if False:"):
            writer.line(f"{code} = {IDLE}")
        with writer.block("else:"):
            value = requires()
            missed = f"({OPEN} if {free.text} is None else {violated})" if free.is_open else str(violated)
            writer.line(f"{code} = {_outcome(value, missed, OPEN)}")
            if free.is_open and self.rule.kind not in SCHEMES:  # is it for the case at all?
                writer.line(f"if {free.text} is None and {code} == {SATISFIED}: bail()")

    def _limit(self, limit: Limit) -> None:
        writer = self.writer
        applies = _ONE if limit.applies_when is None else limit.applies_when
        counted = ir.Quantifier("count", limit.variable, limit.source, limit.where, _ONE, limit.at_most.type)

        def is_within() -> Atom:
            used, most = writer.value(counted), writer.value(limit.at_most)
            if most.is_open:
                writer.line(f"if {most.text} is None: bail()")
            return writer.named(f"{used.text} < {most.text}", is_open=False)

        violated = WARNED if self.state.is_soft(limit.provisions[0]) else VIOLATED
        code = writer.fresh()
        self._checked(code, ir.Not(applies), is_within, violated)
        self._tell(Told(limit.id, "limit", limit, self.state.cited(limit)), code)

    def _truth(self) -> str:
        """Write whether the element is entitled: no demand broken, and a ground that holds where there are any."""
        writer = self.writer
        grounds = [code for told, code in zip(self.told, self.codes, strict=True) if told.kind == "ground"]
        others = [code for told, code in zip(self.told, self.codes, strict=True) if told.kind != "ground"]
        truth = writer.named("True").text
        if any(others):
            tried = "".join(f"{code}, " for code in others)
            writer.line(f"if (low := min(({tried}))) < {SATISFIED}: {truth} = None if low == {OPEN} else False")
        if grounds:
            best = writer.named(f"max(({''.join(f'{code}, ' for code in grounds)}))").text
            writer.line(f"if {best} == {ABSENT}: bail()")
            writer.line(
                f"if {best} < {SATISFIED} and {truth} is not False: {truth} = None if {best} == {OPEN} else False"
            )
        return truth

    # ------------------------------------------------------------------ what it brings

    def _figure(self) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """Write the first figure that applies, as a pair of its place and value."""
        writer = self.writer
        units: list[tuple[str, tuple[str, ...]]] = []
        figure = writer.named("None").text
        for quantity in self.rule.quantities:
            if not self.state.has(quantity):
                continue
            with writer.block(f"if {figure} is None:"):
                when = _ONE if quantity.when is None else quantity.when
                applies = writer.value(when)
                if applies.is_open:
                    writer.line(f"if {applies.text} is None: bail()")
                with writer.block(f"if {applies.text}:"):
                    value = writer.value(quantity.value)
                    if value.is_open:
                        writer.line(f"if {value.text} is None: bail()")
                    writer.line(f"{figure} = ({len(units)}, {value.text})")
            units.append((quantity.unit, self.state.cited(quantity)))
        return figure, tuple(units)

    def _dues(self, truth: str) -> str:
        """Write what is due to an entitled element: each payment, or the exception that replaces it."""
        payments = [payment for payment in self.rule.payments if self.state.has(payment)]
        self.sums = [Sum(payment.payee, self.state.cited(payment)) for payment in payments]
        if not payments:
            return "()"
        writer = self.writer
        due = writer.named("()").text
        with writer.block(f"if {truth}:"):
            applies = [self._applies(payment) for payment in payments]
            bases = [self._base(payment, payments) for payment in payments]
            for i, payment in enumerate(payments):
                base = bases[i]
                if base is not None and payments[base].payee == payment.payee:
                    continue  # told with the payment it replaces
                amount, paid = self._worth(i, payments, bases, applies)
                writer.line(f"if {paid}: {due} += (({paid}, {amount}),)")
        return due

    def _base(self, payment: Payment, payments: list[Payment]) -> int | None:
        """Return the payment that another replaces; one out of force leaves its place to the one it replaces itself."""
        by_id = {p.id: p for p in self.rule.payments}
        base = by_id.get(payment.exception_to)
        while base and base not in payments:
            base = by_id.get(base.exception_to)
        return payments.index(base) if base else None

    def _applies(self, payment: Payment) -> str:
        atom = TRUE if payment.when is None else self.writer.value(payment.when)
        if atom.is_open:
            self.writer.line(f"if {atom.text} is None: bail()")
        return atom.text

    def _worth(self, i: int, payments: list[Payment], bases: list[int | None], applies: list[str]) -> tuple[str, str]:
        """Write what a payment or an exception to it comes to; return the names of the amount and of what is paid."""
        writer, payment = self.writer, payments[i]
        exceptions = [j for j, base in enumerate(bases) if base == i]
        ousting = [applies[j] for j in exceptions if payments[j].payee != payment.payee]
        amount, paid = writer.named("0").text, writer.named("()").text
        with writer.block(f"if {' and '.join([applies[i], *(f'not {other}' for other in ousting)])}:"):
            value = writer.value(payment.amount)
            if value.is_open:
                writer.line(f"if {value.text} is None: bail()")
            writer.line(f"{amount}, {paid} = {value.text}, ({i},)")
        for j in exceptions:
            if payments[j].payee == payment.payee:
                instead, others = self._worth(j, payments, bases, applies)
                writer.line(f"if {others}: {amount}, {paid} = {instead}, {others}")
        return amount, paid


def _outcome(value: Atom, violated: int | str, missing: int) -> str:
    """Return how a requirement came out, as an expression."""
    if value in (TRUE, FALSE, NONE):
        return {TRUE: str(SATISFIED), FALSE: str(violated), NONE: str(missing)}[value]
    failed = f"{missing} if {value.text} is None else {violated}" if value.is_open else str(violated)
    return f"{SATISFIED} if {value.text} else {failed}"


def _written(value: object) -> str:
    """Return a constant as a comment shows it; what has no order is sorted."""
    return f"{{{', '.join(sorted(map(repr, value)))}}}" if isinstance(value, frozenset) else repr(value)
