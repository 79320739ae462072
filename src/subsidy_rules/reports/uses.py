"""Who uses what: the readings a rule depends on, and everything that rests on a provision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.core.text import Lang, Text
from subsidy_rules.ir.plan import (
    Condition,
    Delegation,
    Document,
    Limit,
    LocalStandard,
    NamedList,
    Parameter,
    Quantity,
    Reading,
    Row,
)
from subsidy_rules.ir.traverse import parameters_in, readings_in
from subsidy_rules.ir.uses import Use, uses
from subsidy_rules.reports import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.ir.plan import Plan, Rule

_RULE = Text("规则", "rule")
_SCOPE = Text("适用范围：{document}", "scope of {document}")
_DECLARED = {
    "parameter": Text("参数", "parameter"),
    "left_open": Text("留待他处规定的参数", "left open: parameter"),
    "list": Text("清单", "list"),
    "reading": Text("解释", "reading"),
    "delegation": Text("授权", "delegation"),
    "standard": Text("地方标准", "local standard"),
}


def readings_of(plan: Plan, rule: Rule) -> tuple[str, ...]:
    """Return the readings that can change an answer of a rule, in order of their ids."""
    return tuple(sorted(set(readings_in(rule)) & set(plan.readings)))


def uses_of(plan: Plan, provision: str, lang: Lang) -> Iterator[str]:
    """Yield, in words, everything that rests on a provision (引用处)."""
    colon, found = wording.colon(lang), uses(plan)[provision]
    stated = {use.name for use in found if use.role == "parameter"}
    for rule in (rule for rules in plan.rules.values() for rule in rules):
        parts = [_part(use, lang) for use in found if use.rule is rule]
        parts += [plan.parameters[name].label.in_(lang) for name in sorted(stated & set(parameters_in(rule)))]
        if parts:
            named = _named(rule.label, rule.question, lang)
            yield f"{_RULE.in_(lang)} {named}{colon}{wording.listed(lang, dict.fromkeys(parts))}"
    for use in found:
        match use.item:
            case Document(title=title):
                yield _SCOPE.in_(lang).format(document=f"《{title}》")
            case Parameter(label=label) | NamedList(label=label) | Reading(label=label):
                yield f"{_DECLARED[use.role].in_(lang)} {_named(label, use.name, lang)}"
            case Delegation() | LocalStandard():
                yield f"{_DECLARED[use.role].in_(lang)} {use.name}"
            case _:
                pass


def _part(use: Use, lang: Lang) -> str:
    match use.item:
        case Condition(title=title) | Limit(title=title):
            return title.in_(lang)
        case Quantity():
            return wording.QUANTITY.in_(lang)
        case Row(table=name):
            return name
        case _:
            return f"{wording.PAYMENTS.in_(lang)} {use.name}"


def _named(label: Text, name: str, lang: Lang) -> str:
    return f"{label.in_(lang)}{wording.brackets(lang, name)}"
