"""``subsidy-rules schema``: JSON Schemas of requests, decisions and source files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from subsidy_rules.cli.exits import errors_told, unreadable
from subsidy_rules.cli.options import LangOption, Language


def schema(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write one file a schema; else all go to the output.")
    ] = None,
    lang: LangOption = Language.zh,
) -> None:
    """Write the JSON Schemas of all files (格式定义)."""
    with errors_told(lang.value):
        schemas = _schemas()
        if out is None:
            sys.stdout.write(_written(schemas))
        else:
            _write_files(schemas, out)


def _schemas() -> dict[str, dict[str, Any]]:
    from subsidy_rules.engine import Engine
    from subsidy_rules.model.schema import decision_schema, request_schema
    from subsidy_rules.sources.schemas import source_schemas

    plan = Engine.load().plan
    return {"request": request_schema(plan), "decision": decision_schema(plan), **source_schemas()}


def _write_files(schemas: dict[str, dict[str, Any]], out: Path) -> None:
    from subsidy_rules.core.errors import RequestError

    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in schemas.items():
            (out / f"{name}.schema.json").write_text(_written(content), encoding="utf-8", newline="\n")
    except OSError:
        raise RequestError([unreadable(str(out))]) from None


def _written(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
