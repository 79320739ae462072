from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from subsidy_rules.cli import jsonl

Run = Callable[..., Result]
HERE = Path(__file__).resolve().parent
COMMAND = [
    sys.executable, "-m", "subsidy_rules", "decide", "--jsonl",
    "--policies", str(HERE / "law" / "policies"), "--rules", str(HERE / "law" / "rules"),
]  # fmt: skip


def line(claim: dict[str, Any], **changes: object) -> bytes:
    return json.dumps({**claim, **changes}).encode()


def answers(done: Result) -> list[dict[str, Any]]:
    assert done.exit_code == 0
    return [json.loads(text) for text in done.stdout.splitlines()]


def test_one_answer_a_line_in_order(run: Run, claim: dict[str, Any]) -> None:
    lines = [line(claim, request_id="a"), line(claim, request_id="b", on="2023-01-01"), line(claim, request_id="c")]
    found = answers(run("decide", "--jsonl", "-", input=b"\n".join(lines)))
    assert [answer["request_id"] for answer in found] == ["a", "b", "c"]
    assert [answer["outcome"] for answer in found] == ["eligible", "not_applicable", "eligible"]


def test_blank_lines_are_skipped_and_line_ends_do_not_matter(run: Run, claim: dict[str, Any]) -> None:
    content = b"\xef\xbb\xbf" + line(claim) + b"\r\n\r\n   \n\t\n" + line(claim)
    assert len(answers(run("decide", "--jsonl", "-", input=content))) == 2


BAD = [
    (b"nonsense", None, "json-syntax"),
    (b"[1]", None, "json-not-an-object"),
    (b'"r9"', None, "json-not-an-object"),
    (b'{"request_id": "r9", "question": "x\xff"}', None, "not-utf8"),
    (b'{"request_id": "r9\x00"}', None, "json-syntax"),
    (b'{"request_id": "r9", "region": NaN}', "r9", "missing-key"),
    (b'{"request_id": "r9", "on": 1e400}', "r9", "missing-key"),
    (b'{"request_id": "r9", "on": 1, "on": 1}', "r9", "duplicate-key"),
    (b'{"request_id": 9}', None, "missing-key"),
    (b'{"request_id": "\\ud800"}', None, "missing-key"),
    (b'{"request_id": "r9", "questoin": "x"}', "r9", "unknown-key"),
    (b"[" * 5000 + b"]" * 5000, None, "json-too-deep"),
]


@pytest.mark.parametrize(("bad", "request_id", "code"), BAD, ids=range(len(BAD)))
def test_a_bad_line_gives_an_error_line_and_the_run_goes_on(
    run: Run, claim: dict[str, Any], bad: bytes, request_id: str | None, code: str
) -> None:
    first, error, last = answers(run("decide", "--jsonl", "-", input=b"\n".join([line(claim), bad, line(claim)])))
    assert first["outcome"] == last["outcome"] == "eligible"
    assert error["request_id"] == request_id
    assert error["error"]["code"] == code
    assert error["error"]["message"]
    assert error["error"]["path"]


def test_a_date_beyond_the_calendar_is_an_error_line(run: Run, claim: dict[str, Any]) -> None:
    facts = {"apprentice": {"finished_on": "9999-05-01"}, "claim": {"applied_on": "9999-06-01"}}
    (found,) = answers(run("decide", "--jsonl", "-", input=line(claim, on="9999-06-01", facts=facts)))
    assert found["error"]["code"] == "date-out-of-range"


def test_a_line_beyond_all_bounds_is_not_kept_in_memory(
    run: Run, claim: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "_LONGEST_LINE", 1000)
    content = b'{"request_id": "' + b"x" * 5000 + b'"}\n' + line(claim)
    error, last = answers(run("decide", "--jsonl", "-", "--lang", "en", input=content))
    assert error["error"]["code"] == "line-too-long"
    assert last["outcome"] == "eligible"


def test_settings_and_strict_hold_for_every_line(run: Run, claim: dict[str, Any]) -> None:
    found = answers(
        run("decide", "--jsonl", "-", "--strict", "--set", "request_id=z", input=line(claim) + b"\n" + line(claim))
    )
    assert [(answer["request_id"], answer["outcome"]) for answer in found] == [("z", "undetermined")] * 2


def test_a_setting_that_does_not_fit_one_line_spoils_only_that(run: Run, claim: dict[str, Any]) -> None:
    listed = {"apprentices": [{"finished_on": "2024-05-01"}], "claim": {"applied_on": "2025-05-01"}}
    content = line(claim) + b"\n" + line(claim, facts={**listed, "apprentice": []})
    good, bad = answers(run("decide", "--jsonl", "-", "--set", "apprentice.name=a", input=content))
    assert good["outcome"] == "eligible"
    assert bad["error"]["code"] == "setting-does-not-fit"


def test_a_file_is_read_too_and_a_lost_one_refused(run: Run, claim: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(line(claim))
    assert len(answers(run("decide", "--jsonl", path))) == 1
    assert run("decide", "--jsonl", tmp_path / "lost.jsonl").exit_code == 3
    assert run("decide", "--jsonl", tmp_path).exit_code == 3


# ---------------------------------------------------------------- real processes


def environment(**more: str) -> dict[str, str]:
    return os.environ | more


def test_an_answer_comes_before_the_next_line_is_sent(claim: dict[str, Any]) -> None:
    with subprocess.Popen([*COMMAND, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for name in ("a", "b"):
            process.stdin.write(line(claim, request_id=name) + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["request_id"] == name
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def test_a_reader_who_stops_is_no_error(claim: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(b"\n".join([line(claim)] * 500))
    command = [*COMMAND, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=60) == 0
        assert process.stderr.read() == b""


def test_output_is_utf_8_whatever_the_locale(claim: dict[str, Any]) -> None:
    done = subprocess.run(
        [*COMMAND, "-"],
        input=line(claim),
        capture_output=True,
        check=True,
        env=environment(PYTHONIOENCODING="latin-1", LC_ALL="C"),
    )
    assert "学徒" in done.stdout.decode("utf-8")
