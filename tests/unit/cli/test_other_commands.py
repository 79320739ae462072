from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

import subsidy_rules

Run = Callable[..., Result]
HERE = Path(__file__).resolve().parent
LAW = HERE / "law"
CASES = """version: 1
cases:
  - id: L-1
    title: in time
    request: {question: apprentice-subsidy, region: "990100", on: 2025-05-01,
              facts: {apprentice: {finished_on: 2024-05-01, is_registered: true}, claim: {applied_on: 2025-05-01}}}
    expect: {outcome: eligible}
    why: by hand
  - id: L-2
    title: lamp oil
    request: {question: lamp-oil-allowance, region: "990100"}
    expect: {outcome: eligible}
    why: by hand
"""
TEXT = "灯示〔2024〕1号\n关于学徒补贴的通知\n各市县：\n学徒结业的，每人补\n贴五百元。\n结业后一年内提出申请。\n"
TEXT += "班级不超过三十人。\n生活补贴标准由各市规定。\n"


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """Return a copy of the law that a test may spoil."""
    return Path(shutil.copytree(LAW, tmp_path / "law"))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# ---------------------------------------------------------------- cases


def test_cases_pass_and_the_waiting_ones_are_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(CASES, encoding="utf-8")
    done = run("cases", tmp_path)
    assert done.exit_code == 0
    assert "lamp-oil-allowance (1): L-2" in done.stdout
    assert done.stdout.endswith("相符 1 例，不符 0 例，尚未提问 1 例\n")


def test_a_case_that_does_not_come_out_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(CASES.replace("expect: {outcome: eligible}", "expect: {outcome: ineligible}", 1), encoding="utf-8")
    done = run("cases", path, "--lang", "en")
    assert done.exit_code == 1
    assert f"✗ L-1 in time  --> {path}:3:9" in done.stdout
    assert "    outcome: expected ineligible, found eligible\n" in done.stdout


def test_a_bad_case_file_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(CASES.replace("expect:", "expects:", 1), encoding="utf-8")
    done = run("cases", path, "--lang", "en")
    assert (done.exit_code, done.stdout) == (3, "")
    assert f"{path}:7:5" in done.stderr
    assert "did you mean `expect`" in done.stderr
    assert run("cases", tmp_path / "lost").exit_code == 3


# ---------------------------------------------------------------- check


def test_a_sound_law_is_counted(run: Run, tmp_path: Path) -> None:
    assert run("check", LAW, "--lang", "en").stdout == "ok: 1 document, 5 provisions, 3 rules\n"
    (tmp_path / "lantern-notice.txt").write_text(TEXT, encoding="utf-8")
    done = run("check", LAW, "--sources", tmp_path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "ok: 1 份文件，5 条条款，3 份规则，5 处引文核对无误\n"


def test_an_overlay_is_checked_with_the_law(run: Run) -> None:
    done = run("check", LAW, HERE / "overlay.yaml", "--lang", "en")
    assert done.stdout == "ok: 2 documents, 5 provisions, 3 rules\n"


def test_one_wrong_character_in_a_quote_fails(run: Run, law: Path, tmp_path: Path) -> None:
    (tmp_path / "lantern-notice.txt").write_text(TEXT, encoding="utf-8")
    spoil(law / "policies" / "2024-1-notice.yaml", "每人补贴五百元", "每人补贴六百元")
    done = run("check", law, "--sources", tmp_path, "--lang", "en")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "error[quote-not-in-text]" in done.stderr
    assert "policies/2024-1-notice.yaml:13:32" in done.stderr


def test_every_fault_is_told_with_file_line_and_column(run: Run, law: Path) -> None:
    spoil(law / "rules" / "class-size.yaml", "requires: workshop.head_count", "requires: workshop.heads")
    spoil(law / "rules" / "living-allowance.yaml", "provision: LN1-4-a", "provision: LN1-9-z")
    done = run("check", law, "--lang", "en")
    assert done.exit_code == 1
    assert "rules/class-size.yaml:15:" in done.stderr
    assert "rules/living-allowance.yaml:" in done.stderr
    assert "rules/class-size.yaml:15:" in run("check", law).stderr


def test_an_example_that_does_not_come_out_fails(run: Run, law: Path) -> None:
    spoil(law / "rules" / "apprentice-subsidy.yaml", 'yuan: "500.00"', 'yuan: "501.00"')
    done = run("check", law, "--lang", "en")
    assert done.exit_code == 1
    assert "error[example-fails]: the example `the last day` does not come out: payments: expected" in done.stderr
    assert "rules/apprentice-subsidy.yaml:35:11" in done.stderr


def test_a_misspelt_expectation_of_an_example_fails(run: Run, law: Path) -> None:
    spoil(law / "rules" / "apprentice-subsidy.yaml", "decisive:", "decisiv:")
    done = run("check", law, "--lang", "en")
    assert done.exit_code == 1
    assert "did you mean `decisive`" in done.stderr


def test_what_is_not_there_cannot_be_checked(run: Run, tmp_path: Path) -> None:
    assert run("check", tmp_path / "lost").exit_code == 3
    assert run("check", LAW, "--sources", tmp_path / "lost").exit_code == 3
    assert run("check", LAW, LAW).exit_code == 2


# ---------------------------------------------------------------- show, questions, schema


def test_a_question_and_a_provision_are_shown(run: Run) -> None:
    assert run("show", "class-size").stdout.startswith("班级人数（class-size）\n")
    assert "largest-class" in run("show", "LN1-3-a", "--lang", "en").stdout
    assert run("show", "lamp-oil-allowance").stdout == "灯油补助（lamp-oil-allowance）：尚无规则\n"


def test_what_is_neither_is_refused_with_the_nearest_name(run: Run) -> None:
    done = run("show", "class-sise", "--lang", "en")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "did you mean `class-size`" in done.stderr


def test_the_questions_are_listed(run: Run) -> None:
    text = run("questions").stdout
    assert "待遇资格\n  apprentice-subsidy  学徒补贴\n" in text
    assert "尚无规则\n  lamp-oil-allowance  灯油补助\n" in text
    data = json.loads(run("questions", "--json").stdout)
    assert [question["id"] for question in data["questions"]] == [
        "apprentice-subsidy", "class-size", "living-allowance",
    ]  # fmt: skip


def test_the_schemas_are_written(run: Run, tmp_path: Path) -> None:
    names = {"request", "decision", "policy", "rule", "vocabulary", "overlay"}
    done = run("schema", "--out", tmp_path / "schemas")
    assert (done.exit_code, done.stdout) == (0, "")
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {f"{name}.schema.json" for name in names}
    together = json.loads(run("schema").stdout)
    assert set(together) == names
    (tmp_path / "file").touch()
    assert run("schema", "--out", tmp_path / "file").exit_code == 3


# ---------------------------------------------------------------- the command itself


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").stdout == f"subsidy-rules {subsidy_rules.__version__}\n"


def test_help_offers_every_command_and_no_shell_completion(run: Run) -> None:
    text = run("--help").stdout
    for command in ("decide", "cases", "check", "show", "questions", "schema"):
        assert f"\n  {command} " in text
    assert "completion" not in text


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['subsidy-rules', '--help']\n"
        "from subsidy_rules.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "heavy = {'pydantic', 'yaml', 'polars', 'rich', 'subsidy_rules.engine'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_module_runs_like_the_command() -> None:
    for module in ("subsidy_rules", "subsidy_rules.cli"):
        done = subprocess.run([sys.executable, "-m", module, "--version"], check=True, capture_output=True, text=True)
        assert done.stdout == f"subsidy-rules {subsidy_rules.__version__}\n"
