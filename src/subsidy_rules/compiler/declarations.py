"""What the policy and vocabulary files declare: documents, provisions, parameters, lists, readings, delegations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subsidy_rules.compiler.compilation import Compilation, labels, text_of
from subsidy_rules.compiler.figures import type_of
from subsidy_rules.compiler.periods import effective_of
from subsidy_rules.core.errors import Span, nearest
from subsidy_rules.core.regions import is_region
from subsidy_rules.core.text import Text
from subsidy_rules.ir.plan import (
    Delegation,
    Document,
    NamedList,
    Passage,
    Provision,
    Reading,
)
from subsidy_rules.ir.types import DATE, REGION, Type, list_of
from subsidy_rules.sources.policy_document import (
    ListShape,
    PolicyDocument,
    ProvisionShape,
    ReadingShape,
)
from subsidy_rules.sources.rule_document import VocabularyDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from subsidy_rules.sources.documents import Source


def declare_documents(compilation: Compilation) -> None:
    """Collect documents, their provisions and passages, and their delegations."""
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
        _declare_passages(compilation, source)
        for name, given in shape.delegations.items():
            if name in compilation.delegations:
                span = source.key_span("delegations", name)
                compilation.report("duplicate-definition", span, kind="delegation", name=name)
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
            name, document, shape.place, quotes, shape.force or "", effective,
            text_of(shape.not_computable) if shape.not_computable else None, span,
        )  # fmt: skip


def _declare_passages(compilation: Compilation, source: Source[PolicyDocument]) -> None:
    for name, shape in source.shape.not_computable.items():
        if name in compilation.passages or name in compilation.provisions:
            span = source.key_span("not_computable", name)
            compilation.report("duplicate-definition", span, kind="passage", name=name)
        why = Text(shape.zh, shape.en)
        compilation.passages[name] = Passage(name, source.shape.document, shape.place, shape.quote, why)


def check_scopes(compilation: Compilation) -> None:
    """Check that the clauses that say where a document applies exist."""
    for source in compilation.of_shape(PolicyDocument):
        for i, provision in enumerate(source.shape.scope):
            compilation.known_provision(provision, source.span("scope", i))


def declare_readings(compilation: Compilation) -> None:
    """Collect the readings of policy and vocabulary files."""
    for source, name, shape in entries(compilation, "readings"):
        span = source.span("readings", name)
        if name in compilation.readings:
            compilation.report("duplicate-definition", span, kind="reading", name=name)
        _check_reading(compilation, name, shape, span)
        compilation.readings[name] = Reading(
            name, Text(shape.zh, shape.en), shape.default, shape.strict, labels(shape.options),
            frozenset(shape.unsupported), shape.governs or "", tuple(shape.provisions),
            text_of(shape.why) if shape.why else None,
            {option: tuple(facts) for option, facts in shape.selects.items()},
        )  # fmt: skip


def _check_reading(compilation: Compilation, name: str, shape: ReadingShape, span: Span) -> None:
    if shape.default not in shape.options:
        compilation.report("reading-needs-default", span, reading=name)
    for option in shape.unsupported:
        if option not in shape.options or option == shape.default:
            near = nearest(option, shape.options)
            compilation.report("unknown-option", span, reading=name, name=option, near=near)
    for option in shape.selects:
        if option not in shape.options:
            near = nearest(option, shape.options)
            compilation.report("unknown-option", span, reading=name, name=option, near=near)
        for fact in shape.selects[option]:
            record, _, field = fact.partition(".")
            fields = found.fields if (found := compilation.vocabulary.records.get(record)) else {}
            if field not in fields or fields[field].type != DATE:
                near = nearest(fact, (f"{record}.{known}" for known in fields if fields[known].type == DATE))
                compilation.report("unknown-name", span, name=fact, near=near)
    for provision in shape.provisions:
        compilation.known_provision(provision, span)


def declare_lists(compilation: Compilation) -> None:
    """Collect the lists of policy files."""
    for source, name, shape in entries(compilation, "lists"):
        span = source.span("lists", name)
        if name in compilation.lists:
            compilation.report("duplicate-definition", span, kind="list", name=name)
        compilation.known_provision(shape.provision, span)
        item = type_of(compilation, shape.of, span)
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


def entries(compilation: Compilation, section: str) -> Iterator[tuple[Source[Any], str, Any]]:
    """Yield every entry of a section of policy and vocabulary files."""
    for shape_type in (PolicyDocument, VocabularyDocument):
        for source in compilation.of_shape(shape_type):
            for name, shape in getattr(source.shape, section, {}).items():
                yield source, name, shape
