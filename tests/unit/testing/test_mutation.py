from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subsidy_rules.core.errors import PolicyError
from subsidy_rules.ir.nodes import Call, Const
from subsidy_rules.testing.mutation.explained import Explained, read_explained
from subsidy_rules.testing.mutation.law import Law
from subsidy_rules.testing.mutation.mutant import law_of
from subsidy_rules.testing.mutation.report import Score, render
from subsidy_rules.testing.mutation.trial import Trial, Verdict, run

if TYPE_CHECKING:
    from subsidy_rules.testing.mutation.mutant import Mutant

UNIT = Path(__file__).resolve().parent.parent
LANTERN = UNIT / "cli" / "law"
FANTASIA = UNIT.parent / "fixtures" / "fantasia"

LAST_DAY = "add_years(apprentice.finished_on, years-to-apply)"
TWICE = "claim.applied_on < last-day or claim.applied_on == last-day"
CASES = """\
cases:
- {id: M-1, request: &asked {question: class-size, region: "990000", "on": 2024-02-01,
   facts: {workshop: {opened_on: 2024-02-01, head_count: 30}}}, expect: {outcome: compliant}}
- {id: M-2, request: {question: class-size, region: "990000", "on": 2024-02-01,
   facts: {workshop: {opened_on: 2024-02-01, head_count: 31}}}, expect: {outcome: non_compliant, decisive: [LN1-3-a]}}
""".replace(" &asked", "")


@pytest.fixture(scope="module")
def lantern() -> Law:
    return Law.load(LANTERN / "policies", LANTERN / "rules")


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cases") / "cases.yaml"
    path.write_text(CASES, encoding="utf-8")
    return path


def about(law: Law, text: str) -> list[Mutant]:
    return [mutant for mutant in law.mutants() if text in mutant.name]


# ---------------------------------------------------------------- what is changed


def test_every_figure_and_day_is_moved_both_ways_and_every_clause_taken_out(lantern: Law) -> None:
    found = [f"{m.place.line} {m.place.entry}: {m.change}" for m in about(lantern, "2024-1-notice")]
    assert found == [
        "7 effective: first day becomes 2023-12-31",
        "7 effective: first day becomes 2024-01-02",
        "13 provisions.LN1-1-a: taken out of the law",
        "14 provisions.LN1-2-a: taken out of the law",
        "15 provisions.LN1-3-a: taken out of the law",
        "16 provisions.LN1-4-a: taken out of the law",
        "19 parameters.apprentice-amount: 500.00 becomes 499.99",
        "19 parameters.apprentice-amount: 500.00 becomes 500.01",
        "20 parameters.years-to-apply: 1 becomes 0",
        "20 parameters.years-to-apply: 1 becomes 2",
        "21 parameters.largest-class: 30 becomes 29",
        "21 parameters.largest-class: 30 becomes 31",
    ]


def test_conditions_payments_and_their_expressions_are_changed(lantern: Law) -> None:
    found = [f"{m.place.line} {m.place.entry}: {m.change}" for m in about(lantern, "apprentice-subsidy")]
    assert found == [
        "6 reference: is the day of the question",
        "11 grounds.finished: always opens",
        "11 grounds.finished: negated",
        "11 grounds.finished: never opens",
        "15 grounds.finished.requires: `apprentice.finished_on <= claim.applied_on` <= becomes <",
        "18 conditions.within-a-year: a breach means pending",
        "18 conditions.within-a-year: dropped",
        "18 conditions.within-a-year: negated",
        f"24 conditions.within-a-year.requires: `{LAST_DAY}` becomes add_years_rolling",
        f"24 conditions.within-a-year.requires: `claim.applied_on <= {LAST_DAY}` <= becomes <",
        "25 conditions.registered: a breach means pending",
        "25 conditions.registered: dropped",
        "25 conditions.registered: negated",
        "29 conditions.registered.requires: `LR-01 == not_needed or apprentice.is_registered` `or` becomes `and`",
        "29 conditions.registered.requires: `LR-01 == not_needed or apprentice.is_registered` operand 1 dropped",
        "29 conditions.registered.requires: `LR-01 == not_needed or apprentice.is_registered` operand 2 dropped",
        "29 conditions.registered.requires: `LR-01 == not_needed` negated",
        "29 conditions.registered.requires: `apprentice.is_registered` negated",
        "32 pays.amount: dropped",
    ]


def test_readings_change_their_default(lantern: Law) -> None:
    (mutant,) = about(lantern, "readings.LR-01")
    assert mutant.change == "default becomes needed"
    assert mutant.apply(lantern.plan).readings["LR-01"].default == "needed"


@pytest.fixture(scope="module")
def fantasia() -> Law:
    return Law.load(FANTASIA / "policies", FANTASIA / "rules")


def test_no_two_mutants_have_one_name(fantasia: Law) -> None:
    names = [mutant.name for mutant in fantasia.mutants()]
    assert len(names) == len(set(names)) > 100


def test_every_mutant_changes_the_plan_and_leaves_the_law_alone(fantasia: Law) -> None:
    before = repr(fantasia.plan)
    mutated = [mutant.apply(fantasia.plan) for mutant in fantasia.mutants()]
    assert repr(fantasia.plan) == before
    assert [
        m.name for m, plan in zip(fantasia.mutants(), mutated, strict=True) if m.questions and plan == fantasia.plan
    ] == []


def test_limits_tables_lists_and_exceptions_are_changed(fantasia: Law) -> None:
    told = "\n".join(mutant.name for mutant in fantasia.mutants())
    for words in (
        "lifted",
        "row dropped",
        "cell 1 loses",
        "cell 1 gains",
        "exception",
        "becomes <=",
        "loses",
        "`per` 1",
    ):
        assert words in told


def test_a_definition_is_changed_wherever_it_is_used(tmp_path: Path) -> None:
    shutil.copytree(LANTERN, tmp_path, dirs_exist_ok=True)
    rule = tmp_path / "rules" / "apprentice-subsidy.yaml"
    text = rule.read_text(encoding="utf-8").replace(f"requires: claim.applied_on <= {LAST_DAY}", f"requires: {TWICE}")
    rule.write_text(text + f"definitions: {{last-day: '{LAST_DAY}'}}\n", encoding="utf-8")
    law = Law.load(tmp_path / "policies", tmp_path / "rules")
    (mutant,) = about(law, "becomes add_years_rolling")
    assert (mutant.place.entry, len(mutant.touches)) == ("definitions.last-day", 2)
    (changed,) = mutant.apply(law.plan).rules["apprentice-subsidy"]
    functions = [n.function for n, _ in law_of(changed) if isinstance(n, Call)]
    assert functions == ["add_years_rolling"] * 2


def test_what_a_sentence_tells_is_not_changed(lantern: Law) -> None:
    (mutant,) = about(lantern, "add_years_rolling")
    (rule,) = mutant.apply(lantern.plan).rules["apprentice-subsidy"]
    (old,) = lantern.plan.rules["apprentice-subsidy"]
    assert [c.says for c in rule.conditions] == [c.says for c in old.conditions]


def test_the_walk_leaves_sentences_out(lantern: Law) -> None:
    assert not [n for n, _ in law_of(lantern.plan.rules["class-size"]) if isinstance(n, Const)]


# ---------------------------------------------------------------- what notices


def test_a_case_at_the_bound_notices_what_moves_it(lantern: Law, cases: Path) -> None:
    trial = run(lantern, about(lantern, "largest-class"), [cases], jobs=1)
    assert {verdict.mutant.change: verdict.killer for verdict in trial.verdicts} == {
        "30 becomes 29": "M-1",
        "30 becomes 31": "M-2",
        "`workshop.head_count <= largest-class` <= becomes <": "M-1",
    }


def test_what_no_case_reaches_survives(lantern: Law, cases: Path) -> None:
    trial = run(lantern, about(lantern, "2024-1-notice.yaml effective"), [cases], jobs=1)
    assert [mutant.change for mutant in trial.survivors] == [
        "first day becomes 2023-12-31",
        "first day becomes 2024-01-02",
    ]


def test_two_processes_find_what_one_finds(lantern: Law, cases: Path) -> None:
    mutants = lantern.mutants()
    assert run(lantern, mutants, [cases], jobs=2).verdicts == run(lantern, mutants, [cases], jobs=1).verdicts


def test_strict_mode_notices_what_the_default_does_not(lantern: Law, tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(
        """\
cases:
- {id: S-1, request: {question: apprentice-subsidy, region: "990000", "on": 2025-05-01,
   facts: {apprentice: {finished_on: 2024-05-01, is_registered: true}, claim: {applied_on: 2025-05-01}}},
   expect: {outcome: eligible, strict_outcome: eligible}}
""",
        encoding="utf-8",
    )
    trial = run(lantern, about(lantern, "`apprentice.is_registered` negated"), [path], jobs=1)
    assert [verdict.killer for verdict in trial.verdicts] == ["S-1"]


def test_a_case_that_fails_by_itself_notices_nothing(lantern: Law, tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(CASES.replace("outcome: compliant", "outcome: undetermined"), encoding="utf-8")
    trial = run(lantern, about(lantern, "30 becomes 29"), [path], jobs=1)
    assert (trial.left_out, len(trial.survivors)) == (("M-1",), 1)


# ---------------------------------------------------------------- what is said of it


def scored(law: Law, *names: str, equivalent: bool = True) -> Score:
    """Return the score of four mutants of which two survive, some explained."""
    mutants = law.mutants()[:4]
    trial = Trial(tuple(Verdict(mutant, "X-1" if i > 1 else "") for i, mutant in enumerate(mutants)))
    return Score(trial, dict.fromkeys(names, Explained("nobody can tell", equivalent)))


def test_the_score_leaves_equivalent_mutants_out(lantern: Law) -> None:
    first, second = (mutant.name for mutant in lantern.mutants()[:2])
    assert scored(lantern).percent == 50.0
    assert scored(lantern, first).percent == pytest.approx(200 / 3)
    assert scored(lantern, first, second).percent == 100.0
    assert scored(lantern, first, second, equivalent=False).percent == 50.0


def test_explanations_are_neither_missing_nor_stale(lantern: Law) -> None:
    first, second, third = (mutant.name for mutant in lantern.mutants()[:3])
    score = scored(lantern, first, third, "gone")
    assert [mutant.name for mutant in score.unexplained] == [second]
    assert score.stale == (third, "gone")


def test_the_report_names_every_open_survivor_with_its_line(lantern: Law) -> None:
    first, second = lantern.mutants()[:2]
    assert render(scored(lantern, first.name)).splitlines() == [
        " mutants  noticed   open  file",
        "       4        2      1  policies/2024-1-notice.yaml",
        f"survives: policies/2024-1-notice.yaml:7 effective: {second.change}",
        "2 of 4 mutants noticed, 1 survivors explained, 1 open: score 66.7 %",
    ]


def test_explanations_are_read(tmp_path: Path) -> None:
    path = tmp_path / "explained.yaml"
    path.write_text("explained:\n- {why: same, mutants: [a, b]}\n- {why: rare, equivalent: false, mutants: [c]}\n")
    assert read_explained(path) == {
        "a": Explained("same", is_equivalent=True),
        "b": Explained("same", is_equivalent=True),
        "c": Explained("rare", is_equivalent=False),
    }


@pytest.mark.parametrize("text", ["explained: [{why: same, mutants: [a, a]}]", "explained: [{why: ' ', mutants: [a]}]"])
def test_an_explanation_twice_or_without_words_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "explained.yaml"
    path.write_text(text)
    with pytest.raises(ValueError, match="twice or not at all"):
        read_explained(path)


def test_explanations_that_are_no_yaml_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "explained.yaml"
    path.write_text("explained: [")
    with pytest.raises(PolicyError):
        read_explained(path)
