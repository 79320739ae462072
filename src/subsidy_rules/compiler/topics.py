"""Topics: where one question asks several things at once, which of them a request puts (事项)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.ir.nodes import Entry, Expr, Field, Given, Logic, Not, Var

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_fact(expr: Expr) -> bool:
    """Whether an expression is a fact, one figure of a table that is one, or a list (是否事实)."""
    return isinstance(expr, Field | Entry) or (isinstance(expr, Var) and expr.type.item is not None)


def is_put(own: Sequence[Given], every: Sequence[Given]) -> Expr | None:
    """Return whether a request puts a topic: it gives one of its facts, or no fact of any topic (是否问及).

    Nothing where a rule has no other topic: the only one is always put.
    """
    others = [one for one in dict.fromkeys(every) if one not in own]
    return _any(*own, Not(_any(*others))) if others else None


def both(one: Expr | None, other: Expr | None) -> Expr | None:
    """Return that both tests hold, of those there are (同时成立)."""
    return Logic("and", (one, other)) if one and other else one or other


def _any(*tests: Expr) -> Expr:
    return tests[0] if len(tests) == 1 else Logic("or", tests)
