"""What a case proves: the entries its answer rests on, each with its clause."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from tests.language.golden import FANTASIA, request_of

from subsidy_rules.core.errors import Span
from subsidy_rules.engine import Engine
from subsidy_rules.reports.coverage import coverage
from subsidy_rules.sources.library import load_sources
from subsidy_rules.testing.case_file import Case
from subsidy_rules.testing.coverage import proven_by, rests_on
from subsidy_rules.testing.examples import run_examples

LAW = (FANTASIA / "policies", FANTASIA / "rules")


@cache
def engine() -> Engine:
    return Engine.load([FANTASIA / "overlays" / "city.yaml"], policies=LAW[0], rules=LAW[1])


def case(id_: str, question: str, **given: Any) -> Case:  # noqa: ANN401  # facts of any kind
    return Case(id_, "", request_of(given, question), (), Span("cases.yaml", 1, 1))


HELD = {"kind": "skill_certificate", "level": "junior", "craft": "baking", "issued_on": "2025-01-10"}
PERSON = {"is_registered": True, "work_region": "990101"}
NOTHING_YET: dict[str, list[object]] = {"awards": [], "certificates": []}


def award(id_: str, person: dict[str, object], applied_on: str = "2025-06-01") -> Case:
    return case(
        id_, "skill-award", certificates=[HELD], claim={"applied_on": applied_on}, person=person, history=NOTHING_YET
    )


def test_an_answer_rests_on_what_it_decided_and_pays() -> None:
    found = set(rests_on(engine().plan, engine().decide(award("C-1", PERSON).request)))
    assert ("skill-award", "within-a-year", "FN2024-3-a") in found
    assert ("skill-award", "twice-a-year", "FN2024-3-e") in found
    assert ("skill-award", "award", "FN2024-4-a") in found
    assert ("skill-award", "carving-award", "FN2024-4-c") not in found


def test_an_exception_is_proven_where_the_condition_falls_away() -> None:
    abroad = {**PERSON, "work_region": "110000"}
    proven = proven_by(engine(), [award("C-1", PERSON), award("C-2", abroad, "2026-06-01")])
    assert proven["skill-award", "within-a-year", "FN2024-3-b"] == ("C-2",)
    assert proven["skill-award", "within-a-year", "FN2024-3-a"] == ("C-1",)


def test_a_case_that_is_refused_proves_nothing() -> None:
    assert proven_by(engine(), [case("C-1", "skil-award"), case("C-2", "skill-award", person={"hight": 1})]) == {}


def test_what_no_example_of_a_rule_proves_is_named_with_its_clause() -> None:
    cases = [result.case for result in run_examples(engine(), load_sources(*LAW))]
    found = coverage(engine().plan, proven_by(engine(), cases))
    named = [
        (entry.use.name, clause.provision.id) for clause, entry in found.unproven if entry.question == "skill-award"
    ]
    assert named == [
        ("remote-apprentice", "FN2024-2-c"),
        ("within-a-year", "FN2024-3-b"),
        ("insured-first", "FN2024-3-c"),
        ("carving-award", "FN2024-4-c"),
    ]
    assert not found.is_complete


@pytest.mark.parametrize("proofs", [None, {}])
def test_without_cases_nothing_is_asked_for(proofs: dict[tuple[str, str, str], tuple[str, ...]] | None) -> None:
    found = coverage(engine().plan, proofs)
    assert bool(found.unproven) == (proofs is not None)
