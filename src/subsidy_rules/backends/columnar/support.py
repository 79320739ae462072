"""What the columnar runner says itself for each kind of node, what it says in other words, and what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Support: TypeAlias = Literal["supported", "lowered", "never"]

SUPPORT: Final[Mapping[str, Support]] = {
    "Const": "supported",
    "ListOf": "supported",
    "Var": "supported",
    "Field": "supported",
    "ParameterOf": "lowered",  # a constant, or cases by key
    "Entry": "never",  # tables do not fit a column
    "ReadingIs": "lowered",  # a constant in each state of the law
    "LeftOpen": "never",  # open by its meaning
    "CannotTell": "never",  # the same
    "Given": "supported",
    "Not": "supported",
    "Logic": "supported",
    "Compare": "supported",
    "In": "supported",
    "Arithmetic": "supported",
    "If": "supported",
    "Call": "supported",
    "Quantifier": "lowered",  # history: pairs of claim and entry; a list of one, or written out: its elements
}
"""What is "never" said is null in a frame; claims that it matters to are left to the engine (支持情况)."""
