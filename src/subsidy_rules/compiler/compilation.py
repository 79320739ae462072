"""What the passes of the compiler share: the sources, what has been collected so far, and what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from subsidy_rules.compiler.fitting import WrongError
from subsidy_rules.compiler.syntax import Written, parse
from subsidy_rules.compiler.typing_rules import Typer
from subsidy_rules.core.errors import Diagnostic, Related, Span, nearest
from subsidy_rules.core.text import Text
from subsidy_rules.ir.plan import (
    Delegation,
    Document,
    LocalStandard,
    NamedList,
    Parameter,
    Passage,
    Provision,
    Reading,
    Rule,
    Sentence,
)
from subsidy_rules.ir.vocabulary import Vocabulary

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping, Sequence

    from subsidy_rules.compiler.scope import Scope
    from subsidy_rules.ir.nodes import Expr
    from subsidy_rules.ir.types import Type
    from subsidy_rules.sources.documents import Source
    from subsidy_rules.sources.positions import Step
    from subsidy_rules.sources.shapes import TextShape

ShapeT = TypeVar("ShapeT")
_HOLE = re.compile(r"\{([^{}]*)\}")


@dataclass
class Compilation:
    """The state of one compilation (编译过程)."""

    sources: Sequence[Source[Any]]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}, {}, {}, {}, {}, {}, {}))
    documents: dict[str, Document] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    passages: dict[str, Passage] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    lists: dict[str, NamedList] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    delegations: dict[str, Delegation] = field(default_factory=dict)
    local_standards: dict[str, list[LocalStandard]] = field(default_factory=dict)
    rules: dict[str, list[Rule]] = field(default_factory=dict)

    def of_shape(self, shape: type[ShapeT]) -> list[Source[ShapeT]]:
        """Return the sources of one shape, in the order of their names."""
        return [source for source in self.sources if isinstance(source.shape, shape)]

    def report(self, code: str, span: Span | None, provision: str = "", /, **values: str) -> None:
        """Note a diagnostic; the same one at the same place only once."""
        self.add(Diagnostic(code, values, span, self.clause(provision)))

    def add(self, diagnostic: Diagnostic) -> None:
        """Note a diagnostic; the same one at the same place only once."""
        if diagnostic not in self.diagnostics:
            self.diagnostics.append(diagnostic)

    def clause(self, provision: str) -> str:
        """Return a provision with the place it stands at, for a person."""
        found = self.provisions.get(provision)
        return f"{provision} {found.place}" if found else provision

    def quoted(self, provision: str, note: str = "") -> Related:
        """Return a provision with its words, to explain a diagnostic."""
        found = self.provisions.get(provision)
        words = "……".join(found.quotes) if found else ""
        return Related(note or self.clause(provision), found.span if found else None, words)

    def known_provision(self, provision: str, span: Span) -> bool:
        """Note a provision that no policy file has."""
        if provision in self.provisions:
            return True
        self.report("unknown-provision", span, name=provision, near=nearest(provision, self.provisions))
        return False

    def typed(self, written: Written, scope: Scope, expected: Type | None = None) -> Expr | None:
        """Parse and type an expression; what is wrong with it is noted."""
        tree = self.parsed(written)
        if tree is None:
            return None
        try:
            return Typer(written, scope.anew()).check(tree, expected)
        except WrongError as error:
            self.add(error.diagnostic)
            return None

    def parsed(self, written: Written) -> ast.expr | None:
        """Parse an expression; what is wrong with it is noted."""
        tree = parse(written)
        if isinstance(tree, Diagnostic):
            self.add(tree)
            return None
        return tree

    def sentence(self, text: TextShape, source: Source[Any], path: tuple[Step, ...], scope: Scope) -> Sentence:
        """Type the holes of a sentence in both languages."""
        return Sentence(
            self._parts(text.zh, source, (*path, "zh"), scope), self._parts(text.en, source, (*path, "en"), scope)
        )

    def _parts(self, text: str, source: Source[Any], path: tuple[Step, ...], scope: Scope) -> tuple[str | Expr, ...]:
        parts: list[str | Expr] = []
        end = 0
        span = source.text_span(*path)
        for hole in _HOLE.finditer(text):
            parts.append(text[end : hole.start()])
            found = self.typed(Written(hole.group(1), span.inside(hole.start(1), len(hole.group(1)))), scope)
            if found is not None:
                parts.append(found)
            end = hole.end()
        if set(text[end:]) & set("{}"):
            self.report("sentence-syntax", span, problem="`{` and `}` do not pair")
        return tuple(part for part in (*parts, text[end:]) if part != "")


def text_of(shape: TextShape) -> Text:
    """Return a bilingual text."""
    return Text(shape.zh, shape.en)


def labels(values: Mapping[str, TextShape]) -> dict[str, Text]:
    """Return bilingual texts by key."""
    return {key: text_of(value) for key, value in values.items()}
