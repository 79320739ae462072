"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from subsidy_rules.cli.cases import cases
from subsidy_rules.cli.check import check
from subsidy_rules.cli.coverage import coverage
from subsidy_rules.cli.decide import decide
from subsidy_rules.cli.questions import questions
from subsidy_rules.cli.readings import readings
from subsidy_rules.cli.schema import schema
from subsidy_rules.cli.show import show

app = typer.Typer(
    name="subsidy-rules",
    help="Decide training subsidies by the law, with reasons and quoted clauses (职业技能培训补贴政策判定).",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from subsidy_rules import __version__

        typer.echo(f"subsidy-rules {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


for command in (decide, cases, check, show, questions, readings, coverage, schema):
    app.command()(command)
