"""The envelope of a request: names, readings, local standards, and JSON before all that."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from subsidy_rules.core.errors import Diagnostic, RequestError
from subsidy_rules.model.reader import read_json, read_request

if TYPE_CHECKING:
    from subsidy_rules.ir.plan import Plan

BARE = {"question": "certificate-direct-subsidy", "region": "520300", "on": "2026-09-01"}


def one(data: object, plan: Plan) -> Diagnostic:
    with pytest.raises(RequestError) as caught:
        read_request(data, plan=plan)  # type: ignore[arg-type]  # what is no mapping, too
    assert len(caught.value.diagnostics) == 1, str(caught.value)
    return caught.value.diagnostics[0]


def test_a_bare_request_is_read(plan: Plan) -> None:
    request = read_request(BARE, plan=plan)
    assert (request.question, request.region, request.on) == (BARE["question"], "520300", date(2026, 9, 1))
    assert (request.facts, request.history, request.mode, request.drafts) == ({}, {}, "default", "exclude")
    assert (request.request_id, request.person_id) == (None, None)


def test_a_full_request_is_read(plan: Plan) -> None:
    data = BARE | {
        "on": date(2026, 9, 1),
        "facts": {"claim": {"applied_on": "2026-08-01"}},
        "history": {"awards": []},
        "parameters": {"standard": {"junior": "1000.00", "completion": "1.00"}, "uplift": {"520300": "0.10"}},
        "readings": {"ZZ-01": "two"},
        "mode": "strict",
        "drafts": "what_if",
        "request_id": "r-1",
        "person_id": "p-1",
    }
    request = read_request(data, plan=plan)
    assert request.parameters == {
        "standard": {"junior": 100000, "completion": 100},
        "uplift": {"520300": Fraction(1, 10)},
    }
    assert request.readings == {"ZZ-01": "two", "DT-05": "what_if"}
    assert (request.mode, request.drafts, request.request_id, request.person_id) == ("strict", "what_if", "r-1", "p-1")


def test_null_is_as_good_as_absent(plan: Plan) -> None:
    nothing = dict.fromkeys(("facts", "history", "parameters", "readings", "mode", "drafts", "request_id", "person_id"))
    assert read_request(BARE | nothing, plan=plan) == read_request(BARE, plan=plan)
    assert read_request(BARE | {"on": None}, plan=plan).on is None


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"fact": {}}, "unknown-key", "fact"),
        ({"question": None}, "missing-key", "question"),
        ({"region": None}, "missing-key", "region"),
        ({"question": "certificate-direct-subsidi"}, "unknown-question", "question"),
        ({"question": "class-recording"}, "question-not-yet-asked", "question"),
        ({"question": 3}, "not-text", "question"),
        ({"region": 520300}, "not-a-region", "region"),
        ({"region": "52030"}, "not-a-region", "region"),
        ({"on": "2026-02-31"}, "impossible-date", "on"),
        ({"on": True}, "not-a-date", "on"),
        ({"facts": []}, "not-a-record", "facts"),
        ({"history": []}, "not-a-record", "history"),
        ({"parameters": []}, "not-a-record", "parameters"),
        ({"readings": "ZZ-01"}, "not-a-record", "readings"),
        ({"mode": "strct"}, "unknown-choice", "mode"),
        ({"mode": True}, "unknown-choice", "mode"),
        ({"drafts": "what-if"}, "unknown-choice", "drafts"),
        ({"request_id": 7}, "not-text", "request_id"),
        ({"request_id": "r\u200b"}, "invisible-character", "request_id"),
        ({"person_id": "520103199003071230"}, "wrong-id-number", "person_id"),
        ({"person_id": ""}, "empty-identifier", "person_id"),
        ({"readings": {"ZZ-02": "one"}}, "unknown-reading", "readings.ZZ-02"),
        ({"readings": {"ZZ-01": "on"}}, "unknown-option", "readings.ZZ-01"),
        ({"readings": {"ZZ-01": 1}}, "unknown-option", "readings.ZZ-01"),
        ({"readings": {"ZZ-01": "three"}}, "option-not-offered", "readings.ZZ-01"),
        ({"drafts": "exclude", "readings": {"DT-05": "what_if"}}, "switches-disagree", "drafts"),
    ],
)
def test_a_wrong_envelope_is_refused(change: dict[str, object], code: str, path: str, plan: Plan) -> None:
    found = one(BARE | change, plan)
    assert (found.code, found.path) == (code, path)
    assert found.message("zh")


def test_near_misses_are_named(plan: Plan) -> None:
    assert one(BARE | {"question": "certificate-direct-subsidi"}, plan).values["near"] == "certificate-direct-subsidy"
    assert one(BARE | {"question": "class-recordings"}, plan).values["near"] == "class-recording"
    assert one(BARE | {"fact": {}}, plan).values["near"] == "facts"
    assert one(BARE | {"parameters": {"upliff": "0.10"}}, plan).values["near"] == "uplift"
    assert one(BARE | {"parameters": {"standard": {"junor": "1.00"}}}, plan).values["near"] == "junior"


def test_the_reading_on_drafts_is_the_same_switch(plan: Plan) -> None:
    request = read_request(BARE | {"readings": {"DT-05": "what_if"}}, plan=plan)
    assert (request.drafts, request.readings) == ("what_if", {"DT-05": "what_if"})
    both = read_request(BARE | {"readings": {"DT-05": "what_if"}, "drafts": "what_if"}, plan=plan)
    assert both == request


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"standard": "1500.00"}, {"standard": 150000}),
        ({"class-standard": "1.00"}, {"class-standard": 100}),
        ({"class-standard": {"junior": {"category_a": "1.00"}}}, {"class-standard": {"junior": {"category_a": 100}}}),
        ({"class-standard": {"category_a": "1.00"}}, {"class-standard": {"category_a": 100}}),
        (
            {"class-standard": {"category_two": {"junior": "1.00", "advanced": None}}},
            {"class-standard": {"category_two": {"junior": 100}}},
        ),
        ({"uplift": None}, {}),
        ({"uplift": {}}, {"uplift": {}}),
        ({"extension": {"520300": ["private"]}}, {"extension": {"520300": ["private"]}}),
        ({"extension": []}, {"extension": []}),
        ({"measure": {"520300": True}}, {"measure": {"520300": True}}),
        ({"age-range": [16, 60]}, {"age-range": [16, 60]}),
    ],
)
def test_local_standards_are_figures_or_tables(parameters: dict[str, Any], expected: object, plan: Plan) -> None:
    assert read_request(BARE | {"parameters": parameters}, plan=plan).parameters == expected


@pytest.mark.parametrize(
    ("parameters", "code", "path"),
    [
        ({"standrd": "1.00"}, "unknown-parameter", "parameters.standrd"),
        ({"maximum": "0.30"}, "parameter-not-supplied", "parameters.maximum"),
        ({"standard": 1500}, "number-not-text", "parameters.standard"),
        ({"standard": {"junior": 1500.0}}, "number-not-text", "parameters.standard.junior"),
        ({"standard": {"junior": {"completion": "1.00"}}}, "not-an-amount", "parameters.standard.junior"),
        ({"class-standard": {"junior": {"category_one": "1.00"}}}, "unknown-table-key", None),
        ({"class-standard": {"junior": "1.00", "category_a": "1.00"}}, "unknown-table-key", None),
        ({"uplift": {"52030": "0.10"}}, "unknown-table-key", "parameters.uplift.52030"),
        ({"uplift": {520300: "0.10"}}, "unknown-table-key", "parameters.uplift.520300"),
        ({"uplift": "30%"}, "not-a-ratio", "parameters.uplift"),
        ({"extension": {"520300": "private"}}, "not-a-list", "parameters.extension.520300"),
        ({"extension": {"520300": ["privat"]}}, "unknown-enum-value", "parameters.extension.520300[0]"),
        ({"measure": {"520300": "true"}}, "not-a-truth-value", "parameters.measure.520300"),
        ({"age-range": 16}, "not-a-range", "parameters.age-range"),
        ({"age-range": [16]}, "not-a-range", "parameters.age-range"),
        ({"age-range": [60, 16]}, "range-reversed", "parameters.age-range"),
        ({"age-range": [16, "60"]}, "not-a-count", "parameters.age-range[1]"),
    ],
)
def test_a_wrong_local_standard_is_refused(parameters: dict[Any, Any], code: str, path: str | None, plan: Plan) -> None:
    found = one(BARE | {"parameters": parameters}, plan)
    assert found.code == code
    assert path in (None, found.path)


def test_everything_wrong_is_told_at_once(plan: Plan) -> None:
    data = {"question": "x", "region": 1, "facts": {"person": {"birth_on": 1}}, "mode": "y", "z": 1}
    with pytest.raises(RequestError) as caught:
        read_request(data, plan=plan)
    assert {d.path for d in caught.value.diagnostics} == {"question", "region", "facts.person.birth_on", "mode", "z"}


@pytest.mark.parametrize("data", [[], "x", None, 3])
def test_what_is_no_mapping_is_no_request(data: object, plan: Plan) -> None:
    assert one(data, plan).code == "not-a-record"


# ---------------------------------------------------------------- JSON


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "json-syntax"),
        ("{", "json-syntax"),
        ("{'a': 1}", "json-syntax"),
        ('{"a": 1,}', "json-syntax"),
        ('{"a": 1} {}', "json-syntax"),
        ('{"a": 01}', "json-syntax"),
        ('{"a": "\n"}', "json-syntax"),
        ('{"a": 1, "b": {"c": 1, "c": 2}}', "duplicate-key"),
        ("[]", "json-not-an-object"),
        ("null", "json-not-an-object"),
        ("1.5", "json-not-an-object"),
        ("[" * 100_000, "json-too-deep"),
        ('{"a": ' * 100_000, "json-too-deep"),
        ('{"a": ' + "9" * 5000 + "}", "json-number-too-long"),
        ("\ufeff{}", "byte-order-mark"),
        (b"\xef\xbb\xbf{}", "byte-order-mark"),
        (b'{"a": "\xff"}', "not-utf8"),
    ],
)
def test_bad_json_is_refused(text: str | bytes, code: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_json(text)
    assert [d.code for d in caught.value.diagnostics] == [code]
    assert caught.value.diagnostics[0].message("zh")


@pytest.mark.parametrize(
    "number", ["1.5", "1e400", "-1e400", "NaN", "Infinity", "-Infinity", "1E5", "1.0", "5" * 40, "-3"]
)
def test_numbers_that_are_no_counts_are_refused_where_they_stand(number: str, plan: Plan) -> None:
    head = '{"question": "class-size", "region": "520300", "facts": {"training_class": {"trainee_count": '
    found = one(read_json(head + number + "}}}"), plan)
    assert found.path == "facts.training_class.trainee_count"
    money = '{"question": "class-size", "region": "520300", "facts": {"claim": {"platform_fee_yuan": '
    found = one(read_json(money + number + "}}}"), plan)
    assert (found.code, found.path) == ("number-not-text", "facts.claim.platform_fee_yuan")
    assert "InexactNumber" not in found.render("en") + found.render("zh")


@pytest.mark.parametrize("key", ["on", "mode", "request_id", "readings", "parameters", "facts", "x"])
def test_a_decimal_anywhere_in_the_envelope_is_refused(key: str, plan: Plan) -> None:
    text = f'{{"question": "class-size", "region": "520300", "{key}": 1.5}}'
    assert one(read_json(text), plan).path == key


def test_a_lone_surrogate_is_refused_and_can_be_printed(plan: Plan) -> None:
    found = one(read_json('{"question": "\\ud800", "region": "520300"}'), plan)
    found.render("zh").encode()
    found = one(read_json('{"question": "class-size", "region": "520300", "\\ud800": 1}'), plan)
    found.render("zh").encode()
