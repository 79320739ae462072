"""What rests on a provision, in the law of Fantasia: found by role, told once, and known to be read or not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.language.golden import FANTASIA

from subsidy_rules.engine import Engine
from subsidy_rules.ir.uses import readings_used, uses

if TYPE_CHECKING:
    from subsidy_rules.ir.plan import Plan


@cache
def fantasia() -> Plan:
    return Engine.load(
        [FANTASIA / "overlays" / "city.yaml"], policies=FANTASIA / "policies", rules=FANTASIA / "rules"
    ).plan


def roles(provision: str) -> set[tuple[str, str]]:
    return {(use.role, use.name) for use in uses(fantasia())[provision]}


@pytest.mark.parametrize(
    ("provision", "expected"),
    [
        ("FN2024-1-a", {("scope", "FN2024"), ("list", "border-counties"), ("parameter", "fantasia")}),
        ("FN2024-5-a", {("delegation", "uplift-power"), ("left_open", "city-uplift")}),
        ("FN2024-3-b", {("exception", "within-a-year")}),
        ("FN2024-3-e", {("limit", "twice-a-year"), ("limit", "once-a-craft"), ("parameter", "awards-a-year")}),
        ("FN2024-2-b", {("row", "is-covered")}),
        ("FN2024-4-a", {("payment", "award"), ("parameter", "award-rate")}),
        ("FC2025-1-a", {("scope", "FC2025"), ("reading", "FX-07")}),
        ("FN2024-8-a", set()),
    ],
)
def test_everything_that_rests_on_a_provision_is_found(provision: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= roles(provision)


def test_every_provision_has_an_answer_and_none_is_told_twice() -> None:
    found = uses(fantasia())
    assert found.keys() == fantasia().provisions.keys()
    for rest in found.values():
        told = [(use.role, use.name, use.rule.question if use.rule else "") for use in rest]
        assert len(told) == len(set(told))


def test_what_nothing_reads_is_known() -> None:
    read = {use.name: use.is_read for rest in uses(fantasia()).values() for use in rest}
    assert read["award-rate"]
    assert read["food-crafts"]
    assert not read["welcome-crafts"]
    assert read["uplift-maximum"], "the bound of a delegation is read where overlays are checked"
    assert not read["FX-07"]


def test_a_rule_names_the_readings_that_can_change_it_and_what_they_decide() -> None:
    plan = fantasia()
    found = {question: readings_used(plan, rules[-1]) for question, rules in plan.rules.items()}
    assert found["county-bonus"]["FX-04"] == "force"
    assert "severity" in found["course-rules"].values()
    assert "meaning" in found["skill-award"].values()
