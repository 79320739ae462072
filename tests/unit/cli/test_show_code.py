"""``subsidy-rules show QUESTION --code``: the code that runs, for people to review."""

from __future__ import annotations

from typer.testing import CliRunner

from subsidy_rules.cli.app import app


def shown(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["show", *arguments, "--code"])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_code_is_that_of_the_day() -> None:
    before, after = shown("class-size", "--on", "2025-01-01"), shown("class-size", "--on", "2026-03-02")
    assert "<= 60" not in before, "the guideline is not in force yet"
    assert "<= 60" in after
    compile(after, "shown", "exec")


def test_the_code_is_that_of_the_region() -> None:
    assert "<= 60" not in shown("class-size", "--on", "2026-03-02", "--region", "621025")


def test_constants_are_told_in_one_order() -> None:
    assert shown("class-size", "--on", "2026-03-02") == shown("class-size", "--on", "2026-03-02")
    assert "# K0 = {'medium_long', 'medium_long_project'}" in shown("class-size", "--on", "2026-03-02")
