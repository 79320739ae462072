"""What does not fit a shape, said in the words of the file: no types of Python, no names of classes."""

from __future__ import annotations

import re
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from subsidy_rules.core.characters import in_one_line
from subsidy_rules.core.errors import Diagnostic, nearest
from subsidy_rules.sources.described import described
from subsidy_rules.sources.shapes import FORMS, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from subsidy_rules.core.errors import Span
    from subsidy_rules.sources.positions import Path, Tree, Value

_EXPECTED: dict[str, tuple[str, str]] = {
    "string_type": ("text", "文字"),
    "int_type": ("a whole number", "整数"),
    "bool_type": ("`true` or `false`", "`true` 或 `false`"),
    "date_type": ("a date", "日期"),
    "list_type": ("a list", "列表"),
    "dict_type": ("a mapping", "映射"),
    "model_type": ("a mapping", "映射"),
}
_OTHER = ("another value", "其他值")
_PLACE_OF_A_CLAUSE = ("provisions",)


@dataclass(frozen=True, slots=True)
class _Fault:
    """One error at a path of the file; ``is_key`` where the key is at fault, not its value."""

    kind: str
    path: Path
    value: Value
    is_key: bool
    context: Mapping[str, Any]


def shape_diagnostics(error: ValidationError, model: type[Shape], tree: Tree) -> list[Diagnostic]:
    """Return everything that does not fit, in order of place."""
    faults = [_fault(details, tree.data) for details in error.errors(include_url=False, include_input=False)]
    unknown = {fault.path: _near_key(fault, model) for fault in faults if fault.kind == "extra_forbidden"}
    meant = {(*path[:-1], near) for path, near in unknown.items()}
    found = []
    for fault in faults:
        if fault.kind == "missing" and fault.path in meant:
            continue  # the key is there, misspelt
        if fault.kind in _EXPECTED:
            found += _wrong_kind(fault, faults, tree)
        else:
            found.append(_diagnostic(fault, unknown.get(fault.path, ""), tree))
    return sorted(found, key=lambda d: (d.span.line, d.span.column) if d.span else (0, 0))


def _fault(details: ErrorDetails, data: Value) -> _Fault:
    """Follow the location of an error through the data; a step that is not there names one branch of a choice."""
    path: Path = ()
    value = data
    for step in details["loc"]:
        if (isinstance(value, dict) and step in value) or (isinstance(value, list) and isinstance(step, int)):
            path, value = (*path, step), value[step]  # type: ignore[index]  # a step of this value
    kind, last = details["type"], details["loc"][-1] if details["loc"] else ""
    if kind == "missing":
        path = (*path, last)
    is_key = last == "[key]" or kind == "extra_forbidden"
    return _Fault(kind, path, value, is_key, details.get("ctx", {}))


def _diagnostic(fault: _Fault, near: str, tree: Tree) -> Diagnostic:
    key = str(fault.path[-1]) if fault.path else ""
    words = key if fault.is_key else in_one_line(_written(fault, tree))
    context = fault.context
    match fault.kind:
        case "missing":
            return _at(fault, tree, "missing-key", key=key)
        case "extra_forbidden":
            return _at(fault, tree, "unknown-key", key=key, near=near)
        case "literal_error":
            choices = re.findall(r"'([^']*)'", context["expected"])
            if fault.is_key:
                return _at(fault, tree, "unknown-key", key=key, near=nearest(key, choices))
            listed = ", ".join(f"`{choice}`" for choice in choices)
            return _at(fault, tree, "unknown-choice", value=words, choices=listed, near=nearest(words, choices))
        case "string_pattern_mismatch":
            form, form_zh = FORMS.get(context["pattern"], _OTHER)
            return _at(fault, tree, "wrong-form", value=words, form=form, form_zh=form_zh)
        case "string_too_short":
            return _at(fault, tree, "empty-text")
        case "string_too_long":
            return _at(fault, tree, "text-too-long", limit=str(context["max_length"]))
    return _wrong_shape(fault, [_OTHER], tree)


def _wrong_kind(fault: _Fault, faults: Sequence[_Fault], tree: Tree) -> list[Diagnostic]:
    """Say once what kinds of value would do; nothing where one kind does, and only its inside is wrong."""
    here = [other.kind for other in faults if other.path == fault.path and other.kind in _EXPECTED]
    inside = [
        other
        for other in faults
        if other.path[: len(fault.path)] == fault.path and (other.path != fault.path or other.kind not in _EXPECTED)
    ]
    first = next(other for other in faults if other.path == fault.path and other.kind in _EXPECTED)
    if inside or first is not fault:
        return []
    return [_wrong_shape(fault, list(dict.fromkeys(_EXPECTED[kind] for kind in here)), tree)]


def _wrong_shape(fault: _Fault, expected: list[tuple[str, str]], tree: Tree) -> Diagnostic:
    found, found_zh = described(fault.value)
    advice, advice_zh = "", ""
    if _EXPECTED["string_type"] in expected and not isinstance(fault.value, dict | list | None):
        quoted = f'"{_written(fault, tree)}"'
        advice, advice_zh = f"quote it: {quoted}", f"请加引号：{quoted}"
    elif expected == [_EXPECTED["date_type"]] and isinstance(fault.value, str):
        advice, advice_zh = "write it as YYYY-MM-DD, without quotes", "请写成 YYYY-MM-DD，不加引号"
    return _at(
        fault,
        tree,
        "wrong-shape",
        expected=" or ".join(en for en, _ in expected),
        expected_zh="或".join(zh for _, zh in expected),
        found=found,
        found_zh=found_zh,
        advice=advice,
        advice_zh=advice_zh,
    )


def _at(fault: _Fault, tree: Tree, code: str, **values: str) -> Diagnostic:
    return Diagnostic(code, values, _span(fault, tree), _provision(fault.path, tree.data))


def _span(fault: _Fault, tree: Tree) -> Span:
    if fault.kind == "missing":
        return tree.spans.key(fault.path[:-1])
    return tree.spans.key(fault.path) if fault.is_key else tree.spans.value(fault.path)


def _written(fault: _Fault, tree: Tree) -> str:
    """Return a value as the file has it."""
    span = tree.spans.value(fault.path)
    return fault.value if isinstance(fault.value, str) else span.excerpt[span.column - 1 :][: span.length]


def _provision(path: Path, data: Value) -> str:
    """Return the provision that the innermost part around the path cites, or is."""
    found, value = "", data
    for depth, step in enumerate(path):
        if isinstance(value, dict):
            cited = value.get("provision")
            found = cited if isinstance(cited, str) else found
            value = value.get(str(step))
            found = str(step) if path[:depth] == _PLACE_OF_A_CLAUSE else found
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
    return found


def _near_key(fault: _Fault, model: type[Shape]) -> str:
    known = {
        field.alias or name
        for shape in _shapes_at(model, fault.path[:-1])
        for name, field in shape.model_fields.items()
    }
    return nearest(str(fault.path[-1]), sorted(known))


def _shapes_at(annotation: object, path: Path) -> Iterator[type[Shape]]:
    """Yield the shapes that a value at a path may have."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _shapes_at(arguments[0], path)
    elif origin in (Union, types.UnionType):
        for argument in arguments:
            yield from _shapes_at(argument, path)
    elif isinstance(annotation, type) and issubclass(annotation, Shape):
        if not path:
            yield annotation
        for name, field in annotation.model_fields.items():
            if path and path[0] == (field.alias or name):
                yield from _shapes_at(field.annotation, path[1:])
    elif path and origin in (dict, list):
        yield from _shapes_at(arguments[-1], path[1:])
