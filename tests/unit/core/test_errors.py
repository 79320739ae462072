"""Diagnostics: how they read, and which name is suggested for a misspelt one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.core.errors import Diagnostic, PolicyError, Related, Span, nearest

SPAN = Span("rules/x.yaml", 6, 5, 4, "    sort: 1")


def test_a_diagnostic_reads_as_the_style_says() -> None:
    found = Diagnostic(
        "unknown-field",
        {"record": "certificate", "name": "sort", "near": "kind"},
        SPAN,
        "FN2024-2-a 第二条",
        (Related("FN2024-3-a 第三条", Span("policies/y.yaml", 3, 1), "引文"),),
    )
    assert found.render().splitlines() == [
        "error[unknown-field]: `certificate` has no field `sort`",
        "  --> rules/x.yaml:6:5   (FN2024-2-a 第二条)",
        "   |     sort: 1",
        "   |     ^^^^",
        "  = FN2024-3-a 第三条: “引文” policies/y.yaml:3:1",
        "  help: did you mean `kind`",
    ]
    assert found.render("zh").splitlines()[0] == "error[unknown-field]: `certificate` 没有字段 `sort`"
    assert found.render("zh").splitlines()[-1] == "  help: 是否想写 `kind`"


def test_help_is_left_out_where_there_is_nothing_to_suggest() -> None:
    found = Diagnostic("unknown-field", {"record": "certificate", "name": "sort", "near": ""}, SPAN)
    assert found.help() == ""
    assert "help" not in found.render()


def test_a_diagnostic_of_a_request_names_the_path() -> None:
    found = Diagnostic("not-a-date", {"value": "2025-02-31"}, path="facts.person.birth_on")
    assert "  --> facts.person.birth_on" in found.render().splitlines()
    assert found.to_dict() == {
        "code": "not-a-date",
        "message": "`2025-02-31` is not a date",
        "path": "facts.person.birth_on",
        "help": "write it as 2026-03-10",
    }


def test_an_undocumented_code_is_refused() -> None:
    with pytest.raises(LookupError):
        Diagnostic("no-such-code")


def test_braces_in_values_stay_as_they_are() -> None:
    found = Diagnostic("unknown-name", {"name": "{near} [[x]]", "near": ""}, SPAN)
    assert found.message() == "`{near} [[x]]` is not known here"


def test_all_diagnostics_are_raised_together() -> None:
    one, two = Diagnostic("unknown-name", {"name": "a"}, SPAN), Diagnostic("unknown-name", {"name": "b"}, SPAN)
    error = PolicyError([one, two])
    assert error.diagnostics == (one, two)
    assert str(error).count("error[unknown-name]") == 2


def test_a_span_inside_a_span() -> None:
    assert str(SPAN) == "rules/x.yaml:6:5"
    inside = SPAN.inside(2, 0)
    assert (inside.line, inside.column, inside.length, inside.excerpt) == (6, 7, 1, SPAN.excerpt)
    assert min(Span("b", 1, 1), Span("a", 10, 1), Span("a", 9, 1)) == Span("a", 9, 1)


KNOWN = ["certificate.issued_on", "certificate.issued_region", "person.birth_on", "course-hours", "award-rate"]


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("certificate.isued_on", "certificate.issued_on"),
        ("cerificate.issued_on", "certificate.issued_on"),
        ("birth_on", "person.birth_on"),
        ("trainee.birth_on", "person.birth_on"),
        ("course-hour", "course-hours"),
        ("course_hours", "course-hours"),
        ("dragon", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_suggested(written: str, near: str) -> None:
    assert nearest(written, KNOWN) == near


@given(st.text(), st.lists(st.text()))
def test_what_is_suggested_is_known(written: str, known: list[str]) -> None:
    assert nearest(written, known) in {*known, ""}
