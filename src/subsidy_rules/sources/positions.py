"""A YAML file as plain values, with the place of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from subsidy_rules.core.errors import Span

if TYPE_CHECKING:
    from subsidy_rules.sources.scalars import Plain

Value: TypeAlias = "Plain | list[Value] | dict[str, Value]"
Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]
Place: TypeAlias = tuple[int, int, int, int]
"""First line and column, last line and column of a node; from 0."""

_LONGEST_EXCERPT = 500


@dataclass(slots=True)
class Spans:
    """Where each value and each key of a file stands; spans are made when they are asked for."""

    file: str
    lines: list[str]
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)

    def value(self, path: Path) -> Span:
        """Return the place of a value, or of the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.at(self.values.get(path, (0, 0, 0, 0)))

    def key(self, path: Path) -> Span:
        """Return the place of a key; of a list element, of the element."""
        place = self.keys.get(path)
        return self.at(place) if place else self.value(path)

    def content(self, path: Path) -> Span:
        """Return the place of the first character of a text: after its quotation mark, or the first line of a block."""
        while path and path not in self.values:
            path = path[:-1]
        line, column, last, end = self.values.get(path, (0, 0, 0, 0))
        opening = self._text(line)[column : column + 1]
        if opening and opening in "\"'":
            return self.at((line, column + 1, last, end - 1))
        if opening and opening in "|>":
            return self._block(line + 1, last) or self.at((line, column, last, end))
        return self.at((line, column, last, end))

    def at(self, place: Place) -> Span:
        """Return the span of a place; one that goes over several lines ends with its first line."""
        line, column, last, end = place
        text = self._text(line)
        length = (end if last == line else len(text)) - column
        excerpt = text if len(text) <= _LONGEST_EXCERPT else ""
        return Span(self.file, line + 1, column + 1, max(length, 1), excerpt)

    def _block(self, first: int, last: int) -> Span | None:
        for line in range(first, last + 1):
            text = self._text(line)
            if text.strip():
                return self.at((line, len(text) - len(text.lstrip(" ")), line, len(text)))
        return None

    def _text(self, line: int) -> str:
        return self.lines[line] if line < len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML file as plain values, with the place of each (带位置的文档)."""

    data: Value
    spans: Spans
