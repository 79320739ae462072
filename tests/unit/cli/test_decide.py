from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Run = Callable[..., Result]
OVERLAY = Path(__file__).resolve().parent / "overlay.yaml"
YAML = """
question: apprentice-subsidy
region: "990100"
on: 2025-05-01
facts: {apprentice: {finished_on: 2024-05-01}, claim: {applied_on: 2025-05-01}}
"""


def test_a_decision_is_read_aloud_in_chinese(run: Run, request_file: Path) -> None:
    done = run("decide", request_file)
    assert done.exit_code == 0
    assert done.stdout.startswith("学徒补贴：符合条件，500.00 元\n")
    assert "“学徒结业的，每人补贴五百元”" in done.stdout
    assert done.stderr == ""


def test_or_in_english(run: Run, request_file: Path) -> None:
    assert run("decide", request_file, "--lang", "en").stdout.startswith("apprentice subsidy: eligible, 500.00 yuan\n")


def test_or_written_as_json(run: Run, request_file: Path) -> None:
    found = json.loads(run("decide", request_file, "--format", "json").stdout)
    assert found["request_id"] == "r1"
    assert found["payments"] == [
        {"payee": "person", "yuan": "500.00", "item": "apprentice-subsidy", "provisions": ["LN1-1-a"]}
    ]


def test_or_as_markdown(run: Run, request_file: Path) -> None:
    assert run("decide", request_file, "--format", "markdown").stdout.startswith("# 学徒补贴：符合条件")


def test_a_refusal_is_a_good_answer(run: Run, request_file: Path) -> None:
    done = run("decide", request_file, "--set", "claim.applied_on=2025-05-02", "--set", "on=2025-05-02")
    assert done.exit_code == 0
    assert done.stdout.startswith("学徒补贴：不符合条件\n")


def test_strict_answers_what_all_readings_agree_on(run: Run, request_file: Path) -> None:
    assert run("decide", request_file, "--strict").stdout.startswith("学徒补贴：待核")
    held = run("decide", request_file, "--strict", "--set", "readings.LR-01=not_needed")
    assert held.stdout.startswith("学徒补贴：符合条件")


@pytest.mark.parametrize("text", [YAML, YAML.replace("\n", "\r\n"), "\ufeff" + YAML])
def test_yaml_from_standard_input(run: Run, text: str) -> None:
    assert run("decide", "-", input=text).stdout.startswith("学徒补贴：符合条件")


def test_json_from_standard_input(run: Run, claim: dict[str, Any]) -> None:
    assert run("decide", "-", input=json.dumps(claim)).stdout.startswith("学徒补贴：符合条件")
    assert "json-syntax" in run("decide", "-", input='{"question": }').stderr


def test_an_overlay_supplies_a_standard(run: Run, request_file: Path) -> None:
    asked = ("decide", request_file, "--set", "question=living-allowance", "--set", "apprentice.trade=glazier")
    assert run(*asked).stdout.startswith("生活补贴：符合条件（金额待核）")
    supplied = run(*asked, "--overlay", OVERLAY)
    assert supplied.stdout.startswith("生活补贴：符合条件，80.00 元")
    assert "结果依据示例标准，非真实金额" in supplied.stdout


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (["question=aprentice-subsidy"], "did you mean `apprentice-subsidy`"),
        (["apprentice.finnished_on=2024-05-01"], "did you mean `finished_on`"),
        (["apprentice.finished_on=2024-02-31"], "facts.apprentice.finished_on"),
        (["claim[3].applied_on=2025-05-01"], "setting-does-not-fit"),
        (["question[0]=x"], "setting-does-not-fit"),
        (["apprentice.tools=[a"], "yaml-syntax"),
        (["on="], ""),
    ],
)
def test_a_bad_request_is_refused(run: Run, request_file: Path, settings: list[str], message: str) -> None:
    done = run("decide", request_file, "--lang", "en", *(word for text in settings for word in ("--set", text)))
    if message:
        assert (done.exit_code, done.stdout) == (3, "")
        assert message in done.stderr
    else:
        assert done.exit_code == 0


def test_what_cannot_be_read_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("decide", tmp_path / "nowhere.yaml").exit_code == 3
    assert run("decide", tmp_path).exit_code == 3
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"question: \xff")
    done = run("decide", latin)
    assert done.exit_code == 3
    assert "not-utf8" in done.stderr
    assert run("decide", "-", input="- a\n").exit_code == 3


@pytest.mark.parametrize(
    "args",
    [
        ["decide"],
        ["decide", "x", "--format", "pdf"],
        ["decide", "x", "--set", "person"],
        ["decide", "x", "--set", "=1"],
        ["decide", "x", "--jsonl", "--format", "text"],
        ["decide", "x", "--lang", "fr"],
    ],
)
def test_wrong_usage_is_told_apart(run: Run, args: list[str]) -> None:
    assert run(*args).exit_code == 2


def test_a_law_that_does_not_compile_is_refused(run: Run, request_file: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "o.yaml"
    overlay.write_text("overlay: x\n", encoding="utf-8")
    done = run("decide", request_file, "--overlay", overlay)
    assert (done.exit_code, done.stdout) == (3, "")
    assert "missing-key" in done.stderr
