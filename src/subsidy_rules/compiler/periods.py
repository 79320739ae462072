"""When documents and clauses have force, as their files say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subsidy_rules.compiler.compilation import Compilation, text_of
from subsidy_rules.core.errors import nearest
from subsidy_rules.ir.plan import Effective, Term
from subsidy_rules.sources.policy_document import PolicyDocument

if TYPE_CHECKING:
    from subsidy_rules.sources.documents import Source
    from subsidy_rules.sources.shapes import EffectiveShape, TermShape


def effective_of(
    compilation: Compilation, source: Source[Any], shape: EffectiveShape, path: tuple[str | int, ...]
) -> Effective:
    """Return when a document or a clause has force."""
    for key, given, other in (("options", shape.options, shape.reading), ("reading", shape.reading, shape.options)):
        if other is not None and given is None:
            compilation.report("missing-key", source.span(*path), key=key)
    if shape.reading is None or shape.options is None:
        return Effective({"": _term(compilation, source, shape, path)})
    terms = {
        option: _term(compilation, source, term, (*path, "options", option)) for option, term in shape.options.items()
    }
    return Effective(terms, shape.reading)


def check_effective_readings(compilation: Compilation) -> None:
    """Check that every reading that decides a period exists, with exactly the options it has."""
    found = []
    for source in compilation.of_shape(PolicyDocument):
        document = compilation.documents[source.shape.document]
        found.append((document.effective, source.span("effective"), document.id))
        found += [
            (effective, source.span("provisions", name, "effective"), name)
            for name in source.shape.provisions
            if (effective := compilation.provisions[name].effective)
        ]
    for effective, span, name in found:
        if not effective.reading:
            continue
        reading = compilation.readings.get(effective.reading)
        if reading is None:
            near = nearest(effective.reading, compilation.readings)
            compilation.report("unknown-reading", span, name, name=effective.reading, near=near)
            continue
        for option in sorted(set(reading.options) ^ set(effective.terms)):
            near = nearest(option, reading.options)
            compilation.report("unknown-option", span, name, reading=reading.id, name=option, near=near)


def _term(compilation: Compilation, source: Source[Any], shape: TermShape, path: tuple[str | int, ...]) -> Term:
    for key, bound, other in (
        ("not_after", shape.not_after, shape.not_before),
        ("not_before", shape.not_before, shape.not_after),
    ):
        if other is not None and bound is None:
            compilation.report("missing-key", source.span(*path), key=key)
    first = shape.first or shape.not_before
    last_possible = shape.not_after or first
    if (first and shape.last and first > shape.last) or (first and last_possible and first > last_possible):
        last = str(shape.last or shape.not_after)
        compilation.report("period-reversed", source.span(*path), first=str(first), last=last)
    return Term(first, shape.last, shape.not_after, text_of(shape.why) if shape.why else None)
