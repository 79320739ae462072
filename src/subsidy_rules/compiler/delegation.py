"""Local standards: what an overlay may set, cell by cell, against the provision that delegates it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from subsidy_rules.compiler.declarations import declare_provisions
from subsidy_rules.compiler.figures import scalar_of
from subsidy_rules.compiler.periods import effective_of
from subsidy_rules.core.dates import Period
from subsidy_rules.core.errors import Diagnostic, Related, Span, nearest
from subsidy_rules.core.money import figure
from subsidy_rules.core.regions import contains, is_region, level_of
from subsidy_rules.ir.plan import Delegation, Document, Effective, LocalStandard, Parameter
from subsidy_rules.sources.policy_document import Overlay, PolicyDocument

if TYPE_CHECKING:
    from subsidy_rules.compiler.compilation import Compilation
    from subsidy_rules.ir.types import Type
    from subsidy_rules.sources.documents import Source


def check_delegations(compilation: Compilation) -> None:
    """Check that every delegation names clauses and a parameter that exist."""
    for source in compilation.of_shape(PolicyDocument):
        for name, shape in source.shape.delegations.items():
            span = source.span("delegations", name)
            compilation.known_provision(shape.provision, span)
            for parameter in filter(None, (shape.sets, shape.at_most)):
                if parameter not in compilation.parameters:
                    near = nearest(parameter, compilation.parameters)
                    compilation.report("unknown-parameter", span, name=parameter, near=near)


def declare_overlays(compilation: Compilation) -> None:
    """Collect what overlays supply; each value is checked against the delegation it uses."""
    for source in compilation.of_shape(Overlay):
        shape = source.shape
        effective = effective_of(compilation, source, shape.effective, ("effective",))
        if shape.provisions:
            compilation.documents[shape.overlay] = Document(
                shape.overlay, shape.number, shape.title.zh, "", shape.region, "binding", effective, (),
                shape.illustrative,
            )  # fmt: skip
            declare_provisions(compilation, source, shape.overlay, shape.provisions)
        for name in shape.sets:
            standard = _standard(compilation, source, name, effective)
            if standard is not None:
                _check_overlap(compilation, standard)
                compilation.local_standards.setdefault(name, []).append(standard)


def _standard(
    compilation: Compilation, source: Source[Overlay], name: str, effective: Effective
) -> LocalStandard | None:
    shape = source.shape
    given = shape.sets[name]
    path = ("sets", name)
    parameter = compilation.parameters.get(name)
    if parameter is None or not parameter.is_supplied:
        supplied = [p.id for p in compilation.parameters.values() if p.is_supplied]
        compilation.report("unknown-parameter", source.span(*path), name=name, near=nearest(name, supplied))
        return None
    if not shape.illustrative and not given.provision:
        compilation.report("illustrative-or-cited", source.span(*path), overlay=shape.overlay)
    if given.provision:
        compilation.known_provision(given.provision, source.span(*path, "provision"))
    value = _table(compilation, source, (*path, "value"), parameter, given.value)
    _check_power(compilation, source, path, parameter, value)
    return LocalStandard(
        name, shape.overlay, shape.region, effective, value, given.provision or "", shape.illustrative,
        source.span(*path),
    )  # fmt: skip


def _table(
    compilation: Compilation, source: Source[Overlay], path: tuple[str | int, ...], parameter: Parameter, raw: object
) -> object:
    span = source.span(*path)
    if isinstance(raw, dict):
        known = [key for kinds in parameter.dimensions for kind in kinds for key in _keys(compilation, kind)]
        for key in raw:
            if is_region(str(key)) and not contains(source.shape.region, str(key)):
                outer = source.shape.region
                compilation.report("overlay-region", source.key_span(*path, key), region=str(key), outer=outer)
            regional = any("region" in kinds for kinds in parameter.dimensions) and is_region(str(key))
            if key not in known and not regional:
                near = nearest(str(key), known)
                compilation.report(
                    "unknown-enum-value", source.span(*path, key), enum=parameter.id, name=str(key), near=near
                )
        return {key: _table(compilation, source, (*path, key), parameter, value) for key, value in raw.items()}
    if isinstance(raw, list):
        item: Type = parameter.type.item or parameter.type
        if not (parameter.type.kind == "list" or parameter.is_range):
            compilation.report("type-mismatch", span, expected=str(parameter.type), found="list")
        return [scalar_of(compilation, value, item, source.span(*path, i)) for i, value in enumerate(raw)]
    return scalar_of(compilation, raw, parameter.type, span)


def _keys(compilation: Compilation, kind: str) -> tuple[str, ...]:
    return tuple(compilation.vocabulary.enums[kind].values) if kind in compilation.vocabulary.enums else ()


def _check_power(
    compilation: Compilation, source: Source[Overlay], path: tuple[str, ...], parameter: Parameter, value: object
) -> None:
    """Check who sets the value and how far; above a bound that holds in principle only, claims are flagged."""
    shape = source.shape
    named = shape.sets[parameter.id].delegation
    delegation = compilation.delegations.get(named or parameter.delegation)
    if named and (delegation is None or delegation.sets != parameter.id):
        near = nearest(named, compilation.delegations)
        compilation.report("unknown-delegation", source.span(*path, "delegation"), name=named, near=near)
        return
    if delegation is None:
        return
    span = source.span(*path)
    if not named:
        compilation.report("delegation-not-named", span, parameter=parameter.id, delegation=delegation.id)
    for region in {shape.region, *_regions(value)}:
        _check_level(compilation, source, span, delegation, region)
    bound = compilation.parameters.get(delegation.at_most)
    limits = bound.values if bound else ()
    over = [
        (cell, limit, where)
        for cell, where in _cells(value, (*path, "value"))
        for limit in limits
        if isinstance(cell, int | Fraction) and isinstance(limit.value, int | Fraction) and cell > limit.value
    ]
    if delegation.strength == "hard":
        for cell, limit, where in over:
            values = {"value": figure(cell), "limit": figure(limit.value)}
            related = (compilation.quoted(limit.provision), *_own_quote(compilation, source, delegation))
            clause = compilation.clause(limit.provision)
            compilation.add(Diagnostic("over-limit", values, source.span(*where), clause, related))


def _check_level(
    compilation: Compilation, source: Source[Overlay], span: Span, delegation: Delegation, region: str
) -> None:
    outer = compilation.documents[compilation.provisions[delegation.provision].document].region
    if level_of(region) != delegation.to or not contains(outer, region):
        values = {"region": region, "level": level_of(region), "wanted": delegation.to}
        clause = compilation.clause(delegation.provision)
        related = (compilation.quoted(delegation.provision), *_own_quote(compilation, source, delegation))
        compilation.add(Diagnostic("delegation-wrong-level", values, span, clause, related))


def _own_quote(compilation: Compilation, source: Source[Overlay], delegation: Delegation) -> Iterator[Related]:
    provision = source.shape.sets[delegation.sets].provision
    if provision:
        yield compilation.quoted(provision)


def _check_overlap(compilation: Compilation, standard: LocalStandard) -> None:
    """Refuse two overlays that supply the same thing for the same region and time."""
    for other in compilation.local_standards.get(standard.parameter, ()):
        pairs = product(standard.effective.terms.values(), other.effective.terms.values())
        overlap = any(Period(a.first, a.last).overlaps(Period(b.first, b.last)) for a, b in pairs)
        if other.region == standard.region and overlap:
            values = {"parameter": standard.parameter, "key": f"{other.overlay}, {standard.overlay}"}
            compilation.add(Diagnostic("values-overlap", values, standard.span))


def _cells(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[object, tuple[str | int, ...]]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _cells(item, (*path, key))
    else:
        yield value, path


def _regions(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (key for key in value if is_region(key))
        for item in value.values():
            yield from _regions(item)
