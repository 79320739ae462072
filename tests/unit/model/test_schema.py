"""The JSON Schemas accept what the reader accepts, and refuse the ordinary mistakes."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from subsidy_rules.core.text import Text
from subsidy_rules.model.decision import (
    Citation,
    Decision,
    Finding,
    MissingItem,
    PaymentLine,
    QuantityValue,
)
from subsidy_rules.model.reader import KEYS
from subsidy_rules.model.schema import decision_schema, request_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from subsidy_rules.ir.plan import Plan

TEXT = Text("甲", "A")
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def fits(value: object, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    """Validate by the few keywords these schemas use; one that is not known here fails the test."""
    checks: dict[str, Callable[[Any], bool]] = {
        "type": lambda names: any(of_type(value, name) for name in ([names] if isinstance(names, str) else names)),
        "enum": lambda values: any(value == v and type(value) is type(v) for v in values),
        "$ref": lambda path: fits(value, root["$defs"][path.removeprefix("#/$defs/")], root),
        "anyOf": lambda parts: any(fits(value, part, root) for part in parts),
        "allOf": lambda parts: all(fits(value, part, root) for part in parts),
        "not": lambda part: not fits(value, part, root),
        "required": lambda names: not isinstance(value, dict) or set(names) <= set(value),
        "pattern": lambda pattern: not isinstance(value, str) or re.search(pattern, value) is not None,
        "minimum": lambda low: not isinstance(value, int) or value >= low,
        "maximum": lambda high: not isinstance(value, int) or value <= high,
        "minItems": lambda low: not isinstance(value, list) or len(value) >= low,
        "maxItems": lambda high: not isinstance(value, list) or len(value) <= high,
        "items": lambda part: not isinstance(value, list) or all(fits(item, part, root) for item in value),
        "properties": lambda parts: (
            not isinstance(value, dict) or all(fits(value[k], part, root) for k, part in parts.items() if k in value)
        ),
        "additionalProperties": lambda part: not isinstance(value, dict) or others_fit(value, part, schema, root),
        "propertyNames": lambda part: not isinstance(value, dict) or all(fits(key, part, root) for key in value),
    }
    notes = {"$schema", "$defs", "title", "format"}
    return all(checks[keyword](argument) for keyword, argument in schema.items() if keyword not in notes)


def others_fit(value: dict[str, Any], part: object, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    others = [item for key, item in value.items() if key not in schema.get("properties", {})]
    return all(fits(item, part, root) for item in others) if isinstance(part, dict) else not others


def of_type(value: object, name: str) -> bool:
    return isinstance(value, TYPES[name]) and not (name == "integer" and isinstance(value, bool))


def as_json(value: object) -> object:
    """Return what YAML gave as JSON would give it: dates as text."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


BARE: dict[str, Any] = {"question": "class-size", "region": "520300", "on": "2026-09-01"}


def test_the_envelope_is_closed_and_complete(plan: Plan) -> None:
    schema = request_schema(plan)
    assert set(schema["properties"]) == set(KEYS)
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]["question"]["enum"]) == {*plan.rules, *plan.vocabulary.not_yet_asked}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"facts": {"claim": {"applied_on": "2026-03-10", "platform_fee_yuan": "1.00", "paid_on": None}}},
        {"facts": {"trainees": [{"head_count": 3, "birth_on": "1990-01-01", "certificates": [{"level": "junior"}]}]}},
        {"facts": {"statistics": {"field_person_times": {"tea": 3}}}},
        {"facts": None, "mode": None, "drafts": None, "on": None},
        {"history": {"awards": [], "certificates": None}},
        {"parameters": {"standard": {"junior": "1.00"}, "uplift": {"520300": "0.10"}, "age-range": [16, 60]}},
        {"parameters": {"class-standard": {"category_two": {"junior": "1.00"}}, "extension": {"520300": ["private"]}}},
        {"parameters": {"class-standard": "1.00", "measure": True}},
        {"readings": {"ZZ-01": "two"}},
    ],
)
def test_right_requests_fit(change: dict[str, Any], plan: Plan) -> None:
    schema = request_schema(plan)
    assert fits(BARE | change, schema, schema)


@pytest.mark.parametrize(
    "change",
    [
        {"question": "class-sise"},
        {"region": "52030"},
        {"region": 520300},
        {"fact": {}},
        {"facts": {"persn": {}}},
        {"facts": {"person": {"brith_on": "1990-01-01"}}},
        {"facts": {"certificate": {"level": "junor"}}},
        {"facts": {"certificate": {}, "certificates": []}},
        {"facts": {"claim": {"platform_fee_yuan": 1500}}},
        {"facts": {"claim": {"applied_on": "2026/03/10"}}},
        {"facts": {"training_class": {"trainee_count": -1}}},
        {"facts": {"training_class": {"trainee_count": True}}},
        {"facts": {"trainees": {}}},
        {"parameters": {"standrd": "1.00"}},
        {"parameters": {"maximum": "0.30"}},
        {"readings": {"ZZ-01": "three"}},
        {"mode": "strct"},
    ],
)
def test_wrong_requests_do_not_fit(change: dict[str, Any], plan: Plan) -> None:
    schema = request_schema(plan)
    assert not fits(BARE | change, schema, schema)


def test_the_requests_of_the_worked_cases_fit(shared: Path, plan: Plan) -> None:
    schema = request_schema(plan)
    del schema["properties"]["parameters"]  # this plan has parameters of its own
    schema["properties"]["question"]["enum"] = None
    for file in sorted((shared / "cases").glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]:
            request = {key: as_json(part) for key, part in case["request"].items() if key != "parameters"}
            schema["properties"]["question"]["enum"] = [request["question"]]
            assert fits(request, schema, schema), case["id"]


def test_decisions_fit(plan: Plan) -> None:
    schema = decision_schema(plan)
    finding = Finding(
        "f", "condition", "violated", TEXT, TEXT, TEXT, {"claim.applied_on": "2026-01-01"}, ("P",), "error"
    )
    smallest = Decision("class-size", TEXT, "duty", "compliant", date(2026, 1, 1), "520300", "0", "1")
    largest = Decision(
        "certificate-direct-subsidy",
        TEXT,
        "scheme",
        "eligible",
        date(2026, 1, 1),
        "520300",
        "0",
        "1",
        request_id="r",
        severity="warning",
        payments=(PaymentLine("person", 150000, "certificate-direct-subsidy", ("P",)),),
        amount_status="determined",
        payees=("person",),
        amount_range_fen=(100000, 200000),
        quantity=QuantityValue(160, "class_hours"),
        missing=(MissingItem("certificate.level", TEXT, ("P",)),),
        ask_next="certificate.level",
        findings=(finding,),
        citations=(Citation("P", "D", "", "T", "第一条", "原文", "binding"),),
        readings={"ZZ-01": "one"},
        is_binding=False,
        flags=("draft",),
    )
    assert fits(smallest.to_dict(), schema, schema)
    assert fits(largest.to_dict(), schema, schema)
    assert set(largest.to_dict()) == set(schema["properties"])
    assert not fits(largest.to_dict() | {"outcome": "perhaps"}, schema, schema)
    assert not fits(largest.to_dict() | {"more": 1}, schema, schema)
