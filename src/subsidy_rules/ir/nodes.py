"""Nodes of typed expressions. A node is immutable, knows its type and where it was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from subsidy_rules.ir.types import BOOLEAN, Type

if TYPE_CHECKING:
    from subsidy_rules.core.errors import Span


@dataclass(frozen=True, slots=True)
class Const:
    """A literal (常量): a number, a truth value or the value of an enum."""

    value: object
    type: Type
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list written out, ``[junior, intermediate]``, or a list of a document by its ``name`` (清单)."""

    items: tuple[Expr, ...]
    type: Type
    name: str = ""
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Var:
    """A record of the request, a history list, a loop variable, ``on`` or ``region``."""

    name: str
    type: Type
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record (字段)."""

    base: Expr
    name: str
    type: Type
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ParameterOf:
    """A parameter at its keys (参数): ``standard[certificate.level]``."""

    parameter: str
    keys: tuple[Expr, ...]
    type: Type
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of a table that is a fact (表中一项): ``course.hours_by_level[junior]``."""

    table: Field
    key: Expr
    type: Type
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ReadingIs:
    """Whether an open reading is taken in this way (解释选项): ``DS-10 == any_higher``."""

    reading: str
    option: str
    type: Type = BOOLEAN
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A point the chosen reading leaves open, between two ends where it is an amount (未定)."""

    reading: str
    low: Expr | None
    high: Expr | None
    type: Type
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CannotTell:
    """A fact that is known and still does not settle the point (无法判断)."""

    fact: Expr
    type: Type = BOOLEAN
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Given:
    """Whether a fact or parameter was given at all (是否提供)."""

    item: Expr
    type: Type = BOOLEAN
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Kleene negation (非)."""

    item: Expr
    type: Type = BOOLEAN
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Logic:
    """Kleene conjunction or disjunction (且、或): ``op`` is ``and`` or ``or``."""

    op: str
    items: tuple[Expr, ...]
    type: Type = BOOLEAN
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison (比较); ``is_bound`` where one side is a bound that the law states, and the order matters."""

    op: str
    left: Expr
    right: Expr
    type: Type = BOOLEAN
    is_bound: bool = False
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class In:
    """Membership in a list, or of a day in a period (属于)."""

    item: Expr
    container: Expr
    type: Type = BOOLEAN
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``+``, ``-`` or ``*``; ``rounding`` names how an amount times a ratio becomes fen (算术)."""

    op: str
    left: Expr
    right: Expr
    type: Type
    rounding: str = ""
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class If:
    """``then if condition else otherwise`` (条件取值)."""

    condition: Expr
    then: Expr
    otherwise: Expr
    type: Type
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A call of one function of the fixed list (函数)."""

    function: str
    arguments: tuple[Expr, ...]
    type: Type
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Quantifier:
    """``any``, ``all``, ``count`` or ``sum`` over a list (量词): ``sum(body for variable in source if where)``."""

    kind: str
    variable: str
    source: Expr
    where: Expr | None
    body: Expr
    type: Type
    span: Span | None = field(default=None, compare=False)


Expr: TypeAlias = (
    Const
    | ListOf
    | Var
    | Field
    | ParameterOf
    | Entry
    | ReadingIs
    | LeftOpen
    | CannotTell
    | Given
    | Not
    | Logic
    | Compare
    | In
    | Arithmetic
    | If
    | Call
    | Quantifier
)
