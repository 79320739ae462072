"""Provisions that set different things for the same case, and values that end before their clause does."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from subsidy_rules.core.errors import Diagnostic, Related
from subsidy_rules.core.regions import contains
from subsidy_rules.ir.nodes import Compare, Const, Expr, In, ListOf, Logic, Not

if TYPE_CHECKING:
    from subsidy_rules.compiler.compilation import Compilation
    from subsidy_rules.ir.plan import ParameterValue, Payment, Rule


def check_values(compilation: Compilation) -> None:
    """Refuse two values for the same key and day, and a value that ends while its clause goes on."""
    for parameter in compilation.parameters.values():
        for one, other in combinations(parameter.values, 2):
            if one.keys == other.keys and one.period.overlaps(other.period) and one.value != other.value:
                values = {"parameter": parameter.id, "key": ", ".join(one.keys) or parameter.id}
                related = (compilation.quoted(one.provision), compilation.quoted(other.provision))
                clause = compilation.clause(other.provision)
                compilation.add(Diagnostic("values-overlap", values, other.span, clause, related))
        for value in parameter.values:
            _check_expiry(compilation, parameter.id, value, parameter.values)


def _check_expiry(
    compilation: Compilation, parameter: str, value: ParameterValue, values: tuple[ParameterValue, ...]
) -> None:
    last = value.period.last
    provision = compilation.provisions.get(value.provision)
    if last is None or provision is None or value.period.is_reversed:
        return
    effective = provision.effective or compilation.documents[provision.document].effective
    ends = [term.last for term in effective.terms.values()]
    goes_on = any(end is None or end > last for end in ends)
    next_day = last + timedelta(days=1) if last < date.max else last
    successors = [
        v
        for v in values
        if v.keys == value.keys
        and v is not value
        and (v.period.last is None or v.period.last > last)
        and (v.period.first is None or v.period.first <= next_day)
    ]
    if goes_on and not successors:
        clause = compilation.clause(value.provision)
        related = (compilation.quoted(value.provision),)
        values_ = {"parameter": parameter, "last": last.isoformat()}
        compilation.add(Diagnostic("value-expired", values_, value.span, clause, related))


def check_payments(compilation: Compilation) -> None:
    """Refuse two payments to one payee that can both apply, unless one is the exception to the other."""
    for rules in compilation.rules.values():
        for rule in rules:
            for one, other in combinations(rule.payments, 2):
                if one.payee != other.payee or _replaces(rule, one, other) or _replaces(rule, other, one):
                    continue
                if not _may_both_apply(compilation, one, other):
                    continue
                related = tuple(_quoted_payment(compilation, p) for p in (one, other))
                span = next((p.amount.span for p in (other, one) if p.amount.span), None)
                values = {"payee": one.payee, "question": rule.question}
                compilation.add(Diagnostic("amounts-disagree", values, span, _first(compilation, other), related))


def _replaces(rule: Rule, one: Payment, other: Payment) -> bool:
    """Whether one payment is the exception to the other, or to an exception to it."""
    by_id = {payment.id: payment for payment in rule.payments}
    seen: set[str] = set()
    while one.exception_to in by_id and one.exception_to not in seen:
        seen.add(one.exception_to)
        one = by_id[one.exception_to]
    return other.id in seen


def _may_both_apply(compilation: Compilation, one: Payment, other: Payment) -> bool:
    regions = [
        compilation.documents[compilation.provisions[p.provisions[0]].document].region
        for p in (one, other)
        if p.provisions
    ]
    if len(regions) == 2 and not any(contains(a, b) for a, b in (regions, regions[::-1])):  # noqa: PLR2004  # two payments
        return False
    return not any(_exclude(a, b) for a in _conjuncts(one.when) for b in _conjuncts(other.when))


def _conjuncts(test: Expr | None) -> tuple[Expr, ...]:
    if test is None:
        return ()
    return test.items if isinstance(test, Logic) and test.op == "and" else (test,)


def _exclude(one: Expr, other: Expr) -> bool:
    """Whether two tests can be seen never to hold together."""
    if (isinstance(one, Not) and one.item == other) or (isinstance(other, Not) and other.item == one):
        return True
    first, second = _values(one), _values(other)
    if first and second and first[0] == second[0]:
        if first[2] and second[2]:
            return not first[1] & second[1]
        return first[1] == second[1] and len(first[1]) == 1 and first[2] != second[2]
    return False


def _values(test: Expr) -> tuple[Expr, frozenset[object], bool] | None:
    """Return (subject, values, whether it must be one of them) of a test against constants."""
    if isinstance(test, Compare) and test.op in ("==", "!=") and isinstance(test.right, Const):
        return test.left, frozenset({test.right.value}), test.op == "=="
    if isinstance(test, In) and isinstance(test.container, ListOf):
        values = frozenset(item.value for item in test.container.items if isinstance(item, Const))
        return (test.item, values, True) if len(values) == len(test.container.items) else None
    return None


def _quoted_payment(compilation: Compilation, payment: Payment) -> Related:
    note = f"`{payment.id}` {_first(compilation, payment)}"
    return compilation.quoted(payment.provisions[0], note) if payment.provisions else Related(note)


def _first(compilation: Compilation, payment: Payment) -> str:
    return compilation.clause(payment.provisions[0]) if payment.provisions else ""
