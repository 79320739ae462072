"""A plan survives being written down: everything a runner reads comes back equal."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from subsidy_rules import Engine
from subsidy_rules.core.errors import Span
from subsidy_rules.ir.codec import Decoded, decode, encode
from subsidy_rules.ir.nodes import Const
from subsidy_rules.ir.types import BOOLEAN, DATE, list_of

FANTASIA = Path(__file__).resolve().parents[2] / "fixtures" / "fantasia"


def there_and_back(value: object) -> object:
    return decode(json.loads(json.dumps(encode(value), ensure_ascii=False)))


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -3, 10**15, "", "课时", date(2024, 2, 29), Fraction(3, 10), (), ("a", (1, None)),
        frozenset({"b", "a"}), {"x": (Fraction(1, 3),), "y": {}}, list_of(DATE),
        Const(value=Fraction(1, 2), type=BOOLEAN),
    ],
)  # fmt: skip
def test_values_come_back_as_they_were(value: object) -> None:
    found = there_and_back(value)
    assert found == value
    assert type(found) is type(value)


def test_spans_are_left_out() -> None:
    node = Const(value=True, type=BOOLEAN, span=Span("a.yaml", 1, 2))
    assert there_and_back(node) == node
    assert there_and_back(node).span is None  # type: ignore[attr-defined]


def test_what_is_not_of_a_plan_is_refused() -> None:
    with pytest.raises(TypeError, match="a plan holds a complex"):
        encode((1j,))


def test_whole_plans_come_back() -> None:
    for engine in (Engine.load(), Engine.load(policies=FANTASIA / "policies", rules=FANTASIA / "rules")):
        assert there_and_back(dict(engine.plan.rules)) == dict(engine.plan.rules)
        assert there_and_back(dict(engine.plan.provisions)) == dict(engine.plan.provisions)
        assert there_and_back(engine.plan.vocabulary) == engine.plan.vocabulary


def test_a_value_is_decoded_when_it_is_asked_for() -> None:
    found = Decoded({"good": '["tuple",1,2]', "bad": "no JSON"})
    assert len(found) == 2
    assert "bad" in found
    assert list(found) == ["good", "bad"]
    assert found["good"] == (1, 2)
    assert found["good"] is found["good"]
    with pytest.raises(ValueError, match="Expecting value"):
        found["bad"]
