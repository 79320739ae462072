"""What is wrong with a policy or rule file is refused with its place, its clause and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.compiler.passes import examine
from subsidy_rules.compiler.syntax import MAX_LENGTH, Written, parse
from subsidy_rules.core.errors import Diagnostic, Span
from subsidy_rules.engine import Engine, check_sources
from subsidy_rules.sources.documents import read_document

REPO = Path(__file__).resolve().parents[3]
WORDS = """\
version: 1
units: {times: {zh: 次, en: times}, years: {zh: 年, en: years}}
outcomes: {eligible: {zh: 符合, en: eligible}, ineligible: {zh: 不符合, en: not eligible}}
kinds: {scheme: {zh: 待遇, en: scheme}}
enums:
  payee: {zh: 对象, en: payee, values: {person: 本人, school: 学校}}
  grade: {zh: 等级, en: grade, ranking: [low, high], values: {low: 低, high: 高}}
records:
  person: {zh: 人, meaning: a person, fields: {age: {type: integer, unit: years, zh: 年龄, meaning: age},
           grade: {type: "enum:grade", zh: 等级, meaning: grade}, applied_on: {type: date, zh: 日期, meaning: day}}}
fact_lists: {}
history_lists: {}
"""
NOTICE = """\
document: AA
number: 甲〔2025〕1号
title: 通知
issuer: 甲
region: "990000"
force: binding
effective: {from: 2025-01-01}
scope: [AA-1]
provisions:
  AA-1: {place: 第一条, quote: 适用于全省}
  AA-2: {place: 第二条, quote: 每人一百元}
  AA-3: {place: 第三条, quote: 每人二百元}
  AA-4: {place: 第四条, quote: 各市可提高，不超过百分之三十}
parameters:
  amount: {zh: 标准, en: amount, unit: yuan, values: [{provision: AA-2, value: "100.00"}]}
  most: {zh: 上限, en: most, unit: ratio, values: [{provision: AA-4, value: "0.30"}]}
  uplift: {zh: 提高, en: uplift, unit: ratio, by: [region], supplied: true, left_open_by: [AA-4], points_to: 市文件}
delegations:
  uplift-power: {provision: AA-4, sets: uplift, to: prefecture, at_most: most, force: hard}
"""
RULE = """\
question: award
kind: scheme
zh: 补贴
en: award
asks: {zh: 能否, en: may it}
reference: person.applied_on
payees: [person]
grounds:
  open:
    provision: AA-1
    title: {zh: 对象, en: who}
    says: {zh: 全省, en: the province}
    requires: person.age >= 0
pays:
  award: {payee: person, provision: AA-2, yuan: amount}
"""
OVERLAY = """\
overlay: city
title: {zh: 市, en: city}
region: "990100"
number: 市〔2025〕1号
provisions:
  CITY-1: {place: 第一条, quote: 提高百分之四十}
sets:
  uplift: {delegation: uplift-power, provision: CITY-1, value: "0.40"}
"""


def found(**texts: str) -> list[Diagnostic]:
    files = {"words": WORDS, "notice": NOTICE, "rule": RULE} | texts
    sources = [read_document(name, text) for name, text in files.items() if text]
    return examine(sources, "0")[1]


def only(**texts: str) -> Diagnostic:
    diagnostics = found(**texts)
    assert [d.code for d in diagnostics] == [diagnostics[0].code], [d.render() for d in diagnostics]
    assert diagnostics[0].span
    for lang in ("en", "zh"):
        assert diagnostics[0].message(lang)
        assert diagnostics[0].help(lang) or diagnostics[0].values["near"] == ""
    return diagnostics[0]


def place(diagnostic: Diagnostic) -> str:
    assert diagnostic.span
    return str(diagnostic.span)


def test_the_base_is_right() -> None:
    assert found() == []


def test_a_rule_without_a_citation() -> None:
    wrong = only(rule=RULE.replace("    provision: AA-1\n", ""))
    assert (wrong.code, place(wrong)) == ("not-cited", "rule:10:5")


def test_a_parameter_without_a_cited_value() -> None:
    wrong = only(notice=NOTICE.replace(', values: [{provision: AA-4, value: "0.30"}]', ""))
    assert wrong.code == "not-cited"


def test_a_provision_without_words() -> None:
    wrong = only(notice=NOTICE.replace("quote: 适用于全省", "note: 无"))
    assert (wrong.code, place(wrong)) == ("quote-missing", "notice:10:9")


def test_an_unknown_provision_with_its_nearest_name() -> None:
    wrong = only(rule=RULE.replace("provision: AA-1", "provision: AA-11"))
    assert (wrong.code, wrong.values["near"], place(wrong)) == ("unknown-provision", "AA-1", "rule:10:16")


def test_two_values_for_one_day_show_both_quotes() -> None:
    more = ', {provision: AA-3, value: "200.00"}]'
    wrong = only(
        notice=NOTICE.replace('{provision: AA-2, value: "100.00"}]', '{provision: AA-2, value: "100.00"}' + more)
    )
    assert wrong.code == "values-overlap"
    assert [related.quote for related in wrong.related] == ["每人一百元", "每人二百元"]


def test_values_of_different_days_do_not_overlap() -> None:
    two = '{provision: AA-2, to: 2025-12-31, value: "100.00"}, {provision: AA-3, from: 2026-01-01, value: "200.00"}]'
    assert found(notice=NOTICE.replace('{provision: AA-2, value: "100.00"}]', two)) == []


def test_a_value_that_ends_before_its_clause() -> None:
    wrong = only(notice=NOTICE.replace("{provision: AA-2, value", "{provision: AA-2, to: 2025-12-31, value"))
    assert (wrong.code, wrong.values["last"]) == ("value-expired", "2025-12-31")


def test_two_amounts_for_one_payee_show_both_quotes() -> None:
    second = "  more: {payee: person, provision: AA-3, yuan: amount}\n"
    wrong = only(rule=RULE + second)
    assert wrong.code == "amounts-disagree"
    assert [related.quote for related in wrong.related] == ["每人一百元", "每人二百元"]


@pytest.mark.parametrize(
    "second",
    [
        "  more: {payee: person, provision: AA-3, yuan: amount, exception_to: award}\n",
        "  more: {payee: school, provision: AA-3, yuan: amount}\n",
    ],
)
def test_an_exception_or_another_payee_is_no_conflict(second: str) -> None:
    assert found(rule=RULE.replace("payees: [person]\n", "") + second) == []


def test_amounts_that_exclude_each_other_are_no_conflict() -> None:
    first = RULE.replace("yuan: amount}", "yuan: amount, when: person.grade == low}")
    assert (
        found(rule=first + "  more: {payee: person, provision: AA-3, yuan: amount, when: person.grade == high}\n") == []
    )
    assert found(rule=first + "  more: {payee: person, provision: AA-3, yuan: amount, when: person.grade == low}\n")


def test_a_local_value_over_a_hard_bound_shows_both_quotes() -> None:
    wrong = only(overlay=OVERLAY)
    assert (wrong.code, place(wrong)) == ("over-limit", "overlay:8:64")
    assert [related.quote for related in wrong.related] == ["各市可提高，不超过百分之三十", "提高百分之四十"]


def test_a_local_value_at_the_bound_is_allowed() -> None:
    assert found(overlay=OVERLAY.replace("0.40", "0.30")) == []


def test_a_bound_in_principle_does_not_refuse() -> None:
    assert found(overlay=OVERLAY, notice=NOTICE.replace("force: hard", "force: in_principle")) == []


def test_a_county_may_not_do_what_a_prefecture_may() -> None:
    wrong = only(overlay=OVERLAY.replace("0.40", "0.10").replace('"990100"', '"990101"'))
    assert (wrong.code, wrong.values["level"], wrong.values["wanted"]) == (
        "delegation-wrong-level",
        "county",
        "prefecture",
    )
    assert [related.quote for related in wrong.related] == ["各市可提高，不超过百分之三十", "提高百分之四十"]


def test_a_county_key_in_the_table_of_a_prefecture() -> None:
    table = OVERLAY.replace('value: "0.40"', 'value: {"990100": "0.10", "990101": "0.10"}')
    assert only(overlay=table).code == "delegation-wrong-level"


def test_a_local_value_names_its_delegation() -> None:
    wrong = only(overlay=OVERLAY.replace("0.40", "0.10").replace("delegation: uplift-power, ", ""))
    assert wrong.code == "delegation-not-named"


def test_a_local_value_is_cited_unless_it_is_illustrative() -> None:
    bare = OVERLAY.replace("0.40", "0.10").replace("provision: CITY-1, ", "")
    assert only(overlay=bare).code == "illustrative-or-cited"
    assert found(overlay=bare.replace("number:", "illustrative: true\nnumber:")) == []


def test_two_overlays_for_one_region() -> None:
    first, second = OVERLAY.replace("0.40", "0.10"), OVERLAY.replace("0.40", "0.20")
    assert only(
        overlay=first, other=second.replace("overlay: city", "overlay: town").replace("CITY-1", "TOWN-1")
    ).code == ("values-overlap")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("person.agee >= 0", "unknown-field"),
        ("persn.age >= 0", "unknown-name"),
        ("person.age >= 18", "uncited-number"),
        ("person.age >= amount", "type-mismatch"),
        ("person.grade == middle", "unknown-enum-value"),
        ("agee(person.age) >= 0", "unknown-function"),
        ("person.age ＞= 0", "full-width-character"),
        ("person.age >= ０", "full-width-character"),
        ("person.age >=", "expression-syntax"),
        ("__import__('os')", "unknown-function"),
        ("person.age.__class__ == 0", "type-mismatch"),
        ("(" * 100 + "1" + ")" * 100, "type-mismatch"),
        ("not " * 60 + "True", "expression-too-deep"),
        ("[x for x in person]", "not-allowed"),
        ("person.age ** 1 >= 0", "not-allowed"),
        ("person.age", "type-mismatch"),
    ],
)
def test_an_expression_that_is_no_expression(text: str, code: str) -> None:
    wrong = only(rule=RULE.replace("person.age >= 0", f"'{text.replace(chr(39), chr(39) * 2)}'"))
    assert wrong.code == code
    assert place(wrong).startswith("rule:13:")
    assert wrong.provision == "AA-1 第一条"


def test_an_expression_beyond_all_measure() -> None:
    long = Written("1 + " * MAX_LENGTH + "1", Span("rule", 1, 1))
    problem = parse(long)
    assert isinstance(problem, Diagnostic)
    assert problem.code == "expression-too-long"


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    parse(Written(text, Span("rule", 1, 1)))


PIECES = [
    "person",
    ".",
    "age",
    "grade",
    "(",
    ")",
    "[",
    "]",
    "==",
    "<",
    "+",
    "-",
    "*",
    "0",
    "1",
    ",",
    "x",
    "amount",
    "uplift",
    "any",
    "sum",
    "min",
    "left_open",
    "given",
    "True",
    "low",
    ":",
    "=",
    "'",
    "{",
    "}",
    " and ",
    " or ",
    " not ",
    " in ",
    " if ",
    " else ",
    " for ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_no_expression_breaks_the_compiler(parts: list[str]) -> None:
    text = "".join(parts).replace("'", "''")
    for diagnostic in found(rule=RULE.replace("person.age >= 0", f"'{text or 'x'}'")):
        assert diagnostic.render("en")
        assert diagnostic.render("zh")


def test_a_definition_that_leads_back_to_itself() -> None:
    rule = RULE.replace("grounds:", "definitions:\n  one: two\n  two: one\ngrounds:").replace("person.age >= 0", "one")
    assert only(rule=rule).code == "circular-definition"


def test_everything_wrong_is_said_at_once() -> None:
    codes = [d.code for d in found(rule=RULE.replace("AA-1", "AA-9").replace("yuan: amount", "yuan: amout"),
                                   notice=NOTICE.replace("quote: 每人二百元", "note: 无"))]  # fmt: skip
    assert codes == ["quote-missing", "unknown-provision", "unknown-name"]


def test_a_changed_quote_is_found(shared: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for path in (shared / "seeds").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        (texts / path.name).write_text(text.replace("每班人数不得超过", "每班人数不得超出"), encoding="utf-8")
    assert check_sources(sources_dir=shared / "seeds") == []
    wrong = check_sources(sources_dir=texts)
    assert [(d.code, d.provision.split()[0]) for d in wrong] == [("quote-not-in-text", "GZ2025G-18-i1-d")]


def test_the_illustrative_overlay_flags_what_rests_on_it() -> None:
    engine = Engine.load(overlays=[REPO / "scenarios/illustrative-standards.yaml"])
    request = {
        "question": "short-course-subsidy", "region": "520100", "on": "2026-06-01",
        "facts": {"training_class": {"mode": "short_course", "opened_on": "2026-05-01", "trainee_count": 10,
                                     "has_practical_test": True, "training_days": 3, "class_hours": 24,
                                     "is_needed_by_local_industry": True, "delivered_by": "enterprise"},
                  "claim": {"is_in_real_name_system": True}},
    }  # fmt: skip
    decision = engine.decide(request)
    assert (decision.outcome, decision.amount_status, "hypothetical" in decision.flags) == (
        "eligible",
        "determined",
        True,
    )
    assert "hypothetical" not in engine.decide({**request, "parameters": {"short-course-standard": "100.00"}}).flags
