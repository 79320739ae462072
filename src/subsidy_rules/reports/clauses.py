"""Clauses as a reader sees them: in full the first time, by their place afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from subsidy_rules.reports.wording import FORCES, brackets, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subsidy_rules.core.text import Lang
    from subsidy_rules.ir.plan import Document, Plan


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of one clause and where they stand (引文)."""

    provision: str
    words: str
    source: str


def source_of(document: Document) -> str:
    """Return how a document is referred to: its number, or its title where it has none (文号)."""
    return document.number or f"《{document.title}》"


def quote(plan: Plan, provision: str, lang: Lang) -> Quoted:
    """Return the words of a clause and where they stand."""
    clause = plan.provisions[provision]
    document = plan.documents[clause.document]
    force = "illustrative" if document.is_illustrative else "draft" if document.force == "draft" else clause.strength
    words = "……".join(quoted(fragment) for fragment in clause.quotes)
    note = brackets(lang, FORCES[force].in_(lang)) if force else ""
    return Quoted(provision, words, f"{source_of(document)} {clause.place}{note}")


def places(plan: Plan, provisions: Iterable[str], lang: Lang) -> str:
    """Return where clauses stand, each document named once: ``示例〔2024〕1号 第五条、第六条``."""
    by_document: dict[str, list[str]] = {}
    for provision in provisions:
        clause = plan.provisions[provision]
        found = by_document.setdefault(clause.document, [])
        if clause.place not in found:
            found.append(clause.place)
    parts = (f"{source_of(plan.documents[name])} {listed(lang, found)}" for name, found in by_document.items())
    return ("；" if lang == "zh" else "; ").join(parts)


class Clauses:
    """The clauses of one report, remembering which were quoted already."""

    def __init__(self, plan: Plan, lang: Lang) -> None:
        """Start with nothing quoted."""
        self._plan = plan
        self._lang: Lang = lang
        self.quoted: set[str] = set()

    def quote(self, provisions: Iterable[str]) -> tuple[Quoted, ...]:
        """Return the clauses that were not quoted yet, with their words."""
        new = [p for p in dict.fromkeys(provisions) if p not in self.quoted]
        self.quoted.update(new)
        return tuple(quote(self._plan, p, self._lang) for p in new)

    def places(self, provisions: Iterable[str]) -> str:
        """Return where clauses stand."""
        return places(self._plan, provisions, self._lang)
