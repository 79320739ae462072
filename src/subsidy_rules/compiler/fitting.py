"""Which type can stand where another is expected, and what is raised where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.ir.nodes import Const, Expr
from subsidy_rules.ir.types import NUMBER, Type

if TYPE_CHECKING:
    from subsidy_rules.core.errors import Diagnostic


class WrongError(Exception):
    """An expression is wrong; the walk of this expression ends here."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Keep what is wrong."""
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def fits(found: Type, expected: Type) -> bool:
    """Whether a value of one type can stand where the other is expected; a plain number fits any unit."""
    if found.kind == expected.kind == "integer":
        return same_unit(found, expected)
    if found.kind == expected.kind == "list" and found.item and expected.item:
        return fits(found.item, expected.item)
    if expected.kind in ("record", "enum") and not expected.of:
        return found.kind == expected.kind
    return found == expected


def stands(node: Expr, expected: Type) -> bool:
    """Whether a node can stand where a type is expected: 0 is also an amount, 0 and 1 are also ratios."""
    if isinstance(node, Const) and node.type == NUMBER and expected.kind in ("ratio", "yuan"):
        return expected.kind == "ratio" or node.value == 0
    return fits(node.type, expected)


def same_unit(left: Type, right: Type) -> bool:
    """Whether two numbers can be added and compared."""
    return left.of == right.of or not left.of or not right.of
