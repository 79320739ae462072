"""A decision put into words, before it becomes text or Markdown: a headline, items under headings, a closing line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from subsidy_rules.core.money import yuan_from_fen
from subsidy_rules.reports import names, wording
from subsidy_rules.reports.clauses import Clauses, Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.core.text import Lang, Text
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.model.decision import Decision, Finding, Status

_ORDER: tuple[Status, ...] = ("violated", "unknown", "satisfied", "not_applicable")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a report: a title, what is said about it, the clauses quoted for it, or only their place."""

    title: str
    sentences: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    place: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading (段落)."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What a report says, in order (报告提纲)."""

    headline: str
    checks: Section
    sections: tuple[Section, ...]
    closing: str


def outline(decision: Decision, plan: Plan, lang: Lang) -> Outline:
    """Return what a report on a decision says (报告提纲)."""
    return _Writer(decision, plan, lang).write()


def headline(decision: Decision, plan: Plan, lang: Lang) -> str:
    """Return the answer in one line: ``证书直补：符合条件，1500.00 元``."""
    label = plan.vocabulary.outcomes.get(decision.outcome)
    outcome = label.in_(lang) if label else decision.outcome
    return f"{decision.label.in_(lang)}{wording.colon(lang)}{outcome}{_amount(decision, plan, lang)}"


def _amount(decision: Decision, plan: Plan, lang: Lang) -> str:
    if decision.quantity:
        figure = names.measured(plan, decision.quantity.value, decision.quantity.unit, lang)
        return f"{wording.comma(lang)}{figure}"
    if decision.amount_status == "determined" and decision.payments:
        total = yuan_from_fen(sum(line.fen for line in decision.payments))
        return f"{wording.comma(lang)}{wording.yuan(lang, total)}"
    if decision.amount_range_fen:
        low, high = (yuan_from_fen(fen) for fen in decision.amount_range_fen)
        words = wording.POSSIBLE_AMOUNT.in_(lang).format(low=low, high=wording.yuan(lang, high))
        return wording.brackets(lang, words)
    if decision.amount_status == "undetermined" and decision.outcome == "eligible":
        return wording.brackets(lang, wording.AMOUNT_OPEN.in_(lang))
    return ""


class _Writer:
    def __init__(self, decision: Decision, plan: Plan, lang: Lang) -> None:
        self._decision = decision
        self._plan = plan
        self._lang: Lang = lang
        self._clauses = Clauses(plan, lang)
        self._has_ground = any(f.kind == "ground" and f.status == "satisfied" for f in decision.findings)

    def write(self) -> Outline:
        checks = self._section(wording.CHECKS, self._findings())
        parts = (
            (wording.PAYMENTS, self._payments()),
            (wording.MISSING, self._missing()),
            (wording.BASIS, self._basis()),
            (wording.READINGS, self._readings()),
            (wording.NOTES, self._notes()),
        )
        sections = tuple(self._section(heading, items) for heading, items in parts)
        return Outline(
            headline(self._decision, self._plan, self._lang),
            checks,
            tuple(section for section in sections if section.items),
            self._closing(),
        )

    def _section(self, heading: Text, items: Iterator[Item]) -> Section:
        return Section(heading.in_(self._lang), tuple(items))

    def _status(self, finding: Finding) -> Status:
        """Return the status as it is shown: a route not needed is no reproach once another one is open."""
        return "not_applicable" if self._is_spare(finding) else finding.status

    def _is_spare(self, finding: Finding) -> bool:
        return finding.kind == "ground" and self._has_ground and finding.status != "satisfied"

    def _findings(self) -> Iterator[Item]:
        """Yield what was found, what is wrong first; what does not matter here is only named."""
        lang = self._lang
        findings = sorted(self._decision.findings, key=lambda f: _ORDER.index(self._status(f)))
        yield from (self._finding(f) for f in findings if self._status(f) != "not_applicable")
        for words, spare in ((wording.GROUNDS_NOT_TAKEN, True), (wording.STATUSES["not_applicable"], False)):
            idle = [f for f in findings if self._status(f) == "not_applicable" and self._is_spare(f) == spare]
            if idle:
                titles = wording.listed(lang, dict.fromkeys(f.title.in_(lang) for f in idle))
                yield Item(words.in_(lang), (titles,), mark=wording.MARKS["not_applicable"])

    def _finding(self, finding: Finding) -> Item:
        status, lang = self._status(finding), self._lang
        mark, title = wording.MARKS[status], finding.title.in_(lang)
        place = self._clauses.places(finding.provisions)
        required = finding.required.in_(lang)
        actual = finding.actual.in_(lang)
        is_deciding = status != "satisfied" or finding.kind == "ground"
        if not is_deciding:
            return Item(title, (required or actual,), place=place, mark=mark)
        sentences = [required] if required else []
        if actual and actual != required:
            sentences.append(f"{wording.ACTUAL.in_(lang)}{actual}" if required else actual)
        quotes = self._clauses.quote(finding.provisions)
        return Item(title, tuple(sentences), quotes, "" if quotes else place, mark)

    def _payments(self) -> Iterator[Item]:
        lang = self._lang
        for line in self._decision.payments:
            payee = names.enum_label(self._plan, "payee", line.payee, lang)
            other = line.item != self._decision.question
            item = wording.brackets(lang, names.question_label(self._plan, line.item, lang)) if other else ""
            quotes = self._clauses.quote(line.provisions)
            place = "" if quotes else self._clauses.places(line.provisions)
            yield Item(f"{payee}{item}", (wording.yuan(lang, yuan_from_fen(line.fen)),), quotes, place)
        if not self._decision.payments:
            for payee in self._decision.payees:
                yield Item(names.enum_label(self._plan, "payee", payee, lang), (wording.AMOUNT_OPEN.in_(lang),))

    def _missing(self) -> Iterator[Item]:
        lang, next_ = self._lang, self._decision.ask_next
        for item in self._decision.missing:
            label = names.missing_label(self._plan, item.what, lang)
            place = self._clauses.places(item.provisions)
            sentences = [f"{item.why.in_(lang)}{wording.brackets(lang, place)}"]
            parameter = self._plan.parameters.get(item.what)
            if parameter and parameter.points_to and parameter.points_to not in sentences[0]:
                sentences.append(wording.CONSULT.in_(lang).format(source=parameter.points_to))
            if item.what == next_:
                sentences.append(names.request_for(self._plan, item.what, lang))
            yield Item(label, tuple(s for s in sentences if s), mark=wording.MARKS["unknown"])
        if next_ and next_ not in {item.what for item in self._decision.missing}:
            yield Item(names.missing_label(self._plan, next_, lang), (names.request_for(self._plan, next_, lang),))

    def _basis(self) -> Iterator[Item]:
        """Quote what nothing above rests on: the clauses that keep the law out, or that a figure comes from."""
        told = {p for f in self._decision.findings for p in f.provisions}
        told |= {p for line in self._decision.payments for p in line.provisions}
        told |= {p for item in self._decision.missing for p in item.provisions}
        for found in self._clauses.quote(c.provision for c in self._decision.citations if c.provision not in told):
            yield Item(found.source, (found.words,))

    def _readings(self) -> Iterator[Item]:
        for reading, option in sorted(self._decision.readings.items()):
            label, words = names.reading_in_words(self._plan, reading, option, self._lang)
            yield Item(label, (words,))

    def _notes(self) -> Iterator[Item]:
        decision, lang = self._decision, self._lang
        if decision.severity == "warning":
            yield Item(wording.ONLY_WARNINGS.in_(lang))
        for flag in decision.flags:
            words = wording.FLAGS.get(flag)
            yield Item(words.in_(lang) if words else flag)
        if not decision.is_binding and "draft" not in decision.flags:
            yield Item(wording.NOT_BINDING.in_(lang))

    def _closing(self) -> str:
        decision = self._decision
        return wording.CLOSING.in_(self._lang).format(
            on=decision.on.isoformat(),
            bundle=wording.shortened(decision.bundle),
            command=f"subsidy-rules show {decision.question}",
        )
