"""``subsidy-rules show``: what the law says about a question, or a provision."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from subsidy_rules.cli.exits import errors_told
from subsidy_rules.cli.options import LangOption, Language, OverlayOption, PoliciesOption, RulesOption

if TYPE_CHECKING:
    from subsidy_rules.core.text import Lang
    from subsidy_rules.ir.plan import Plan


def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A question (certificate-direct-subsidy) or a provision.")],
    lang: LangOption = Language.zh,
    overlay: OverlayOption = None,
    policies: PoliciesOption = None,
    rules: RulesOption = None,
) -> None:
    """Show a question or a provision (查看)."""
    with errors_told(lang.value):
        from subsidy_rules.engine import Engine

        plan = Engine.load(overlays=overlay or [], policies=policies, rules=rules).plan
        sys.stdout.write(_shown(plan, id_, lang.value))


def _shown(plan: Plan, id_: str, lang: Lang) -> str:
    from subsidy_rules.core.errors import Diagnostic, RequestError, nearest
    from subsidy_rules.reports.show import show_question, show_waiting
    from subsidy_rules.reports.show_provision import show_passage, show_provision

    if id_ in plan.rules:
        return show_question(plan, id_, lang)
    if id_ in plan.provisions:
        return show_provision(plan, id_, lang)
    if id_ in plan.passages:
        return show_passage(plan, id_, lang)
    if id_ in plan.vocabulary.not_yet_asked:
        return show_waiting(plan, id_, lang)
    known = [*plan.rules, *plan.provisions, *plan.passages, *plan.vocabulary.not_yet_asked]
    raise RequestError([Diagnostic("nothing-to-show", {"name": id_, "near": nearest(id_, known)}, path="show")])
