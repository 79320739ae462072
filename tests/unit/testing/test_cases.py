from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from subsidy_rules.core.errors import Diagnostic, RequestError
from subsidy_rules.core.text import Text
from subsidy_rules.model.decision import Decision, Outcome
from subsidy_rules.testing.case_report import render
from subsidy_rules.testing.cases import CaseReport, run_cases

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from subsidy_rules.engine import Engine

LABEL = Text("示例", "sample")


class Answers:
    """An engine that answers every question with what the request asks for."""

    plan = SimpleNamespace(
        rules={"asked": ()},
        vocabulary=SimpleNamespace(not_yet_asked={"later": LABEL, "asked": LABEL}),
    )

    def decide(self, request: Mapping[str, Any]) -> Decision:
        if request["question"] != "asked":
            raise RequestError([Diagnostic("unknown-question", {"name": request["question"]}, path="question")])
        usual, strict = request["answers"]
        outcome: Outcome = strict if request.get("mode") == "strict" else usual
        return Decision("asked", LABEL, "scheme", outcome, date(2025, 1, 1), "990000", "b", "e")


def report(folder: Path, *cases: str) -> CaseReport:
    path = folder / "cases.yaml"
    path.write_text(
        "cases:\n" + "\n".join(f"  - {{id: C-{i}, {case}}}" for i, case in enumerate(cases)), encoding="utf-8"
    )
    return run_cases(cast("Engine", Answers()), [path])


def asked(usual: str, strict: str, expect: str) -> str:
    return f"request: {{question: asked, answers: [{usual}, {strict}]}}, expect: {expect}"


DISPUTED = "disputed: true, alternative: {outcome: ineligible, strict_outcome: undetermined}"


@pytest.mark.parametrize(
    ("case", "status"),
    [
        (asked("eligible", "eligible", "{outcome: eligible}"), "passed"),
        (asked("eligible", "undetermined", "{outcome: eligible}"), "failed"),
        (asked("eligible", "undetermined", "{outcome: eligible, strict_outcome: undetermined}"), "passed"),
        (asked("eligible", "eligible", "{outcome: eligible, strict_outcome: undetermined}"), "failed"),
        (asked("eligible", "undetermined", "{}"), "passed"),
        (asked("ineligible", "undetermined", f"{{outcome: eligible}}, {DISPUTED}"), "passed"),
        (asked("ineligible", "ineligible", f"{{outcome: eligible}}, {DISPUTED}"), "failed"),
        (asked("eligible", "eligible", f"{{outcome: eligible}}, {DISPUTED}"), "passed"),
        ("request: {question: later}, expect: {outcome: eligible}", "not_yet_asked"),
        ("request: {question: latre}, expect: {outcome: eligible}", "failed"),
        ("request: {question: null}, expect: {outcome: eligible}", "failed"),
    ],
)
def test_a_case_passes_fails_or_waits(tmp_path: Path, case: str, status: str) -> None:
    (result,) = report(tmp_path, case).results
    assert result.status == status


def test_a_waiting_case_is_no_failure_and_never_silent(tmp_path: Path) -> None:
    found = report(tmp_path, *["request: {question: later}, expect: {}"] * 2, asked("met", "met", "{outcome: met}"))
    assert found.holds
    assert render(found, "en") == (
        "not yet asked (no rule answers them): 2 cases\n  later (2): C-0, C-1\n\n1 pass, 0 fail, 2 not yet asked\n"
    )


def test_a_failure_tells_both_answers_and_its_place(tmp_path: Path) -> None:
    found = report(tmp_path, f"title: late, {asked('met', 'not_met', '{outcome: eligible}')}")
    assert not found.holds
    assert render(found) == (
        f"✗ C-0 late  --> {tmp_path / 'cases.yaml'}:2:10\n"
        "    outcome：应为 eligible，实为 met\n"
        "    strict_outcome：应为 eligible，实为 not_met\n"
        "\n"
        "相符 0 例，不符 1 例，尚未提问 0 例\n"
    )


def test_a_request_that_is_refused_fails_with_its_diagnostics(tmp_path: Path) -> None:
    found = report(tmp_path, "request: {question: latre}, expect: {outcome: eligible}")
    assert "    error[unknown-question]: there is no question `latre`\n      --> question\n" in render(found, "en")
