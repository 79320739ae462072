"""What the names in an expression mean, in one rule."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Mapping

    from subsidy_rules.compiler.syntax import Written
    from subsidy_rules.core.errors import Span
    from subsidy_rules.ir.nodes import Expr
    from subsidy_rules.ir.plan import NamedList, Parameter, Reading
    from subsidy_rules.ir.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Definition:
    """A name for an expression, with the names it is written in (定义)."""

    name: str
    written: Written
    tree: ast.expr
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: for each input the values that fit, ``None`` for any (表行)."""

    provisions: tuple[str, ...]
    cells: tuple[frozenset[str] | None, ...]
    spans: tuple[Span, ...]
    written: Written
    then: ast.expr


@dataclass(frozen=True, slots=True)
class Table:
    """A table of cases (决策表)."""

    name: str
    parameters: tuple[str, ...]
    inputs: tuple[tuple[Written, ast.expr], ...]
    rows: tuple[TableRow, ...]
    is_unique: bool
    otherwise: tuple[Written, ast.expr] | None
    written: Written


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything a name can mean (作用域): variables first, then what the rule and the documents define.

    ``expanding`` are the definitions being written out, ``used`` those that were, ``size`` counts the nodes made.
    """

    vocabulary: Vocabulary
    parameters: Mapping[str, Parameter]
    lists: Mapping[str, NamedList]
    readings: Mapping[str, Reading]
    variables: Mapping[str, Expr] = field(default_factory=dict)
    definitions: Mapping[str, Definition | Table] = field(default_factory=dict)
    expanding: tuple[str, ...] = ()
    used: set[str] = field(default_factory=set)
    size: list[int] = field(default_factory=lambda: [0])

    def bind(self, variables: Mapping[str, Expr]) -> Scope:
        """Return the scope with more variables."""
        return replace(self, variables={**self.variables, **variables})

    def anew(self) -> Scope:
        """Return the scope for another expression, whose size is counted from zero."""
        return replace(self, size=[0])

    def inside(self, definition: str) -> Scope:
        """Return the scope inside a definition, to notice one that leads back to itself."""
        return replace(self, expanding=(*self.expanding, definition))

    def names(self) -> Iterable[str]:
        """Return every name that means something here, for near misses."""
        facts = (f"{name}.{f}" for name, record in self.vocabulary.records.items() for f in record.fields)
        return chain(self.variables, self.definitions, self.parameters, self.lists, self.readings, facts)
