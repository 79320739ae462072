"""``subsidy-rules show``: what the law says about a question, or a provision."""

from __future__ import annotations

import sys
from datetime import date, datetime
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
    code: Annotated[
        bool,
        typer.Option("--code", help="The generated code that answers the question, for the law as it is on a day."),
    ] = False,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], metavar="DAY", help="The day; today if left out.")
    ] = None,
    region: Annotated[str, typer.Option("--region", metavar="CODE", help="The region, for the code.")] = "",
) -> None:
    """Show a question or a provision (查看)."""
    with errors_told(lang.value):
        from subsidy_rules.engine import Engine

        engine = Engine.load(overlays=overlay or [], policies=policies, rules=rules)
        if code and id_ in engine.plan.rules:
            day = on.date() if on else date.today()  # noqa: DTZ011  # the day where the clerk sits
            sys.stdout.write(engine.code_of(id_, region or _home(engine.plan, id_), day))
        else:
            sys.stdout.write(_shown(engine.plan, id_, lang.value))


def _home(plan: Plan, question: str) -> str:
    """Return the region of the first document that a question rests on."""
    rule = plan.rules[question][0]
    return next(plan.documents[plan.provisions[p].document].region for p in rule.provisions)


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
