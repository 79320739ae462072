from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from subsidy_rules.core.text import Text
from subsidy_rules.model.decision import Citation, Decision, MissingItem, PaymentLine, QuantityValue
from subsidy_rules.testing.comparison import compared_keys, differences

LABEL = Text("示例补贴", "sample subsidy")


def decision(**more: Any) -> Decision:  # noqa: ANN401  # any field of a decision
    given: dict[str, Any] = {
        "outcome": "eligible",
        "amount_status": "determined",
        "payments": (PaymentLine("person", 50000, "a", ("P-1",)), PaymentLine("school", 10000, "a", ())),
        "citations": (Citation("P-1", "D", "n", "t", "p", "q", "binding"),),
        "missing": (MissingItem("claim.applied_on", LABEL, ()),),
    }
    return Decision("q", LABEL, "scheme", on=date(2025, 1, 1), region="990000", bundle="b", engine="e", **given | more)


SHOWN = "{payee: person, yuan: 500.00, item: a}"
PERSON = {"payee": "person", "yuan": "500.00", "item": "a"}
SCHOOL = {"payee": "school", "yuan": "100.00", "item": "a"}
OPEN = {"amount_status": "undetermined", "payments": (), "payees": ("school", "person"), "amount_range_fen": (0, 100)}


@pytest.mark.parametrize(
    ("expect", "more"),
    [
        ({}, {}),
        ({"outcome": "eligible"}, {}),
        ({"payments": [PERSON, SCHOOL]}, {}),
        ({"payments": [SCHOOL, {"item": "a", "yuan": "500.00", "payee": "person"}]}, {}),
        ({"payments": []}, {"payments": ()}),
        ({"payments": []}, {"payments": (), "amount_status": None, "outcome": "not_applicable"}),
        ({"payees": ["person", "school"]}, OPEN),
        ({"amount_status": "undetermined"}, OPEN),
        ({"amount_range_yuan": ["0.00", "1.00"]}, OPEN),
        ({"quantity": {"unit": "persons", "value": 3}}, {"quantity": QuantityValue(3, "persons")}),
        ({"missing": ["claim.applied_on"]}, {}),
        ({"decisive": ["P-1"]}, {}),
        ({"decisive": []}, {}),
        ({"severity": "warning"}, {"severity": "warning"}),
        ({"is_binding": False}, {"is_binding": False}),
        ({"considered": ["P-9"]}, {}),
        ({"strict_outcome": "undetermined"}, {}),
    ],
)
def test_only_the_keys_given_are_compared(expect: dict[str, object], more: dict[str, object]) -> None:
    assert differences(expect, decision(**more)) == ()


@pytest.mark.parametrize(
    ("expect", "more", "sentence"),
    [
        ({"outcome": "ineligible"}, {}, "outcome: expected ineligible, found eligible"),
        (
            {"payments": [PERSON]},
            {},
            f"payments: expected [{SHOWN}], found [{SHOWN}, {{payee: school, yuan: 100.00, item: a}}]",
        ),
        ({"payments": [PERSON, PERSON, SCHOOL]}, {}, ""),
        ({"payments": []}, OPEN, "payments: expected [], found undetermined"),
        ({"payees": ["person"]}, OPEN, "payees: expected [person], found [school, person]"),
        ({"amount_range_yuan": ["0.00", "2.00"]}, OPEN, ""),
        ({"amount_range_yuan": ["0.00", "2.00"]}, {}, "amount_range_yuan: expected [0.00, 2.00], found –"),
        ({"quantity": {"unit": "persons", "value": 3}}, {"quantity": QuantityValue("3", "persons")}, ""),
        ({"missing": ["claim.applied_on", "x"]}, {}, "missing: expected [x], found [claim.applied_on]"),
        ({"decisive": ["P-1", "P-2"]}, {}, "decisive: expected [P-2], found [P-1]"),
        ({"severity": "error"}, {}, "severity: expected error, found –"),
        ({"is_binding": False}, {}, "is_binding: expected false, found true"),
    ],
)
def test_a_difference_is_a_sentence(expect: dict[str, object], more: dict[str, object], sentence: str) -> None:
    (found,) = differences(expect, decision(**more))
    if sentence:
        assert found.in_("en") == sentence
    assert found.in_("zh").startswith(f"{found.key}：应为 ")


def test_the_keys_are_those_of_the_contract() -> None:
    assert compared_keys() == {
        "outcome", "payments", "payees", "amount_status", "amount_range_yuan", "quantity", "missing", "severity",
        "is_binding", "decisive", "considered", "strict_outcome",
    }  # fmt: skip
