"""A check of a value against a JSON Schema: as many keywords as the schema of a decision uses, and no other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KINDS: dict[str, tuple[type, ...]] = {
    "null": (type(None),), "boolean": (bool,), "integer": (int,), "string": (str,), "array": (list,), "object": (dict,),
}  # fmt: skip
_UNDERSTOOD = {
    "$schema", "$defs", "$ref", "title", "type", "enum", "anyOf", "properties", "required", "additionalProperties",
    "items", "minItems", "maxItems", "pattern", "format",
}  # fmt: skip


def schema_faults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any] | None = None, path: str = "") -> Iterator[str]:
    """Yield what is wrong with a value by a schema."""
    root = root or schema
    if strange := schema.keys() - _UNDERSTOOD:
        yield f"{path}: this check does not know {sorted(strange)}"
    if name := schema.get("$ref"):
        yield from schema_faults(value, root["$defs"][name.removeprefix("#/$defs/")], root, path)
    if kinds := schema.get("type"):
        allowed = [kind for name in ([kinds] if isinstance(kinds, str) else kinds) for kind in _KINDS[name]]
        if type(value) not in allowed:
            yield f"{path}: {value!r} is no {kinds}"
            return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is none of {schema['enum']}"
    if options := schema.get("anyOf"):
        if all(list(schema_faults(value, option, root, path)) for option in options):
            yield f"{path}: {value!r} is none of the alternatives"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{path}: {value!r} is not written as {schema['pattern']}"
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{path}: {len(value)} items"
        for index, item in enumerate(value):
            yield from schema_faults(item, schema.get("items", {}), root, f"{path}[{index}]")
    if isinstance(value, dict):
        properties, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{path}.{name}: is required"
        for name, item in value.items():
            inner = properties.get(name, others)
            if inner is False:
                yield f"{path}.{name}: is not foreseen"
            else:
                yield from schema_faults(item, inner, root, f"{path}.{name}")
