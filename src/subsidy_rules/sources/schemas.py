"""JSON Schemas of the source files, made from the shapes, for editors and for CI."""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from itertools import pairwise
from typing import Any

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def source_schemas() -> dict[str, Schema]:
    """Return the JSON Schema of each kind of source file, by name: policy, rule, vocabulary, overlay (源文件格式)."""
    from subsidy_rules.sources.policy_document import Overlay, PolicyDocument
    from subsidy_rules.sources.rule_document import Fragment, RuleDocument, VocabularyDocument

    files: dict[str, tuple[str, Any]] = {
        "policy": ("Policy file (政策文件)", PolicyDocument),
        "rule": ("Rule file (规则文件)", RuleDocument | Fragment),
        "vocabulary": ("Vocabulary file (词汇表)", VocabularyDocument),
        "overlay": ("Overlay (补充文件)", Overlay),
    }
    return {name: _schema(title, annotation) for name, (title, annotation) in files.items()}


def schema_text(schema: Schema) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _schema(title: str, annotation: Any) -> Schema:  # noqa: ANN401  # a shape or a choice of shapes
    from pydantic import TypeAdapter

    made: Schema = TypeAdapter(annotation).json_schema(by_alias=True)
    notes = _notes_by_shape()
    name = getattr(annotation, "__name__", "")
    parts = {**made.get("$defs", {}), **({name: made} if name in notes else {})}
    for shape, part in parts.items():
        for field, note in notes.get(shape, {}).items():
            part["properties"][field] |= {"description": note}
    made.pop("title", None)
    return {"$schema": _DIALECT, "title": title, **_tidied(made)}


def _notes_by_shape() -> dict[str, dict[str, str]]:
    """Return the note under each field of each shape, by the field's name in the file."""
    from subsidy_rules.sources import policy_document, rule_document, shapes

    return {
        name: _notes(shape)
        for module in (shapes, policy_document, rule_document)
        for name, shape in vars(module).items()
        if inspect.isclass(shape) and issubclass(shape, shapes.Shape)
    }


def _notes(shape: Any) -> dict[str, str]:  # noqa: ANN401  # a shape; its fields are read by name
    notes: dict[str, str] = {}
    for base in reversed(shape.__mro__):
        if not hasattr(base, "model_fields") or not base.__module__.startswith(__package__ or ""):
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
        statements = body.body if isinstance(body, ast.ClassDef) else []
        for field, note in pairwise(statements):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and _is_text(note):
                name = field.target.id
                notes[shape.model_fields[name].alias or name] = inspect.cleandoc(note.value.value)  # type: ignore[attr-defined]
    return notes


def _is_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _tidied(schema: Any) -> Any:  # noqa: ANN401  # any part of a schema
    """Leave out the titles that only repeat a name, and refuse keys of the wrong form."""
    if isinstance(schema, list):
        return [_tidied(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: {name: _tidied(part) for name, part in value.items()} if key in ("properties", "$defs") else _tidied(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    return kept
