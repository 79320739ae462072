"""The account of the law as one page: every provision beside what rests on it. It needs no script and no network."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from subsidy_rules.core.text import Lang, Text
from subsidy_rules.reports import wording
from subsidy_rules.reports.clauses import source_of
from subsidy_rules.reports.coverage import STATES, UNPROVEN, UNREAD, UNUSED, counted
from subsidy_rules.reports.entries import CATEGORIES, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.ir.plan import Passage
    from subsidy_rules.reports.coverage import ClauseCoverage, Coverage, DocumentCoverage, State
    from subsidy_rules.reports.entries import Entry

_STYLE = Path(__file__).with_name("coverage.css")
_TITLE = Text("条文与规则对照", "Law and rules side by side")
_LEAD = Text(
    "左侧是文件原文，右侧是由它得出的规则、条件、参数和清单；没有可计算内容的段落附有原因。",
    "On the left the words of the documents, on the right the rules, conditions, parameters and lists that rest on "
    "them; passages without anything to compute carry the reason.",
)
_SKIP = Text("跳到正文", "skip to the provisions")
_TOTALS = Text("各文件合计", "Totals by document")
_DOCUMENT = Text("文件", "Document")
_PROVISIONS = Text("条款", "Provisions")
_PASSAGES = Text("不可计算的段落", "Passages not computable")
_SHARE = Text("比例", "Share")
_TOTAL = Text("合计", "Total")
_STATE = Text("状态", "State")
_ALL = Text("全部", "all")
_ORIGINAL = Text("原文", "Official text")
_REASON = Text("原因", "reason")
_WITH = Text("与 {other} 一并适用", "together with {other}")
_CASES = Text("算例 {count}", "{count} cases")
_BUNDLE = Text("规则版本 {bundle}", "rules {bundle}")
_FEW = 3
_SHORT = 120


def coverage_as_page(found: Coverage, lang: Lang = "zh") -> str:
    """Return the account as one HTML page that holds everything it needs (条文与规则对照页)."""
    return "\n".join(_Page(found, lang).lines()) + "\n"


class _Page:
    def __init__(self, found: Coverage, lang: Lang) -> None:
        self._found = found
        self._lang: Lang = lang

    def _t(self, text: Text) -> str:
        return escape(text.in_(self._lang))

    def lines(self) -> Iterator[str]:
        title = self._t(_TITLE)
        yield "<!doctype html>"
        yield f'<html lang="{"zh-CN" if self._lang == "zh" else "en"}">'
        yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>"
        yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}{self._filtering()}</style></head>"
        yield f'<body><a class="skip" href="#provisions">{self._t(_SKIP)}</a>'
        yield f'<header><h1>{title}</h1><p class="lead">{self._t(_LEAD)}</p>'
        yield from self._totals()
        yield '</header><main id="provisions">'
        yield from self._filters()
        for document in self._found.documents:
            yield from self._document(document)
        yield f"</main><footer>{escape(_BUNDLE.in_(self._lang).format(bundle=self._found.bundle))}</footer>"
        yield "</body></html>"

    def _totals(self) -> Iterator[str]:
        figures = (_PROVISIONS, *STATES.values(), _PASSAGES)
        heads = [f'<th scope="col">{self._t(_DOCUMENT)}</th>']
        heads += [f'<th scope="col" class="n">{self._t(figure)}</th>' for figure in figures]
        heads.append(f'<th scope="col">{self._t(_SHARE)}</th>')
        yield f'<div class="scroll" tabindex="0"><table><caption>{self._t(_TOTALS)}</caption>'
        yield f"<thead><tr>{''.join(heads)}</tr></thead><tbody>"
        for each in self._found.documents:
            name = f'<a href="#doc-{each.document.id}">{escape(source_of(each.document))}</a>'
            yield self._row(name, each.clauses, len(each.passages))
        yield "</tbody><tfoot>"
        yield self._row(self._t(_TOTAL), self._found.clauses, len(self._found.passages))
        yield "</tfoot></table></div>"

    def _row(self, name: str, clauses: tuple[ClauseCoverage, ...], passages: int) -> str:
        counts = counted(clauses)
        cells = "".join(f'<td class="n">{n}</td>' for n in (len(clauses), *counts.values(), passages))
        parts = "".join(f'<span class="{state}" style="flex:{n}"></span>' for state, n in counts.items() if n)
        bar = f'<div class="bar" aria-hidden="true">{parts}</div>'
        return f'<tr><th scope="row">{name}</th>{cells}<td>{bar}</td></tr>'

    def _filters(self) -> Iterator[str]:
        """Yield the choices; the style sheet hides what was not chosen, so that no script is needed."""
        documents = {"all": self._t(_ALL)} | {d.document.id: escape(d.document.id) for d in self._found.documents}
        states = {"all": self._t(_ALL)} | {state: self._t(label) for state, label in STATES.items()}
        yield '<form class="filters">'
        for group, legend, choices in (("show-doc", _DOCUMENT, documents), ("show-state", _STATE, states)):
            yield f"<fieldset><legend>{self._t(legend)}</legend>"
            for value, label in choices.items():
                checked = " checked" if value == "all" else ""
                box = f'<input type="radio" name="{group}" id="{group}-{value}" value="{value}"{checked}>'
                yield f"<label>{box}{label}</label>"
            yield "</fieldset>"
        yield "</form>"

    def _filtering(self) -> str:
        hidden = [
            f'body:has(#show-doc-{d.document.id}:checked) section:not([data-document="{d.document.id}"])'
            for d in self._found.documents
        ]
        hidden += [f"body:has(#show-state-{state}:checked) .clause:not(.{state})" for state in STATES]
        return "".join(f"{selector} {{ display: none; }}\n" for selector in hidden)

    def _document(self, found: DocumentCoverage) -> Iterator[str]:
        document = found.document
        force = "illustrative" if document.is_illustrative else document.force
        printed = " · ".join(filter(None, (document.id, document.number, document.issuer)))
        yield f'<section id="doc-{document.id}" data-document="{document.id}" aria-labelledby="h-{document.id}">'
        yield f'<h2 id="h-{document.id}"><span lang="zh-CN">{escape(document.title)}</span></h2>'
        yield f'<p class="small"><span lang="zh-CN">{escape(printed)}</span> · {self._t(wording.FORCES[force])}</p>'
        for clause in found.clauses:
            yield from self._clause(clause)
        for passage in found.passages:
            yield from self._passage(passage)
        yield "</section>"

    def _clause(self, clause: ClauseCoverage) -> Iterator[str]:
        provision = clause.provision
        strength = provision.strength and wording.FORCES[provision.strength].in_(self._lang)
        yield from self._words(provision.id, provision.place, provision.quotes, clause.state, strength)
        yield '<div class="rules">'
        if provision.not_computable:
            yield self._reason(provision.not_computable)
        if clause.state == "gap" and not clause.unread:
            yield f'<p class="warn">{self._t(UNUSED)}</p>'
        if clause.entries:
            yield '<ul class="entries">'
            for entry in clause.entries:
                yield f"<li>{''.join(self._entry(clause, entry))}</li>"
            yield "</ul>"
        yield "</div></article>"

    def _passage(self, passage: Passage) -> Iterator[str]:
        yield from self._words(passage.id, passage.place, (passage.quote,), "not_computable", "")
        yield f'<div class="rules">{self._reason(passage.why)}</div></article>'

    def _reason(self, why: Text) -> str:
        return f"<p>{self._t(_REASON)}{wording.colon(self._lang)}{self._t(why)}</p>"

    def _words(self, id_: str, place: str, quotes: tuple[str, ...], state: State, strength: str) -> Iterator[str]:
        yield f'<article class="clause {state}" id="{id_}" aria-label="{id_}"><div class="text">'
        yield f'<h3><a class="id" href="#{id_}">{id_}</a></h3>'
        where = f'<span lang="zh-CN">{escape(place)}</span>'
        label = f'<span class="state">{self._t(STATES[state])}</span>'
        yield f'<p class="where">{" · ".join(filter(None, (where, escape(strength), label)))}</p>'
        words = "".join(f"<p>{escape(quote)}</p>" for quote in quotes)
        yield f'<blockquote lang="zh-CN" aria-label="{self._t(_ORIGINAL)}">{words}</blockquote></div>'

    def _entry(self, clause: ClauseCoverage, entry: Entry) -> Iterator[str]:
        badge = dict.fromkeys((self._t(CATEGORIES[entry.category]), self._t(ROLES[entry.use.role])))
        yield f'<p class="what"><span class="badge">{" · ".join(badge)}</span>'
        yield f"<strong>{self._t(entry.title)}</strong>"
        if entry.question_label:
            yield f" — {self._t(entry.question_label)}"
        name = f"{entry.question}/{entry.use.name}" if entry.question else entry.use.name
        yield f' <code class="small">{escape(name)}</code></p>'
        if entry.says:
            yield f'<p class="says">{self._t(entry.says)}</p>'
        yield from self._warnings(clause, entry)
        if entry.decided_by != clause.provision.id:
            yield f'<p class="small">{self._together(entry.decided_by)}</p>'
        elif entry.lines:
            terms = (f"<dt>{self._t(label)}</dt><dd>{self._value(value)}</dd>" for label, value in entry.lines)
            yield f"<dl>{''.join(terms)}</dl>"

    def _warnings(self, clause: ClauseCoverage, entry: Entry) -> Iterator[str]:
        cases = clause.cases(entry)
        if not entry.use.is_read:
            yield f'<p class="warn">{self._t(UNREAD)}</p>'
        if cases == ():
            yield f'<p class="warn">{self._t(UNPROVEN)}</p>'
        elif cases:
            few = wording.listed(self._lang, cases[:_FEW]) + ("…" if len(cases) > _FEW else "")
            count = _CASES.in_(self._lang).format(count=len(cases))
            yield f'<p class="small">{escape(count)}{wording.colon(self._lang)}{escape(few)}</p>'

    def _together(self, other: str) -> str:
        before, after = _WITH.in_(self._lang).split("{other}")
        return f'{escape(before)}<a href="#{other}">{other}</a>{escape(after)}'

    def _value(self, value: Text) -> str:
        """Return words as they are, and an expression, the same in both languages, as code that scrolls when long."""
        text = self._t(value)
        if value.zh != value.en:
            return text
        return f"<code>{text}</code>" if len(text) <= _SHORT else f'<pre tabindex="0">{text}</pre>'
