"""The account of Fantasia: every provision is told, gaps are told as gaps, in three forms that agree."""

from __future__ import annotations

import json
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from tests.language.golden import FANTASIA

from subsidy_rules.engine import Engine
from subsidy_rules.reports.coverage import Coverage, coverage
from subsidy_rules.reports.coverage_data import coverage_as_data
from subsidy_rules.reports.coverage_page import coverage_as_page
from subsidy_rules.reports.coverage_text import coverage_as_text

if TYPE_CHECKING:
    from subsidy_rules.core.text import Lang

GOLDEN = """\
FN2024-1-a used definition parameter list
FN2024-2-a used condition definition parameter list
FN2024-2-b used condition
FN2024-2-c used condition parameter
FN2024-3-a used condition parameter reading
FN2024-3-b used condition
FN2024-3-c used condition
FN2024-3-d used condition
FN2024-3-e used condition parameter
FN2024-3-f used condition
FN2024-4-a used rule parameter
FN2024-4-b gap parameter
FN2024-4-c used rule parameter
FN2024-4-d used rule condition parameter
FN2024-5-a used parameter delegation
FN2024-5-b used duty parameter
FN2024-5-c used parameter delegation
FN2024-6-a used duty parameter
FN2024-6-b used duty parameter
FN2024-6-c used duty
FN2024-7-a used target parameter
FN2024-8-a not_computable
FC2025-1-a used rule condition definition parameter reading
FT2025-1-a used definition
FT2025-2-a used rule condition parameter
FT2025-2-b used condition parameter
FD2026-1-a used rule condition definition parameter
"""
VOID = {"meta", "input"}


@cache
def account() -> Coverage:
    return coverage(Engine.load(policies=FANTASIA / "policies", rules=FANTASIA / "rules").plan)


def test_every_provision_of_fantasia_is_told() -> None:
    told = {clause.provision.id: (clause.state, *clause.categories) for clause in account().clauses}
    assert told == {name: tuple(rest) for name, *rest in map(str.split, GOLDEN.splitlines())}
    assert [passage.id for passage in account().passages] == ["FN2024-9.s2"]
    assert not account().is_complete


def test_to_be_named_by_a_reading_is_no_use() -> None:
    (clause,) = (c for c in account().clauses if c.provision.id == "FC2025-1-a")
    only_read = type(clause)(clause.provision, tuple(e for e in clause.entries if e.category == "reading"))
    assert only_read.entries
    assert only_read.state == "gap"


def test_an_entry_says_what_it_demands_in_words_and_as_an_expression() -> None:
    entries = {e.use.name: e for c in account().clauses if c.provision.id == "FN2024-3-a" for e in c.entries}
    within, years = entries["within-a-year"], entries["claim-years"]
    assert within.says is not None
    assert within.says.zh.startswith("最晚{add_years(certificate.issued_on, claim-years)}申请")
    assert [label.en for label, _ in within.lines] == ["rule", "except"]
    assert within.lines[1][1].en.endswith("[FN2024-3-b]")
    assert [(label.en, value.en) for label, value in years.lines] == [("value", "1")]


def test_rows_of_a_table_and_values_by_key_are_told_with_what_they_say() -> None:
    entries = {(c.provision.id, e.use.name): e for c in account().clauses for e in c.entries}
    (row,) = entries["FN2024-2-b", "is-covered"].lines
    assert [text.en for text in row] == ["carving_licence", "certificate.craft == carving"]
    rates = [(label.zh, value.zh) for label, value in entries["FN2024-4-a", "award-rate"].lines]
    assert rates[0] == ("初级", "1000.00 (..2024-12-31)")
    assert len(rates) == 6


# ---------------------------------------------------------------- table


def test_the_table_names_questions_reasons_and_gaps() -> None:
    text = coverage_as_text(account(), "en")
    lines = {line.split()[1]: line for line in text.splitlines() if line.startswith("  ") and len(line.split()) > 1}
    assert lines["FN2024-8-a"].endswith("exhortation without a measure")
    assert lines["FN2024-9.s2"].endswith("duties of leadership without a measure")
    assert lines["FN2024-7-a"].endswith("  trained-a-year, trained-persons")
    assert "Total: provisions 27 (used 25, not computable 1, gap 1), passages not computable 1\nGaps:\n" in text
    assert text.splitlines()[-1].startswith("  FN2024-4-b  第四条第二款  no rule reads it yet hourly-rate,")
    assert "合计：条款 27（已用 25、不可计算 1、缺口 1），不可计算的段落 1\n缺口：\n" in coverage_as_text(account())


# ---------------------------------------------------------------- data


def test_the_data_holds_both_languages_and_every_entry() -> None:
    data = json.loads(json.dumps(coverage_as_data(account())))
    assert (data["is_complete"], data["gaps"]) == (False, ["FN2024-4-b"])
    assert [d["provisions"] for d in data["documents"]] == [
        sum(c.provision.document == d["id"] for c in account().clauses) for d in data["documents"]
    ]
    provisions = {p["id"]: p for p in data["provisions"]}
    assert provisions["FN2024-8-a"]["reason"] == {
        "zh": "倡导性条款，没有衡量标准",
        "en": "exhortation without a measure",
    }
    (exempt,) = provisions["FN2024-3-b"]["entries"]
    assert (exempt["role"], exempt["question"], exempt["name"]) == ("exception", "skill-award", "within-a-year")
    assert "cases" not in exempt
    assert data["passages"][0]["quote"] == "各地加强领导"


# ---------------------------------------------------------------- page


class Reader(HTMLParser):
    """Reads a page and notes what is not closed, every id, and everything that would be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found.get("href")))
        elif tag in ("link", "script", "img", "iframe") or {"src", "onclick"} & found.keys():
            self.fetched.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_whole_and_fetches_nothing(lang: Lang) -> None:
    page = coverage_as_page(account(), lang)
    reader = read(page)
    assert reader.open == []
    assert reader.fetched == []
    assert not any(word in page for word in ("http:", "https:", "@import", "url(", "<script"))
    assert page.startswith("<!doctype html>\n<html lang=")


def test_the_page_holds_every_provision_with_its_words_and_every_link_leads_somewhere() -> None:
    reader = read(coverage_as_page(account()))
    wanted = {clause.provision.id for clause in account().clauses} | {passage.id for passage in account().passages}
    assert wanted <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)
    words = set(reader.words)
    assert all(quote in words for clause in account().clauses for quote in clause.provision.quotes)


def test_the_page_can_be_filtered_by_document_and_state_without_a_script() -> None:
    page = coverage_as_page(account())
    for choice in ("show-doc-FN2024", "show-doc-FD2026", "show-state-gap", "show-state-used"):
        assert f'id="{choice}"' in page
        assert f"body:has(#{choice}:checked)" in page
    assert '<article class="clause gap" id="FN2024-4-b"' in page


def test_what_the_law_says_is_never_markup() -> None:
    found = account()
    document = found.documents[0]
    clause = document.clauses[0]
    quoted = type(clause.provision)("FN2024-1-a", "FN2024", "<b>第一条</b>", ("<i>&</i>",))
    changed = type(found)("x", (type(document)(document.document, (type(clause)(quoted, ()),), ()),))
    page = coverage_as_page(changed)
    assert "&lt;i&gt;&amp;&lt;/i&gt;" in page
    assert "<b>第一条" not in page
