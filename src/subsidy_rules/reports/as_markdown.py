"""A decision as Markdown, for pasting into a case file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from subsidy_rules.model.identifiers import mask_all
from subsidy_rules.reports.columns import on_one_line
from subsidy_rules.reports.outline import Item, Outline, Section, outline
from subsidy_rules.reports.wording import brackets, colon, dash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.core.text import Lang
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.model.decision import Decision

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def as_markdown(decision: Decision, plan: Plan, lang: Lang = "zh") -> str:
    """Return a decision as Markdown, ID numbers masked (Markdown 报告)."""
    text = "\n".join(_lines(outline(decision, plan, lang), lang))
    return mask_all(re.sub(r"\n{3,}", "\n\n", text)) + "\n"


def _lines(report: Outline, lang: Lang) -> Iterator[str]:
    yield f"# {_escaped(report.headline)}"
    for section in (report.checks, *report.sections):
        if section.items:
            yield ""
            yield from _section(section, lang)
    yield ""
    yield f"_{_escaped(report.closing)}_"


def _section(section: Section, lang: Lang) -> Iterator[str]:
    yield f"## {section.heading}"
    yield ""
    for item in section.items:
        yield from _item(item, lang)


def _item(item: Item, lang: Lang) -> Iterator[str]:
    mark = f"{item.mark} " if item.mark else ""
    first, *rest = [*map(_escaped, item.sentences), ""][: max(len(item.sentences), 1)]
    title = f"**{_escaped(item.title)}**" if item.sentences else _escaped(item.title)
    sentences = [f"- {mark}{title}{colon(lang) if first else ''}{first}", *(f"  {line}" for line in rest)]
    sentences[-1] += brackets(lang, _escaped(item.place))
    yield "  \n".join(sentences)
    for clause in item.quotes:
        yield ""
        yield f"  > {_escaped(clause.words)}  "
        yield f"  > {dash(lang)}{_escaped(clause.source)}"
        yield ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", on_one_line(text))
