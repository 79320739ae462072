"""The definitions and tables of a rule and of the fragments it uses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from subsidy_rules.compiler.scope import Definition, Scope, Table, TableRow
from subsidy_rules.compiler.syntax import Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.compiler.compilation import Compilation
    from subsidy_rules.sources.documents import Source
    from subsidy_rules.sources.rule_document import TableShape

_ANY = "any"


@dataclass(frozen=True, slots=True)
class Merged:
    """A rule with the fragments it uses; the rule's own entries come last (合并后的规则)."""

    rule: Source[Any]
    fragments: list[Source[Any]]

    def entries(self, section: str) -> Iterator[tuple[Source[Any], str, Any]]:
        """Yield every entry of a section with the file it stands in."""
        for source in (*self.fragments, self.rule):
            for name, shape in getattr(source.shape, section, {}).items():
                yield source, name, shape


def define(compilation: Compilation, scope: Scope, merged: Merged) -> Scope:
    """Return the scope with the definitions and tables of the rule; names that clash are reported."""
    found: dict[str, Definition | Table] = {}
    taken = {*scope.variables, *scope.parameters, *scope.lists}
    for source, name, shape in merged.entries("definitions"):
        path: tuple[str | int, ...] = ("definitions", name)
        _check_name(compilation, source, path, taken)
        text = shape if isinstance(shape, str) else shape.is_
        where = path if isinstance(shape, str) else (*path, "is")
        written = Written(text, source.text_span(*where))
        tree = compilation.parsed(written)
        if tree is not None:
            found[name] = Definition(name, written, tree, () if isinstance(shape, str) else tuple(shape.with_))
    for source, name, shape in merged.entries("tables"):
        _check_name(compilation, source, ("tables", name), taken)
        table = _table(compilation, source, name, shape)
        if table is not None:
            found[name] = table
    for section in ("grounds", "conditions", "limits"):
        seen: set[str] = set()
        for source, name, _ in merged.entries(section):
            _check_name(compilation, source, (section, name), seen)
    return replace(scope, definitions=found)


def _check_name(compilation: Compilation, source: Source[Any], path: tuple[str | int, ...], taken: set[str]) -> None:
    name = str(path[-1])
    if name in taken:
        compilation.report("duplicate-definition", source.span(*path), kind=str(path[0]).rstrip("s"), name=name)
    taken.add(name)


def _table(compilation: Compilation, source: Source[Any], name: str, shape: TableShape) -> Table | None:
    path = ("tables", name)
    inputs = [_written(compilation, source, text, (*path, "by", i)) for i, text in enumerate(shape.by)]
    rows: list[TableRow | None] = []
    for i, row in enumerate(shape.rows):
        where = (*path, "rows", i)
        named = (*([row.provision] if row.provision else []), *(row.provisions or []))
        cited = tuple(p for p in named if compilation.known_provision(p, source.span(*where)))
        if not named:
            compilation.report("not-cited", source.span(*where), what=f"row {i + 1} of `{name}`")
        if len(row.when) != len(shape.by):
            count = {"name": name, "expected": str(len(shape.by)), "found": str(len(row.when))}
            compilation.report("wrong-key-count", source.span(*where, "when"), **count)
            return None
        then = _written(compilation, source, row.then, (*where, "then"))
        spans = tuple(source.span(*where, "when", column) for column in range(len(row.when)))
        rows.append(then and TableRow(cited, tuple(map(_cell, row.when)), spans, *then))
    otherwise = _written(compilation, source, shape.otherwise, (*path, "otherwise")) if shape.otherwise else None
    if None in inputs or None in rows or (shape.otherwise and otherwise is None):
        return None
    return Table(
        name, tuple(shape.with_), tuple(filter(None, inputs)), tuple(filter(None, rows)), shape.hit == "unique",
        otherwise, Written(name, source.span(*path)),
    )  # fmt: skip


def _written(
    compilation: Compilation, source: Source[Any], text: str, path: tuple[str | int, ...]
) -> tuple[Written, Any] | None:
    written = Written(text, source.text_span(*path))
    tree = compilation.parsed(written)
    return None if tree is None else (written, tree)


def _cell(cell: str | list[str]) -> frozenset[str] | None:
    if cell == _ANY:
        return None
    return frozenset([cell] if isinstance(cell, str) else cell)
