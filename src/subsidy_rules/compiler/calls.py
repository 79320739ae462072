"""Calls: functions of the fixed list, quantifiers over lists, and what is left open."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from itertools import chain
from typing import TYPE_CHECKING, Self

from subsidy_rules.compiler.fitting import WrongError, stands
from subsidy_rules.compiler.functions import NAMES, ORDERED, QUANTIFIERS, SIGNATURES
from subsidy_rules.compiler.syntax import Written, name_of
from subsidy_rules.core.errors import nearest
from subsidy_rules.ir.nodes import (
    Call,
    CannotTell,
    Compare,
    Const,
    Entry,
    Expr,
    Field,
    Given,
    If,
    LeftOpen,
    ParameterOf,
    Quantifier,
    Var,
)
from subsidy_rules.ir.types import BOOLEAN, NUMBER, RATIO, YUAN, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subsidy_rules.compiler.scope import Scope


class Calls(ABC):
    """The part of the type checker that knows the functions (函数调用的类型)."""

    def __init__(self, written: Written, scope: Scope) -> None:
        """Check an expression as written, with the meaning of its names."""
        self.written = written
        self.scope = scope

    @abstractmethod
    def check(self, node: ast.expr, expected: Type | None = None) -> Expr:
        """Return the typed node."""

    @abstractmethod
    def binding(self, variables: Mapping[str, Expr]) -> Self:
        """Return a checker of the same expression that knows more variables."""

    def _reading_named(self, node: ast.expr) -> str:
        name = name_of(node.id) if isinstance(node, ast.Name) else ""
        if name not in self.scope.readings:
            raise self._wrong("unknown-reading", node, name=name, near=nearest(name, self.scope.readings))
        return name

    @abstractmethod
    def expand(self, node: ast.expr, name: str, arguments: tuple[ast.expr, ...]) -> Expr:
        """Return a definition written out."""

    def _call(self, node: ast.Call, expected: Type | None) -> Expr:
        name = name_of(ast.unparse(node.func))
        if node.keywords:
            raise self._wrong("not-allowed", node, construct="a named argument")
        if name in self.scope.definitions:
            return self.expand(node, name, tuple(node.args))
        if name in QUANTIFIERS:
            return self._quantifier(node, name)
        special = getattr(self, f"_call_{name}", None)
        if special:
            return special(node, expected)  # type: ignore[no-any-return]  # every _call_* returns a node
        if name not in SIGNATURES:
            known = chain(NAMES, self.scope.definitions)
            raise self._wrong("unknown-function", node.func, name=name, near=nearest(name, known))
        signature = SIGNATURES[name]
        self._check_count(node, name, len(signature.takes))
        pairs = zip(node.args, signature.takes, strict=True)
        return Call(name, tuple(self.check(a, t) for a, t in pairs), signature.gives, self.written.place(node))

    def _call_min(self, node: ast.Call, expected: Type | None) -> Expr:
        name = name_of(node.func.id)  # type: ignore[attr-defined]  # called by name only
        if len(node.args) < 2:  # noqa: PLR2004  # the smallest of one thing is no question
            raise self._wrong("wrong-argument-count", node, name=name, expected="2", found=str(len(node.args)))
        items = [self.check(arg, expected) for arg in node.args]
        type_ = next((i.type for i in items if i.type != NUMBER), NUMBER)
        for arg, item in zip(node.args, items, strict=True):
            if item.type.kind not in ORDERED or not stands(item, type_):
                raise self._mismatch(arg, type_, item.type)
        return Call(name, tuple(items), type_, self.written.place(node))

    _call_max = _call_min

    def _call_lowest(self, node: ast.Call, _expected: Type | None) -> Expr:
        name = name_of(ast.unparse(node.func))
        self._check_count(node, name, 1)
        item = self.check(node.args[0])
        if item.type.kind != "range" or item.type.item is None:
            raise self._mismatch(node.args[0], Type("range"), item.type)
        return Call(name, (item,), item.type.item, self.written.place(node))

    _call_highest = _call_lowest

    def _call_given(self, node: ast.Call, _expected: Type | None) -> Expr:
        self._check_count(node, "given", 1)
        arg = node.args[0]
        is_bare = isinstance(arg, ast.Name) and name_of(arg.id) in self.scope.parameters
        item = ParameterOf(name_of(arg.id), (), NUMBER) if is_bare else self.check(arg)  # type: ignore[attr-defined]  # see is_bare
        if not isinstance(item, Field | Entry | ParameterOf | Var):
            raise self._wrong("type-mismatch", node, expected="a fact or a parameter", found=str(item.type))
        return Given(item, BOOLEAN, self.written.place(node))

    def _call_cannot_tell(self, node: ast.Call, _expected: Type | None) -> Expr:
        self._check_count(node, "cannot_tell", 1)
        item = self.check(node.args[0])
        if not isinstance(item, Field):
            raise self._wrong("type-mismatch", node, expected="a fact", found=str(item.type))
        return CannotTell(item, BOOLEAN, self.written.place(node))

    def _call_share_of(self, node: ast.Call, _expected: Type | None) -> Expr:
        """Return the share; of nothing at all there is none, and the whole cannot tell it."""
        self._check_count(node, "share_of", 2)
        part, whole = (self.check(argument) for argument in node.args)
        if not isinstance(whole, Field):
            raise self._wrong("type-mismatch", node.args[1], expected="a fact", found=str(whole.type))
        if whole.type.kind not in ("integer", "yuan"):
            raise self._mismatch(node.args[1], NUMBER, whole.type)
        if part.type.kind != whole.type.kind:
            raise self._mismatch(node.args[0], whole.type, part.type)
        span = self.written.place(node)
        is_nothing = Compare("==", whole, Const(0, NUMBER), BOOLEAN, span=span)
        share = Call("share_of", (part, whole), RATIO, span)
        return If(is_nothing, CannotTell(whole, RATIO, span), share, RATIO, span)

    def _call_left_open(self, node: ast.Call, _expected: Type | None) -> Expr:
        self._check_count(node, "left_open", 1)
        return LeftOpen(self._reading_named(node.args[0]), None, None, BOOLEAN, self.written.place(node))

    def _call_left_open_between(self, node: ast.Call, expected: Type | None) -> Expr:
        self._check_count(node, "left_open_between", 3)
        reading = self._reading_named(node.args[0])
        low, high = self.check(node.args[1], expected), self.check(node.args[2], expected)
        if not high.type.is_numeric:
            raise self._mismatch(node.args[2], NUMBER, high.type)
        is_fen = low == Const(1, NUMBER) and high.type == YUAN  # the least amount there is
        if not stands(low, high.type) and not is_fen:
            raise self._mismatch(node.args[1], high.type, low.type)
        return LeftOpen(reading, low, high, high.type, self.written.place(node))

    def _quantifier(self, node: ast.Call, kind: str) -> Expr:
        generator = node.args[0] if len(node.args) == 1 else None
        if not isinstance(generator, ast.GeneratorExp):
            raise self._wrong("not-allowed", node, construct=f"`{kind}` without `… for x in list`")
        loop = generator.generators[0]
        if not isinstance(loop.target, ast.Name):
            raise self._wrong("not-allowed", loop.target, construct="a loop over several names")
        source = self.check(loop.iter)
        if source.type.kind != "list" or source.type.item is None:
            raise self._mismatch(loop.iter, Type("list", "", Type("record")), source.type)
        variable = loop.target.id
        inner = self.binding({variable: Var(variable, source.type.item)})
        where = inner.check(loop.ifs[0], BOOLEAN) if loop.ifs else None
        body = inner.check(generator.elt, BOOLEAN if kind in ("any", "all") else None)
        if kind == "sum" and not body.type.is_numeric:
            raise self._mismatch(generator.elt, NUMBER, body.type)
        type_ = {"count": NUMBER, "sum": body.type}.get(kind, BOOLEAN)
        return Quantifier(kind, variable, source, where, body, type_, self.written.place(node))

    def _check_count(self, node: ast.Call, name: str, count: int) -> None:
        if len(node.args) != count:
            found = str(len(node.args))
            raise self._wrong("wrong-argument-count", node, name=name, expected=str(count), found=found)

    def _mismatch(self, node: ast.expr, expected: Type, found: Type) -> WrongError:
        return self._wrong("type-mismatch", node, expected=str(expected), found=str(found))

    def _wrong(self, code: str, node: ast.expr, **values: str) -> WrongError:
        return WrongError(self.written.diagnostic(code, node, **values))
