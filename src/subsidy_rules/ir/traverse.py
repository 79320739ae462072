"""Walking over the expressions of a rule."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from subsidy_rules.ir.nodes import Expr, LeftOpen, ParameterOf, ReadingIs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.ir.plan import Plan, Rule


def nodes(*roots: object) -> Iterator[Expr]:
    """Yield every node below the roots, depth first; roots may be nodes, tuples of them, or parts of a rule."""
    for root in roots:
        if isinstance(root, tuple):
            yield from nodes(*root)
        elif is_dataclass(root) and type(root).__module__.startswith("subsidy_rules.ir."):
            if isinstance(root, Expr):
                yield root
            yield from nodes(
                *(getattr(root, field.name) for field in fields(root) if field.name not in ("type", "span"))
            )


def parameters_in(*roots: object) -> tuple[str, ...]:
    """Return the ids of the parameters read below the roots, each once, in order."""
    return tuple(dict.fromkeys(node.parameter for node in nodes(*roots) if isinstance(node, ParameterOf)))


def supplied_in(plan: Plan, rule: Rule) -> tuple[str, ...]:
    """Return the ids of the local standards a rule reads."""
    return tuple(p for p in parameters_in(rule) if plan.parameters[p].is_supplied)


def readings_in(*roots: object) -> tuple[str, ...]:
    """Return the ids of the readings consulted below the roots, each once, in order."""
    return tuple(dict.fromkeys(node.reading for node in nodes(*roots) if isinstance(node, ReadingIs | LeftOpen)))
