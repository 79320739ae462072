"""What files declare as parameters: stated with cited values, or left for others to supply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subsidy_rules.compiler.declarations import entries
from subsidy_rules.compiler.figures import scalar_of, type_of
from subsidy_rules.core.dates import Period
from subsidy_rules.core.errors import Span, nearest
from subsidy_rules.core.regions import is_region
from subsidy_rules.core.text import Text
from subsidy_rules.ir.plan import Parameter, ParameterValue
from subsidy_rules.ir.types import PERIOD, Type, list_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from subsidy_rules.compiler.compilation import Compilation
    from subsidy_rules.sources.documents import Source
    from subsidy_rules.sources.policy_document import ParameterShape, ValueShape


def declare_parameters(compilation: Compilation) -> None:
    """Collect the parameters: stated with cited values, or left for others to supply."""
    for source, name, shape in entries(compilation, "parameters"):
        span = source.span("parameters", name)
        if name in compilation.parameters:
            compilation.report("duplicate-definition", span, kind="parameter", name=name)
        type_ = type_of(compilation, shape.unit, source.span("parameters", name, "unit"))
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
            name, Text(shape.zh, shape.en), _shaped(shape, type_), dimensions,
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
        cells = _cells(compilation, given, name, type_, dims, source.span(*path))
        if Period(given.first, given.last).is_reversed:
            compilation.report("period-reversed", source.span(*path), first=str(given.first), last=str(given.last))
        for keys, raw in cells.items():
            span = source.span(*path, *(keys or ("value",)))
            _check_keys(compilation, keys, dims, span)
            value = scalar_of(compilation, raw, type_, span)
            if value is not None:
                yield ParameterValue(keys, value, given.provision, Period(given.first, given.last), span)


def _cells(  # noqa: PLR0913, PLR0917  # what a value is checked against takes this many words
    compilation: Compilation,
    given: ValueShape,
    name: str,
    type_: Type,
    dims: Sequence[tuple[str, ...]],
    span: Span,
) -> dict[tuple[str, ...], object]:
    """Return what a value states, by key; one dimension at most can be written out."""
    extra: Mapping[str, object] = given.__pydantic_extra__
    if bool(extra) != bool(dims):
        compilation.report("wrong-key-count", span, name=name, expected=str(len(dims)), found=str(min(len(extra), 1)))
        return {}
    if len(dims) > 1 or (dims and given.value is not None):
        compilation.report("wrong-key-count", span, name=name, expected=str(len(dims)), found="1")
        return {}
    if dims:
        return {(key,): value for key, value in extra.items()}
    if type_ == PERIOD:
        return _period(compilation, given, span)
    if given.value is None:
        compilation.report("missing-key", span, key="value")
        return {}
    return {(): given.value}


def _period(compilation: Compilation, given: ValueShape, span: Span) -> dict[tuple[str, ...], object]:
    for key, day in (("starts_on", given.starts_on), ("ends_on", given.ends_on)):
        if day is None:
            compilation.report("missing-key", span, key=key)
            return {}
    period = Period(given.starts_on, given.ends_on)
    if period.is_reversed:
        compilation.report("period-reversed", span, first=str(given.starts_on), last=str(given.ends_on))
    return {(): period}


def _shaped(shape: ParameterShape, type_: Type) -> Type:
    """Return the type of a parameter: of the figure itself, of a list or of a range of them."""
    if shape.is_range:
        return Type("range", "", type_)
    return list_of(type_) if shape.is_list else type_


def _check_keys(compilation: Compilation, keys: tuple[str, ...], dims: tuple[tuple[str, ...], ...], span: Span) -> None:
    for key, kinds in zip(keys, dims, strict=False):
        known = [v for kind in kinds if kind != "region" for v in compilation.vocabulary.enums[kind].values]
        if key not in known and not ("region" in kinds and is_region(key)):
            compilation.report("unknown-enum-value", span, enum=" | ".join(kinds), name=key, near=nearest(key, known))
