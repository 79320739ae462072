"""How a question is decided, as text: its conditions, payments and readings, with every clause quoted."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from subsidy_rules.core.dates import Period
from subsidy_rules.core.text import Lang, Text
from subsidy_rules.ir.nodes import Const
from subsidy_rules.ir.show import show
from subsidy_rules.ir.traverse import parameters_in
from subsidy_rules.reports import names, wording
from subsidy_rules.reports.clauses import Clauses
from subsidy_rules.reports.entries import spelled
from subsidy_rules.reports.uses import readings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from subsidy_rules.ir.nodes import Expr
    from subsidy_rules.ir.plan import Condition, Limit, ParameterValue, Plan, Rule
    from subsidy_rules.ir.types import Type

_MARGIN = "  "
_COLUMNS = 100

_ASKS = Text("问题", "question")
_KIND = Text("类别", "kind")
_REFERENCE = Text("基准日", "reference date")
_FOR_EACH = Text("逐一判定", "decided for each")
_REQUIRES = Text("必须提供", "must be given")
_PERIOD = Text("适用期间", "for the period")
_FILE = Text("规则文件", "rule file")
_GROUNDS = Text("途径（符合其一即可）", "Routes (any one is enough)")
_CONDITIONS = Text("条件（须全部符合）", "Conditions (all must be met)")
_LIMITS = Text("次数限制", "Limits")
_PARAMETERS = Text("参数", "Parameters")
_READINGS = Text("解释", "Readings")
_WAITING = Text("尚无规则", "no rule answers it yet")


def show_question(plan: Plan, question: str, lang: Lang = "zh") -> str:
    """Return how a question is decided, every clause quoted (规则说明)."""
    rules = plan.rules[question]
    return "\n\n".join("\n".join(_Page(plan, rule, lang).lines()) for rule in rules) + "\n"


def show_waiting(plan: Plan, question: str, lang: Lang = "zh") -> str:
    """Return that no rule answers a question yet."""
    label = plan.vocabulary.not_yet_asked[question].in_(lang)
    return f"{label}{wording.brackets(lang, question)}{wording.colon(lang)}{_WAITING.in_(lang)}\n"


class _Page:
    """One dated rule of a question, written out."""

    def __init__(self, plan: Plan, rule: Rule, lang: Lang) -> None:
        self._plan, self._rule = plan, rule
        self._lang: Lang = lang
        self._clauses = Clauses(plan, lang)

    def lines(self) -> Iterator[str]:
        rule, lang = self._rule, self._lang
        yield f"{rule.label.in_(lang)}{wording.brackets(lang, rule.question)}"
        yield from self._head()
        yield from self._section(_GROUNDS.in_(lang), (line for g in rule.grounds for line in self._condition(g)))
        yield from self._section(_CONDITIONS.in_(lang), (line for c in rule.conditions for line in self._condition(c)))
        yield from self._section(_LIMITS.in_(lang), (line for found in rule.limits for line in self._limit(found)))
        yield from self._section(wording.PAYMENTS.in_(lang), self._payments())
        yield from self._section(wording.QUANTITY.in_(lang), self._quantities())
        yield from self._section(_PARAMETERS.in_(lang), self._parameters())
        yield from self._section(_READINGS.in_(lang), self._readings())
        yield from self._section(wording.NOTES.in_(lang), (f"- {note.in_(lang)}" for note in rule.notes))

    def _head(self) -> Iterator[str]:
        rule, lang = self._rule, self._lang
        kind = self._plan.vocabulary.kinds.get(rule.kind)
        yield self._entry(_ASKS, rule.asks.in_(lang))
        yield self._entry(_KIND, kind.in_(lang) if kind else rule.kind)
        yield self._entry(_REFERENCE, show(rule.reference) if rule.reference else "on")
        if rule.for_each:
            yield self._entry(_FOR_EACH, ", ".join(f"{name} in {show(source)}" for name, _, source in rule.for_each))
        if rule.requires:
            yield self._entry(_REQUIRES, ", ".join(show(fact) for fact in rule.requires))
        if rule.effective.first or rule.effective.last:
            yield self._entry(_PERIOD, str(rule.effective))
        if rule.file:
            yield self._entry(_FILE, rule.file)

    def _section(self, heading: str, lines: Iterable[str]) -> Iterator[str]:
        found = [f"{_MARGIN}{line}".rstrip() for line in lines]
        if found:
            yield ""
            yield heading
            yield from found

    def _entry(self, label: Text, value: str) -> str:
        return f"{_MARGIN}{label.in_(self._lang)}{wording.colon(self._lang)}{value}"

    def _condition(self, condition: Condition) -> Iterator[str]:
        yield f"{condition.title.in_(self._lang)}{wording.brackets(self._lang, condition.id)}"
        yield f"{_MARGIN}{spelled(condition.says).in_(self._lang)}"
        yield from self._expression(wording.TEST, condition.requires)
        if condition.applies_when:
            yield from self._expression(wording.APPLIES, condition.applies_when)
        for exception in condition.exceptions:
            yield from self._expression(wording.UNLESS, exception.when)
            yield from self._quoted((exception.provision,))
        if condition.otherwise == "pending":
            yield f"{_MARGIN}{wording.PENDING.in_(self._lang)}"
        if condition.is_hard:
            yield f"{_MARGIN}{wording.HARD.in_(self._lang)}"
        yield from self._quoted(condition.provisions)

    def _limit(self, limit: Limit) -> Iterator[str]:
        yield f"{limit.title.in_(self._lang)}{wording.brackets(self._lang, limit.id)}"
        yield f"{_MARGIN}{spelled(limit.says).in_(self._lang)}"
        where = (" if ", limit.where) if limit.where else ()
        yield from self._expression(wording.COUNTED, f"{limit.variable} in ", limit.source, *where)
        yield from self._expression(wording.AT_MOST, limit.at_most)
        if limit.per:
            yield from self._expression(wording.PER, ", ".join(map(show, limit.per)))
        if limit.applies_when:
            yield from self._expression(wording.APPLIES, limit.applies_when)
        yield from self._quoted(limit.provisions)

    def _payments(self) -> Iterator[str]:
        for payment in self._rule.payments:
            payee = names.enum_label(self._plan, "payee", payment.payee, self._lang)
            yield f"{payee}{wording.brackets(self._lang, payment.id)}"
            yield from self._expression(wording.AMOUNT, payment.amount)
            if payment.when:
                yield from self._expression(wording.WHEN, payment.when)
            if payment.exception_to:
                yield self._entry(wording.INSTEAD, payment.exception_to)
            yield from self._quoted(payment.provisions)

    def _quantities(self) -> Iterator[str]:
        for quantity in self._rule.quantities:
            unit = self._plan.vocabulary.units.get(quantity.unit)
            yield unit.in_(self._lang) if unit else quantity.unit
            yield from self._expression(wording.AMOUNT, quantity.value)
            if quantity.when:
                yield from self._expression(wording.WHEN, quantity.when)
            yield from self._quoted(quantity.provisions)

    def _parameters(self) -> Iterator[str]:
        for name in parameters_in(self._rule):
            parameter = self._plan.parameters[name]
            yield f"{parameter.label.in_(self._lang)}{wording.brackets(self._lang, name)}"
            if parameter.is_supplied:
                yield f"{_MARGIN}{wording.SUPPLIED.in_(self._lang)}"
            if parameter.points_to:
                yield f"{_MARGIN}{wording.CONSULT.in_(self._lang).format(source=parameter.points_to)}"
            for value in parameter.values:
                yield f"{_MARGIN}{self._value(value, parameter.type)}"
            cited = {value.provision for value in parameter.values}
            yield from self._quoted((*parameter.left_open_by, *sorted(cited - self._clauses.quoted)))

    def _value(self, value: ParameterValue, type_: Type) -> str:
        keys = f"{' · '.join(value.keys)}{wording.colon(self._lang)}" if value.keys else ""
        period = wording.brackets(self._lang, str(value.period)) if value.period != Period() else ""
        return f"{keys}{show(Const(value.value, type_))}{period} [{value.provision}]"

    def _readings(self) -> Iterator[str]:
        for name in readings_of(self._plan, self._rule):
            reading = self._plan.readings[name]
            yield f"{name} {reading.label.in_(self._lang)}"
            for option, label in reading.options.items():
                is_default = option == reading.default
                default = wording.brackets(self._lang, wording.DEFAULT.in_(self._lang)) if is_default else ""
                yield f"{_MARGIN}{option}{wording.colon(self._lang)}{label.in_(self._lang)}{default}"

    def _quoted(self, provisions: Iterable[str]) -> Iterator[str]:
        wanted = [p for p in dict.fromkeys(provisions) if p]
        new = self._clauses.quote(wanted)
        for found in new:
            yield f"{_MARGIN}{found.words}{wording.dash(self._lang)}{found.source} [{found.provision}]"
        known = [p for p in wanted if p not in {found.provision for found in new}]
        if known:
            yield f"{_MARGIN}{wording.dash(self._lang)}{self._clauses.places(known)} [{', '.join(known)}]"

    def _expression(self, label: Text, *parts: Expr | str) -> Iterator[str]:
        """Yield an expression, folded where it is long: what a definition stands for is written out."""
        text = "".join(part if isinstance(part, str) else show(part) for part in parts)
        first, *rest = wrap(text, _COLUMNS, break_long_words=False, break_on_hyphens=False)
        yield self._entry(label, first)
        yield from (f"{_MARGIN * 2}{line}" for line in rest)
