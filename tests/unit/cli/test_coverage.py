from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from subsidy_rules.cli.app import app

Run = Callable[..., Result]
HERE = Path(__file__).resolve().parent
TABLE = """\
LN1 · 灯示〔2024〕1号
  条款 5（已用 5）
  ✓  LN1-0-a  引言    定义              LN1
  ✓  LN1-1-a  第一条  规则、条件、参数  apprentice-subsidy, apprentice-amount
  ✓  LN1-2-a  第二条  条件、参数        apprentice-subsidy, years-to-apply
  ✓  LN1-3-a  第三条  职责、参数        class-size, largest-class
  ✓  LN1-4-a  第四条  规则、条件、参数  living-allowance, living-standard

合计：条款 5（已用 5）
"""
CASES = """version: 1
cases:
  - id: L-1
    request: {question: apprentice-subsidy, region: "990100", on: 2025-05-01,
              facts: {apprentice: {finished_on: 2024-05-01, is_registered: true}, claim: {applied_on: 2025-05-01}}}
    expect: {outcome: eligible}
"""


@pytest.fixture
def gappy(tmp_path: Path) -> list[str]:
    """Return the options for a law with a clause that nothing rests on."""
    law = Path(shutil.copytree(HERE / "law", tmp_path / "law"))
    path = law / "policies" / "2024-1-notice.yaml"
    clause = "  LN1-5-a: {place: 第五条, quote: 由本厅解释}\n"
    text = path.read_text(encoding="utf-8").replace("\nparameters:", clause + "\nparameters:")
    path.write_text(text, encoding="utf-8")
    return ["--policies", str(law / "policies"), "--rules", str(law / "rules")]


def test_a_law_that_is_accounted_for_is_told_as_a_table(run: Run) -> None:
    done = run("coverage")
    assert (done.exit_code, done.stderr, done.stdout) == (0, "", TABLE)
    assert run("coverage", "--lang", "en").stdout.endswith("Total: provisions 5 (used 5)\n")


def test_a_gap_fails_and_is_told_last(gappy: list[str]) -> None:
    done = CliRunner().invoke(app, ["coverage", *gappy])
    assert done.exit_code == 1
    assert "  ✗  LN1-5-a  第五条  缺口\n" in done.stdout
    assert done.stdout.endswith("缺口：\n  LN1-5-a  第五条  尚未用于任何规则\n")


def test_json_is_data_on_standard_output_and_gaps_go_to_standard_error(run: Run, gappy: list[str]) -> None:
    done = run("coverage", "--format", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert [p["id"] for p in json.loads(done.stdout)["provisions"]][:2] == ["LN1-0-a", "LN1-1-a"]
    short = CliRunner().invoke(app, ["coverage", "--format", "json", *gappy])
    assert (short.exit_code, json.loads(short.stdout)["gaps"]) == (1, ["LN1-5-a"])
    assert "LN1-5-a" in short.stderr


def test_a_page_goes_into_a_file_and_the_totals_are_told(run: Run, tmp_path: Path) -> None:
    done = run("coverage", "--format", "html", "-o", tmp_path / "law.html", "--lang", "en")
    assert (done.exit_code, done.stdout) == (0, "Total: provisions 5 (used 5)\n")
    page = (tmp_path / "law.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "学徒结业的，每人补贴五百元" in page


def test_with_cases_every_entry_of_a_rule_must_be_proven(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(CASES, encoding="utf-8")
    done = run("coverage", "--cases", tmp_path / "cases.yaml", "--lang", "en")
    assert done.exit_code == 1
    assert "  LN1-3-a  第三条  no case class-size/thirty\n" in done.stdout
    assert "apprentice-subsidy/" not in done.stdout.split("Gaps:")[1]
    data = json.loads(run("coverage", "--cases", tmp_path / "cases.yaml", "--format", "json").stdout)
    assert data["provisions"][1]["entries"][0]["cases"] == ["L-1"]


def test_a_file_that_cannot_be_written_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("coverage", "-o", tmp_path / "lost" / "law.html")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "error[unreadable-file]" in done.stderr
    assert run("coverage", "--cases", tmp_path / "lost.yaml").exit_code == 3
    assert run("coverage", "--format", "xml").exit_code == 2
