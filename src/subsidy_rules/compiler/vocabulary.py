"""First pass: what the vocabulary files declare, as the records, enums and units of the plan."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any, TypeVar

from subsidy_rules.compiler.compilation import Compilation, text_of
from subsidy_rules.core.errors import PolicyError, nearest
from subsidy_rules.core.text import Text
from subsidy_rules.ir.types import BOOLEAN, DATE, RATIO, REGION, STRING, YUAN, Type, list_of
from subsidy_rules.ir.vocabulary import EnumDef, FieldDef, RecordDef, Vocabulary
from subsidy_rules.sources.rule_document import VocabularyDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from subsidy_rules.sources.documents import Source
    from subsidy_rules.sources.positions import Step
    from subsidy_rules.sources.rule_document import EnumShape, FieldShape, RecordShape

_Shape = TypeVar("_Shape")
_Made = TypeVar("_Made")
_SIMPLE: Mapping[str, Type] = {
    "string": STRING, "boolean": BOOLEAN, "yuan": YUAN, "ratio": RATIO, "date": DATE, "region": REGION,
}  # fmt: skip


def compile_vocabulary(sources: Sequence[Source[Any]]) -> Vocabulary:
    """Return the vocabulary alone, without any law (词汇表).

    Raises:
        PolicyError: with every name that is declared twice or not at all.
    """
    compilation = Compilation(sources)
    lower_vocabulary(compilation)
    if compilation.diagnostics:
        raise PolicyError(compilation.diagnostics)
    return compilation.vocabulary


def lower_vocabulary(compilation: Compilation) -> None:
    """Collect enums, records, units and lists of all vocabulary files."""
    enums = _collected(compilation, "enums", "enum", _enum)
    _check_rankings(compilation)
    _check_words(compilation)
    units = _collected(compilation, "units", "unit", _label)
    shapes = dict(_declared(compilation, "records", "record"))
    records = {}
    for name in shapes:
        fields = _fields(compilation, name, shapes, enums, units)
        shape = shapes[name][1]
        records[name] = RecordDef(name, Text(shape.zh, _words(name)), fields)
    compilation.vocabulary = Vocabulary(
        enums=enums,
        records=records,
        units=units,
        outcomes=_collected(compilation, "outcomes", "outcome", _label),
        kinds=_collected(compilation, "kinds", "kind", _label),
        fact_lists=_lists(compilation, "fact_lists", records),
        history_lists=_lists(compilation, "history_lists", records),
        not_yet_asked=_collected(compilation, "not_yet_asked", "question", _label),
    )


def _enum(name: str, shape: EnumShape) -> EnumDef:
    values = {
        value: Text(words, _words(value)) if isinstance(words, str) else text_of(words)
        for value, words in shape.values.items()
    }
    return EnumDef(name, Text(shape.zh, shape.en), values, tuple(shape.ranking))


def _check_words(compilation: Compilation) -> None:
    """Refuse a name that is a word of the expression language: no rule could ever speak of it."""
    for name, (source, shape) in _declared(compilation, "records", "record"):
        for path in (("records", name), *(("records", name, "fields", field) for field in shape.fields)):
            if iskeyword(path[-1]):
                compilation.report("reserved-word", source.key_span(*path), name=path[-1])


def _check_rankings(compilation: Compilation) -> None:
    """A ranking names every value of its enum once: a value without a rank could not be compared."""
    for name, (source, shape) in _declared(compilation, "enums", "enum"):
        for value in sorted(set(shape.ranking) ^ set(shape.values)) if shape.ranking else ():
            near = nearest(value, shape.values)
            span = source.span("enums", name, "ranking")
            compilation.report("unknown-enum-value", span, enum=name, name=value, near=near)


def _label(_name: str, shape: Any) -> Text:  # noqa: ANN401  # any bilingual shape
    return text_of(shape)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _declared(compilation: Compilation, section: str, kind: str) -> Iterator[tuple[str, tuple[Source[Any], Any]]]:
    """Yield each name of a section with its file and shape; a name that stands in two files is noted."""
    seen = set()
    for source in compilation.of_shape(VocabularyDocument):
        for name, shape in getattr(source.shape, section).items():
            if name in seen:
                compilation.report("duplicate-definition", source.key_span(section, name), kind=kind, name=name)
            else:
                seen.add(name)
                yield name, (source, shape)


def _collected(
    compilation: Compilation, section: str, kind: str, make: Callable[[str, _Shape], _Made]
) -> dict[str, _Made]:
    return {name: make(name, shape) for name, (_, shape) in _declared(compilation, section, kind)}


def _lists(compilation: Compilation, section: str, records: Mapping[str, RecordDef]) -> dict[str, str]:
    found = {}
    for name, (source, record) in _declared(compilation, section, "list"):
        if record in records:
            found[name] = record
        else:
            span = source.span(section, name)
            compilation.report("unknown-record", span, name=record, near=nearest(record, records))
    return found


def _fields(
    compilation: Compilation,
    name: str,
    shapes: Mapping[str, tuple[Source[Any], RecordShape]],
    enums: Mapping[str, EnumDef],
    units: Mapping[str, Text],
) -> dict[str, FieldDef]:
    """Return the fields of a record, those of the record it extends first."""
    found: dict[str, FieldDef] = {}
    for record in reversed(_line(compilation, name, shapes)):
        source, shape = shapes[record]
        for field, given in shape.fields.items():
            path: tuple[Step, ...] = ("records", record, "fields", field)
            type_ = _type_of(compilation, given, source, path, (shapes, enums, units))
            if type_ is not None:
                label = Text(given.zh, _words(field))
                found[field] = FieldDef(field, type_, label, given.unit or "", given.absent_means, given.outside)
    return found


def _line(compilation: Compilation, name: str, shapes: Mapping[str, tuple[Source[Any], RecordShape]]) -> list[str]:
    """Return a record, the one it extends, and so on."""
    line = [name]
    while (parent := shapes[line[-1]][1].extends) is not None:
        source = shapes[line[-1]][0]
        span = source.span("records", line[-1], "extends")
        if parent in line:
            compilation.report("circular-definition", span, name=parent)
            break
        if parent not in shapes:
            compilation.report("unknown-record", span, name=parent, near=nearest(parent, shapes))
            break
        line.append(parent)
    return line


def _type_of(
    compilation: Compilation,
    shape: FieldShape,
    source: Source[Any],
    path: tuple[Step, ...],
    known: tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]],
) -> Type | None:
    records, enums, units = known
    kind, _, of = shape.type.partition(":")
    enum, _, item = of.partition(":")
    wanted = {
        "record": ("unknown-record", of, records, "type"),
        "enum": ("unknown-enum", of, enums, "type"),
        "table": ("unknown-enum", enum, enums, "type"),
    }
    checks = [wanted[kind]] if kind in wanted else []
    if shape.unit is not None:
        checks.append(("unknown-unit", shape.unit, units, "unit"))
    for code, name, names, key in checks:
        if name not in names:
            compilation.report(code, source.span(*path, key), name=name, near=nearest(name, names))
            return None
    type_ = Type("table", enum, _plain(item, shape.unit)) if kind == "table" else _plain(shape.type, shape.unit)
    return list_of(type_) if shape.list else type_


def _plain(written: str, unit: str | None) -> Type:
    kind, _, of = written.partition(":")
    return Type(kind, unit or "") if kind == "integer" else _SIMPLE.get(kind) or Type(kind, of)
