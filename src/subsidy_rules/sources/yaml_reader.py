"""YAML 1.2 with positions, and without what makes YAML dangerous.

Read from the parser's events: an alias, a tag or a nesting that is too deep stops the reading before anything is built
from it. Anchors, aliases and merge keys are refused altogether; rules share parts through fragments.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from subsidy_rules.core.characters import INVISIBLE, codepoint
from subsidy_rules.core.errors import Diagnostic, PolicyError, Related
from subsidy_rules.sources.described import described
from subsidy_rules.sources.positions import Path, Place, Spans, Tree, Value
from subsidy_rules.sources.scalars import ScalarError, plain_value, refuse_full_width_number, refuse_invisible
from subsidy_rules.sources.syntax_errors import problem_values

if TYPE_CHECKING:
    from yaml import Mark

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 40
MAX_VALUES = 200_000
MAX_DIAGNOSTICS = 50
_BOM = "\ufeff"


def read_yaml(content: str | bytes, file: str) -> Tree:
    """Return the values of a YAML file and their places (读取 YAML).

    Raises:
        PolicyError: with everything that is wrong, each at its line and column.
    """
    if len(content) > MAX_BYTES or (isinstance(content, str) and len(content.encode(errors="replace")) > MAX_BYTES):
        raise PolicyError([_at_start(file, "file-too-large", limit=str(MAX_BYTES))])
    text = _decode(content, file) if isinstance(content, bytes) else content
    text = text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    spans = Spans(file, text.split("\n"))
    if INVISIBLE.search(text):
        raise PolicyError(_invisible(spans))
    return _Reader(text, spans).read()


def _decode(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix(_BOM).split("\n")
        spans = Spans(file, before)
        place = (len(before) - 1, len(before[-1]), len(before) - 1, len(before[-1]))
        raise PolicyError([Diagnostic("not-utf8", {"offset": str(error.start + 1)}, spans.at(place))]) from None


def _invisible(spans: Spans) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for number, line in enumerate(spans.lines):
        for match in INVISIBLE.finditer(line):
            place = (number, match.start(), number, match.end())
            found.append(Diagnostic("invisible-character", {"codepoint": codepoint(match[0])}, spans.at(place)))
            if len(found) == MAX_DIAGNOSTICS:
                return found
    return found


def _at_start(file: str, code: str, **values: str) -> Diagnostic:
    return Diagnostic(code, values, Spans(file, [""]).at((0, 0, 0, 0)))


class _Stop(Exception):  # noqa: N818  # not an error: what is wrong has been noted already
    """The reading cannot go on."""


class _Reader:
    """One reading of one file: takes the parser's events one by one and collects what is wrong."""

    def __init__(self, text: str, spans: Spans) -> None:
        self._text = text
        self._spans = spans
        self._found: list[Diagnostic] = []
        self._count = 0

    def read(self) -> Tree:
        from yaml import YAMLError

        data: Value = None
        try:
            self._next = _loader()(self._text).get_event
            data = self._document()
        except _Stop:
            pass
        except YAMLError as error:
            self._note_syntax(getattr(error, "problem_mark", None), getattr(error, "problem", None) or str(error))
        except ValueError as error:  # an escape or a version with a number beyond all bounds (the pure parser)
            self._note_syntax(None, str(error))
        except OverflowError as error:
            self._note_syntax(None, f"escape: {error}")
        if self._found:
            raise PolicyError(self._found)
        return Tree(data, self._spans)

    def _document(self) -> Value:
        from yaml import DocumentStartEvent, StreamEndEvent

        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            self._note((0, 0, 0, 0), "empty-file")
            raise _Stop
        data = self._node(self._next(), (), 0)
        self._next()
        if isinstance(more := self._next(), DocumentStartEvent):
            self._note(_place(more), "several-documents")
        return data

    def _node(self, event: Any, path: Path, depth: int) -> Value:  # noqa: ANN401  # events are of no common class
        self._count += 1
        if self._count > MAX_VALUES:
            self._stop(_place(event), "yaml-too-many-values", limit=str(MAX_VALUES))
        if depth > MAX_DEPTH:
            self._stop(_place(event), "yaml-too-deep", limit=str(MAX_DEPTH))
        if event.anchor is not None:
            self._note(_place(event), "yaml-anchor", name=event.anchor)
        kind = event.__class__.__name__
        if kind == "AliasEvent":
            return None
        if event.tag is not None:
            self._note(_place(event), "yaml-tag", tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if kind == "ScalarEvent":
            self._spans.values[path] = _place(event)
            return self._scalar(event)
        if kind == "SequenceStartEvent":
            return self._sequence(event, path, depth)
        return self._mapping(event, path, depth)

    def _scalar(self, event: Any) -> Value:  # noqa: ANN401
        try:
            if event.implicit[0]:
                return plain_value(event.value)
            refuse_full_width_number(event.value)
            if event.style == '"':
                refuse_invisible(event.value)
        except ScalarError as error:
            self._keep(replace(error.diagnostic, span=self._spans.at(_place(event))))
        return str(event.value)

    def _sequence(self, start: Any, path: Path, depth: int) -> Value:  # noqa: ANN401
        items: list[Value] = []
        while (event := self._next()).__class__.__name__ != "SequenceEndEvent":
            items.append(self._node(event, (*path, len(items)), depth + 1))
        self._spans.values[path] = _place(start, event)
        return items

    def _mapping(self, start: Any, path: Path, depth: int) -> Value:  # noqa: ANN401
        entries: dict[str, Value] = {}
        while (event := self._next()).__class__.__name__ != "MappingEndEvent":
            key = self._key(event, path, depth)
            here = (*path, key)
            if key in entries:
                self._duplicate(event, here)
                self._node(self._next(), here, depth + 1)
                continue
            self._spans.keys[here] = _place(event)
            entries[key] = self._node(self._next(), here, depth + 1)
        self._spans.values[path] = _place(start, event)
        return entries

    def _key(self, event: Any, path: Path, depth: int) -> str:  # noqa: ANN401
        value = self._node(event, (*path, ""), depth + 1)
        if event.__class__.__name__ == "AliasEvent":
            return ""
        if isinstance(value, str):
            if value == "<<" and event.implicit[0]:
                self._note(_place(event), "yaml-anchor", name=value)
            return value
        found, found_zh = described(value)
        self._note(_place(event), "key-not-text", found=found, found_zh=found_zh)
        return str(getattr(event, "value", ""))

    def _duplicate(self, event: Any, path: Path) -> None:  # noqa: ANN401
        key = str(path[-1])
        first = Related(f"`{key}`", self._spans.key(path))
        self._keep(Diagnostic("duplicate-key", {"key": key}, self._spans.at(_place(event)), related=(first,)))

    def _note(self, place: Place, code: str, **values: str) -> None:
        self._keep(Diagnostic(code, values, self._spans.at(place)))

    def _keep(self, diagnostic: Diagnostic) -> None:
        self._found.append(diagnostic)
        if len(self._found) >= MAX_DIAGNOSTICS:
            raise _Stop

    def _stop(self, place: Place, code: str, **values: str) -> NoReturn:
        self._note(place, code, **values)
        raise _Stop

    def _note_syntax(self, mark: Mark | None, problem: str) -> None:
        lines = self._spans.lines
        line, column = (mark.line, mark.column) if mark else (0, 0)
        while line > 0 and (line >= len(lines) or not lines[line]):  # the end of the file: point at its last words
            line -= 1
            column = len(lines[line])
        values = problem_values(problem, lines[line], column)
        self._found.append(Diagnostic("yaml-syntax", values, self._spans.at((line, column, line, column + 1))))


def _loader() -> Any:  # noqa: ANN401  # two classes that share no base
    """Return the parser of libyaml, or the one written in Python where libyaml is missing."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _place(event: Any, last: Any = None) -> Place:  # noqa: ANN401
    start, end = event.start_mark, (last or event).end_mark
    return start.line, start.column, end.line, end.column
