"""``subsidy-rules questions``: what can be asked."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from subsidy_rules.cli.exits import errors_told
from subsidy_rules.cli.options import LangOption, Language, OverlayOption, PoliciesOption, RulesOption


def questions(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    lang: LangOption = Language.zh,
    overlay: OverlayOption = None,
    policies: PoliciesOption = None,
    rules: RulesOption = None,
) -> None:
    """List what can be asked (问题清单)."""
    with errors_told(lang.value):
        from subsidy_rules.engine import Engine
        from subsidy_rules.reports.as_json import indented
        from subsidy_rules.reports.questions import questions_as_data, questions_as_text

        plan = Engine.load(overlays=overlay or [], policies=policies, rules=rules).plan
        found = indented(questions_as_data(plan)) + "\n" if as_json else questions_as_text(plan, lang.value)
        sys.stdout.write(found)
