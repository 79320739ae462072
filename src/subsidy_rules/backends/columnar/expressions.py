"""Expressions of the plan as Polars expressions, for one state of the law.

Readings, periods and stated parameters are constants there. What this module cannot say is null, never a guess: see
``cells``, and the table in ``support`` of what is said for which kind of node.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from subsidy_rules.backends.columnar import calendar, cells, tables
from subsidy_rules.backends.columnar.cells import FALSE, OPEN, TRUE, Cell, Fixed, Lowered, Record, Share
from subsidy_rules.backends.functions import FUNCTIONS
from subsidy_rules.core import money, regions
from subsidy_rules.core.dates import Period
from subsidy_rules.core.errors import ComputationError
from subsidy_rules.ir import nodes as ir

if TYPE_CHECKING:
    from subsidy_rules.backends.states import State
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.ir.types import Type

NUMBERS: Final[Mapping[str, tuple[int, int]]] = {"integer": (1, 10**12), "yuan": (1, 10**15), "ratio": (10**9, 10**15)}
"""How a numeric fact is kept in a column: as a whole number of such parts, up to so many."""
_YUAN: Final = 100
_PAST: Final = "history."
_FOLDS: Final[Mapping[str, Callable[[Any, Any], object]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What can be read of each claim: columns, local standards, lists of one record (可读内容).

    Of ``whole`` columns only whether there is anything can be told. ``past`` answers a quantifier over the history.
    """

    columns: frozenset[str]
    whole: frozenset[str]
    supplied: Mapping[str, object]
    alone: Mapping[str, str]
    alone_variables: frozenset[str]
    past: Callable[[ir.Quantifier, Lowerer], Lowered]


@dataclass
class Lowerer:
    """Says expressions in Polars (表达式转写)."""

    plan: Plan
    state: State
    scene: Scene
    env: dict[str, Lowered] = field(default_factory=dict)
    _known: dict[ir.Expr, Lowered] = field(default_factory=dict)

    def value(self, node: ir.Expr) -> Lowered:
        """Return the value of an expression."""
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = self._value(node)
        return found

    def inside(self, variable: str, value: Lowered) -> Lowerer:
        """Return a lowerer that knows one variable more."""
        return Lowerer(self.plan, self.state, self.scene, {**self.env, variable: value})

    def _value(self, node: ir.Expr) -> Lowered:
        match node:
            case ir.Const(value=value):
                return Fixed(value)
            case ir.Var(name=name):
                return self._variable(name)
            case ir.Field():
                return self._field(node)
            case ir.ListOf(items=items):
                found = [self.value(item) for item in items]
                is_plain = all(isinstance(item, Fixed) and item.value is not None for item in found)
                return Fixed(tuple(item.value for item in found if isinstance(item, Fixed))) if is_plain else OPEN
            case ir.ParameterOf():
                return self._parameter(node)
            case ir.ReadingIs(reading=reading, option=option):
                chosen = self.state.option(reading)
                return OPEN if chosen == "undetermined" != option else Fixed(chosen == option)
            case ir.Given(item=item):
                return self._given(item)
            case ir.Not(item=item):
                return cells.invert(self.value(item))
            case ir.Logic(op=op, items=items):
                return (cells.both if op == "and" else cells.either)([self.value(item) for item in items])
            case ir.Compare():
                return self._comparison(node)
            case ir.In():
                return self._membership(node)
            case ir.Arithmetic():
                return self._arithmetic(node)
            case ir.If():
                return self._choice(node)
            case ir.Call():
                return self._call(node)
            case ir.Quantifier():
                return self._quantifier(node)
        return OPEN  # LeftOpen, CannotTell, Entry

    # ------------------------------------------------------------------ facts

    def _variable(self, name: str) -> Lowered:
        if name in self.env:
            return self.env[name]
        if name in ("on", "region"):
            return Cell(pl.col(name))
        return OPEN if name.startswith(_PAST) or name in self.plan.vocabulary.fact_lists else Record(f"{name}.")

    def _field(self, node: ir.Field) -> Lowered:
        base = self.value(node.base)
        if not isinstance(base, Record):
            return OPEN
        default = self.plan.vocabulary.records[node.base.type.of].fields[node.name].absent_means
        name = base.prefix + node.name
        if name not in self.scene.columns or name in self.scene.whole:
            return OPEN if name in self.scene.columns or name.startswith(_PAST) else Fixed(default)
        expr = pl.col(name)
        if default is not None:
            expr = expr.fill_null(pl.lit(tables.code(self.plan, default, node.type)))
        over, high = NUMBERS.get(node.type.kind, (1, 0))
        return Cell(expr, over, 0, high)

    def _given(self, item: ir.Expr) -> Lowered:
        if isinstance(item, ir.ParameterOf):
            return Fixed(item.parameter in self.scene.supplied)
        base = self.value(item.base) if isinstance(item, ir.Field) else None
        if not isinstance(item, ir.Field) or not isinstance(base, Record):
            return OPEN
        if self.plan.vocabulary.records[item.base.type.of].fields[item.name].absent_means is not None:
            return TRUE
        name = base.prefix + item.name
        if name not in self.scene.columns:
            return OPEN if name.startswith(_PAST) else FALSE
        return Cell(pl.col(name).is_not_null())

    def expr(self, value: Lowered, type_: Type) -> pl.Expr | None:
        """Return a value that is no number as an expression; ``None`` where it cannot be told."""
        return tables.expr(self.plan, value, type_)

    # ------------------------------------------------------------------ parameters

    def _parameter(self, node: ir.ParameterOf) -> Lowered:
        parameter = self.plan.parameters[node.parameter]
        keys = [self.value(key) for key in node.keys]
        if parameter.is_supplied:
            return self._cell(self.scene.supplied.get(parameter.id), node, keys, 0)
        table = self.state.stated(parameter)
        return self._looked_up(table, node, keys)

    def _looked_up(self, table: Mapping[tuple[str, ...], Any], node: ir.ParameterOf, keys: list[Lowered]) -> Lowered:
        if not keys:
            return Fixed(table.get(()))
        if all(isinstance(key, Fixed) for key in keys):
            return Fixed(table.get(tuple(str(key.value) for key in keys if isinstance(key, Fixed))))
        exprs = [self.expr(key, each.type) for key, each in zip(keys, node.keys, strict=True)]
        if any(expr is None for expr in exprs):
            return OPEN
        rows: list[tuple[pl.Expr, Lowered]] = []
        for own, value in table.items():
            codes = [tables.code(self.plan, k, e.type) for k, e in zip(own, node.keys, strict=True)]
            if None not in codes:
                same = [e == cells.literal(c) for e, c in zip(exprs, codes, strict=True) if e is not None]
                rows.append((reduce(operator.and_, same), Fixed(value)))
        return tables.cases(self.plan, rows, node.type)

    def _cell(self, table: object, node: ir.ParameterOf, keys: list[Lowered], start: int) -> Lowered:
        if not isinstance(table, Mapping):
            return Fixed(table)
        parameter = self.plan.parameters[node.parameter]
        place = tables.keyed_by(self.plan, parameter.dimensions, table, start)
        key, type_ = keys[place], node.keys[place].type
        if isinstance(key, Fixed):
            return self._cell(table.get(key.value), node, keys, place + 1)
        expr = self.expr(key, type_)
        if expr is None:
            return OPEN
        rows = [
            (expr == cells.literal(own_code), self._cell(inner, node, keys, place + 1))
            for own, inner in table.items()
            if (own_code := tables.code(self.plan, own, type_)) is not None
        ]
        return tables.cases(self.plan, rows, node.type)

    # ------------------------------------------------------------------ logic

    def _comparison(self, node: ir.Compare) -> Lowered:
        left, right, type_ = self.value(node.left), self.value(node.right), node.left.type
        if isinstance(left, Record) or isinstance(right, Record):
            is_same = left == right and isinstance(left, Record) and left.prefix in self.scene.alone.values()
            return Fixed(is_same == (node.op == "==")) if is_same else OPEN
        if type_.is_numeric and not (isinstance(left, Fixed) and isinstance(right, Fixed)):
            return cells.compare_numbers(node.op, left, right)
        if type_.kind in ("list", "range", "table"):
            return OPEN
        is_order = node.op not in ("==", "!=")
        if isinstance(left, Fixed) and isinstance(right, Fixed):
            return self._folded(node, left.value, right.value)
        if type_.kind == "enum" and (node.right.type.of != type_.of):
            return OPEN
        one, other = self.expr(left, type_), self.expr(right, node.right.type)
        if one is None or other is None:
            return OPEN
        found = cells.order(node.op, one, other)
        if is_order and type_.kind == "enum":
            ranked = len(self.plan.vocabulary.enums[type_.of].ranking)
            found = pl.when((one < ranked) & (other < ranked)).then(found)
        return Cell(found)

    def _folded(self, node: ir.Compare | ir.Arithmetic, left: Any, right: Any) -> Lowered:  # noqa: ANN401  # known values  # known values
        if left is None or right is None:
            return OPEN
        if node.left.type.kind == "enum" and node.op not in ("==", "!="):
            left, right = (tables.places(self.plan, node.left.type.of)[value] for value in (left, right))
        fold = _FOLDS.get(node.op)
        return Fixed(fold(left, right)) if fold else cells.compare_known(node.op, left, right)

    def _membership(self, node: ir.In) -> Lowered:
        item, container = self.value(node.item), self.value(node.container)
        if isinstance(container, Fixed) and isinstance(container.value, Period):
            return self._in_period(item, container.value)
        if isinstance(node.container, ir.ListOf):
            if not node.container.items:
                return FALSE
            one_by_one = [ir.Compare("==", node.item, member) for member in node.container.items]
            return cells.either([self.value(same) for same in one_by_one])
        if isinstance(container, Fixed) and isinstance(container.value, list | tuple | frozenset):
            if isinstance(item, Fixed):
                return OPEN if item.value is None else Fixed(item.value in container.value)
            kinds = [ir.Compare("==", node.item, ir.Const(m, node.item.type)) for m in sorted(container.value, key=str)]
            return cells.either([self.value(same) for same in kinds])
        expr = self.expr(item, node.item.type)
        element = node.container.type.item
        if expr is None or not isinstance(container, Cell) or element is None or element.kind != node.item.type.kind:
            return OPEN
        if element.kind == "ratio" or element.of != node.item.type.of:
            return OPEN
        return Cell(pl.when(expr.is_not_null()).then(container.expr.list.contains(expr)))

    @staticmethod
    def _in_period(item: Lowered, period: Period) -> Lowered:
        if not isinstance(item, Cell):
            return Fixed(item.value in period) if isinstance(item, Fixed) and isinstance(item.value, date) else OPEN
        found = item.expr == item.expr
        if period.first:
            found &= item.expr >= pl.lit(period.first)
        if period.last:
            found &= item.expr <= pl.lit(period.last)
        return Cell(found)

    def _choice(self, node: ir.If) -> Lowered:
        condition = self.value(node.condition)
        if isinstance(condition, Fixed) and condition.value is not None:
            return self.value(node.then if condition.value else node.otherwise)
        then, otherwise = self.value(node.then), self.value(node.otherwise)
        if then == otherwise and isinstance(then, Fixed):
            return then
        if not isinstance(condition, Cell) or isinstance(then, Record) or isinstance(otherwise, Record):
            return OPEN
        if node.type.kind == "enum" and node.then.type.of != node.otherwise.type.of:
            return OPEN
        return tables.cases(self.plan, [(condition.expr, then), (~condition.expr, otherwise)], node.type)

    # ------------------------------------------------------------------ numbers and functions

    def _arithmetic(self, node: ir.Arithmetic) -> Lowered:
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(left, Fixed) and isinstance(right, Fixed):
            found = self._folded(node, left.value, right.value)
        else:
            one, other = cells.number(left), cells.number(right)
            if one is None or other is None:
                return OPEN
            found = cells.multiply(one, other) if node.op == "*" else cells.add(one, other, 1 if node.op == "+" else -1)
        return _rounded(found) if node.rounding else found

    def _call(self, node: ir.Call) -> Lowered:
        values = [self.value(argument) for argument in node.arguments]
        if all(isinstance(value, Fixed) for value in values):
            known = [value.value for value in values if isinstance(value, Fixed)]
            try:
                return OPEN if None in known else Fixed(FUNCTIONS[node.function](*known))
            except (ComputationError, ArithmeticError):
                return OPEN
        if node.function in ("min", "max", "share_of", "whole_yuan"):
            return self._of_numbers(node, values)
        first, second = values[0], values[-1]
        if not isinstance(first, Cell):
            first = Cell(cells.literal(first.value)) if isinstance(first, Fixed) and first.value is not None else OPEN
        if not isinstance(first, Cell):
            return OPEN
        if shift := calendar.SHIFTS.get(node.function):
            is_plain = isinstance(second, Fixed) and isinstance(second.value, int)
            return Cell(shift(first.expr, int(str(second.value)))) if is_plain and isinstance(second, Fixed) else OPEN
        match node.function:
            case "year_of":
                return Cell(calendar.year_of(first.expr), 1, 0, 9999)
            case "full_years_between":
                last = self.expr(second, node.arguments[1].type)
                return OPEN if last is None else Cell(calendar.full_years_between(first.expr, last), 1, -9999, 9999)
            case "in_region" if isinstance(second, Fixed) and second.value:
                return Cell(first.expr.str.starts_with(regions.stem(str(second.value))))
            case "prefecture_of":
                return Cell(calendar.prefecture_of(first.expr))
            case "level_of":
                return Cell(calendar.level_of(first.expr))
        return OPEN

    @staticmethod
    def _of_numbers(node: ir.Call, values: Sequence[Lowered]) -> Lowered:
        numbers = [number for value in values if (number := cells.number(value))]
        if len(numbers) < len(values) or (not node.type.is_numeric and node.function in ("min", "max")):
            return OPEN
        if node.function == "share_of":
            return Share(*numbers)
        if node.function == "whole_yuan":
            return cells.half_up(numbers[0], _YUAN)
        return cells.extreme(numbers, node.function)

    # ------------------------------------------------------------------ lists

    def _quantifier(self, node: ir.Quantifier) -> Lowered:
        if isinstance(node.source, ir.Var) and node.source.name.startswith(_PAST):
            return self.scene.past(node, self)
        if isinstance(node.source, ir.ListOf):
            items = [self.value(item) for item in node.source.items]
            return self._over(node, items)
        if isinstance(node.source, ir.Var) and node.source.name in self.scene.alone:
            return self._over(node, [Record(self.scene.alone[node.source.name])])
        return OPEN

    def _over(self, node: ir.Quantifier, items: Sequence[Lowered]) -> Lowered:
        """Return a quantifier over a list of known length."""
        parts = [self.inside(node.variable, item) for item in items]
        where = [TRUE if node.where is None else part.value(node.where) for part in parts]
        if node.kind == "any":
            return cells.either([cells.both([w, p.value(node.body)]) for w, p in zip(where, parts, strict=True)])
        if node.kind == "all":
            found = [cells.either([cells.invert(w), p.value(node.body)]) for w, p in zip(where, parts, strict=True)]
            return cells.both(found)
        if node.kind == "count" and all(isinstance(w, Fixed) and w.value is not None for w in where):
            return Fixed(sum(w == TRUE for w in where))
        return OPEN


def _rounded(value: Lowered) -> Lowered:
    if isinstance(value, Cell):
        return cells.half_up(value)
    known = value.value if isinstance(value, Fixed) else None
    return Fixed(money.half_up(known)) if isinstance(known, int | Fraction) else OPEN
