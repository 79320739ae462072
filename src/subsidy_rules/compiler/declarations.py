"""What the policy and vocabulary files declare: documents, provisions, parameters, lists, readings, delegations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from subsidy_rules.compiler.compilation import Compilation, labels, text_of
from subsidy_rules.core.dates import Period
from subsidy_rules.core.errors import Span, nearest
from subsidy_rules.core.money import fen_from_yuan, ratio_from_text
from subsidy_rules.core.regions import is_region
from subsidy_rules.core.text import Text
from subsidy_rules.ir.plan import (
    Delegation,
    Document,
    Effective,
    NamedList,
    Parameter,
    ParameterValue,
    Provision,
    Reading,
    Term,
)
from subsidy_rules.ir.types import BOOLEAN, DATE, PERIOD, RATIO, REGION, STRING, YUAN, Type, list_of
from subsidy_rules.sources.policy_document import (
    ListShape,
    ParameterShape,
    PolicyDocument,
    ProvisionShape,
    ReadingShape,
)
from subsidy_rules.sources.rule_document import VocabularyDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from subsidy_rules.sources.documents import Source
    from subsidy_rules.sources.shapes import EffectiveShape, TermShape

_SIMPLE: Mapping[str, Type] = {type_.kind: type_ for type_ in (YUAN, RATIO, DATE, PERIOD, REGION, BOOLEAN, STRING)}


def declare_documents(compilation: Compilation) -> None:
    """Collect documents, their provisions and their delegations."""
    for source in compilation.of_shape(PolicyDocument):
        shape = source.shape
        if shape.document in compilation.documents:
            span = source.span("document")
            compilation.report("duplicate-definition", span, kind="document", name=shape.document)
            continue
        compilation.documents[shape.document] = Document(
            shape.document, shape.number, shape.title, shape.issuer, shape.region, shape.force,
            effective_of(compilation, source, shape.effective, ("effective",)), tuple(shape.scope),
        )  # fmt: skip
        declare_provisions(compilation, source, shape.document, shape.provisions)
        for name, given in shape.delegations.items():
            compilation.delegations[name] = Delegation(
                name, given.provision, given.sets, given.to, given.at_most or "", given.force
            )


def declare_provisions(
    compilation: Compilation, source: Source[Any], document: str, provisions: Mapping[str, ProvisionShape]
) -> None:
    """Collect the clauses of one document; a clause without words is refused."""
    for name, shape in provisions.items():
        path = ("provisions", name)
        span = source.span(*path)
        quotes = tuple(shape.quotes or ([shape.quote] if shape.quote else []))
        if name in compilation.provisions:
            compilation.report("duplicate-definition", span, kind="provision", name=name)
        if not all(quote.strip() for quote in quotes) or not quotes:
            compilation.report("quote-missing", span, provision=name)
        where = (*path, "effective")
        effective = effective_of(compilation, source, shape.effective, where) if shape.effective else None
        compilation.provisions[name] = Provision(
            name, document, shape.place, quotes, shape.force or "", effective, shape.not_computable or "", span
        )


def declare_readings(compilation: Compilation) -> None:
    """Collect the readings of policy and vocabulary files."""
    for source, name, shape in _entries(compilation, "readings"):
        span = source.span("readings", name)
        if name in compilation.readings:
            compilation.report("duplicate-definition", span, kind="reading", name=name)
        _check_reading(compilation, name, shape, span)
        compilation.readings[name] = Reading(
            name, Text(shape.zh, shape.en), shape.default, shape.strict, labels(shape.options),
            frozenset(shape.unsupported), shape.governs or "", tuple(shape.provisions),
            text_of(shape.why) if shape.why else None,
        )  # fmt: skip


def _check_reading(compilation: Compilation, name: str, shape: ReadingShape, span: Span) -> None:
    if shape.default not in shape.options:
        compilation.report("reading-needs-default", span, reading=name)
    for option in shape.unsupported:
        if option not in shape.options or option == shape.default:
            near = nearest(option, shape.options)
            compilation.report("unknown-option", span, reading=name, name=option, near=near)
    for provision in shape.provisions:
        compilation.known_provision(provision, span)


def declare_lists(compilation: Compilation) -> None:
    """Collect the lists of policy files."""
    for source, name, shape in _entries(compilation, "lists"):
        span = source.span("lists", name)
        if name in compilation.lists:
            compilation.report("duplicate-definition", span, kind="list", name=name)
        compilation.known_provision(shape.provision, span)
        item = _type_of(compilation, shape.of, span)
        if item is not None:
            _check_members(compilation, source, name, shape, item)
            label = Text(shape.zh, shape.en)
            compilation.lists[name] = NamedList(name, label, list_of(item), tuple(shape.values), shape.provision)


def _check_members(compilation: Compilation, source: Source[Any], name: str, shape: ListShape, item: Type) -> None:
    for i, value in enumerate(shape.values):
        span = source.span("lists", name, "values", i)
        if value in shape.values[:i]:
            compilation.report("duplicate-definition", span, kind="list entry", name=value)
        if item.kind == "enum" and value not in (known := compilation.vocabulary.enums[item.of].values):
            compilation.report("unknown-enum-value", span, enum=item.of, name=value, near=nearest(value, known))
        if item == REGION and not is_region(value):
            compilation.report("type-mismatch", span, expected="region", found=f"`{value}`")


def declare_parameters(compilation: Compilation) -> None:
    """Collect the parameters: stated with cited values, or left for others to supply."""
    for source, name, shape in _entries(compilation, "parameters"):
        span = source.span("parameters", name)
        if name in compilation.parameters:
            compilation.report("duplicate-definition", span, kind="parameter", name=name)
        type_ = _type_of(compilation, shape.unit, source.span("parameters", name, "unit"))
        dimensions = tuple(tuple(part.split("|")) for part in shape.by)
        for part in (kind for kinds in dimensions for kind in kinds if kind != "region"):
            if part not in compilation.vocabulary.enums:
                near = nearest(part, compilation.vocabulary.enums)
                compilation.report("unknown-name", source.span("parameters", name, "by"), name=part, near=near)
                type_ = None
        if type_ is None:
            continue
        if not shape.supplied and not shape.values:
            compilation.report("not-cited", span, what=f"parameter `{name}`")
        for provision in shape.left_open_by:
            compilation.known_provision(provision, span)
        compilation.parameters[name] = Parameter(
            name, Text(shape.zh, shape.en), list_of(type_) if shape.is_list else type_, dimensions,
            tuple(_values(compilation, source, name, shape, type_, dimensions)), shape.supplied, shape.is_range,
            tuple(shape.left_open_by), shape.points_to,
            next((d.id for d in compilation.delegations.values() if d.sets == name), ""), span,
        )  # fmt: skip


def _values(  # noqa: PLR0913, PLR0917  # what a value is checked against takes this many words
    compilation: Compilation,
    source: Source[Any],
    name: str,
    shape: ParameterShape,
    type_: Type,
    dims: tuple[tuple[str, ...], ...],
) -> Iterator[ParameterValue]:
    for i, given in enumerate(shape.values):
        path = ("parameters", name, "values", i)
        compilation.known_provision(given.provision, source.span(*path, "provision"))
        extra: Mapping[str, object] = given.__pydantic_extra__
        if type_ == PERIOD and given.starts_on and given.ends_on:
            cells: dict[tuple[str, ...], object] = {(): Period(given.starts_on, given.ends_on)}
        elif dims:
            cells = {(key,): value for key, value in extra.items()}
        else:
            cells = {(): given.value}
        if not cells or (dims and given.value is not None) or (not dims and extra):
            found = str(len(extra) or 0)
            compilation.report("wrong-key-count", source.span(*path), name=name, expected=str(len(dims)), found=found)
            continue
        for keys, raw in cells.items():
            span = source.span(*path, *(keys or ("value",)))
            _check_keys(compilation, keys, dims, span)
            value = scalar_of(compilation, raw, type_, span)
            if value is not None:
                yield ParameterValue(keys, value, given.provision, Period(given.first, given.last), span)


def _check_keys(compilation: Compilation, keys: tuple[str, ...], dims: tuple[tuple[str, ...], ...], span: Span) -> None:
    for key, kinds in zip(keys, dims, strict=False):
        known = [v for kind in kinds if kind != "region" for v in compilation.vocabulary.enums[kind].values]
        if key not in known and not ("region" in kinds and is_region(key)):
            compilation.report("unknown-enum-value", span, enum=" | ".join(kinds), name=key, near=nearest(key, known))


def scalar_of(compilation: Compilation, raw: object, type_: Type, span: Span) -> object | None:
    """Return a YAML scalar as a value of the type: fen for yuan, an exact fraction for a ratio."""
    try:
        value = _convert(raw, type_)
    except ValueError:
        value = None
    if value is None or (type_.kind == "enum" and value not in compilation.vocabulary.enums[type_.of].values):
        compilation.report("type-mismatch", span, expected=str(type_), found=f"`{raw}`")
        return None
    return value


def _convert(raw: object, type_: Type) -> object | None:
    match type_.kind:
        case "yuan":
            return fen_from_yuan(raw) if isinstance(raw, str) else None
        case "ratio":
            return ratio_from_text(raw) if isinstance(raw, str) else None
        case "integer":
            return raw if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0 else None
        case "boolean":
            return raw if isinstance(raw, bool) else None
        case "date":
            return raw if isinstance(raw, date) else None
        case "period":
            return raw if isinstance(raw, Period) else None
        case "region":
            return raw if isinstance(raw, str) and is_region(raw) else None
        case _:
            return raw if isinstance(raw, str) else None


def effective_of(
    compilation: Compilation, source: Source[Any], shape: EffectiveShape, path: tuple[str | int, ...]
) -> Effective:
    """Return when a document or a clause has force."""
    if shape.reading is None or shape.options is None:
        return Effective({"": _term(compilation, source, shape, path)})
    terms = {
        option: _term(compilation, source, term, (*path, "options", option)) for option, term in shape.options.items()
    }
    return Effective(terms, shape.reading)


def check_effective_readings(compilation: Compilation) -> None:
    """Check that every reading that decides a period exists, with exactly the options it has."""
    found = [(d.effective, None, d.id) for d in compilation.documents.values()]
    found += [(p.effective, p.span, p.id) for p in compilation.provisions.values() if p.effective]  # type: ignore[misc]
    for effective, span, name in found:
        if not effective.reading:
            continue
        reading = compilation.readings.get(effective.reading)
        if reading is None:
            near = nearest(effective.reading, compilation.readings)
            compilation.report("unknown-reading", span, name, name=effective.reading, near=near)
            continue
        for option in set(reading.options) ^ set(effective.terms):
            near = nearest(option, reading.options)
            compilation.report("unknown-option", span, name, reading=reading.id, name=option, near=near)


def _term(compilation: Compilation, source: Source[Any], shape: TermShape, path: tuple[str | int, ...]) -> Term:
    first = shape.first or shape.not_before
    last_possible = shape.not_after or first
    if (first and shape.last and first > shape.last) or (first and last_possible and first > last_possible):
        last = str(shape.last or shape.not_after)
        compilation.report("period-reversed", source.span(*path), first=str(first), last=last)
    return Term(first, shape.last, shape.not_after, text_of(shape.why) if shape.why else None)


def _type_of(compilation: Compilation, unit: str, span: Span) -> Type | None:
    kind, _, name = unit.partition(":")
    if kind == "enum" and name in compilation.vocabulary.enums:
        return Type("enum", name)
    if unit in _SIMPLE:
        return _SIMPLE[unit]
    if unit in compilation.vocabulary.units:
        return Type("integer", unit)
    known = [*_SIMPLE, *compilation.vocabulary.units, *(f"enum:{e}" for e in compilation.vocabulary.enums)]
    compilation.report("unknown-unit", span, name=unit, near=nearest(unit, known))
    return None


def _entries(compilation: Compilation, section: str) -> Iterator[tuple[Source[Any], str, Any]]:
    for shape_type in (PolicyDocument, VocabularyDocument):
        for source in compilation.of_shape(shape_type):
            for name, shape in getattr(source.shape, section, {}).items():
                yield source, name, shape
