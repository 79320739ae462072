"""``subsidy-rules readings``: what the texts leave open, and how it may be read."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from subsidy_rules.cli.exits import errors_told
from subsidy_rules.cli.options import LangOption, Language, OverlayOption, PoliciesOption, RulesOption


def readings(
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help="One reading (DS-10); without it, all.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    lang: LangOption = Language.zh,
    overlay: OverlayOption = None,
    policies: PoliciesOption = None,
    rules: RulesOption = None,
) -> None:
    """List the readings: options, default, reason, clauses, and the questions they can change (解释清单)."""
    with errors_told(lang.value):
        from subsidy_rules.core.errors import Diagnostic, RequestError, nearest
        from subsidy_rules.engine import Engine
        from subsidy_rules.reports.as_json import indented
        from subsidy_rules.reports.readings import readings_as_data, readings_as_text

        plan = Engine.load(overlays=overlay or [], policies=policies, rules=rules).plan
        if id_ is not None and id_ not in plan.readings:
            values = {"name": id_, "near": nearest(id_, plan.readings)}
            raise RequestError([Diagnostic("unknown-reading", values, path="readings")])
        chosen = [id_] if id_ is not None else sorted(plan.readings)
        if as_json:
            sys.stdout.write(indented(readings_as_data(plan, chosen)) + "\n")
        else:
            sys.stdout.write(readings_as_text(plan, chosen, lang.value, in_full=id_ is not None))
