"""A small country with a law of its own, and a way to run the command line on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from subsidy_rules.cli.app import app

HERE = Path(__file__).resolve().parent
LAW = ("--policies", str(HERE / "law" / "policies"), "--rules", str(HERE / "law" / "rules"))
OVERLAY = str(HERE / "overlay.yaml")
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run a command; all but ``check`` and ``schema`` by the law of the small country."""

    def call(*args: object, input: str | bytes | None = None) -> Result:  # noqa: A002  # as the runner calls it
        command = [str(arg) for arg in args]
        if command[0] in ("decide", "cases", "show", "questions", "readings", "coverage"):
            command[1:1] = LAW
        return CliRunner().invoke(app, command, input=input)

    return call


@pytest.fixture
def claim() -> dict[str, Any]:
    return {
        "request_id": "r1",
        "question": "apprentice-subsidy",
        "region": "990100",
        "on": "2025-05-01",
        "facts": {"apprentice": {"finished_on": "2024-05-01"}, "claim": {"applied_on": "2025-05-01"}},
    }


@pytest.fixture
def request_file(tmp_path: Path, claim: dict[str, Any]) -> Path:
    path = tmp_path / "claim.json"
    path.write_text(json.dumps(claim), encoding="utf-8")
    return path
