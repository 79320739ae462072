"""What rests on each provision: parts of rules, and what the documents declare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from subsidy_rules.ir.nodes import ListOf
from subsidy_rules.ir.plan import (
    Condition,
    Delegation,
    Document,
    Limit,
    LocalStandard,
    NamedList,
    Parameter,
    Payment,
    Quantity,
    Reading,
    Row,
)
from subsidy_rules.ir.traverse import nodes, parameters_in, readings_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from subsidy_rules.ir.plan import Plan, Rule

Role: TypeAlias = Literal[
    "ground", "condition", "exception", "limit", "payment", "quantity", "row",
    "parameter", "left_open", "list", "reading", "delegation", "standard", "scope",
]  # fmt: skip
Item: TypeAlias = (
    Condition
    | Limit
    | Payment
    | Quantity
    | Row
    | Parameter
    | NamedList
    | Reading
    | Delegation
    | LocalStandard
    | Document
)


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that rests on a provision (用处).

    An exception is told with the condition it is taken out of; of the rows of one table the first stands for all.
    ``is_read`` is false of what a document declares and nothing reads.
    """

    role: Role
    name: str
    item: Item
    rule: Rule | None = None
    is_read: bool = True


def uses(plan: Plan) -> Mapping[str, tuple[Use, ...]]:
    """Return what rests on each provision, parts of rules first (各条款的用处)."""
    found: dict[str, dict[tuple[str, str, int], Use]] = {provision: {} for provision in plan.provisions}
    for provision, use in (*_in_rules(plan), *_declared(plan)):
        found[provision].setdefault((use.role, use.name, id(use.rule)), use)
    return {provision: tuple(rest.values()) for provision, rest in found.items()}


def readings_used(plan: Plan, rule: Rule) -> Mapping[str, str]:
    """Return the readings that can change an answer of a rule, and what each decides there.

    ``meaning`` where an expression asks for it, ``reference`` where it selects the dated fact, ``force`` where the
    period of a clause hangs on it, ``severity`` where it tells whether what holds in principle is hard.
    """
    found = dict.fromkeys(readings_in(rule), "meaning")
    for option in rule.references:
        found.setdefault(option.rpartition(".")[0], "reference")
    clauses = [plan.provisions[provision] for provision in rule.provisions]
    for clause in clauses:
        effective = clause.effective or plan.documents[clause.document].effective
        if effective.reading:
            found.setdefault(effective.reading, "force")
    strengths = {clause.strength for clause in clauses} - {""}
    for reading in plan.readings.values():
        if reading.governs in strengths:
            found.setdefault(reading.id, "severity")
    return dict(sorted(found.items()))


def _in_rules(plan: Plan) -> Iterator[tuple[str, Use]]:
    for rule in (rule for rules in plan.rules.values() for rule in rules):
        for role, parts in _parts(rule):
            for part in parts:
                for provision in part.provisions:
                    yield provision, Use(role, part.id, part, rule)
        for condition in rule.conditions:
            for exception in condition.exceptions:
                yield exception.provision, Use("exception", condition.id, condition, rule)
        for row in rule.rows:
            for provision in row.provisions:
                yield provision, Use("row", row.table, row, rule)


def _parts(rule: Rule) -> Iterator[tuple[Role, tuple[Condition | Limit | Payment | Quantity, ...]]]:
    yield "ground", rule.grounds
    yield "condition", rule.conditions
    yield "limit", rule.limits
    yield "payment", rule.payments
    yield "quantity", rule.quantities


def _declared(plan: Plan) -> Iterator[tuple[str, Use]]:
    """Yield what the documents declare, and whether anything reads it."""
    every = [rule for rules in plan.rules.values() for rule in rules]
    yield from _figures(plan, every)
    lists = {node.name for node in nodes(*every) if isinstance(node, ListOf)}
    for named in plan.lists.values():
        yield named.provision, Use("list", named.id, named, None, named.id in lists)
    asked = {name for rule in every for name in readings_used(plan, rule)}
    for reading in plan.readings.values():
        for provision in reading.provisions:
            yield provision, Use("reading", reading.id, reading, None, reading.id in asked)
    for delegation in plan.delegations.values():
        yield delegation.provision, Use("delegation", delegation.id, delegation)
    for document in plan.documents.values():
        for provision in document.scope:
            yield provision, Use("scope", document.id, document)


def _figures(plan: Plan, every: Sequence[Rule]) -> Iterator[tuple[str, Use]]:
    """Yield the parameters and what overlays supply; the bound of a delegation is read where overlays are checked."""
    read = {*parameters_in(*every), *(delegation.at_most for delegation in plan.delegations.values())}
    for parameter in plan.parameters.values():
        for value in parameter.values:
            yield value.provision, Use("parameter", parameter.id, parameter, None, parameter.id in read)
        for provision in parameter.left_open_by:
            yield provision, Use("left_open", parameter.id, parameter, None, parameter.id in read)
    for standard in (standard for standards in plan.local_standards.values() for standard in standards):
        if standard.provision:
            use = Use("standard", standard.parameter, standard, None, standard.parameter in read)
            yield standard.provision, use
