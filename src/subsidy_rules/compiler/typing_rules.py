"""From parsed expressions to typed nodes: names, types and units are checked in one walk.

Definitions and tables are written out where they are used, so that each use is checked with the things it is used of.
"""

from __future__ import annotations

import ast
from itertools import product
from typing import TYPE_CHECKING, Self, TypeAlias

from subsidy_rules.compiler.calls import Calls
from subsidy_rules.compiler.fitting import WrongError, fits, same_unit, stands
from subsidy_rules.compiler.functions import ORDERED
from subsidy_rules.compiler.scope import Definition
from subsidy_rules.compiler.syntax import MAX_DEPTH, MAX_NODES, construct, name_of
from subsidy_rules.core.errors import nearest
from subsidy_rules.core.regions import LEVELS
from subsidy_rules.ir.nodes import (
    Arithmetic,
    Compare,
    Const,
    Entry,
    Expr,
    Field,
    If,
    In,
    ListOf,
    Logic,
    Not,
    ParameterOf,
    ReadingIs,
)
from subsidy_rules.ir.traverse import parameters_in
from subsidy_rules.ir.types import BOOLEAN, LEVEL, NUMBER, PERIOD, RATIO, YUAN, Type, list_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from subsidy_rules.compiler.scope import Scope, Table

_OPERATORS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_ORDERING = ("<", "<=", ">", ">=")
_ARITHMETIC: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_Handler: TypeAlias = "Callable[[ast.expr, Type | None], Expr]"
_PLAIN_NUMBERS = (0, 1)
_HISTORY = "history"


class Typer(Calls):
    """Types the parts of one written expression (类型检查)."""

    def check(self, node: ast.expr, expected: Type | None = None) -> Expr:
        """Return the typed node; ``expected`` gives a bare enum value its enum.

        Raises:
            WrongError: with the first thing that is wrong.
        """
        handler: _Handler | None = getattr(self, f"_{type(node).__name__.lower()}", None)
        if handler is None:
            raise self._wrong("not-allowed", node, construct=construct(node))
        self.scope.size[0] += 1
        if self.scope.size[0] > MAX_NODES:
            raise self._wrong("expression-too-large", node, limit=str(MAX_NODES))
        found = handler(node, expected)
        if expected is not None and not stands(found, expected):
            raise self._mismatch(node, expected, found.type)
        return found

    # ---------------------------------------------------------------------------------------------- names and literals

    def _constant(self, node: ast.Constant, expected: Type | None) -> Expr:
        span = self.written.place(node)
        if isinstance(node.value, bool):
            return Const(node.value, BOOLEAN, span)
        if not isinstance(node.value, int):
            raise self._wrong("not-allowed", node, construct=f"`{node.value!r}`")
        if node.value not in _PLAIN_NUMBERS:
            raise self._wrong("uncited-number", node, number=str(node.value))
        return Const(node.value, expected if expected and expected.kind == "integer" else NUMBER, span)

    def _name(self, node: ast.Name, expected: Type | None) -> Expr:
        name, scope = name_of(node.id), self.scope
        span = self.written.place(node)
        if expected and name in self._values_of(expected):
            return Const(name, expected, span)
        if name in scope.variables:
            return scope.variables[name]
        if name in scope.definitions:
            return self.expand(node, name, ())
        if name in scope.lists:
            found = scope.lists[name]
            item = found.type.item or found.type
            return ListOf(tuple(Const(v, item) for v in found.values), found.type, name, span)
        if name in scope.parameters:
            return self._parameter(node, name, ())
        if expected and expected.kind == "enum":
            values = scope.vocabulary.enums[expected.of].values
            raise self._wrong("unknown-enum-value", node, enum=expected.of, name=name, near=nearest(name, values))
        if name in scope.readings:
            raise self._wrong("type-mismatch", node, expected="a comparison with one of its options", found="reading")
        raise self._wrong("unknown-name", node, name=name, near=nearest(name, scope.names()))

    def _attribute(self, node: ast.Attribute, _expected: Type | None) -> Expr:
        name = name_of(node.attr)
        if isinstance(node.value, ast.Name) and node.value.id == _HISTORY:
            full = f"{_HISTORY}.{name}"
            if full not in self.scope.variables:
                lists = [f"{_HISTORY}.{known}" for known in self.scope.vocabulary.history_lists]
                raise self._wrong("unknown-name", node, name=full, near=nearest(full, lists))
            return self.scope.variables[full]
        if isinstance(node.value, ast.Name) and self._is_nothing(node.value):
            full = f"{name_of(node.value.id)}.{name}"
            raise self._wrong("unknown-name", node, name=full, near=nearest(full, self.scope.names()))
        base = self.check(node.value)
        if base.type.kind != "record":
            raise self._mismatch(node.value, Type("record"), base.type)
        fields = self.scope.vocabulary.records[base.type.of].fields
        if name not in fields:
            near = nearest(name, fields)
            raise self._wrong("unknown-field", node, record=base.type.of, name=name, near=near)
        return Field(base, name, fields[name].type, self.written.place(node))

    def _subscript(self, node: ast.Subscript, _expected: Type | None) -> Expr:
        if isinstance(node.value, ast.Attribute):
            return self._entry(node, self.check(node.value))
        name = name_of(node.value.id) if isinstance(node.value, ast.Name) else ""
        if name not in self.scope.parameters:
            raise self._wrong("unknown-parameter", node.value, name=name, near=nearest(name, self.scope.parameters))
        keys = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return self._parameter(node, name, tuple(keys))

    def _entry(self, node: ast.Subscript, table: Expr) -> Expr:
        """Return one figure of a table that is a fact, by a value of the enum the table is keyed by."""
        if not isinstance(table, Field) or table.type.kind != "table" or table.type.item is None:
            raise self._mismatch(node.value, Type("table"), table.type)
        key = self.check(node.slice, Type("enum", table.type.of))
        return Entry(table, key, table.type.item, self.written.place(node))

    def _parameter(self, node: ast.expr, name: str, keys: tuple[ast.expr, ...]) -> Expr:
        found = self.scope.parameters[name]
        if len(keys) != len(found.dimensions):
            raise self._wrong(
                "wrong-key-count", node, name=name, expected=str(len(found.dimensions)), found=str(len(keys))
            )
        typed = tuple(self._key(key, kinds) for key, kinds in zip(keys, found.dimensions, strict=True))
        return ParameterOf(name, typed, found.type, self.written.place(node))

    def _key(self, node: ast.expr, kinds: tuple[str, ...]) -> Expr:
        types = [Type("region") if kind == "region" else Type("enum", kind) for kind in kinds]
        bare = self._is_nothing(node)
        expected = next((t for t in types if bare and name_of(node.id) in self._values_of(t)), None)  # type: ignore[attr-defined]  # a bare name is an ast.Name
        key = self.check(node, expected or (types[0] if bare else None))
        if not any(fits(key.type, t) for t in types):
            raise self._mismatch(node, types[0], key.type)
        return key

    def _list(self, node: ast.List, expected: Type | None) -> Expr:
        item = expected.item if expected else self._enum_of(node.elts)
        items: list[Expr] = []
        for element in node.elts:
            items.append(self.check(element, item))
            item = item or items[0].type
        if item is None:
            raise self._wrong("not-allowed", node, construct="an empty list")
        return ListOf(tuple(items), list_of(item), "", self.written.place(node))

    def _enum_of(self, elements: list[ast.expr]) -> Type | None:
        """Return the enum that has every element of a list of bare values."""
        names = [name_of(element.id) for element in elements if isinstance(element, ast.Name)]
        if not names or not all(map(self._is_nothing, elements)):
            return None
        enums = self.scope.vocabulary.enums.items()
        return next((Type("enum", enum) for enum, found in enums if found.values.keys() >= set(names)), None)

    # ------------------------------------------------------------------------------------------------ logic, comparison

    def _boolop(self, node: ast.BoolOp, _expected: Type | None) -> Expr:
        items = tuple(self.check(value, BOOLEAN) for value in node.values)
        return Logic("and" if isinstance(node.op, ast.And) else "or", items, BOOLEAN, self.written.place(node))

    def _unaryop(self, node: ast.UnaryOp, expected: Type | None) -> Expr:
        if isinstance(node.op, ast.Not):
            return Not(self.check(node.operand, BOOLEAN), BOOLEAN, self.written.place(node))
        operand = self.check(node.operand, expected)
        if not isinstance(operand, Const) or operand.type.kind != "integer":
            raise self._wrong("not-allowed", node, construct="a minus sign before anything but 1")
        return Const(-int(str(operand.value)), operand.type, self.written.place(node))

    def _compare(self, node: ast.Compare, _expected: Type | None) -> Expr:
        parts, left = [], node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            parts.append(self._comparison(node, left, operator, right))
            left = right
        return parts[0] if len(parts) == 1 else Logic("and", tuple(parts), BOOLEAN, self.written.place(node))

    def _comparison(self, node: ast.Compare, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Expr:
        if isinstance(left, ast.Name) and name_of(left.id) in self.scope.readings:
            return self._reading(node, name_of(left.id), operator, right)
        if isinstance(operator, ast.In | ast.NotIn):
            member = self._membership(node, left, right)
            return member if isinstance(operator, ast.In) else Not(member, BOOLEAN, member.span)
        if self._is_nothing(left):
            self._check_reading_meant(left, right)
            typed_right = self.check(right)
            typed_left = self.check(left, typed_right.type)
        else:
            typed_left = self.check(left)
            bare = self._is_nothing(right) or name_of(getattr(right, "id", "")) in self._values_of(typed_left.type)
            typed_right = self.check(right, typed_left.type if bare else None)
        op = _OPERATORS[type(operator)]
        self._check_comparable(node, op, typed_left, typed_right)
        read = parameters_in(typed_left, typed_right) if op in _ORDERING else ()
        is_bound = any(not self.scope.parameters[name].is_supplied for name in read)
        return Compare(op, typed_left, typed_right, BOOLEAN, is_bound, self.written.place(node))

    def _check_reading_meant(self, left: ast.expr, right: ast.expr) -> None:
        """Where neither side means anything, it is the left that is misspelt: `DS-99 == any_higher`."""
        if self._is_nothing(right):
            name = name_of(ast.unparse(left))
            raise self._wrong("unknown-name", left, name=name, near=nearest(name, self.scope.names()))

    def _check_comparable(self, node: ast.expr, op: str, one: Expr, other: Expr) -> None:
        left, right = one.type, other.type
        if left.kind == right.kind == "integer" and not same_unit(left, right):
            raise self._wrong("unit-mismatch", node, left=left.of, right=right.of)
        if not (stands(other, left) or stands(one, right)) or left.kind in ("list", "period"):
            raise self._mismatch(node, left, right)
        is_ranked = left.kind == "enum" and self.scope.vocabulary.enums[left.of].ranking
        if op not in ("==", "!=") and left.kind not in ORDERED and not is_ranked:
            raise self._wrong("type-mismatch", node, expected="something that is ordered", found=str(left))

    def _reading(self, node: ast.Compare, reading: str, operator: ast.cmpop, right: ast.expr) -> Expr:
        option = name_of(right.id) if isinstance(right, ast.Name) else ""
        options = self.scope.readings[reading].options
        if option not in options:
            raise self._wrong("unknown-option", right, reading=reading, name=option, near=nearest(option, options))
        if not isinstance(operator, ast.Eq | ast.NotEq):
            raise self._wrong("not-allowed", node, construct="a reading in anything but `==` and `!=`")
        found = ReadingIs(reading, option, BOOLEAN, self.written.place(node))
        return found if isinstance(operator, ast.Eq) else Not(found, BOOLEAN, found.span)

    def _membership(self, node: ast.Compare, item: ast.expr, container: ast.expr) -> Expr:
        if isinstance(container, ast.List) and not self._is_nothing(item):
            typed_item = self.check(item)
            typed_container = self.check(container, list_of(typed_item.type))
        else:
            typed_container = self.check(container)
            typed_item = self.check(item, typed_container.type.item if self._is_nothing(item) else None)
        kind = typed_container.type
        wanted = Type("date") if kind == PERIOD else kind.item if kind.kind == "list" else None
        if wanted is None:
            raise self._mismatch(container, list_of(typed_item.type), typed_container.type)
        if not fits(typed_item.type, wanted):
            raise self._mismatch(item, wanted, typed_item.type)
        return In(typed_item, typed_container, BOOLEAN, self.written.place(node))

    # ------------------------------------------------------------------------------------------- arithmetic and choice

    def _binop(self, node: ast.BinOp, expected: Type | None) -> Expr:
        left, right = self.check(node.left), self.check(node.right)
        op = _ARITHMETIC[type(node.op)]
        kinds = {left.type.kind, right.type.kind}
        for part, typed in ((node.left, left), (node.right, right)):
            if not typed.type.is_numeric:
                raise self._mismatch(part, expected or NUMBER, typed.type)
        if op == "*":
            return self._product(node, left, right)
        if kinds == {"integer"} and not same_unit(left.type, right.type):
            raise self._wrong("unit-mismatch", node, left=left.type.of, right=right.type.of)
        if len(kinds) > 1 and not (stands(left, right.type) or stands(right, left.type)):
            raise self._mismatch(node.right, left.type, right.type)
        result = right.type if left.type == NUMBER else left.type
        return Arithmetic(op, left, right, result, "", self.written.place(node))

    def _product(self, node: ast.BinOp, left: Expr, right: Expr) -> Expr:
        span = self.written.place(node)
        kinds = {left.type.kind, right.type.kind}
        if kinds == {"yuan"}:
            raise self._wrong("unit-mismatch", node, left="yuan", right="yuan")
        if "yuan" in kinds:
            return Arithmetic("*", left, right, YUAN, "half_up_fen" if "ratio" in kinds else "", span)
        if "ratio" in kinds:
            if kinds != {"ratio"} and NUMBER not in (left.type, right.type):
                raise self._wrong("unit-mismatch", node, left=str(left.type), right=str(right.type))
            return Arithmetic("*", left, right, RATIO, "", span)
        if left.type.of and right.type.of:
            raise self._wrong("unit-mismatch", node, left=left.type.of, right=right.type.of)
        return Arithmetic("*", left, right, Type("integer", left.type.of or right.type.of), "", span)

    def _ifexp(self, node: ast.IfExp, expected: Type | None) -> Expr:
        condition = self.check(node.test, BOOLEAN)
        first, second = node.body, node.orelse
        if expected is None and self._is_nothing(first):
            other = self.check(second)
            then = self.check(first, other.type)
        else:
            then = self.check(first, expected)
            other = self.check(second, expected or (then.type if self._is_nothing(second) else None))
        type_ = then.type if stands(other, then.type) and then.type != NUMBER else other.type
        if not (stands(other, then.type) or stands(then, other.type)):
            raise self._mismatch(second, then.type, other.type)
        return If(condition, then, other, type_, self.written.place(node))

    # ------------------------------------------------------------------------------------------------------ definitions

    def binding(self, variables: Mapping[str, Expr]) -> Self:
        """Return a checker of the same expression that knows more variables."""
        return type(self)(self.written, self.scope.bind(variables))

    def expand(self, node: ast.expr, name: str, arguments: tuple[ast.expr, ...]) -> Expr:
        """Return a definition or a table, written out with its arguments in place."""
        definition = self.scope.definitions[name]
        self.scope.used.add(name)
        if len(self.scope.expanding) >= MAX_DEPTH:
            raise self._wrong("expression-too-deep", node, limit=str(MAX_DEPTH))
        if name in self.scope.expanding:
            raise self._wrong("circular-definition", node, name=name)
        if len(arguments) != len(definition.parameters):
            raise self._wrong(
                "wrong-argument-count",
                node,
                name=name,
                expected=str(len(definition.parameters)),
                found=str(len(arguments)),
            )
        wrong: list[WrongError] = []
        for typed in product(*map(self._arguments, arguments)):
            scope = self.scope.inside(name).bind(dict(zip(definition.parameters, typed, strict=True)))
            try:
                return self._written_out(definition, scope)
            except WrongError as error:
                wrong.append(error)
        raise wrong[0]

    @staticmethod
    def _written_out(definition: Definition | Table, scope: Scope) -> Expr:
        if isinstance(definition, Definition):
            return Typer(definition.written, scope).check(definition.tree)
        from subsidy_rules.compiler.tables import write_out  # a table is made of typed expressions

        return write_out(definition, scope)

    def _arguments(self, node: ast.expr) -> list[Expr]:
        """Return what an argument may be: a bare enum value may belong to several enums."""
        if self._is_nothing(node):
            name = name_of(node.id)  # type: ignore[attr-defined]  # a bare name is an ast.Name
            enums = self.scope.vocabulary.enums.items()
            span = self.written.place(node)
            found: list[Expr] = [Const(name, Type("enum", enum), span) for enum, has in enums if name in has.values]
            if found:
                return found
        return [self.check(node)]

    # ---------------------------------------------------------------------------------------------------------- helpers

    def _is_nothing(self, node: ast.expr) -> bool:
        """Whether a name means nothing by itself, so that it can only be the value of an enum."""
        if not isinstance(node, ast.Name):
            return False
        name, scope = name_of(node.id), self.scope
        known = (scope.variables, scope.definitions, scope.lists, scope.parameters, scope.readings)
        return not any(name in names for names in known)

    def _values_of(self, type_: Type) -> tuple[str, ...]:
        if type_.kind == "enum":
            return tuple(self.scope.vocabulary.enums[type_.of].values)
        return LEVELS if type_ == LEVEL else ()
