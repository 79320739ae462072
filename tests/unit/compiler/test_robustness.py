"""Whatever is written, the compiler says what is wrong: it never falls over, and tells everything at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.language.golden import FANTASIA, compiled, fantasia, request_of, rule_of

from subsidy_rules.compiler.passes import examine
from subsidy_rules.compiler.syntax import MAX_DEPTH, MAX_LENGTH, Written, parse
from subsidy_rules.core.errors import ComputationError, Diagnostic, PolicyError, RequestError, Span
from subsidy_rules.engine import Engine
from subsidy_rules.sources.documents import read_document

if TYPE_CHECKING:
    from subsidy_rules.sources.documents import Source

FILES = {
    path.relative_to(FANTASIA).as_posix(): path.read_text(encoding="utf-8") for path in sorted(FANTASIA.rglob("*.yaml"))
}


def codes(found: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in found]


def wrong_in(expression: str) -> list[Diagnostic]:
    return compiled({"rule": rule_of([expression])})[1]


def assert_readable(found: list[Diagnostic]) -> None:
    for diagnostic in found:
        assert diagnostic.span is not None
        for lang in ("en", "zh"):
            assert diagnostic.render(lang)
            assert not re.search(r"\bNone\b|\bAttributeError\b", diagnostic.message(lang))


# ---------------------------------------------------------------- bounds


def test_an_expression_may_be_long_but_not_longer() -> None:
    fits = "person.is_insured" + " " * (MAX_LENGTH - len("person.is_insured"))
    assert not isinstance(parse(Written(fits, Span("rule", 1, 1))), Diagnostic)
    problem = parse(Written(fits + " ", Span("rule", 1, 1)))
    assert isinstance(problem, Diagnostic)
    assert problem.code == "expression-too-long"
    assert problem.values == {"limit": str(MAX_LENGTH)}


@pytest.mark.parametrize(
    "expression",
    [
        "not " * (MAX_DEPTH + 1) + "True",
        "-" * (MAX_DEPTH + 1) + "1",
        "+".join(["course.groups"] * (MAX_DEPTH + 1)),
        "whole_yuan(" * (MAX_DEPTH + 1) + "course.fee" + ")" * (MAX_DEPTH + 1),
        "[" * 90 + "1" + "]" * 90,
        "0 if True else " * (MAX_DEPTH + 1) + "1",
    ],
    ids=["not", "minus", "plus", "calls", "brackets", "choices"],
)
def test_an_expression_may_not_be_too_deep(expression: str) -> None:
    assert codes(wrong_in(expression)) == ["expression-too-deep"]


@pytest.mark.parametrize("expression", ["(" * 900 + "1" + ")" * 900, "not " * 450 + "True", "[" * 999, "-" * 1999])
def test_what_python_itself_cannot_parse_is_refused_all_the_same(expression: str) -> None:
    (problem,) = wrong_in(expression)
    assert problem.code in ("expression-too-deep", "expression-syntax")


def test_definitions_may_not_nest_without_end() -> None:
    chain = "".join(f"  d{i}: not d{i - 1}\n" for i in range(1, 300))
    plan, found = compiled({"rule": f"definitions:\n  d0: person.is_insured\n{chain}requires: [d299]\n"})
    assert plan is None
    assert set(codes(found)) == {"expression-too-deep"}


def test_definitions_may_not_grow_without_end() -> None:
    doubling = "".join(f"  d{i}: d{i - 1} + d{i - 1}\n" for i in range(1, 17))
    plan, found = compiled({"rule": f"definitions:\n  d0: course.groups\n{doubling}requires: [d16]\n"})
    assert plan is None
    assert set(codes(found)) <= {"expression-too-deep", "expression-too-large"}


@pytest.mark.parametrize("number", ["9" * 100, "0x" + "f" * 100, "1e400", "9" * 1900])
def test_no_number_is_too_large_to_be_refused(number: str) -> None:
    (problem,) = wrong_in(number)
    assert problem.code in ("uncited-number", "not-allowed", "expression-syntax")


@pytest.mark.parametrize(
    ("character", "name"), [("\u200b", "zero width space"), ("\u2060", "word joiner"), ("\u202e", "override")]
)
def test_characters_nobody_sees_are_refused(character: str, name: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read_document("rule", f"requires: [person.{character}is_insured]\n")
    assert [d.code for d in caught.value.diagnostics] == ["invisible-character"], name


# ---------------------------------------------------------------- everything at once


def test_what_is_wrong_in_several_files_is_told_at_once_in_order() -> None:
    _, found = compiled(
        {
            "rule": "requires: [claim.aplied_on]\nreference: course.hours\n",
            "policy": "provisions: {FX2024-1-a: {place: 第一条}}\n",
            "fragment": "conditions: {}\n",
            "overlay": "sets: {hourly-rat: {value: '1.00'}}\n",
        }
    )
    assert [(d.span.file, d.code) for d in found if d.span] == [
        ("overlay", "unknown-parameter"),
        ("policy", "quote-missing"),
        ("rule", "unknown-field"),
        ("rule", "reference-not-a-date"),
    ]
    assert_readable(found)


def test_several_faults_of_one_rule_are_told_at_once() -> None:
    _, found = compiled({"rule": rule_of(["claim.aplied_on", "course.hours + 2", "person.is_insured &", "trainess"])})
    assert codes(found) == ["unknown-field", "uncited-number", "expression-syntax", "unknown-name"]
    assert [d.span.line for d in found if d.span] == [2, 3, 4, 5]


def test_both_languages_tell_the_words_of_the_author() -> None:
    (problem,) = wrong_in("certificate.isued_on")
    assert problem.message("en") == "`certificate` has no field `isued_on`"
    assert problem.message("zh") == "`certificate` 没有字段 `isued_on`"
    assert problem.help("en") == "did you mean `issued_on`"
    assert problem.help("zh") == "是否想写 `issued_on`"


def test_two_fragments_of_one_name_are_refused() -> None:
    one = read_document("one", "fragment: same\nzh: 一\nen: one\n")
    two = read_document("two", "fragment: same\nzh: 二\nen: two\n")
    _, found = examine([*fantasia(), one, two], "")
    assert codes(found) == ["duplicate-definition"]


def test_a_rule_of_fantasia_read_twice_is_two_rules() -> None:
    again = read_document("again", FILES["rules/schemes/skill-award.yaml"])
    _, found = examine([*fantasia(), again], "")
    assert codes(found) == ["duplicate-question"]


# ---------------------------------------------------------------- whatever is written

WORDS = (
    "person", "certificate", "trainees", "student", "history", ".", "awards", "level", "craft", "fee", "hours", "(",
    ")", "[", "]", "==",
    "!=", "<", "<=", "+", "-", "*", "0", "1", "2", ",", "x", "school-rate", "award-rate", "age-range",
    "class-rate", "any", "all", "count", "sum", "min", "max", "lowest", "whole_yuan", "left_open", "left_open_between",
    "given", "cannot_tell", "share_of", "True", "junior", "baking", "FX-01", "submission", ":", "=", "'", "{", "}",
    "/", "&", "@", " and ", " or ", " not ", " in ", " if ", " else ", " for ", "on", "region", "level_of",
    "apprentice-years",
)  # fmt: skip
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map("".join)
TEXT = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40)
GIVEN = {
    "certificate": {"level": "junior", "craft": "baking"},
    "trainees": [{"fee": "1.00"}],
    "person": {"is_insured": True},
    "parameters": {"age-range": [16, 60], "class-rate": "1.00"},
}


ALWAYS = """\
conditions:
  always: {provision: FN2024-2-a, title: {zh: 一, en: one}, says: {zh: 一, en: one}, requires: "True"}
"""


@given(st.lists(LINES, min_size=1, max_size=4))
def test_no_words_break_the_compiler_or_what_it_compiles(expressions: list[str]) -> None:
    plan, found = compiled({"rule": rule_of(expressions)})
    assert (plan is None) == bool(found)
    assert_readable(found)
    if plan is not None:
        whole, _ = compiled({"rule": ALWAYS + rule_of(expressions)})
        assert whole is not None
        Engine(whole).decide(request_of(GIVEN))
        Engine(whole).decide(request_of({}))


@given(TEXT)
def test_no_text_breaks_the_compiler(expression: str) -> None:
    assume(expression.strip())
    try:
        _, found = compiled({"rule": rule_of([expression])})
    except PolicyError as error:
        found = list(error.diagnostics)
    assert_readable(found)


TOKEN = re.compile(r'"[^"]*"|[\w.-]+')
REPLACEMENTS = (
    "0", "1", "-1", "true", "null", '""', "[]", "{}", "2025-01-01", "9999-12-31", '"0.30"', '"1.00"', "text", "yuan",
    "region", '"990101"', "person", "FN2024-1-a", "FX-01", "draft", "skill_level", "enum:craft", "award-rate", "any",
    "course.hours", "baking", "first", "uplift-power", "city-uplift", "submission", "counted-awards", "on",
)  # fmt: skip


@st.composite
def damaged_law(draw: st.DrawFn) -> dict[str, str]:
    """Return the files of Fantasia with one damaged: a word replaced, or a line lost or doubled."""
    name = draw(st.sampled_from(sorted(FILES)))
    lines = FILES[name].splitlines()
    for _ in range(draw(st.integers(1, 2))):
        place = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(("replace", "replace", "replace", "lose", "double")))
        words = list(TOKEN.finditer(lines[place]))
        if kind == "lose" and len(lines) > 1:
            del lines[place]
        elif kind == "double":
            lines.insert(place, lines[place])
        elif words:
            word = draw(st.sampled_from(words))
            new = draw(st.sampled_from(REPLACEMENTS))
            lines[place] = lines[place][: word.start()] + new + lines[place][word.end() :]
    return {name: "\n".join(lines) + "\n"}


REQUESTS = [
    request_of(
        {
            "certificates": [
                {"kind": "skill_certificate", "level": "junior", "craft": "baking", "issued_on": "2025-01-01"}
            ],
            "claim": {"applied_on": "2025-06-01"},
            "history": {"awards": [{"craft": "baking"}], "certificates": []},
        },
        "skill-award",
    ),
    request_of({"person": {"home_region": "990101"}, "claim": {"applied_on": "2025-06-01"}}, "county-bonus"),
    request_of({"students": [{"certificates": [{"is_genuine": True}]}]}, "school-award"),
    request_of({"on": "2025-04-01", "trainees": [{"employments": [{"months": 3}]}]}, "job-award"),
    request_of({"drafts": "what_if", "on": "2026-06-01"}, "remote-award"),
    request_of({"course": {"hours": 70, "places": 21, "starts_on": "2025-01-01"}}, "course-rules"),
    request_of({"region": "990100", "mode": "strict"}, "uplift-limit"),
    request_of({"trainees": []}, "trained-a-year"),
    request_of({"course": {"craft": "baking"}}, "food-craft"),
]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(damaged_law())
def test_damaged_law_is_refused_or_decides(damaged: dict[str, str]) -> None:
    (name, text), *_ = damaged.items()
    others = [source for source in (*fantasia(), overlay()) if not name.endswith(source.file.partition("/")[2])]
    try:
        plan, found = examine([*others, read_document(name, text)], "")
    except PolicyError as error:
        assert_readable(list(error.diagnostics))
        return
    assert_readable(found)
    if plan is None:
        return
    engine = Engine(plan)
    for request in REQUESTS:
        try:
            assert engine.decide(request).to_dict()["question"] == request["question"]
        except (RequestError, ComputationError) as error:
            assert_readable_request(error)


def assert_readable_request(error: RequestError | ComputationError) -> None:
    for diagnostic in error.diagnostics:
        assert diagnostic.render("en")
        assert diagnostic.render("zh")


def overlay() -> Source[Any]:
    return read_document("overlays/city.yaml", FILES["overlays/city.yaml"])
