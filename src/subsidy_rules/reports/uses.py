"""Who uses what: the readings a rule depends on, and everything that rests on a provision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.core.text import Lang, Text
from subsidy_rules.ir.traverse import parameters_in, readings_in
from subsidy_rules.reports import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.ir.plan import Plan, Rule

_RULE = Text("规则", "rule")
_PARAMETER = Text("参数", "parameter")
_LEFT_OPEN = Text("留待他处规定的参数", "left open: parameter")
_LIST = Text("清单", "list")
_READING = Text("解释", "reading")
_DELEGATION = Text("授权", "delegation")
_SCOPE = Text("适用范围：{document}", "scope of {document}")


def readings_of(plan: Plan, rule: Rule) -> tuple[str, ...]:
    """Return the readings that can change an answer of a rule, in order of their ids."""
    return tuple(sorted(set(readings_in(rule)) & set(plan.readings)))


def uses_of(plan: Plan, provision: str, lang: Lang) -> Iterator[str]:
    """Yield, in words, everything that rests on a provision (引用处)."""
    colon = wording.colon(lang)
    values = {p.id for p in plan.parameters.values() if provision in (v.provision for v in p.values)}
    for rule in (rule for rules in plan.rules.values() for rule in rules):
        parts = [*_parts(rule, provision, lang)]
        parts += [plan.parameters[name].label.in_(lang) for name in sorted(values & set(parameters_in(rule)))]
        if parts:
            yield f"{_RULE.in_(lang)} {_named(rule.label, rule.question, lang)}{colon}{wording.listed(lang, parts)}"
    for heading, label, name in _declared(plan, provision, values):
        yield f"{heading.in_(lang)} {_named(label, name, lang) if label else name}"
    for document in plan.documents.values():
        if provision in document.scope:
            yield _SCOPE.in_(lang).format(document=f"《{document.title}》")


def _declared(plan: Plan, provision: str, values: set[str]) -> Iterator[tuple[Text, Text | None, str]]:
    """Yield what the documents declare by a provision: a heading, the words for it, and its id."""
    for name in sorted(values):
        yield _PARAMETER, plan.parameters[name].label, name
    for parameter in plan.parameters.values():
        if provision in parameter.left_open_by:
            yield _LEFT_OPEN, parameter.label, parameter.id
    for named in plan.lists.values():
        if named.provision == provision:
            yield _LIST, named.label, named.id
    for reading in plan.readings.values():
        if provision in reading.provisions:
            yield _READING, reading.label, reading.id
    for delegation in plan.delegations.values():
        if provision == delegation.provision:
            yield _DELEGATION, None, delegation.id


def _named(label: Text, name: str, lang: Lang) -> str:
    return f"{label.in_(lang)}{wording.brackets(lang, name)}"


def _parts(rule: Rule, provision: str, lang: Lang) -> Iterator[str]:
    for condition in (*rule.grounds, *rule.conditions):
        if provision in (*condition.provisions, *(e.provision for e in condition.exceptions)):
            yield condition.title.in_(lang)
    for limit in rule.limits:
        if provision in limit.provisions:
            yield limit.title.in_(lang)
    for payment in rule.payments:
        if provision in payment.provisions:
            yield f"{wording.PAYMENTS.in_(lang)} {payment.id}"
    if any(provision in quantity.provisions for quantity in rule.quantities):
        yield wording.QUANTITY.in_(lang)
