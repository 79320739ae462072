"""JSON Schemas of the source files, made from the shapes, for editors and for CI."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def _schema(title: str, annotation: Any) -> Schema:  # noqa: ANN401  # a shape or a choice of shapes
    from pydantic import TypeAdapter

    made: Schema = TypeAdapter(annotation).json_schema(by_alias=True)
    notes = _notes()
    parts = {**made.get("$defs", {}), **({made["title"]: made} if "title" in made else {})}
    for name, part in parts.items():
        for field, note in notes[name].items():
            part["properties"][field] |= {"description": note}
    return {"$schema": _DIALECT, "title": title, **_tidied(made)}


@cache
def _notes() -> dict[str, dict[str, str]]:
    """Return the note under each field of each shape, inherited ones included, by the field's name in the file."""
    from subsidy_rules.sources import policy_document, rule_document, shapes

    found: dict[str, dict[str, str]] = {}
    for module in (shapes, policy_document, rule_document):
        for node in ast.parse(inspect.getsource(module)).body:
            shape = getattr(module, node.name) if isinstance(node, ast.ClassDef) else None
            if shape is not None and issubclass(shape, shapes.Shape) and isinstance(node, ast.ClassDef):
                inherited = [found[base.__name__] for base in reversed(shape.__mro__) if base.__name__ in found]
                own = {shape.model_fields[name].alias or name: note for name, note in _notes_of(node)}
                found[node.name] = {name: note for notes in (*inherited, own) for name, note in notes.items()}
    return found


def _notes_of(shape: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, note in pairwise(shape.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(note, ast.Expr):
            value = ast.literal_eval(note.value)
            if isinstance(value, str):
                yield field.target.id, inspect.cleandoc(value)


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
