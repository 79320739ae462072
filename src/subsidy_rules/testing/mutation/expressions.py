"""How an expression can be wrong: each change of one node that keeps its type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from subsidy_rules.ir.nodes import (
    Arithmetic,
    Call,
    CannotTell,
    Compare,
    Const,
    Expr,
    Field,
    Given,
    If,
    In,
    LeftOpen,
    ListOf,
    Logic,
    Not,
    Quantifier,
    ReadingIs,
)
from subsidy_rules.ir.show import show
from subsidy_rules.ir.types import BOOLEAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from subsidy_rules.ir.vocabulary import Vocabulary

    Change = tuple[str, Callable[[Expr], Expr]]

TRUE: Final = Const(value=True, type=BOOLEAN)
FALSE: Final = Const(value=False, type=BOOLEAN)
_OTHER_COMPARISON: Final = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
_OTHER_FUNCTION: Final = {
    "min": "max", "max": "min", "lowest": "highest", "highest": "lowest", "add_years": "add_years_rolling",
    "add_years_rolling": "add_years",
}  # fmt: skip
_OTHER_QUANTIFIER: Final = {"any": "all", "all": "any"}
_TRANSPARENT: Final = ("whole_yuan", "prefecture_of")
_NEGATABLE: Final = (Compare, In, Not, ReadingIs, Given, Field)

ROW = "row"
SYNTHETIC = "synthetic"
NEGATED = "negated"
MEMBER = "member"


def negates_itself(node: Expr) -> bool:
    """Whether the changes of a node include its negation."""
    return isinstance(node, _NEGATABLE) and (not isinstance(node, Compare) or node.op in ("==", "!="))


def roles(node: Expr) -> Iterator[tuple[Expr, str]]:
    """Yield the children that only the node around them tells apart, with what each is there for."""
    match node:
        case ListOf(items=members):
            yield from ((item, MEMBER) for item in members if isinstance(item, Const))
        case If(condition=In() | Logic() as condition) if condition.span == node.span:
            yield condition, ROW
            if isinstance(condition, Logic):
                yield from ((item, f"{ROW} {i}") for i, item in enumerate(condition.items, start=1))
        case If(then=CannotTell(span=span)) if span == node.span:
            yield from ((part, SYNTHETIC) for part in (node.condition, node.then, node.otherwise))
        case Logic():
            items = enumerate(node.items, start=1)
            yield from ((item, f"comparison {i}") for i, item in items if item.span == node.span)
        case Given(item=item) | CannotTell(fact=item):  # of the fact only matters whether it is known
            yield item, SYNTHETIC
        case Not(item=In() | ReadingIs() as item) if item.span == node.span:
            yield item, NEGATED


def changes(node: Expr, role: str, vocabulary: Vocabulary) -> Iterator[Change]:
    """Yield every way in which a node is changed, in words and as a function."""
    if role.startswith(ROW):
        yield from _cell(node, role, vocabulary) if isinstance(node, In) else ()
    elif isinstance(node, If):
        yield from _choice(node)
    elif role not in (SYNTHETIC, NEGATED, MEMBER):
        yield from _tested(node, role, vocabulary)
        yield from _computed(node)
        yield from _constant(node, vocabulary)


def _choice(node: If) -> Iterator[Change]:
    condition = node.condition
    if isinstance(condition, In | Logic) and condition.span == node.span:
        yield "row dropped", _otherwise
    elif not isinstance(node.then, CannotTell) or node.then.span != node.span:
        yield "branches swapped", _swapped


def _tested(node: Expr, role: str, vocabulary: Vocabulary) -> Iterator[Change]:
    match node:
        case Compare(op=op):
            where = f" ({role})" if role else ""
            yield f"{op} becomes {_OTHER_COMPARISON[op]}{where}", _compared(_OTHER_COMPARISON[op])
        case Not():
            yield "`not` dropped", lambda n: n.item if isinstance(n, Not) else n
        case In() | ReadingIs() | Given() | Call() | Field() if node.type == BOOLEAN:
            yield "negated", Not
        case Logic():
            yield from _logic(node)
        case LeftOpen() | CannotTell():
            yield from _settled(node)
        case ListOf() if not node.name:
            yield from _members(node, vocabulary)


def _otherwise(node: Expr) -> Expr:
    return node.otherwise if isinstance(node, If) else node


def _swapped(node: Expr) -> Expr:
    return replace(node, then=node.otherwise, otherwise=node.then) if isinstance(node, If) else node


def _compared(op: str) -> Callable[[Expr], Expr]:
    return lambda node: replace(node, op=op) if isinstance(node, Compare) else node


def _logic(node: Logic) -> Iterator[Change]:
    other = "or" if node.op == "and" else "and"
    yield f"`{node.op}` becomes `{other}`", lambda n: replace(n, op=other) if isinstance(n, Logic) else n
    for i in range(len(node.items)):
        yield f"operand {i + 1} dropped", _without_operand(i)


def _without_operand(place: int) -> Callable[[Expr], Expr]:
    def change(node: Expr) -> Expr:
        if not isinstance(node, Logic):
            return node
        kept = (*node.items[:place], *node.items[place + 1 :])
        return kept[0] if len(kept) == 1 else replace(node, items=kept)

    return change


def _members(node: ListOf, vocabulary: Vocabulary) -> Iterator[Change]:
    for i, item in enumerate(node.items):
        yield f"loses {show(item)}", without_member(i)
    if other := _another(node, vocabulary):
        yield f"gains {show(other)}", _with_member(other)


def _another(node: ListOf, vocabulary: Vocabulary) -> Const | None:
    """Return a value of the enum that is not in a list yet."""
    type_ = node.type.item
    if type_ is None or type_.kind != "enum":
        return None
    names = [item.value for item in node.items if isinstance(item, Const)]
    others = [value for value in vocabulary.enums[type_.of].values if value not in names]
    return Const(others[0], type_) if others else None


def without_member(place: int) -> Callable[[Expr], Expr]:
    """Return the change that drops one member of a list."""

    def change(node: Expr) -> Expr:
        kept = (*node.items[:place], *node.items[place + 1 :]) if isinstance(node, ListOf) else ()
        return replace(node, items=kept) if isinstance(node, ListOf) else node

    return change


def _cell(node: In, role: str, vocabulary: Vocabulary) -> Iterator[Change]:
    """Yield the changes of a cell of a table: each of its values dropped, and another one added."""
    if not isinstance(node.container, ListOf):
        return
    items = node.container.items
    column = role.removeprefix(ROW).strip() or "1"
    for i, item in enumerate(items):
        yield f"cell {column} loses {show(item)}", _in_cell(without_member(i))
    if other := _another(node.container, vocabulary):
        yield f"cell {column} gains {show(other)}", _in_cell(_with_member(other))


def _in_cell(change: Callable[[Expr], Expr]) -> Callable[[Expr], Expr]:
    return lambda node: replace(node, container=change(node.container)) if isinstance(node, In) else node


def _with_member(added: Expr) -> Callable[[Expr], Expr]:
    return lambda node: replace(node, items=(*node.items, added)) if isinstance(node, ListOf) else node


def _settled(node: LeftOpen | CannotTell) -> Iterator[Change]:
    if node.type == BOOLEAN:
        yield "settled as no", _always(FALSE)
        yield "settled as yes", _always(TRUE)
    elif isinstance(node, LeftOpen) and node.low and node.high:
        yield "settled as its lower end", lambda n: n.low or n if isinstance(n, LeftOpen) else n
        yield "settled as its upper end", lambda n: n.high or n if isinstance(n, LeftOpen) else n


def _always(found: Expr) -> Callable[[Expr], Expr]:
    return lambda _: found


def _constant(node: Expr, vocabulary: Vocabulary) -> Iterator[Change]:
    if not isinstance(node, Const):
        return
    value = node.value
    if isinstance(value, bool):
        yield f"becomes {not value}", _always(replace(node, value=not value))
    elif isinstance(value, int):
        for other in {value + 1, abs(value - 1)} - {value}:
            yield f"becomes {other}", _always(replace(node, value=other))
    elif node.type.kind == "enum":
        names = tuple(vocabulary.enums[node.type.of].values)
        other_name = names[(names.index(str(value)) + 1) % len(names)]
        if other_name != value:
            yield f"becomes {other_name}", _always(replace(node, value=other_name))


def _computed(node: Expr) -> Iterator[Change]:
    match node:
        case Arithmetic(op="*"):
            yield "one factor dropped", _main_factor
        case Arithmetic(op=op):
            other = "-" if op == "+" else "+"
            yield f"{op} becomes {other}", lambda n: replace(n, op=other) if isinstance(n, Arithmetic) else n
        case Quantifier():
            yield from _quantified(node)
        case Call(function=name) if name in _OTHER_FUNCTION:
            found = _OTHER_FUNCTION[name]
            yield f"becomes {found}", lambda n: replace(n, function=found) if isinstance(n, Call) else n
        case Call(function=name) if name in _TRANSPARENT:
            yield f"{name} dropped", lambda n: n.arguments[0] if isinstance(n, Call) else n


def _main_factor(node: Expr) -> Expr:
    if not isinstance(node, Arithmetic):
        return node
    return node.left if node.left.type.kind == node.type.kind else node.right


def _quantified(node: Quantifier) -> Iterator[Change]:
    if other := _OTHER_QUANTIFIER.get(node.kind):
        yield f"{node.kind} becomes {other}", lambda n: replace(n, kind=other) if isinstance(n, Quantifier) else n
    if node.where is not None:
        yield "`if` dropped", lambda n: replace(n, where=None) if isinstance(n, Quantifier) else n
