"""Facts and history: one spelling a value, every name known, every problem with its path."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from subsidy_rules.core.errors import Diagnostic, RequestError
from subsidy_rules.model.facts import read_facts, read_history
from subsidy_rules.model.values import InexactNumber

if TYPE_CHECKING:
    from subsidy_rules.ir.vocabulary import Vocabulary


def problems(facts: object, vocabulary: Vocabulary) -> tuple[Diagnostic, ...]:
    with pytest.raises(RequestError) as caught:
        read_facts(facts, vocabulary)
    return caught.value.diagnostics


def one(facts: object, vocabulary: Vocabulary) -> Diagnostic:
    found = problems(facts, vocabulary)
    assert len(found) == 1, [d.render() for d in found]
    return found[0]


def test_every_kind_of_value_is_read(vocabulary: Vocabulary) -> None:
    facts = {
        "person": {"birth_on": "1990-03-07", "household_region": "520103", "household_kinds": ["relocated"]},
        "claim": {"applied_on": date(2026, 3, 10), "platform_fee_yuan": "0.50", "is_in_real_name_system": False},
        "trainees": [{"head_count": 3, "employments": [{"enterprise_id": "E-1", "started_on": "2026-01-01"}]}],
        "task_assignment": {"institution_share_ratio": "0.30"},
        "statistics": {"field_person_times": {"tea": 5}},
    }
    assert read_facts(facts, vocabulary) == {
        "person": {"birth_on": date(1990, 3, 7), "household_region": "520103", "household_kinds": ["relocated"]},
        "claim": {"applied_on": date(2026, 3, 10), "platform_fee_yuan": 50, "is_in_real_name_system": False},
        "trainees": [{"head_count": 3, "employments": [{"enterprise_id": "E-1", "started_on": date(2026, 1, 1)}]}],
        "task_assignment": {"institution_share_ratio": Fraction(3, 10)},
        "statistics": {"field_person_times": {"tea": 5}},
    }


def test_null_is_unknown_and_an_empty_list_is_none(vocabulary: Vocabulary) -> None:
    facts: dict[str, object] = {"person": {"birth_on": None, "groups": []}, "claim": None, "trainees": []}
    assert read_facts(facts, vocabulary) == {"person": {"groups": []}, "trainees": []}
    assert read_history({"awards": None, "certificates": []}, vocabulary) == {"certificates": []}
    assert read_facts(None, vocabulary) == {}


def test_the_ends_of_the_calendar_are_days(vocabulary: Vocabulary) -> None:
    facts = {"person": {"birth_on": "0001-01-01", "graduated_on": "9999-12-31"}}
    assert read_facts(facts, vocabulary)["person"] == {"birth_on": date.min, "graduated_on": date.max}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2026-02-31", "impossible-date"),
        ("2025-02-29", "impossible-date"),
        ("0000-01-01", "impossible-date"),
        ("2026-13-01", "impossible-date"),
        ("2026-3-1", "not-a-date"),
        ("20260301", "not-a-date"),
        ("2026-W10-1", "not-a-date"),
        ("2026-03-01T00:00:00", "not-a-date"),
        ("10000-01-01", "not-a-date"),
        ("２０２６-03-01", "full-width-character"),
        (20260301, "not-a-date"),
        (datetime(2026, 3, 1), "not-a-date"),  # noqa: DTZ001  # as a YAML reader would give it
        (True, "not-a-date"),
        ([], "not-a-date"),
    ],
)
def test_a_date_that_is_none_is_refused(value: object, code: str, vocabulary: Vocabulary) -> None:
    found = one({"person": {"birth_on": value}}, vocabulary)
    assert (found.code, found.path) == (code, "facts.person.birth_on")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1500, "number-not-text"),
        (1500.0, "number-not-text"),
        (math.nan, "number-not-text"),
        (math.inf, "number-not-text"),
        (InexactNumber("1e400"), "number-not-text"),
        (InexactNumber("NaN"), "number-not-text"),
        (True, "not-an-amount"),
        (Decimal("1500.00"), "not-an-amount"),
        ("1500", "not-an-amount"),
        ("1500.0", "not-an-amount"),
        ("1500.000", "not-an-amount"),
        ("1,500.00", "not-an-amount"),
        ("-1.00", "not-an-amount"),
        ("+1.00", "not-an-amount"),
        ("01.00", "not-an-amount"),
        (" 1.00", "not-an-amount"),
        ("1.00\n", "not-an-amount"),
        ("1e3", "not-an-amount"),
        ("NaN", "not-an-amount"),
        ("Infinity", "not-an-amount"),
        ("99999999999999.00", "not-an-amount"),
        ("１５００.００", "full-width-character"),
        ("1500．00", "not-an-amount"),
    ],
)
def test_money_is_a_decimal_string_of_yuan(value: object, code: str, vocabulary: Vocabulary) -> None:
    found = one({"claim": {"platform_fee_yuan": value}}, vocabulary)
    assert (found.code, found.path) == (code, "facts.claim.platform_fee_yuan")
    assert found.message("en")
    assert found.message("zh")


@pytest.mark.parametrize(
    "value", [0.3, 1, InexactNumber("0.3"), "30%", ".3", "1", "-0.1", "1/3", "nan", "０.３", math.nan]
)
def test_a_ratio_is_a_decimal_string(value: object, vocabulary: Vocabulary) -> None:
    found = one({"task_assignment": {"institution_share_ratio": value}}, vocabulary)
    assert found.code in ("not-a-ratio", "number-not-text", "full-width-character")


@pytest.mark.parametrize("value", [-1, 1.0, True, "3", InexactNumber("3.0"), math.nan, math.inf, 10**12 + 1, []])
def test_a_count_is_a_whole_number_within_bounds(value: object, vocabulary: Vocabulary) -> None:
    found = one({"training_class": {"trainee_count": value}}, vocabulary)
    assert found.code in ("not-a-count", "count-too-large")
    assert found.path == "facts.training_class.trainee_count"
    assert len(found.message("en")) < 200


def test_a_number_too_long_to_print_is_refused(vocabulary: Vocabulary) -> None:
    assert one({"training_class": {"trainee_count": 10**5000}}, vocabulary).code == "count-too-large"
    assert one({"certificate": {"level": 10**5000}}, vocabulary).code == "unknown-enum-value"
    assert one({10**5000: {}}, vocabulary).code == "unknown-record"


@pytest.mark.parametrize("value", ["true", "是", 1, 0, "yes", [True]])
def test_a_truth_value_is_true_or_false_only(value: object, vocabulary: Vocabulary) -> None:
    assert one({"claim": {"is_in_real_name_system": value}}, vocabulary).code == "not-a-truth-value"


@pytest.mark.parametrize("value", [520103, "52010", "5201030", "０20103", "020103", "贵州", True])
def test_a_region_is_six_digits_in_quotes(value: object, vocabulary: Vocabulary) -> None:
    found = one({"person": {"work_region": value}}, vocabulary)
    assert found.code in ("not-a-region", "full-width-character")


@pytest.mark.parametrize("value", ["焊\u200b工", "焊工\u202e", "焊工\n", "\ufeff焊工", "焊\x00工", "焊\ud800"])
def test_text_holds_nothing_nobody_can_see(value: str, vocabulary: Vocabulary) -> None:
    found = one({"certificate": {"occupation": value}}, vocabulary)
    assert (found.code, found.path) == ("invisible-character", "facts.certificate.occupation")
    found.render("zh").encode()


@pytest.mark.parametrize(
    ("facts", "code", "path", "near"),
    [
        ({"persn": {}}, "unknown-record", "facts.persn", "person"),
        ({"trainee_s": []}, "unknown-record", "facts.trainee_s", "trainees"),
        ({"person": {"brith_on": "1990-01-01"}}, "unknown-field", "facts.person.brith_on", "birth_on"),
        ({"person": {"brith_on": None}}, "unknown-field", "facts.person.brith_on", "birth_on"),
        ({"certificate": {"level": "intermidiate"}}, "unknown-enum-value", "facts.certificate.level", "intermediate"),
        (
            {"trainees": [{}, {}, {"employments": [{"start_on": "2026-01-01"}]}]},
            "unknown-field",
            "facts.trainees[2].employments[0].start_on",
            "started_on",
        ),
        ({"person": {"groups": ["veteran", "vetran"]}}, "unknown-enum-value", "facts.person.groups[1]", "veteran"),
        (
            {"statistics": {"field_person_times": {"teaa": 1}}},
            "unknown-enum-value",
            "facts.statistics.field_person_times.teaa",
            "tea",
        ),
    ],
)
def test_a_typo_is_refused_with_the_nearest_name(
    facts: dict[str, Any], code: str, path: str, near: str, vocabulary: Vocabulary
) -> None:
    found = one(facts, vocabulary)
    assert (found.code, found.path, found.values["near"]) == (code, path, near)
    assert near in found.help("en")
    assert near in found.help("zh")


@pytest.mark.parametrize(
    ("facts", "code", "path"),
    [
        ([], "not-a-record", "facts"),
        ({"person": "张三"}, "not-a-record", "facts.person"),
        ({"trainees": {}}, "not-a-list", "facts.trainees"),
        ({"person": [{}]}, "not-a-record", "facts.person"),
        ({"trainees": [None]}, "null-in-list", "facts.trainees[0]"),
        ({"person": {"groups": "veteran"}}, "not-a-list", "facts.person.groups"),
        ({"person": {"groups": [None]}}, "null-in-list", "facts.person.groups[0]"),
        ({"statistics": {"field_person_times": 3}}, "not-a-table", "facts.statistics.field_person_times"),
        ({"certificate": {"level": 3}}, "unknown-enum-value", "facts.certificate.level"),
        ({"certificate": {"occupation": 3}}, "not-text", "facts.certificate.occupation"),
        ({"certificate": {}, "certificates": []}, "one-and-many", "facts.certificate"),
        ({"trainee": {}, "trainees": [{}]}, "one-and-many", "facts.trainee"),
        ({1: {}}, "unknown-record", "facts.1"),
    ],
)
def test_a_wrong_shape_is_refused(facts: object, code: str, path: str, vocabulary: Vocabulary) -> None:
    found = one(facts, vocabulary)
    assert (found.code, found.path) == (code, path)


def test_ids_are_checked_wherever_they_stand(vocabulary: Vocabulary) -> None:
    wrong = "520103199003071230"
    facts = {
        "person": {"person_id": "P\u200b1"},
        "training_class": {"teacher_ids": ["T-1", "Ｔ-2"]},
        "students": [{"student_id": wrong}],
        "enterprise": {"enterprise_id": "91350100M000100Y44"},
    }
    found = {d.path: d for d in problems(facts, vocabulary)}
    assert {path: d.code for path, d in found.items()} == {
        "facts.person.person_id": "invisible-character",
        "facts.training_class.teacher_ids[1]": "full-width-character",
        "facts.students[0].student_id": "wrong-id-number",
        "facts.enterprise.enterprise_id": "wrong-credit-code",
    }
    assert wrong not in found["facts.students[0].student_id"].render("zh")


def test_an_id_number_in_the_wrong_place_is_not_printed(vocabulary: Vocabulary) -> None:
    found = one({"person": {"birth_on": "11010519491231002X", "groups": []}}, vocabulary)
    assert "19491231" not in found.render("en")


def test_all_problems_are_told_at_once(vocabulary: Vocabulary) -> None:
    facts = {"person": {"birth_on": "x", "groups": 3}, "claim": {"applied_on": 1}, "persn": 1}
    assert [d.path for d in problems(facts, vocabulary)] == [
        "facts.person.birth_on",
        "facts.person.groups",
        "facts.claim.applied_on",
        "facts.persn",
    ]


def test_history_knows_its_lists(vocabulary: Vocabulary) -> None:
    with pytest.raises(RequestError) as caught:
        read_history({"award": [], "awards": [{"paid_on": "2026-02-30"}]}, vocabulary)
    assert [(d.code, d.path) for d in caught.value.diagnostics] == [
        ("unknown-list", "history.award"),
        ("impossible-date", "history.awards[0].paid_on"),
    ]
