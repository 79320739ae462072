"""What ``show`` writes can be read again, and means the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.compiler.scope import Scope
from subsidy_rules.compiler.syntax import MAX_LENGTH, Written, parse
from subsidy_rules.compiler.typing_rules import Typer
from subsidy_rules.core.errors import Diagnostic, Span
from subsidy_rules.engine import Engine
from subsidy_rules.ir.nodes import Const, Expr, ListOf, Var
from subsidy_rules.ir.show import show
from subsidy_rules.ir.traverse import nodes
from subsidy_rules.ir.types import DATE, REGION, Type, list_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.ir.plan import Plan, Rule


def scope_of(plan: Plan, rule: Rule) -> Scope:
    words = plan.vocabulary
    names: dict[str, Expr] = {"on": Var("on", DATE), "region": Var("region", REGION)}
    names |= {name: Var(name, Type("record", name)) for name in words.records}
    names |= {name: Var(name, list_of(Type("record", record))) for name, record in words.fact_lists.items()}
    history = {f"history.{name}": record for name, record in words.history_lists.items()}
    names |= {name: Var(name, list_of(Type("record", record))) for name, record in history.items()}
    names |= {name: Var(name, source.type.item) for name, _, source in rule.for_each if source.type.item}
    return Scope(words, plan.parameters, plan.lists, plan.readings, names)


def expressions(rule: Rule) -> Iterator[Expr]:
    yield from rule.requires
    for condition in (*rule.grounds, *rule.conditions):
        yield condition.requires
        if condition.applies_when:
            yield condition.applies_when
        yield from (exception.when for exception in condition.exceptions)
    yield from (limit.applies_when for limit in rule.limits if limit.applies_when)
    yield from (payment.amount for payment in rule.payments)
    yield from (quantity.value for quantity in rule.quantities)


def read_again(text: str, expr: Expr, scope: Scope) -> Expr:
    written = Written(text, Span("shown", 1, 1))
    tree = parse(written)
    assert not isinstance(tree, Diagnostic), f"{text}\n{tree}"
    return Typer(written, scope).check(tree, expr.type)


def shares_words(expr: Expr, scope: Scope) -> bool:
    """Whether a list of a document, written out, holds a word that is also the name of a record."""
    lists = [node for node in nodes(expr) if isinstance(node, ListOf)]
    return any(isinstance(item, Const) and item.value in scope.variables for found in lists for item in found.items)


def test_every_expression_of_the_bundled_law_is_read_back_as_it_was_shown() -> None:
    plan = Engine.load().plan
    seen = 0
    for rule in (rule for rules in plan.rules.values() for rule in rules):
        scope = scope_of(plan, rule)
        for expr in expressions(rule):
            text = show(expr)
            is_whole = len(text) <= MAX_LENGTH and '"' not in text  # words of a list in a document stand only there
            if is_whole and not shares_words(expr, scope):
                assert show(read_again(text, expr, scope)) == text
                seen += 1
    assert seen > len(plan.rules)
