"""Mutants of rules: of every expression, condition, limit and payment, wherever it was written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from subsidy_rules.core.dates import Period, add_days
from subsidy_rules.ir.nodes import Const, Expr, Field, Not
from subsidy_rules.ir.plan import Condition, Limit, Payment, Quantity
from subsidy_rules.ir.traverse import nodes
from subsidy_rules.ir.types import NUMBER
from subsidy_rules.testing.mutation.expressions import FALSE, TRUE, changes, negates_itself, roles
from subsidy_rules.testing.mutation.mutant import Mutant, Place, law_of, with_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from subsidy_rules.core.errors import Span
    from subsidy_rules.ir.plan import Plan, Rule
    from subsidy_rules.testing.mutation.places import Places

_NO_END: Final = Const(value=1_000_000, type=NUMBER)
_SECTIONS: Final = ("grounds", "conditions", "limits", "payments", "quantities")
_WRITTEN: Final = {"payments": "pays"}


@dataclass(slots=True)
class _Site:
    """One place in a file and what it became in the plan: several nodes where a definition is used several times."""

    first: Any
    role: str = ""
    questions: set[str] = field(default_factory=set)
    nodes: set[int] = field(default_factory=set)
    provisions: dict[str, None] = field(default_factory=dict)


def mutants_of_rules(plan: Plan, places: Places) -> Iterator[Mutant]:
    """Yield every mutant of the rule files and fragments (规则变异)."""
    yield from _of_expressions(plan, places)
    yield from _of_parts(plan, places)
    for rules in plan.rules.values():
        for rule in rules:
            yield from _of_rule(rule, places)


def _of_expressions(plan: Plan, places: Places) -> Iterator[Mutant]:
    names: dict[str, int] = {}
    for site in _sites(plan).values():
        found = places.of_node(site.first.span)
        if found is None:
            continue
        place, text = found
        for words, change in changes(site.first, site.role, plan.vocabulary):
            mutant = _mutant(place, f"`{text}` {words}", site, change)
            names[mutant.name] = names.get(mutant.name, 0) + 1
            count = names[mutant.name]
            yield replace(mutant, change=f"{mutant.change} (place {count})") if count > 1 else mutant


def _sites(plan: Plan) -> dict[tuple[Span, str, str], _Site]:
    """Return every place an expression was written at, with all that it became."""
    sites: dict[tuple[Span, str, str], _Site] = {}
    for question, rules in plan.rules.items():
        given: dict[int, str] = {}
        for rule in rules:
            rest = replace(rule, requires=())  # of a required fact only matters that it is known
            for part in (*((p, p.provisions) for p in rule.parts), (rest, ())):
                for node, _ in law_of(part[0]):
                    if not isinstance(node, Expr):
                        continue
                    given |= {id(child): role for child, role in roles(node) if id(child) not in given}
                    span = getattr(node, "span", None)
                    if span is None:
                        continue
                    role = given.get(id(node), "")
                    site = sites.setdefault((span, type(node).__name__, role), _Site(node, role))
                    site.questions.add(question)
                    site.nodes.add(id(node))
                    site.provisions |= dict.fromkeys(part[1])
    return sites


def _of_parts(plan: Plan, places: Places) -> Iterator[Mutant]:
    sites: dict[tuple[Place, int], _Site] = {}
    for question, rules in plan.rules.items():
        for rule in rules:
            for section in _SECTIONS:
                for part in getattr(rule, section):
                    place = places.of_part(rule, _WRITTEN.get(section, section), part.id)
                    site = sites.setdefault((place, 0), _Site(part, section))
                    site.questions.add(question)
                    site.nodes.add(id(part))
                    site.provisions |= dict.fromkeys(part.provisions)
    parts = {id(p): p for rules in plan.rules.values() for rule in rules for p in rule.parts}
    for (place, _), site in sites.items():
        for words, change, touched in _part_changes(site.first, site.role, plan):
            nodes = {id(root) for i in site.nodes for root in touched(parts[i])}
            yield replace(_mutant(place, words, site, change), touches=frozenset(nodes))


def _mutant(place: Place, words: str, site: _Site, change: Callable[[Any], Any]) -> Mutant:
    questions, nodes = frozenset(site.questions), frozenset(site.nodes)
    return Mutant(
        place, words, lambda plan: with_rules(plan, questions, nodes, change), questions, nodes,
        provisions=tuple(site.provisions),
    )  # fmt: skip


_Change = tuple[str, "Callable[[Any], Any]", "Callable[[Any], tuple[object, ...]]"]


def _part_changes(part: object, section: str, plan: Plan) -> Iterator[_Change]:
    match part:
        case Condition():
            yield from _condition(part, section)
        case Limit():
            yield from _limit(part)
        case Payment():
            yield from _payment(part, plan)
        case Quantity():
            yield "dropped", lambda p: replace(p, when=FALSE), _always
    if not isinstance(part, Condition | Limit | Payment | Quantity):
        return
    for name in ("applies_when", "when", "where"):
        if (test := getattr(part, name, None)) is not None:
            yield f"`{name}` dropped", _with(name, None), _roots(name)
            if not negates_itself(test):
                yield f"`{name}` negated", _negated(name), _roots(name)


def _condition(part: Condition, section: str) -> Iterator[_Change]:
    if section == "grounds":
        yield "never opens", _with("requires", FALSE), _roots("requires")
        yield "always opens", _with("requires", TRUE), _roots("requires")
    elif part.requires == TRUE:  # it only tells what the clause says: where nothing else does, that is the answer
        yield "dropped", _with("applies_when", FALSE), _roots("requires")
    else:
        yield "dropped", _with("requires", TRUE), _roots("requires")
    if not negates_itself(part.requires):
        yield "negated", _negated("requires"), _roots("requires")
    if section == "conditions" and part.requires != TRUE:
        other = "pending" if part.otherwise == "refuse" else "refuse"
        yield f"a breach means {other}", _with("otherwise", other), _roots("requires")
    for i, exception in enumerate(part.exceptions):
        yield f"exception {exception.provision} dropped", _without_exception(i), _exception(i)
        if not negates_itself(exception.when):
            yield f"exception {exception.provision} negated", _negated_exception(i), _exception(i)


def _limit(part: Limit) -> Iterator[_Change]:
    yield "lifted", _with("at_most", _NO_END), _roots("at_most")
    for i in range(len(part.per)):
        kept = (*part.per[:i], *part.per[i + 1 :])
        yield f"`per` {i + 1} dropped", _with("per", kept), _roots("at_most")


def _payment(part: Payment, plan: Plan) -> Iterator[_Change]:
    yield "dropped", lambda p: replace(p, when=FALSE), _always
    payees = tuple(plan.vocabulary.enums["payee"].values)
    other = payees[(payees.index(part.payee) + 1) % len(payees)]
    if other != part.payee:
        yield f"payee becomes {other}", _with("payee", other), _always
    if part.exception_to:
        yield "paid beside the payment it replaces", _with("exception_to", ""), _always


def _with(name: str, value: object) -> Callable[[Any], Any]:
    return lambda part: replace(part, **{name: value})


def _negated(name: str) -> Callable[[Any], Any]:
    return lambda part: replace(part, **{name: Not(getattr(part, name))})


def _without_exception(place: int) -> Callable[[Any], Any]:
    return lambda part: replace(part, exceptions=(*part.exceptions[:place], *part.exceptions[place + 1 :]))


def _negated_exception(place: int) -> Callable[[Any], Any]:
    def change(part: Condition) -> Condition:
        wrong = replace(part.exceptions[place], when=Not(part.exceptions[place].when))
        return replace(part, exceptions=(*part.exceptions[:place], wrong, *part.exceptions[place + 1 :]))

    return change


def _roots(name: str) -> Callable[[Any], tuple[object, ...]]:
    """Return what must have been evaluated for a change of one field to matter: all that the part starts from."""
    if name == "requires":
        return lambda part: (part.requires, *_tests(part))
    return lambda part: (getattr(part, name),)


def _tests(part: Condition) -> tuple[object, ...]:
    return (*([part.applies_when] if part.applies_when else []), *(e.when for e in part.exceptions))


def _exception(place: int) -> Callable[[Any], tuple[object, ...]]:
    return lambda part: (part.exceptions[place].when,)


def _always(_: object) -> tuple[object, ...]:
    return ()


def _of_rule(rule: Rule, places: Places) -> Iterator[Mutant]:
    """Yield the mutants of what a rule says of itself: required facts, reference date, period."""
    questions = frozenset({rule.question})
    read = _read_by_demands(rule)
    for i, fact in enumerate(rule.requires):
        if {(node.base.type.of, node.name) for node in nodes(fact) if isinstance(node, Field)} <= read:
            continue  # the demands ask for it anyway
        kept = (*rule.requires[:i], *rule.requires[i + 1 :])
        place = places.of_part(rule, "requires", i)
        yield _rule_mutant(place, "not asked for", rule, {"requires": kept}, questions)
    if rule.reference is not None:
        place = places.in_source(rule.file, "reference")
        yield _rule_mutant(place, "is the day of the question", rule, {"reference": None}, questions)
    for word, key in (("first", "from"), ("last", "to")):
        day = getattr(rule.effective, word)
        for step in (-1, 1) if day else ():
            moved = add_days(day, step)
            ends = {"first": rule.effective.first, "last": rule.effective.last} | {word: moved}
            place = places.in_source(rule.file, "effective", key)
            change = {"effective": Period(ends["first"], ends["last"])}
            yield replace(_rule_mutant(place, f"becomes {moved}", rule, change, questions), days=(day,))


def _read_by_demands(rule: Rule) -> set[tuple[str, str]]:
    """Return the record and field of every fact that a demand, payment or figure reads."""
    return {
        (node.base.type.of, node.name) for part in rule.parts for node, _ in law_of(part) if isinstance(node, Field)
    }


def _rule_mutant(
    place: Place, words: str, rule: Rule, change: Mapping[str, object], questions: frozenset[str]
) -> Mutant:
    found = frozenset({id(rule)})
    return Mutant(
        place, words,
        lambda plan: with_rules(plan, questions, found, lambda r: replace(r, **change)),
        questions, provisions=rule.provisions,
    )  # fmt: skip
