"""From the plan back to the files: which entry of which file a node or a part of a rule was written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subsidy_rules.sources.rule_document import Fragment, RuleDocument
from subsidy_rules.testing.mutation.mutant import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subsidy_rules.core.errors import Span
    from subsidy_rules.ir.plan import Rule
    from subsidy_rules.sources.documents import Source
    from subsidy_rules.sources.positions import Path, Step


class Places:
    """Knows where everything in the source files stands (出处索引)."""

    def __init__(self, sources: Sequence[Source[Any]]) -> None:
        """Index the texts of the source files by file and line."""
        self._lines: dict[tuple[str, int], list[tuple[int, Path, str]]] = {}
        self._rules: dict[str, Source[Any]] = {}
        self._fragments: dict[str, Source[Any]] = {}
        self._by_file = {source.file: source for source in sources}
        for source in sources:
            if isinstance(source.shape, RuleDocument):
                self._rules[source.file] = source
            elif isinstance(source.shape, Fragment):
                self._fragments[source.shape.fragment] = source
            if isinstance(source.shape, RuleDocument | Fragment):
                for path, text in _texts(source.tree.data, ()):
                    span = source.text_span(*path)
                    self._lines.setdefault((span.file, span.line), []).append((span.column, path, text))

    def of_node(self, span: Span) -> tuple[Place, str] | None:
        """Return where an expression was written, and its text; none where it is no expression of a rule."""
        found = [entry for entry in self._lines.get((span.file, span.line), ()) if entry[0] <= span.column]
        if not found:
            return None
        column, path, text = max(found, key=lambda entry: entry[0])
        start = span.column - column
        words = " ".join(text[start : start + span.length].split())
        line = span.line + text.count("\n", 0, start)
        return Place(span.file, line, dotted(path)), words

    def of_part(self, rule: Rule, section: str, name: Step, *inner: Step) -> Place:
        """Return where a part of a rule was written: in its file, or in a fragment it uses."""
        own = self._rules[rule.file]
        for source in (own, *(self._fragments[fragment] for fragment in own.shape.uses)):
            if isinstance(name, int) or name in getattr(source.shape, section, {}):
                return self.in_source(source.file, section, name, *inner)
        return self.in_source(rule.file)

    def in_source(self, file: str, *path: Step) -> Place:
        """Return the place of an entry of a file; of the entry around it where it is not written out."""
        return Place(file, self._by_file[file].key_span(*path).line, dotted(path))

    def __contains__(self, file: object) -> bool:
        """Whether a file is one of the sources."""
        return file in self._by_file


def dotted(path: Path) -> str:
    """Return the path of an entry as a person reads it."""
    return ".".join(map(str, path)) or "."


def _texts(data: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _texts(value, (*path, i))
    elif isinstance(data, str):
        yield path, data
