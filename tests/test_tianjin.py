"""Law like Tianjin's, written from a text, needs YAML only.

An attendance gate, factors by scarcity, a catalogue whose edition the day of the class chooses, a supplement and a
document that expire, a cap a year and one for life. The notice is fictional; what it says is what such notices say.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subsidy_rules.engine import Engine
from subsidy_rules.sources.documents import read_document
from subsidy_rules.sources.quotes import check_quotes
from subsidy_rules.testing.cases import run_cases
from subsidy_rules.testing.mutation.law import Law
from subsidy_rules.testing.mutation.trial import run

if TYPE_CHECKING:
    from subsidy_rules.model.decision import Decision

REPO = Path(__file__).resolve().parents[1]
TIANJIN = REPO / "tests" / "fixtures" / "tianjin"
POLICIES = [REPO / "policies", TIANJIN / "policies"]
RULES = [REPO / "rules", TIANJIN / "rules"]
BEFORE_THE_NOTICE = {  # the notice itself begins on 2026-01-01: nobody can tell whether its parts begin a day earlier
    "provisions.JH2026-8-a.effective: first day becomes 2025-12-31",
    "parameters.harbour-catalogue 2026-01-01..2027-06-30: JH2026-A1 valid first day becomes 2025-12-31",
    "parameters.harbour-catalogue 2026-01-01..2027-06-30: JH2026-4-b valid first day becomes 2025-12-31",
}
QUESTION = "harbour-training-subsidy"


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load(POLICIES, RULES)


@pytest.fixture(scope="module")
def engine(law: Law) -> Engine:
    return Engine(law.plan)


def decided(engine: Engine, *, opened_on: str = "2026-03-02", hours: int = 100, trade: str = "welder") -> Decision:
    return engine.decide(
        {
            "question": QUESTION,
            "region": "980000",
            "facts": {
                "harbour_class": {
                    "trade": trade, "level": "intermediate", "opened_on": opened_on, "ended_on": opened_on,
                    "planned_hours": 100, "applied_on": opened_on,
                },
                "harbour_learners": [{"person_id": "P-1", "attended_hours": hours, "has_passed": True}],
            },
            "history": {"harbour_awards": []},
        }
    )  # fmt: skip


def test_it_is_yaml_and_text_only() -> None:
    files = [path for path in TIANJIN.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".yaml", ".txt"}


def test_its_quotes_stand_in_its_text(law: Law) -> None:
    sources = [source for source in law.sources if Path(source.file).name == "2026-3-notice.yaml"]
    assert len(sources) == 1
    assert check_quotes(sources, TIANJIN / "texts") == []


def test_a_quote_that_is_not_in_its_text_is_found() -> None:
    text = (TIANJIN / "policies" / "2026-3-notice.yaml").read_text(encoding="utf-8")
    wrong = read_document("notice.yaml", text.replace("个人出勤率达到80%以上", "个人出勤率达到85%以上"))
    assert [(d.code, d.provision) for d in check_quotes([wrong], TIANJIN / "texts")] == [
        ("quote-not-in-text", "JH2026-5-a")
    ]


def test_its_cases_come_out(engine: Engine) -> None:
    report = run_cases(engine, [TIANJIN / "cases.yaml"])
    assert [(result.case.id, result.differences) for result in report.with_status("failed")] == []
    assert len(report.with_status("passed")) > 40


def test_nothing_in_it_can_change_unnoticed(law: Law) -> None:
    mutants = [mutant for mutant in law.mutants() if mutant.questions == {QUESTION}]
    trial = run(law, mutants, [TIANJIN / "cases.yaml"], jobs=1)
    assert len(mutants) > 100
    assert {f"{mutant.place.entry}: {mutant.change}" for mutant in trial.survivors} == BEFORE_THE_NOTICE


def test_the_answer_quotes_the_notice(engine: Engine) -> None:
    decision = decided(engine, hours=79)
    assert [f.id for f in decision.findings if f.status == "violated"] == ["attendance"]
    (finding,) = (f for f in decision.findings if f.id == "attendance")
    assert finding.required.zh == "出勤率不低于80%"
    quoted = {citation.provision: citation.quote for citation in decision.citations}
    assert quoted["JH2026-5-a"] == "学员个人出勤率达到80%以上（含80%）"


@pytest.mark.parametrize(
    ("opened_on", "trade", "fen"),
    [
        ("2026-12-31", "welder", 170_000),
        ("2027-01-01", "welder", 150_000),
        ("2027-06-30", "electrician", 135_000),
        ("2027-07-01", "electrician", 150_000),
    ],
)
def test_the_day_of_the_class_chooses_edition_and_supplement(
    engine: Engine, opened_on: str, trade: str, fen: int
) -> None:
    assert [payment.fen for payment in decided(engine, opened_on=opened_on, trade=trade).payments] == [fen]


def test_the_law_of_other_places_is_as_before(engine: Engine) -> None:
    training_class = {"mode": "medium_long", "trainee_count": 61, "opened_on": "2026-09-01"}
    request = {
        "question": "class-size", "region": "520300", "on": "2026-09-01", "facts": {"training_class": training_class},
    }  # fmt: skip
    before, after = Engine.load().decide(request), engine.decide(request)
    assert before.to_dict() | {"bundle": ""} == after.to_dict() | {"bundle": ""}
