"""A check of a value against a JSON Schema: as many keywords as the schema of a decision uses, and no other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KINDS: dict[str, type] = {
    "null": type(None), "boolean": bool, "integer": int, "string": str, "array": list, "object": dict,
}  # fmt: skip
UNDERSTOOD = {
    "$schema", "$defs", "$ref", "title", "type", "enum", "anyOf", "properties", "required", "additionalProperties",
    "items", "minItems", "maxItems", "pattern", "format",
}  # fmt: skip


def schema_faults(value: object, schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a value by a schema."""
    yield from _faults(value, schema, schema.get("$defs", {}), "")


def _faults(value: object, schema: Mapping[str, Any], shared: Mapping[str, Any], path: str) -> Iterator[str]:
    if strange := schema.keys() - UNDERSTOOD:
        yield f"{path}: this check does not know {sorted(strange)}"
    if name := schema.get("$ref"):
        yield from _faults(value, shared[name.removeprefix("#/$defs/")], shared, path)
    kinds = schema.get("type", [])
    if kinds and type(value) not in [KINDS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds)]:
        yield f"{path}: {value!r} is no {kinds}"
    if value not in schema.get("enum", [value]):
        yield f"{path}: {value!r} is none of {schema['enum']}"
    options = schema.get("anyOf", [])
    if options and all(list(_faults(value, option, shared, path)) for option in options):
        yield f"{path}: {value!r} is none of the alternatives"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{path}: {value!r} is not written as {schema['pattern']}"
    if isinstance(value, list):
        yield from _item_faults(value, schema, shared, path)
    if isinstance(value, dict):
        yield from _property_faults(value, schema, shared, path)


def _item_faults(value: list[object], schema: Mapping[str, Any], shared: Mapping[str, Any], path: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{path}: {len(value)} items"
    for index, item in enumerate(value):
        yield from _faults(item, schema.get("items", {}), shared, f"{path}[{index}]")


def _property_faults(
    value: dict[str, object], schema: Mapping[str, Any], shared: Mapping[str, Any], path: str
) -> Iterator[str]:
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    yield from (f"{path}.{name}: is required" for name in schema.get("required", ()) if name not in value)
    for name, item in value.items():
        inner = properties.get(name, others)
        if inner is False:
            yield f"{path}.{name}: is not foreseen"
        else:
            yield from _faults(item, inner, shared, f"{path}.{name}")
