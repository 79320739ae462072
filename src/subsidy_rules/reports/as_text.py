"""A decision as text that a clerk can read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.model.identifiers import mask_all
from subsidy_rules.reports.columns import on_one_line, padded, width
from subsidy_rules.reports.outline import Item, Outline, Section, outline
from subsidy_rules.reports.wording import brackets, dash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from subsidy_rules.core.text import Lang
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.model.decision import Decision

_MARGIN = "  "
_GAP = 4
_WIDEST_TITLE = 44


def as_text(decision: Decision, plan: Plan, lang: Lang = "zh") -> str:
    """Return a decision as text, ID numbers masked (文字报告)."""
    return mask_all("\n".join(_lines(outline(decision, plan, lang), lang))) + "\n"


def _lines(report: Outline, lang: Lang) -> Iterator[str]:
    yield on_one_line(report.headline)
    if report.checks.items:
        yield ""
        yield from _items(report.checks.items, lang)
    for section in report.sections:
        yield ""
        yield from _section(section, lang)
    yield ""
    yield report.closing


def _section(section: Section, lang: Lang) -> Iterator[str]:
    yield section.heading
    yield from _items(section.items, lang)


def _items(items: Iterable[Item], lang: Lang) -> Iterator[str]:
    found = tuple(items)
    columns = min(max(width(item.title) for item in found), _WIDEST_TITLE) + _GAP
    for item in found:
        yield from _item(item, columns, lang)


def _item(item: Item, columns: int, lang: Lang) -> Iterator[str]:
    mark = f"{item.mark} " if item.mark else ""
    head = f"{_MARGIN}{mark}{padded(on_one_line(item.title), columns)}"
    indent = " " * (len(_MARGIN) + len(mark) + columns)
    body = [on_one_line(sentence) for sentence in item.sentences]
    if item.place:
        body[:] = [*body[:-1], f"{body[-1] if body else ''}{brackets(lang, item.place)}"]
    for clause in item.quotes:
        body += [clause.words, f"{dash(lang)}{clause.source}"]
    if width(item.title) + _GAP > columns:  # a title wider than its column has a line of its own
        yield head.rstrip()
        head = indent
    for line in body or [""]:
        yield f"{head}{line}".rstrip()
        head = indent
