"""The law of Fantasia compiles, its examples hold, and it uses every word of the language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.language.golden import FANTASIA, fantasia, request_of
from tests.language.test_constructs import KEYS

from subsidy_rules.compiler.passes import examine
from subsidy_rules.engine import Engine
from subsidy_rules.ir.traverse import nodes
from subsidy_rules.sources.library import read_files
from subsidy_rules.testing.examples import check_examples

if TYPE_CHECKING:
    from subsidy_rules.model.decision import Decision

TEXT = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FANTASIA.rglob("*.yaml")))


@pytest.fixture(scope="module")
def engine() -> Engine:
    overlays, wrong = read_files([FANTASIA / "overlays"])
    assert wrong == []
    plan, found = examine([*fantasia(), *overlays], "fantasia")
    assert [diagnostic.render() for diagnostic in found] == []
    assert plan is not None
    return Engine(plan)


def test_its_examples_hold(engine: Engine) -> None:
    assert [diagnostic.render() for diagnostic in check_examples(engine, fantasia())] == []


@pytest.mark.parametrize("shape", KEYS)
def test_it_uses_every_key_of_a_source_file(shape: str) -> None:
    assert {key for key in KEYS[shape] if not re.search(rf"\b{key}\b\"?:", TEXT)} == set()


def test_its_rules_use_most_kinds_of_nodes(engine: Engine) -> None:
    used = {type(node).__name__ for rules in engine.plan.rules.values() for node in nodes(*rules)}
    assert {"Arithmetic", "Call", "Compare", "Field", "Given", "If", "In", "Not", "Quantifier", "ReadingIs"} <= used


def test_it_has_no_place_on_the_map(engine: Engine) -> None:
    regions = {document.region for document in engine.plan.documents.values()}
    assert all(region.startswith("99") for region in regions)


def decide(engine: Engine, question: str, **given: object) -> Decision:
    return engine.decide(request_of(given, question))


def test_a_skill_award_with_the_uplift_of_the_city(engine: Engine) -> None:
    held = {"kind": "skill_certificate", "level": "junior", "craft": "baking", "issued_on": "2025-01-10"}
    decision = decide(
        engine,
        "skill-award",
        certificates=[held],
        claim={"applied_on": "2025-06-01"},
        person={"is_registered": True, "work_region": "990101"},
        history={"awards": [], "certificates": []},
    )
    assert decision.outcome == "eligible"
    assert [(line.payee, line.fen) for line in decision.payments] == [("person", 132_000)]


def test_trial_law_without_a_printed_first_day(engine: Engine) -> None:
    found = [{"employments": [{"months": 3}]}, {"employments": []}]
    before, between, after = (
        decide(engine, "job-award", on=day, trainees=found) for day in ("2025-02-28", "2025-04-01", "2025-06-01")
    )
    assert (before.outcome, between.outcome, after.outcome) == ("not_applicable", "undetermined", "eligible")
    assert [item.what for item in between.missing] == ["FT2025.effective_from"]
    assert [line.fen for line in after.payments] == [50_000]


def test_a_draft_decides_only_what_if(engine: Engine) -> None:
    person = {"household_kinds": ["remote"]}
    assert decide(engine, "remote-award", on="2026-06-01", person=person).outcome == "not_applicable"
    what_if = decide(engine, "remote-award", on="2026-06-01", person=person, drafts="what_if")
    assert (what_if.outcome, what_if.is_binding) == ("eligible", False)


def test_the_county_pays_its_own_people_while_its_notice_runs(engine: Engine) -> None:
    def bonus(day: str, region: str = "990101", **more: object) -> str:
        facts = {"person": {"home_region": region}, "claim": {"applied_on": day}}
        return decide(engine, "county-bonus", on=day, region=region, **facts, **more).outcome

    assert bonus("2026-12-31") == "eligible"
    assert bonus("2027-01-01") == "not_applicable"
    assert bonus("2027-01-01", readings={"FX-04": "open_ended"}) == "eligible"
    assert bonus("2026-01-01", region="990102") == "not_applicable"


def test_every_question_can_be_asked_with_nothing_known(engine: Engine) -> None:
    for question in engine.plan.rules:
        assert decide(engine, question, on="2025-06-01").question == question
