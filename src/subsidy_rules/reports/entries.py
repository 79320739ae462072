"""What rests on a provision, written out: a title, a sentence, and expressions or values under labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from subsidy_rules.core.dates import Period
from subsidy_rules.core.text import Text
from subsidy_rules.ir.nodes import Const
from subsidy_rules.ir.plan import (
    Condition,
    Delegation,
    Document,
    Limit,
    LocalStandard,
    NamedList,
    Parameter,
    Payment,
    Quantity,
    Reading,
    Row,
)
from subsidy_rules.ir.show import show
from subsidy_rules.reports import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.ir.nodes import Expr
    from subsidy_rules.ir.plan import Plan, Sentence
    from subsidy_rules.ir.types import Type
    from subsidy_rules.ir.uses import Role, Use

Category: TypeAlias = Literal[
    "rule", "condition", "duty", "target", "definition", "parameter", "list", "delegation", "reading"
]
Line: TypeAlias = tuple[Text, Text]
"""A label and what stands under it (标签与内容)."""

CATEGORIES: dict[Category, Text] = {
    "rule": Text("规则", "rule"),
    "condition": Text("条件", "condition"),
    "duty": Text("职责", "duty"),
    "target": Text("目标", "target"),
    "definition": Text("定义", "definition"),
    "parameter": Text("参数", "parameter"),
    "list": Text("清单", "list"),
    "delegation": Text("授权", "delegation"),
    "reading": Text("解释", "reading"),
}
ROLES: dict[Role, Text] = {
    "ground": Text("途径", "route"),
    "condition": Text("条件", "condition"),
    "exception": Text("例外", "exception"),
    "limit": Text("次数限制", "limit"),
    "payment": Text("给付", "payment"),
    "quantity": Text("数量", "figure"),
    "row": Text("表行", "row of a table"),
    "parameter": Text("参数", "parameter"),
    "left_open": Text("留待他处规定", "left to others"),
    "list": Text("清单", "list"),
    "reading": Text("解释", "reading"),
    "delegation": Text("授权", "delegation"),
    "standard": Text("地方标准", "local standard"),
    "scope": Text("适用范围", "scope"),
}

_DECLARED: dict[Role, Category] = {
    "parameter": "parameter", "left_open": "parameter", "standard": "parameter", "list": "list",
    "delegation": "delegation", "reading": "reading", "scope": "definition",
}  # fmt: skip
_BY_KIND: dict[str, Category] = {
    "duty": "duty", "policy-check": "duty", "target": "target", "lookup": "definition",
}  # fmt: skip
_LONGEST_HOLE = 60
_VALUE = Text("数值", "value")
_VALUES = Text("成员", "members")
_SOURCE = Text("见", "see")
_SET_BY = Text("规定者", "set by")
_LEVELS = {"prefecture": Text("市（州）级", "prefecture"), "county": Text("县级", "county")}
_BOUND = Text("上限", "bound")
_OVERLAY = Text("补充文件", "overlay")
_REGION = Text("地区", "region")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that rests on a provision, as a reader sees it (条目).

    ``decided_by`` is the provision that decides when it is in force; others are only cited with it.
    """

    use: Use
    category: Category
    title: Text
    says: Text | None
    lines: tuple[Line, ...]
    decided_by: str

    @property
    def question(self) -> str:
        """The question it belongs to, or nothing."""
        return self.use.rule.question if self.use.rule else ""

    @property
    def question_label(self) -> Text | None:
        """The words for that question."""
        return self.use.rule.label if self.use.rule else None


def entry(plan: Plan, provision: str, use: Use) -> Entry:
    """Return one thing that rests on a provision, written out (条目)."""
    says, decided_by = None, provision
    if isinstance(use.item, Condition | Limit | Payment | Quantity) and use.role != "exception":
        decided_by = use.item.provisions[0]
        says = spelled(use.item.says) if isinstance(use.item, Condition | Limit) else None
    return Entry(use, _category(use), _title(plan, use), says, tuple(_lines(plan, provision, use)), decided_by)


def spelled(sentence: Sentence) -> Text:
    """Return a sentence in both languages, with the expressions that fill it in braces."""
    zh, en = (
        "".join(part if isinstance(part, str) else f"{{{_short(show(part))}}}" for part in parts)
        for parts in (sentence.zh, sentence.en)
    )
    return Text(zh, en)


def _title(plan: Plan, use: Use) -> Text:
    match use.item:
        case Condition(title=title) | Limit(title=title):
            return title
        case Payment(payee=payee):
            payees = plan.vocabulary.enums.get("payee")
            return (payees.values.get(payee) if payees else None) or _same(payee)
        case Quantity(unit=unit):
            return plan.vocabulary.units.get(unit, wording.QUANTITY)
        case Parameter(label=label) | NamedList(label=label) | Reading(label=label):
            return label
        case Row(table=name):
            return _same(name)
        case Delegation(sets=name) | LocalStandard(parameter=name):
            return plan.parameters[name].label
        case Document(title=name):
            return _same(f"《{name}》")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_HOLE else "…"


def _category(use: Use) -> Category:
    if use.rule is None:
        return _DECLARED[use.role]
    usual: Category = "rule" if use.role in ("payment", "quantity") else "condition"
    return _BY_KIND.get(use.rule.kind, usual)


def _lines(plan: Plan, provision: str, use: Use) -> Iterator[Line]:
    match use.item:
        case Condition() as condition:
            yield from _condition(condition, provision if use.role == "exception" else "")
        case Limit() as limit:
            where = f" if {show(limit.where)}" if limit.where else ""
            yield wording.COUNTED, _same(f"{limit.variable} in {show(limit.source)}{where}")
            yield wording.AT_MOST, _same(show(limit.at_most))
            if limit.per:
                yield wording.PER, _same(", ".join(map(show, limit.per)))
            yield from _optional(wording.APPLIES, limit.applies_when)
        case Payment() as payment:
            yield wording.AMOUNT, _same(show(payment.amount))
            yield from _optional(wording.WHEN, payment.when)
            if payment.exception_to:
                yield wording.INSTEAD, _same(payment.exception_to)
        case Quantity() as quantity:
            yield wording.AMOUNT, _same(show(quantity.value))
            yield from _optional(wording.WHEN, quantity.when)
        case Row() if use.rule:
            for row in use.rule.rows:
                if row.table == use.name and provision in row.provisions:
                    yield _same(", ".join(row.when)), _same(row.then)
        case _:
            yield from _declared(plan, provision, use)


def _condition(condition: Condition, exempting: str) -> Iterator[Line]:
    """Yield what a condition demands, or only the exceptions that one provision makes."""
    if not exempting:
        yield wording.TEST, _same(show(condition.requires))
        yield from _optional(wording.APPLIES, condition.applies_when)
    for exception in condition.exceptions:
        if exempting in ("", exception.provision):
            yield wording.UNLESS, _same(f"{show(exception.when)} [{exception.provision}]")


def _declared(plan: Plan, provision: str, use: Use) -> Iterator[Line]:
    match use.item:
        case Parameter() as parameter if use.role == "parameter":
            for value in parameter.values:
                if value.provision == provision:
                    keys = [_key(plan, parameter, key) for key in value.keys]
                    label = Text("、".join(k.zh for k in keys), ", ".join(k.en for k in keys)) if keys else _VALUE
                    period = f" ({value.period})" if value.period != Period() else ""
                    yield label, _same(f"{show(Const(value.value, parameter.type))}{period}")
        case Parameter() as parameter if parameter.points_to:
            yield _SOURCE, _same(parameter.points_to)
        case NamedList() as named:
            labels = [_member(plan, named.type, value) for value in named.values]
            yield _VALUES, Text("、".join(x.zh for x in labels), ", ".join(x.en for x in labels))
        case Reading() as reading:
            yield wording.DEFAULT, reading.options[reading.default]
        case Delegation() as delegation:
            yield _SET_BY, _LEVELS[delegation.to]
            if delegation.at_most:
                yield _BOUND, plan.parameters[delegation.at_most].label
        case LocalStandard() as standard:
            yield _OVERLAY, _same(standard.overlay)
            yield _REGION, _same(standard.region)
        case _:
            pass


def _key(plan: Plan, parameter: Parameter, key: str) -> Text:
    for enum in (plan.vocabulary.enums.get(name) for names in parameter.dimensions for name in names):
        if enum and key in enum.values:
            return enum.values[key]
    return _same(key)


def _member(plan: Plan, type_: Type, value: object) -> Text:
    enum = plan.vocabulary.enums.get(type_.item.of) if type_.item else None
    return (enum.values.get(str(value)) if enum else None) or _same(str(value))


def _optional(label: Text, expr: Expr | None) -> Iterator[Line]:
    if expr is not None:
        yield label, _same(show(expr))


def _same(text: str) -> Text:
    return Text(text, text)
