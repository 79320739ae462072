"""``subsidy-rules cases``: worked cases against the law."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from subsidy_rules.cli.exits import DIFFERS, errors_told
from subsidy_rules.cli.options import LangOption, Language, OverlayOption, PoliciesOption, RulesOption


def cases(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files of worked cases, or folders of them.")],
    lang: LangOption = Language.zh,
    overlay: OverlayOption = None,
    policies: PoliciesOption = None,
    rules: RulesOption = None,
) -> None:
    """Run worked cases against the law (运行算例)."""
    with errors_told(lang.value):
        from subsidy_rules.engine import Engine
        from subsidy_rules.testing.case_report import render
        from subsidy_rules.testing.cases import run_cases

        report = run_cases(Engine.load(overlays=overlay or [], policies=policies, rules=rules), paths)
        sys.stdout.write(render(report, lang.value))
    if not report.holds:
        raise typer.Exit(DIFFERS)
