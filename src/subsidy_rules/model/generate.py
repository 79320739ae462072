"""Typed records for people who write requests in Python, generated from the vocabulary into ``model/records/``.

One module a record, and one for ``facts`` and ``history``. The values of an enum stand in the module of the record that
first uses them, those that no record uses in ``enums.py``. Identifiers only: labels stay data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.ir.types import Type, list_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from subsidy_rules.ir.vocabulary import RecordDef, Vocabulary

_PACKAGE = "subsidy_rules.model.records"
_LINE = 120
_TYPING = {True: ["Literal", "TypeAlias", "TypedDict"], False: ["TypedDict"]}
_SCALARS = {
    "string": "str",
    "boolean": "bool",
    "integer": "int",
    "yuan": "str",
    "ratio": "str",
    "date": "date | str",
    "region": "str",
}


def record_modules(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the text of every module of ``model/records/`` by file name (生成类型)."""
    home = _homes(vocabulary)
    modules = {name: _record_module(record, vocabulary, home) for name, record in vocabulary.records.items()}
    modules["enums"] = _enum_module(vocabulary, home)
    modules["request_parts"] = _parts_module(vocabulary)
    modules["__init__"] = _index(vocabulary)
    return {f"{name}.py": text for name, text in modules.items()}


def _homes(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the module each enum stands in."""
    home: dict[str, str] = {}
    for record in vocabulary.records.values():
        for enum in _used(record, "enum"):
            home.setdefault(enum, record.name)
    return {enum: home.get(enum, "enums") for enum in vocabulary.enums}


def _record_module(record: RecordDef, vocabulary: Vocabulary, home: Mapping[str, str]) -> str:
    own = [enum for enum in vocabulary.enums if home[enum] == record.name]
    needed = [(home[enum], enum) for enum in _used(record, "enum")] + [(name, name) for name in _used(record, "record")]
    imports: dict[str, list[str]] = {}
    for module, name in needed:
        if module != record.name:
            imports.setdefault(module, []).append(_camel(name))
    blocks = (
        [["    from datetime import date"]] if any(_is_date(field.type) for field in record.fields.values()) else []
    )
    if imports:
        blocks.append([line for module in sorted(imports) for line in _import(module, sorted(imports[module]), "    ")])
    lines = _head(f"The `{record.name}` record", [*(["TYPE_CHECKING"] if blocks else []), *_TYPING[bool(own)]])
    if blocks:
        lines += ["", "if TYPE_CHECKING:", *blocks[0], *(["", *blocks[1]] if blocks[1:] else [])]
    if own:
        lines += ["", *(line for enum in own for line in _alias(enum, vocabulary))]
    fields = {field.name: field.type for field in record.fields.values()}
    return _text([*lines, *_class(record.name, fields, f"Facts of a `{record.name}` record.")])


def _enum_module(vocabulary: Vocabulary, home: Mapping[str, str]) -> str:
    unused = [enum for enum in vocabulary.enums if home[enum] == "enums"]
    aliases = [line for enum in unused for line in _alias(enum, vocabulary)]
    return _text([*_head("Enums that no record uses", ["Literal", "TypeAlias"]), "", *aliases])


def _parts_module(vocabulary: Vocabulary) -> str:
    facts = {name: Type("record", name) for name in vocabulary.records}
    facts |= {name: list_of(Type("record", record)) for name, record in vocabulary.fact_lists.items()}
    history = {name: list_of(Type("record", record)) for name, record in vocabulary.history_lists.items()}
    imports = [line for name in sorted(vocabulary.records) for line in _import(name, [_camel(name)], "    ")]
    lines = [
        *_head("Facts and history of a request", ["TYPE_CHECKING", "TypedDict"]),
        "",
        "if TYPE_CHECKING:",
        *imports,
    ]
    lines += _class("facts", facts, "Records by name; a list where several of a kind are given.")
    lines += _class("history", history, "What was granted or obtained before; an empty list is known to be none.")
    return _text(lines)


def _index(vocabulary: Vocabulary) -> str:
    modules = {**{name: [_camel(name)] for name in vocabulary.records}, "request_parts": ["Facts", "History"]}
    imports = [line for module in sorted(modules) for line in _import(module, modules[module], "")]
    names = sorted(name for exported in modules.values() for name in exported)
    exports = ["__all__ = [", *(f'    "{name}",' for name in names), "]"]
    return _text([*_head("Typed records of a request", []), *imports, "", *exports])


def _head(title: str, names: Iterable[str]) -> list[str]:
    lines = [f'"""{title}; generated from the vocabulary."""', "", "from __future__ import annotations", ""]
    return [*lines, f"from typing import {', '.join(names)}"] if names else lines


def _class(name: str, fields: Mapping[str, Type], docstring: str) -> list[str]:
    head = ["", "", f"class {_camel(name)}(TypedDict, total=False):", f'    """{docstring}"""', ""]
    return head + [f"    {field}: {_annotation(type_)} | None" for field, type_ in fields.items()]


def _alias(enum: str, vocabulary: Vocabulary) -> list[str]:
    values = [f'"{value}"' for value in vocabulary.enums[enum].values]
    name = f"{_camel(enum)}: TypeAlias = Literal"
    one_line = f"{name}[{', '.join(values)}]"
    if len(one_line) <= _LINE:
        return [one_line]
    joined = f"    {', '.join(values)}"
    return [f"{name}[", *([joined] if len(joined) <= _LINE else [f"    {value}," for value in values]), "]"]


def _import(module: str, names: list[str], indent: str) -> list[str]:
    line = f"{indent}from {_PACKAGE}.{module} import {', '.join(names)}"
    if len(line) <= _LINE:
        return [line]
    return [f"{indent}from {_PACKAGE}.{module} import (", *(f"{indent}    {name}," for name in names), f"{indent})"]


def _annotation(type_: Type) -> str:
    if type_.kind == "list" and type_.item:
        return f"list[{_annotation(type_.item)}]"
    if type_.kind == "table" and type_.item:
        return f"dict[{_camel(type_.of)}, {_annotation(type_.item)}]"
    return _SCALARS.get(type_.kind) or _camel(type_.of)


def _used(record: RecordDef, kind: str) -> Iterable[str]:
    """Return the enums or records that the fields of a record use, each once."""
    types = [field.type for field in record.fields.values()]
    tables = [Type("enum", type_.of) for type_ in types if type_.kind == "table"]
    return dict.fromkeys(t.of for t in [*map(_innermost, types), *tables] if t.kind == kind)


def _is_date(type_: Type) -> bool:
    return _innermost(type_).kind == "date"


def _innermost(type_: Type) -> Type:
    return _innermost(type_.item) if type_.item else type_


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
