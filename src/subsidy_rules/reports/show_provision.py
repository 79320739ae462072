"""What a provision says, as text: its words, its document, and what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.core.text import Lang, Text
from subsidy_rules.reports import names, wording
from subsidy_rules.reports.clauses import quote, source_of
from subsidy_rules.reports.uses import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.ir.plan import Document, Effective, Plan, Provision, Term

_MARGIN = "  "

_FORCE = Text("效力", "force")
_REGION = Text("地区", "region")
_TERM = Text("施行期间", "in force")
_NOT_COMPUTABLE = Text("不可计算", "not computable")
_USED_BY = Text("用于", "used by")
_UNUSED = Text("尚未用于任何规则", "not used by any rule yet")
_UNPRINTED = Text("未印明：{first} 至 {last} 之间", "not printed: between {first} and {last}")
_OPEN = Text("起", "onwards")


def show_provision(plan: Plan, provision: str, lang: Lang = "zh") -> str:
    """Return the words of a provision, its document and what uses it (条款说明)."""
    clause = plan.provisions[provision]
    document = plan.documents[clause.document]
    found = quote(plan, provision, lang)
    lines = [f"{provision} · {found.source}", "", f"{_MARGIN}{found.words}", ""]
    lines += [f"{_MARGIN}{line}" for line in _document(plan, document, clause, lang)]
    uses = [f"{_MARGIN}- {use}" for use in uses_of(plan, provision, lang)]
    if clause.not_computable:
        lines.append(f"{_MARGIN}{_NOT_COMPUTABLE.in_(lang)}{wording.colon(lang)}{clause.not_computable.in_(lang)}")
    heading = _USED_BY if uses else _UNUSED
    if uses or not clause.not_computable:
        lines += ["", heading.in_(lang), *uses]
    return "\n".join(lines) + "\n"


def show_passage(plan: Plan, passage: str, lang: Lang = "zh") -> str:
    """Return the words of a passage from which nothing is computed, and why (段落说明)."""
    found = plan.passages[passage]
    document = plan.documents[found.document]
    why = f"{_NOT_COMPUTABLE.in_(lang)}{wording.colon(lang)}{found.why.in_(lang)}"
    head = f"{passage} · {source_of(document)} {found.place}"
    return f"{head}\n\n{_MARGIN}{wording.quoted(found.quote)}\n\n{_MARGIN}{why}\n"


def _document(plan: Plan, document: Document, clause: Provision, lang: Lang) -> Iterator[str]:
    colon = wording.colon(lang)
    yield f"{source_of(document)} 《{document.title}》" if document.number else f"《{document.title}》"
    yield " · ".join(filter(None, (document.issuer, f"{_REGION.in_(lang)} {document.region}")))
    force = "illustrative" if document.is_illustrative else document.force
    strength = f" · {wording.FORCES[clause.strength].in_(lang)}" if clause.strength else ""
    yield f"{_FORCE.in_(lang)}{colon}{wording.FORCES[force].in_(lang)}{strength}"
    for term in _terms(plan, clause.effective or document.effective, lang):
        yield f"{_TERM.in_(lang)}{colon}{term}"


def _terms(plan: Plan, effective: Effective, lang: Lang) -> Iterator[str]:
    for option, term in effective.terms.items():
        if effective.reading:
            reading, words = names.reading_in_words(plan, effective.reading, option, lang)
            yield f"{_term(term, lang)}{wording.brackets(lang, f'{reading}{wording.colon(lang)}{words}')}"
        else:
            yield _term(term, lang)


def _term(term: Term, lang: Lang) -> str:
    if term.not_after:
        words = _UNPRINTED.in_(lang).format(first=term.first or "", last=term.not_after)
        return f"{words}{wording.brackets(lang, term.why.in_(lang) if term.why else '')}"
    return f"{term.first or ''}–{term.last}" if term.last else f"{term.first or ''} {_OPEN.in_(lang)}".strip()
