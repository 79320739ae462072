"""The account of the law as a table for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.core.text import Lang, Text
from subsidy_rules.reports import wording
from subsidy_rules.reports.clauses import source_of
from subsidy_rules.reports.columns import padded, width
from subsidy_rules.reports.coverage import STATES, counted, shortfalls
from subsidy_rules.reports.entries import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subsidy_rules.reports.coverage import ClauseCoverage, Coverage, DocumentCoverage, State

_MARKS: dict[State, str] = {"used": "✓", "not_computable": "–", "gap": "✗"}
_GAP = "  "
_PROVISIONS = Text("条款 {count}", "provisions {count}")
_PASSAGES = Text("不可计算的段落 {count}", "passages not computable {count}")
_TOTAL = Text("合计", "Total")
_SHORT = Text("缺口", "Gaps")


def coverage_as_text(found: Coverage, lang: Lang = "zh") -> str:
    """Return the account as a table, document by document, gaps once more at the end (条款去向表)."""
    lines = [line for document in found.documents for line in (*_document(document, lang), "")]
    return "\n".join([*lines, *summary(found, lang)]) + "\n"


def summary(found: Coverage, lang: Lang) -> Iterator[str]:
    """Yield the totals, and every gap."""
    total = _counts(found.clauses, len(found.passages), lang)
    yield f"{_TOTAL.in_(lang)}{wording.colon(lang)}{total}"
    short = list(shortfalls(found, lang))
    if short:
        yield f"{_SHORT.in_(lang)}{wording.colon(lang)}".rstrip()
        yield from (f"{_GAP}{line}" for line in short)


def _document(document: DocumentCoverage, lang: Lang) -> Iterator[str]:
    yield f"{document.document.id} · {source_of(document.document)}"
    yield f"{_GAP}{_counts(document.clauses, len(document.passages), lang)}"
    rows = [(_MARKS[c.state], c.provision.id, c.provision.place, *_said(c, lang)) for c in document.clauses]
    reason = STATES["not_computable"].in_(lang)
    rows += [(_MARKS["not_computable"], p.id, p.place, reason, p.why.in_(lang)) for p in document.passages]
    yield from _table(rows)


def _said(clause: ClauseCoverage, lang: Lang) -> tuple[str, str]:
    """Return what a provision serves as, and where: the questions, else what it declares, else the reason."""
    if clause.state == "not_computable" and clause.provision.not_computable:
        return STATES["not_computable"].in_(lang), clause.provision.not_computable.in_(lang)
    served = wording.listed(lang, (CATEGORIES[category].in_(lang) for category in clause.categories))
    told = [entry for entry in clause.entries if entry.category != "reading"]
    names = dict.fromkeys(entry.question or entry.use.name for entry in told)
    if clause.state == "gap":
        served = wording.brackets(lang, served)
        return f"{STATES['gap'].in_(lang)}{served}", ", ".join(names)
    return served, ", ".join(names)


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows with their columns lined up; the last column is as wide as it is."""
    if not rows:
        return
    columns = [max(width(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    for *cells, last in rows:
        yield _GAP + _GAP.join((*(padded(cell, w) for cell, w in zip(cells, columns, strict=True)), last)).rstrip()


def _counts(clauses: tuple[ClauseCoverage, ...], passages: int, lang: Lang) -> str:
    states = (f"{STATES[state].in_(lang)} {count}" for state, count in counted(clauses).items() if count)
    of_states = wording.brackets(lang, wording.listed(lang, states))
    parts = [f"{_PROVISIONS.in_(lang).format(count=len(clauses))}{of_states}"]
    if passages:
        parts.append(_PASSAGES.in_(lang).format(count=passages))
    return wording.comma(lang).join(parts)
