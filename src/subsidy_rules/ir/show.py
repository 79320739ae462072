"""Typed expressions written back in the rule language, with no more brackets than needed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from subsidy_rules.core.money import yuan_from_fen
from subsidy_rules.ir.nodes import (
    Arithmetic,
    Call,
    CannotTell,
    Compare,
    Const,
    Entry,
    Expr,
    Field,
    Given,
    If,
    In,
    LeftOpen,
    ListOf,
    Logic,
    Not,
    ParameterOf,
    Quantifier,
    ReadingIs,
    Var,
)

# How tightly a construct binds, loosest first.
_IF, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _ATOM = range(8)
_ARITHMETIC = {"+": _SUM, "-": _SUM, "*": _PRODUCT}


def show(expr: Expr) -> str:
    """Return an expression as a policy author writes it (表达式原文)."""
    return _write(expr)[0]


def _write(expr: Expr) -> tuple[str, int]:
    """Return the text of an expression and how tightly its outermost construct binds."""
    match expr:
        case Const():
            return _constant(expr), _ATOM
        case Var(name=name):
            return name, _ATOM
        case Field(base=base, name=name):
            return f"{_inside(base, _ATOM)}.{name}", _ATOM
        case ListOf(items=items):
            return f"[{_listed(items)}]", _ATOM
        case ParameterOf() | Entry():
            return _looked_up(expr), _ATOM
        case Quantifier():
            return _quantifier(expr), _ATOM
        case Call() | Given() | CannotTell() | LeftOpen():
            return _call(expr), _ATOM
        case If():
            return _choice(expr)
        case Arithmetic(op=op, left=left, right=right):
            level = _ARITHMETIC[op]
            return f"{_inside(left, level)} {op} {_inside(right, level + 1)}", level
        case _:
            return _truth(expr)


def _truth(expr: Not | Logic | Compare | In | ReadingIs) -> tuple[str, int]:
    match expr:
        case Not(item=In() as item):
            return _membership(item, "not in"), _COMPARE
        case Not(item=ReadingIs(reading=reading, option=option)):
            return f"{reading} != {option}", _COMPARE
        case Not(item=item):
            return f"not {_inside(item, _NOT)}", _NOT
        case Logic(op=op, items=items):
            level = _AND if op == "and" else _OR
            return f" {op} ".join(_inside(item, level) for item in items), level
        case Compare(op=op, left=left, right=right):
            return f"{_inside(left, _SUM)} {op} {_inside(right, _SUM)}", _COMPARE
        case In():
            return _membership(expr, "in"), _COMPARE
        case ReadingIs(reading=reading, option=option):
            return f"{reading} == {option}", _COMPARE


def _choice(expr: If) -> tuple[str, int]:
    """Return a choice, or the share that was written out as one for the case that its whole is nothing."""
    if isinstance(expr.then, CannotTell) and isinstance(expr.otherwise, Call) and expr.otherwise.function == "share_of":
        return _call(expr.otherwise), _ATOM
    return f"{_inside(expr.then, _OR)} if {_inside(expr.condition, _OR)} else {_inside(expr.otherwise, _IF)}", _IF


def _membership(expr: In, word: str) -> str:
    return f"{_inside(expr.item, _SUM)} {word} {_inside(expr.container, _SUM)}"


def _looked_up(expr: ParameterOf | Entry) -> str:
    name, keys = (expr.parameter, expr.keys) if isinstance(expr, ParameterOf) else (show(expr.table), (expr.key,))
    return f"{name}[{_listed(keys)}]" if keys else name


def _call(expr: Call | Given | CannotTell | LeftOpen) -> str:
    match expr:
        case Call(function=name, arguments=arguments):
            return f"{name}({_listed(arguments)})"
        case Given(item=item):
            return f"given({show(item)})"
        case CannotTell(fact=fact):
            return f"cannot_tell({show(fact)})"
        case LeftOpen(reading=reading, low=None) | LeftOpen(reading=reading, high=None):
            return f"left_open({reading})"
        case LeftOpen(reading=reading, low=low, high=high):
            ends = ", ".join(show(end) for end in (low, high) if end)
            return f"left_open_between({reading}, {ends})"


def _quantifier(expr: Quantifier) -> str:
    where = f" if {_inside(expr.where, _OR)}" if expr.where else ""
    return f"{expr.kind}({show(expr.body)} for {expr.variable} in {_inside(expr.source, _OR)}{where})"


def _listed(items: tuple[Expr, ...]) -> str:
    return ", ".join(show(item) for item in items)


def _inside(expr: Expr, level: int) -> str:
    """Return an expression as a part of one that binds at ``level``: in brackets where it binds more loosely."""
    text, binds = _write(expr)
    return text if binds >= level else f"({text})"


def _constant(const: Const) -> str:
    value, kind = const.value, const.type.kind
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, tuple | list):
        return f"[{', '.join(_constant(Const(item, const.type.item or const.type)) for item in value)}]"
    if kind == "yuan" and isinstance(value, int):
        return yuan_from_fen(value) if value else "0"
    if isinstance(value, Fraction):
        return _decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    if kind in ("string", "region"):
        return f'"{value}"'
    return str(value)


def _decimal(ratio: Fraction) -> str:
    """Return a ratio as the decimal it was written as, or as a fraction where it has no end."""
    for places in range(19):
        scaled = ratio * 10**places
        if scaled.denominator == 1:
            digits = f"{abs(scaled.numerator):0{places + 1}d}"
            sign = "-" if ratio < 0 else ""
            return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return str(ratio)
