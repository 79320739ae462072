"""From rule files to typed rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from subsidy_rules.compiler.compilation import Compilation, text_of
from subsidy_rules.compiler.definitions import Merged, define
from subsidy_rules.compiler.scope import Scope, Table
from subsidy_rules.compiler.syntax import Written
from subsidy_rules.compiler.topics import both, is_fact, is_put
from subsidy_rules.core.dates import Period
from subsidy_rules.core.errors import nearest
from subsidy_rules.core.text import Text
from subsidy_rules.ir.nodes import Const, Expr, Field, Given, Var
from subsidy_rules.ir.plan import Condition, Exemption, Limit, Payment, Quantity, Row, Rule
from subsidy_rules.ir.types import BOOLEAN, DATE, NUMBER, REGION, YUAN, Type, list_of
from subsidy_rules.sources.rule_document import (
    Cited,
    ConditionShape,
    Fragment,
    GroundShape,
    LimitShape,
    PaymentShape,
    QuantityShape,
    RuleDocument,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from subsidy_rules.sources.documents import Source
    from subsidy_rules.sources.positions import Step

_TRUE = Const(value=True, type=BOOLEAN)
_ON = "on"


def lower_rules(compilation: Compilation) -> None:
    """Turn every rule file into a typed rule."""
    fragments: dict[str, Source[Any]] = {}
    for fragment in compilation.of_shape(Fragment):
        name = fragment.shape.fragment
        if name in fragments:
            compilation.report("duplicate-definition", fragment.span("fragment"), kind="fragment", name=name)
        fragments[name] = fragment
    for source in compilation.of_shape(RuleDocument):
        rule = _Lowering(compilation, source, fragments).rule()
        others = compilation.rules.setdefault(rule.question, [])
        if any(other.effective.overlaps(rule.effective) for other in others):
            compilation.report("duplicate-question", source.span("question"), question=rule.question)
        others.append(rule)


PartT = TypeVar("PartT", Condition, Limit, Payment, Quantity)


class _Lowering:
    def __init__(self, compilation: Compilation, source: Source[Any], fragments: Mapping[str, Source[Any]]) -> None:
        self.compilation = compilation
        self.source = source
        self.shape = source.shape
        self.merged = Merged(source, [s for name in self.shape.uses if (s := self._fragment(name, fragments))])
        self.scope = self._scope()
        self.topics: dict[str, tuple[Given, ...]] = {}

    def _fragment(self, name: str, fragments: Mapping[str, Source[Any]]) -> Source[Any] | None:
        if name not in fragments:
            self.compilation.report(
                "unknown-fragment", self.source.span("uses"), name=name, near=nearest(name, fragments)
            )
        return fragments.get(name)

    def _scope(self) -> Scope:
        c = self.compilation
        records: dict[str, Expr] = {name: Var(name, Type("record", name)) for name in c.vocabulary.records}
        lists: dict[str, Expr] = {n: Var(n, list_of(Type("record", r))) for n, r in c.vocabulary.fact_lists.items()}
        history: dict[str, Expr] = {
            f"history.{n}": Var(f"history.{n}", list_of(Type("record", r)))
            for n, r in c.vocabulary.history_lists.items()
        }
        own: dict[str, Expr] = {_ON: Var(_ON, DATE), "region": Var("region", REGION)}
        scope = Scope(c.vocabulary, c.parameters, c.lists, c.readings, {**records, **lists, **history, **own})
        return define(c, scope, self.merged)

    def rule(self) -> Rule:
        shape = self.shape
        elements = tuple(self._elements())
        requires = tuple(
            e for i, text in enumerate(shape.requires) if (e := self._typed(self.source, text, ("requires", i)))
        )
        reference = None
        if shape.reference != _ON:
            reference = self._typed(self.source, shape.reference, ("reference",))
            if reference is not None and reference.type != DATE:
                span = self.source.span("reference")
                self.compilation.report("reference-not-a-date", span, found=str(reference.type))
        self.topics = {name: tuple(self._topic(name, facts)) for name, facts in sorted(shape.topics.items())}
        grounds = _by_clause(self._condition(s, "grounds", n, g) for s, n, g in self.merged.entries("grounds"))
        conditions = _by_clause(self._condition(s, "conditions", n, g) for s, n, g in self.merged.entries("conditions"))
        limits = _by_clause(limit for s, n, g in self.merged.entries("limits") if (limit := self._limit(s, n, g)))
        payments = _by_clause(p for n, g in shape.pays.items() if (p := self._payment(n, g)))
        quantities = _by_clause(q for n, g in shape.quantities.items() if (q := self._quantity(n, g)))
        references = self._references() if reference else {}
        rows = tuple(self._rows())
        self._check_unused()
        return Rule(
            shape.question, shape.kind, Text(shape.zh, shape.en), text_of(shape.asks), reference, elements, requires,
            grounds, conditions, limits, payments, quantities, self._payees(),
            Period(shape.effective.get("from"), shape.effective.get("to")), references,
            tuple(map(text_of, shape.notes)), self.source.file, rows,
        )  # fmt: skip

    def _rows(self) -> Iterable[Row]:
        """Yield the rows of the tables that the rule uses, for those who ask what rests on a clause."""
        for name, table in self.scope.definitions.items():
            for row in table.rows if isinstance(table, Table) and name in self.scope.used else ():
                cells = (" | ".join(sorted(cell)) if cell else "any" for cell in row.cells)
                yield Row(name, row.provisions, tuple(cells), row.written.text)

    def _references(self) -> dict[str, tuple[Expr, ...]]:
        """Return the dated facts that a reading may put in the place of the reference, by ``reading.option``."""
        return {
            f"{reading.id}.{option}": tuple(
                Field(self.scope.variables[record], field, DATE)
                for record, _, field in (fact.partition(".") for fact in facts)
                if record in self.scope.variables
            )
            for reading in self.compilation.readings.values()
            for option, facts in reading.selects.items()
        }

    def _check_unused(self) -> None:
        """Check what no expression used as well: a typo is never ignored. With parameters there is nothing to check."""
        for name in sorted(set(self.scope.definitions) - self.scope.used):
            if not self.scope.definitions[name].parameters:
                self.compilation.typed(Written(name, self.source.span()), self.scope)

    def _elements(self) -> Iterable[tuple[str, str, Expr]]:
        """Yield (variable, path of its list, list) and bind each variable for what follows."""
        where: dict[str, str] = {}
        for variable, text in _outermost_first(self.shape.for_each):
            source = self._typed(self.source, text, ("for_each", variable))
            if source is None:
                continue
            if source.type.item is None or source.type.item.kind != "record":
                span = self.source.span("for_each", variable)
                self.compilation.report("type-mismatch", span, expected="list of records", found=f"`{text}`")
                continue
            head, _, rest = text.partition(".")
            where[variable] = f"{where[head]}.{rest}[]" if rest and head in where else f"{text}[]"
            self.scope = self.scope.bind({variable: Var(variable, source.type.item)})
            yield variable, where[variable], source

    def _condition(self, source: Source[Any], section: str, name: str, shape: GroundShape) -> Condition:
        path = (section, name)
        provisions = self._provisions(source, path, shape)
        first = provisions[0] if provisions else ""
        exceptions = [
            Exemption(e.provision, when)
            for i, e in enumerate(shape.unless if isinstance(shape, ConditionShape) else ())
            if self.compilation.known_provision(e.provision, source.span(*path, "unless", i, "provision"))
            and (when := self._typed(source, e.when, (*path, "unless", i, "when"), BOOLEAN, e.provision))
        ]
        return Condition(
            name, provisions, text_of(shape.title),
            self.compilation.sentence(shape.says, source, (*path, "says"), self.scope),
            self._typed(source, shape.requires, (*path, "requires"), BOOLEAN, first) or _TRUE,
            both(
                self._put(source, path, shape.topic),
                self._optional(source, shape.applies_when, (*path, "applies_when"), first),
            ),
            tuple(exceptions), shape.otherwise if isinstance(shape, ConditionShape) else "refuse",
            isinstance(shape, ConditionShape) and shape.force == "hard",
        )  # fmt: skip

    def _topic(self, name: str, facts: Iterable[str]) -> Iterable[Given]:
        """Yield whether each fact of a topic is given."""
        for i, text in enumerate(facts):
            path = ("topics", name, i)
            fact = self._typed(self.source, text, path)
            if fact is not None and not is_fact(fact):
                span = self.source.text_span(*path)
                self.compilation.report("type-mismatch", span, expected="a fact", found=str(fact.type))
            elif fact is not None:
                yield Given(fact, span=self.source.text_span(*path))

    def _put(self, source: Source[Any], path: tuple[Step, ...], topic: str | None) -> Expr | None:
        """Return whether the topic of a ground or condition is put."""
        if topic and topic not in self.topics:
            near = nearest(topic, self.topics)
            self.compilation.report("unknown-name", source.span(*path, "topic"), name=topic, near=near)
        own = self.topics.get(topic or "", ())
        return is_put(own, [given for other in self.topics.values() for given in other]) if own else None

    def _limit(self, source: Source[Any], name: str, shape: LimitShape) -> Limit | None:
        path = ("limits", name)
        provisions = self._provisions(source, path, shape)
        first = provisions[0] if provisions else ""
        variable, _, listed = shape.counts.partition(" in ")
        counted = self._typed(source, listed, (*path, "counts"), None, first, offset=len(variable) + len(" in "))
        at_most = self._typed(source, shape.at_most, (*path, "at_most"), NUMBER, first)
        if counted is None or at_most is None:
            return None
        if counted.type.item is None:
            self.compilation.report(
                "type-mismatch", source.span(*path, "counts"), first, expected="list", found=str(counted.type)
            )
            return None
        outer = self.scope
        inner = outer.bind({variable: Var(variable, counted.type.item)})
        where = self._optional(source, shape.where, (*path, "where"), first, inner)
        told = outer.bind({"used": Var("used", NUMBER), "at_most": Var("at_most", NUMBER)})
        per = (self._typed(source, text, (*path, "per", i), None, first) for i, text in enumerate(shape.per))
        return Limit(
            name, provisions, text_of(shape.title),
            self.compilation.sentence(shape.says, source, (*path, "says"), told), variable, counted, where, at_most,
            tuple(key for key in per if key),
            self._optional(source, shape.applies_when, (*path, "applies_when"), first),
        )  # fmt: skip

    def _payment(self, name: str, shape: PaymentShape) -> Payment | None:
        path = ("pays", name)
        provisions = self._provisions(self.source, path, shape)
        first = provisions[0] if provisions else ""
        payees = self.compilation.vocabulary.enums.get("payee")
        if payees and shape.payee not in payees.values:
            near = nearest(shape.payee, payees.values)
            self.compilation.report("unknown-payee", self.source.span(*path, "payee"), name=shape.payee, near=near)
        if shape.exception_to and shape.exception_to not in self.shape.pays:
            near = nearest(shape.exception_to, self.shape.pays)
            span = self.source.span(*path, "exception_to")
            self.compilation.report("unknown-name", span, name=shape.exception_to, near=near)
        elif shape.exception_to and self._leads_back(name):
            span = self.source.span(*path, "exception_to")
            self.compilation.report("circular-definition", span, name=shape.exception_to)
        amount = self._typed(self.source, shape.yuan, (*path, "yuan"), YUAN, first)
        when = self._optional(self.source, shape.when, (*path, "when"), first)
        if amount is None:
            return None
        return Payment(name, shape.payee, provisions, amount, when, shape.exception_to or "")

    def _leads_back(self, payment: str) -> bool:
        """Whether a payment is, over its exceptions, the exception to itself."""
        pays: dict[str, PaymentShape] = self.shape.pays
        seen, name = {payment}, pays[payment].exception_to
        while name in pays and name not in seen:
            seen.add(name)
            name = pays[name].exception_to
        return name == payment

    def _quantity(self, name: str, shape: QuantityShape) -> Quantity | None:
        path = ("quantities", name)
        provisions = self._provisions(self.source, path, shape)
        first = provisions[0] if provisions else ""
        value = self._typed(self.source, shape.value, (*path, "value"), None, first)
        when = self._optional(self.source, shape.when, (*path, "when"), first)
        if value is None:
            return None
        unit = value.type.of if value.type.kind == "integer" else value.type.kind
        if shape.unit not in self.compilation.vocabulary.units or unit not in ("", shape.unit):
            self.compilation.report("quantity-unit", self.source.span(*path, "unit"), unit=shape.unit, found=unit)
        return Quantity(name, shape.unit, provisions, value, when)

    def _payees(self) -> tuple[str, ...]:
        paid = {payment.payee for payment in self.shape.pays.values()}
        for i, payee in enumerate(self.shape.payees):
            if payee not in paid:
                span = self.source.span("payees", i)
                self.compilation.report("unknown-payee", span, name=payee, near=nearest(payee, paid))
        return tuple(self.shape.payees) or tuple(sorted(paid))

    def _provisions(self, source: Source[Any], path: tuple[Step, ...], shape: Cited) -> tuple[str, ...]:
        names = [*([shape.provision] if shape.provision else []), *(shape.provisions or [])]
        if not names:
            self.compilation.report("not-cited", source.span(*path), what=f"`{path[-1]}`")
        known = []
        for name in names:
            span = source.span(*path, "provision" if name == shape.provision else "provisions")
            if self.compilation.known_provision(name, span):
                known.append(name)
        return tuple(known)

    def _optional(
        self, source: Source[Any], text: str | None, path: tuple[Step, ...], provision: str, scope: Scope | None = None
    ) -> Expr | None:
        """Return a test that may be left out."""
        return self._typed(source, text, path, BOOLEAN, provision, scope=scope) if text else None

    def _typed(  # noqa: PLR0913  # where an expression stands takes this many words
        self,
        source: Source[Any],
        text: str,
        path: tuple[Step, ...],
        expected: Type | None = None,
        provision: str = "",
        *,
        scope: Scope | None = None,
        offset: int = 0,
    ) -> Expr | None:
        span = source.text_span(*path).inside(offset, len(text))
        written = Written(text, span, self.compilation.clause(provision))
        return self.compilation.typed(written, scope or self.scope, expected)


def _by_clause(parts: Iterable[PartT]) -> tuple[PartT, ...]:
    """Return the parts of a rule in the order of the clauses they rest on; the order of keys in a file says nothing."""
    return tuple(sorted(parts, key=lambda part: (_in_order(part.provisions[:1]), part.id)))


def _in_order(provisions: tuple[str, ...]) -> list[tuple[bool, int, str]]:
    """Return a key that sorts clause 9 before clause 10."""
    steps = [step for provision in provisions for step in re.split(r"(\d+)", provision)]
    return [(step.isdigit(), int(step) if step.isdigit() else 0, step) for step in steps]


def _outermost_first(elements: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield the elements so that a list follows the element it is a field of."""
    waiting = dict(sorted(elements.items()))
    while waiting:
        ready = [name for name, text in waiting.items() if text.split(".")[0] not in waiting]
        for name in ready or list(waiting):
            yield name, waiting.pop(name)
