"""``subsidy-rules coverage``: what every provision serves as, and what is not accounted for."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from subsidy_rules.cli.exits import DIFFERS, errors_told, unreadable
from subsidy_rules.cli.options import LangOption, Language, OverlayOption, PoliciesOption, RulesOption

if TYPE_CHECKING:
    from subsidy_rules.core.text import Lang
    from subsidy_rules.reports.coverage import Coverage


class CoverageFormat(StrEnum):
    """How the account is written."""

    table = "table"
    json = "json"
    html = "html"


def coverage(
    *,
    format_: Annotated[
        CoverageFormat, typer.Option("--format", help="A table, JSON, or a page with law and rules side by side.")
    ] = CoverageFormat.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file; the totals are printed.")
    ] = None,
    cases: Annotated[
        list[Path] | None,
        typer.Option("--cases", metavar="PATH", help="Worked cases; every entry of a rule must be proven by one."),
    ] = None,
    lang: LangOption = Language.zh,
    overlay: OverlayOption = None,
    policies: PoliciesOption = None,
    rules: RulesOption = None,
) -> None:
    """Account for every provision: what it serves as, or why nothing is computed from it (条款去向)."""
    with errors_told(lang.value):
        from subsidy_rules.engine import Engine
        from subsidy_rules.reports.coverage import coverage as account
        from subsidy_rules.reports.coverage_text import summary
        from subsidy_rules.testing.coverage import proofs

        engine = Engine.load(overlays=overlay or [], policies=policies, rules=rules)
        found = account(engine.plan, proofs(engine, cases) if cases else None)
        written = _written(found, format_, lang.value)
        told = "\n".join(summary(found, lang.value))
        if output is not None:
            _write(output, written)
            sys.stdout.write(f"{told}\n")
        else:
            sys.stdout.write(written)
        if output is None and format_ is not CoverageFormat.table and not found.is_complete:
            typer.echo(told, err=True)
    if not found.is_complete:
        raise typer.Exit(DIFFERS)


def _written(found: Coverage, format_: CoverageFormat, lang: Lang) -> str:
    if format_ is CoverageFormat.json:
        from subsidy_rules.reports.as_json import indented
        from subsidy_rules.reports.coverage_data import coverage_as_data

        return indented(coverage_as_data(found)) + "\n"
    if format_ is CoverageFormat.html:
        from subsidy_rules.reports.coverage_page import coverage_as_page

        return coverage_as_page(found, lang)
    from subsidy_rules.reports.coverage_text import coverage_as_text

    return coverage_as_text(found, lang)


def _write(path: Path, text: str) -> None:
    from subsidy_rules.core.errors import RequestError

    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        raise RequestError([unreadable(str(path))]) from None
