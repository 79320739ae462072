from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

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
from subsidy_rules.ir.show import show
from subsidy_rules.ir.types import BOOLEAN, DATE, NUMBER, RATIO, REGION, STRING, YUAN, Type, list_of

A, B, C = (Var(name, BOOLEAN) for name in "abc")
ONE, ZERO = Const(1, NUMBER), Const(0, NUMBER)
X, Y = Var("x", NUMBER), Var("y", NUMBER)
LEVEL = Type("enum", "level")
LEVELS = ListOf((Const("low", LEVEL), Const("high", LEVEL)), list_of(LEVEL))
STUDENTS = Var("students", list_of(Type("record", "student")))


def logic(op: str, *items: Expr) -> Logic:
    return Logic(op, items)


def add(left: Expr, right: Expr) -> Arithmetic:
    return Arithmetic("+", left, right, NUMBER)


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (Const(True, BOOLEAN), "True"),
        (Const(150000, YUAN), "1500.00"),
        (Const(0, YUAN), "0"),
        (Const(Fraction(3, 10), RATIO), "0.3"),
        (Const(Fraction(1), RATIO), "1"),
        (Const(Fraction(1, 80), RATIO), "0.0125"),
        (Const(Fraction(1, 3), RATIO), "1/3"),
        (Const(date(2024, 1, 1), DATE), "2024-01-01"),
        (Const("990000", REGION), '"990000"'),
        (Const("焊工", STRING), '"焊工"'),
        (Const(("low", "high"), list_of(LEVEL)), "[low, high]"),
        (Field(Field(A, "b", BOOLEAN), "c", BOOLEAN), "a.b.c"),
        (ParameterOf("class-size", (), NUMBER), "class-size"),
        (ParameterOf("standard", (X, Y), YUAN), "standard[x, y]"),
        (Entry(Field(A, "b", BOOLEAN), X, NUMBER), "a.b[x]"),
        (ReadingIs("FR-01", "one"), "FR-01 == one"),
        (Not(ReadingIs("FR-01", "one")), "FR-01 != one"),
        (LeftOpen("FR-01", None, None, BOOLEAN), "left_open(FR-01)"),
        (LeftOpen("FR-01", ZERO, X, NUMBER), "left_open_between(FR-01, 0, x)"),
        (CannotTell(X), "cannot_tell(x)"),
        (Given(X), "given(x)"),
        (Call("min", (X, Y), NUMBER), "min(x, y)"),
        (Compare("<=", add(X, Y), ONE), "x + y <= 1"),
        (In(Var("level", LEVEL), LEVELS), "level in [low, high]"),
        (Not(In(Var("level", LEVEL), LEVELS)), "level not in [low, high]"),
        (Not(Compare("==", X, Y)), "not x == y"),
        (Not(logic("and", A, B)), "not (a and b)"),
        (Not(Not(A)), "not not a"),
        (logic("or", logic("and", A, B), C), "a and b or c"),
        (logic("and", logic("or", A, B), C), "(a or b) and c"),
        (logic("and", logic("and", A, B), C), "a and b and c"),
        (logic("and", Not(A), B), "not a and b"),
        (Compare("==", Compare("<", X, Y), A), "(x < y) == a"),
        (Arithmetic("-", X, Arithmetic("-", Y, ONE, NUMBER), NUMBER), "x - (y - 1)"),
        (Arithmetic("-", Arithmetic("-", X, Y, NUMBER), ONE, NUMBER), "x - y - 1"),
        (Arithmetic("*", add(X, Y), X, NUMBER), "(x + y) * x"),
        (add(Arithmetic("*", X, Y, NUMBER), X), "x * y + x"),
        (If(A, X, If(B, Y, ONE, NUMBER), NUMBER), "x if a else y if b else 1"),
        (If(A, If(B, X, Y, NUMBER), ONE, NUMBER), "(x if b else y) if a else 1"),
        (If(If(A, B, C, BOOLEAN), X, Y, NUMBER), "x if (b if a else c) else y"),
        (add(If(A, X, Y, NUMBER), ONE), "(x if a else y) + 1"),
        (Compare("<", If(A, X, Y, NUMBER), ONE), "(x if a else y) < 1"),
        (Quantifier("any", "s", STUDENTS, None, logic("or", A, B), BOOLEAN), "any(a or b for s in students)"),
        (Quantifier("count", "s", STUDENTS, A, Var("s", NUMBER), NUMBER), "count(s for s in students if a)"),
        (
            Quantifier("sum", "s", STUDENTS, If(A, B, C, BOOLEAN), If(A, X, Y, NUMBER), NUMBER),
            "sum(x if a else y for s in students if (b if a else c))",
        ),
    ],
)
def test_an_expression_is_written_as_its_author_would(expr: Expr, text: str) -> None:
    assert show(expr) == text
