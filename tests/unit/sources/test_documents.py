"""Source files: what kind each is, and where everything in it stands."""

from __future__ import annotations

import pytest

from subsidy_rules.core.errors import PolicyError
from subsidy_rules.sources.documents import Source, read_document
from subsidy_rules.sources.policy_document import PolicyDocument
from subsidy_rules.sources.rule_document import DefinitionShape, Fragment

POLICY = """\
document: FN2025
number: 示例〔2024〕1号
title: 关于技能提升补贴的通知
issuer: 示例局
region: "990000"
force: binding
effective: {from: 2025-01-01}
scope: [FN2025-5-a]
provisions:
  FN2025-5-a: {place: 第五条, quote: 高级工每人补贴二千元}
parameters:
  award-standard:
    zh: 补贴标准
    en: award
    unit: yuan
    by: [skill_level]
    values:
      - {provision: FN2025-5-a, advanced: "2000.00", from: 2025-02-01}
"""

FRAGMENT = """\
fragment: time-limits
zh: 期限
en: time limits
definitions:
  last-day: add_years(certificate.isued_on, 1)
  later: {with: [day], is: "day > last-day"}
"""


def diagnostics(text: str) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        read_document("x.yaml", text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (POLICY, "policy"),
        (FRAGMENT, "fragment"),
        ("question: q\nkind: scheme\nzh: 问\nen: q\nasks: {zh: 问, en: q}\nreference: on\n", "rule"),
        ("version: 1\nunits: {yuan: {zh: 元, en: yuan}}\n", "vocabulary"),
        ('overlay: o\ntitle: {zh: 例, en: o}\nregion: "990000"\nsets: {award: {value: {advanced: 1}}}\n', "overlay"),
    ],
)
def test_the_first_key_says_what_a_file_is(text: str, kind: str) -> None:
    assert read_document("x.yaml", text).kind == kind


def test_a_policy_file_becomes_its_shape() -> None:
    source = read_document("policies/fantasia/2024-1.yaml", POLICY)
    assert isinstance(source.shape, PolicyDocument)
    value = source.shape.parameters["award-standard"].values[0]
    assert (value.provision, value.model_extra) == ("FN2025-5-a", {"advanced": "2000.00"})
    assert str(value.first) == "2025-02-01"


def test_a_definition_is_an_expression_or_has_parameters() -> None:
    shape = read_document("x.yaml", FRAGMENT).shape
    assert isinstance(shape, Fragment)
    later = shape.definitions["later"]
    assert isinstance(later, DefinitionShape)
    assert (later.with_, later.is_) == (["day"], "day > last-day")


def test_places_are_found_by_path() -> None:
    source: Source[Fragment] = read_document("x.yaml", FRAGMENT)
    assert str(source.span("definitions", "last-day")) == "x.yaml:5:13"
    assert str(source.key_span("definitions", "later")) == "x.yaml:6:3"
    assert str(source.span("definitions", "later", "is")) == "x.yaml:6:28"


def test_a_part_of_an_expression_is_underlined_where_it_stands() -> None:
    source = read_document("x.yaml", FRAGMENT)
    plain = source.text_span("definitions", "last-day")
    name = plain.inside("add_years(certificate.isued_on, 1)".index("certificate"), len("certificate.isued_on"))
    assert plain.excerpt[name.column - 1 :][: name.length] == "certificate.isued_on"
    quoted = source.text_span("definitions", "later", "is")
    name = quoted.inside("day > last-day".index("last-day"), len("last-day"))
    assert quoted.excerpt[name.column - 1 :][: name.length] == "last-day"


def test_a_diagnostic_names_the_provision_around_it() -> None:
    wrong_clause = POLICY.replace("place: 第五条", "place: 5")
    wrong_value = POLICY.replace('"2000.00", from: 2025-02-01', '"2000.00", from: soon')
    assert [d.provision for d in diagnostics(wrong_clause).diagnostics] == ["FN2025-5-a"]
    assert [d.provision for d in diagnostics(wrong_value).diagnostics] == ["FN2025-5-a"]


def test_a_misspelt_key_is_not_reported_missing_too() -> None:
    error = diagnostics(POLICY.replace("issuer:", "isuer:"))
    assert [(d.code, d.values["near"]) for d in error.diagnostics] == [("unknown-key", "issuer")]


def test_dimension_keys_of_a_value_are_left_to_the_compiler() -> None:
    read_document("x.yaml", POLICY.replace("advanced:", "advancd:"))


def test_an_error_reads_as_a_person_would_say_it() -> None:
    error = diagnostics(POLICY.replace('region: "990000"', "region: 0990000"))
    assert error.diagnostics[0].render() == (
        "error[wrong-shape]: expected text, found the number `990000`\n"
        "  --> x.yaml:5:9\n"
        "   | region: 0990000\n"
        "   |         ^^^^^^^\n"
        '  help: quote it: "0990000"'
    )
    assert error.diagnostics[0].message("zh") == "应为文字，实为数字 `990000`"
    assert error.diagnostics[0].help("zh") == '请加引号："0990000"'
