"""``subsidy-rules decide``: one request, or one a line."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from subsidy_rules.cli.exits import errors_told, read_bytes
from subsidy_rules.cli.options import (
    Format,
    LangOption,
    Language,
    OverlayOption,
    PoliciesOption,
    RulesOption,
)

if TYPE_CHECKING:
    from subsidy_rules.core.text import Lang
    from subsidy_rules.engine import Engine
    from subsidy_rules.model.decision import Decision


def decide(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A request, YAML or JSON; - is standard input.")],
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON request a line, one JSON decision a line.")] = False,
    format_: Annotated[Format | None, typer.Option("--format", help="How the answer is written.")] = None,
    lang: LangOption = Language.zh,
    strict: Annotated[
        bool, typer.Option("--strict", help="Answer only what all strict readings of the law agree on.")
    ] = False,
    overlay: OverlayOption = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a request: person.birth_on=1990-01-01, on=…"),
    ] = None,
    policies: PoliciesOption = None,
    rules: RulesOption = None,
) -> None:
    """Decide, with reasons and quoted clauses (判定)."""
    from subsidy_rules.cli.jsonl import decide_lines
    from subsidy_rules.cli.settings import Settings

    settings = Settings.read(set_ or [], is_strict=strict)
    if jsonl and format_ not in (None, Format.json):
        msg = "--jsonl writes JSON; leave --format out"
        raise typer.BadParameter(msg)
    with errors_told(lang.value):
        from subsidy_rules.engine import Engine

        engine = Engine.load(overlays=overlay or [], policies=policies, rules=rules)
        if jsonl:
            decide_lines(engine, file, settings, lang.value)
            return
        decision = engine.decide(settings.applied_to(_request(file), engine.plan))
        sys.stdout.write(_written(decision, engine, format_ or Format.text, lang.value))


def _request(file: str) -> Mapping[str, Any]:
    from subsidy_rules.core.errors import Diagnostic, RequestError
    from subsidy_rules.engine import read_request_text

    content = read_bytes(file)
    name = "standard input" if file == "-" else file
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RequestError([Diagnostic("not-utf8", {"offset": str(error.start + 1)}, path=name)]) from None
    return read_request_text(text, is_yaml=not _is_json(file, text), name=name)


def _is_json(file: str, text: str) -> bool:
    """Tell JSON from YAML by the name of the file; standard input by how it starts."""
    if file != "-":
        return file.lower().endswith(".json")
    start = text.split(maxsplit=1)
    return bool(start) and text.lstrip()[:1] == "{" and text.lstrip()[1:].lstrip()[:1] in ('"', "}")


def _written(decision: Decision, engine: Engine, format_: Format, lang: Lang) -> str:
    if format_ is Format.json:
        from subsidy_rules.reports.as_json import indented

        return indented(decision.to_dict()) + "\n"
    if format_ is Format.markdown:
        from subsidy_rules.reports.as_markdown import as_markdown

        return as_markdown(decision, engine.plan, lang)
    from subsidy_rules.reports.as_text import as_text

    return as_text(decision, engine.plan, lang)
