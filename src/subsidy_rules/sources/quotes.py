"""The official texts, and whether a quote stands in them, character for character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from subsidy_rules.core.characters import in_one_line
from subsidy_rules.core.errors import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from subsidy_rules.sources.documents import Source
    from subsidy_rules.sources.policy_document import PolicyDocument

_PRINTED_LINE = re.compile(r"[\r\n\f\v\x85\u2028\u2029]")
_NOT_OF_THE_TEXT = re.compile(r"- *[0-9]+ *-|https?://\S+")
"""Page numbers, and links that stand alone on a line."""
_LEAST_RUN, _LEAST_SHARE = 2, 5
"""A passage is offered where it shares two characters in a row, and a fifth of the quote, with it."""


@dataclass(frozen=True, slots=True)
class OfficialText:
    """The text of one document, its printed lines joined (官方文本)."""

    name: str
    text: str

    @classmethod
    def load(cls, path: Path) -> OfficialText:
        """Return the text of a file."""
        return cls(path.name, joined(path.read_bytes().decode("utf-8-sig")))

    def contains(self, quote: str) -> bool:
        """Whether the quote occurs, character for character."""
        return bool(quote) and quote in self.text

    def follows(self, quotes: Iterable[str]) -> Iterator[bool]:
        """Tell of each quote whether it occurs after the end of the one before it."""
        end = 0
        for quote in quotes:
            start = self.text.find(quote, end)
            end = start + len(quote) if start >= 0 else end
            yield start >= 0

    def closest(self, quote: str) -> str:
        """Return the passage most like a quote, or the empty string: around the longest run of words they share."""
        matcher = SequenceMatcher(None, self.text, quote, autojunk=False)
        run = matcher.find_longest_match()
        if run.size < max(_LEAST_RUN, len(quote) // _LEAST_SHARE):
            return ""
        start = max(run.a - run.b, 0)
        return self.text[start : start + len(quote)]


def joined(printed: str) -> str:
    """Join printed lines: blanks at their ends go, and lines that are no part of the text."""
    lines = (line.strip() for line in _PRINTED_LINE.split(printed))
    return "".join(line for line in lines if not _NOT_OF_THE_TEXT.fullmatch(line))


def check_quotes(sources: Iterable[Source[Any]], directory: Path) -> list[Diagnostic]:
    """Return every quote that is not in the official text of its document (引文核对)."""
    from subsidy_rules.sources.policy_document import PolicyDocument

    found: list[Diagnostic] = []
    for source in sources:
        if isinstance(source.shape, PolicyDocument):
            found += _check_document(source, directory)
    return found


def _check_document(source: Source[PolicyDocument], directory: Path) -> Iterator[Diagnostic]:
    document = source.shape
    if document.text is None:
        values = {"document": document.document}
        yield Diagnostic("text-not-named", values, source.span("document"), severity="warning")
        return
    files = sorted(path for path in directory.glob("*") if path.is_file() and path.name.startswith(document.text))
    if len(files) != 1:
        code = "text-ambiguous" if files else "text-not-found"
        values = {"text": document.text, "files": ", ".join(f"`{path.name}`" for path in files)}
        yield Diagnostic(code, values, source.span("text"))
        return
    text = OfficialText.load(files[0])
    for name, provision in document.provisions.items():
        if provision.quote is not None:
            yield from _check_fragments(source, text, name, {("quote",): provision.quote})
        if provision.quotes is not None:
            fragments: dict[tuple[str | int, ...], str] = {("quotes", i): q for i, q in enumerate(provision.quotes)}
            yield from _check_fragments(source, text, name, fragments)
    for name, passage in document.not_computable.items():
        if not text.contains(passage.quote):
            values = {"provision": name, "passage": text.closest(passage.quote)}
            span = source.text_span("not_computable", name, "quote")
            yield Diagnostic("quote-not-in-text", values, span, name)


def _check_fragments(
    source: Source[PolicyDocument], text: OfficialText, name: str, fragments: dict[tuple[str | int, ...], str]
) -> Iterator[Diagnostic]:
    for (path, quote), is_there in zip(fragments.items(), text.follows(fragments.values()), strict=True):
        span = source.text_span("provisions", name, *path)
        if not text.contains(quote):
            values = {"provision": name, "passage": text.closest(quote)}
            yield Diagnostic("quote-not-in-text", values, span, name)
        elif not is_there:
            yield Diagnostic("quote-out-of-order", {"provision": name, "quote": in_one_line(quote)}, span, name)
