from __future__ import annotations

import shutil
from pathlib import Path

from subsidy_rules.engine import Engine
from subsidy_rules.sources.library import load_sources
from subsidy_rules.testing.examples import check_examples, run_examples

LAW = Path(__file__).resolve().parents[1] / "cli" / "law"


def test_the_examples_of_a_rule_are_cases_in_the_region_of_its_first_clause() -> None:
    engine = Engine.load(policies=LAW / "policies", rules=LAW / "rules")
    results = run_examples(engine, load_sources(LAW / "policies", LAW / "rules"))
    assert [(result.case.id, result.status) for result in results] == [
        ("the last day", "passed"), ("one day late", "passed"),
    ]  # fmt: skip
    request = results[0].case.request
    assert request["region"] == "990000"
    assert "on" not in request
    assert set(request["facts"]) == {"apprentice", "claim"}


def test_an_example_that_is_refused_or_wrong_is_a_diagnostic_at_its_place(tmp_path: Path) -> None:
    law = Path(shutil.copytree(LAW, tmp_path / "law"))
    path = law / "rules" / "apprentice-subsidy.yaml"
    text = path.read_text(encoding="utf-8").replace("outcome: ineligible", "outcome: eligible")
    path.write_text(text.replace("claim: {applied_on: 2025-05-01}", "claim: {aplied_on: 2025-05-01}"), encoding="utf-8")
    engine = Engine.load(policies=law / "policies", rules=law / "rules")
    first, second = check_examples(engine, load_sources(law / "policies", law / "rules"))
    assert (first.code, second.code) == ("example-fails", "example-fails")
    assert "`claim` has no field `aplied_on`" in first.message()
    assert "outcome: expected eligible, found ineligible" in second.message()
    assert [(d.span.line, d.span.column) for d in (first, second) if d.span] == [(35, 11), (38, 11)]
