"""The day a question is put, and the dated fact that selects the version of a rule."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from subsidy_rules.core.errors import Diagnostic, RequestError
from subsidy_rules.ir.nodes import Expr, Field, Var

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subsidy_rules.ir.plan import Plan, Rule
    from subsidy_rules.model.request import Request


def day_of_question(plan: Plan, rules: Sequence[Rule], request: Request) -> date:
    """Return the day the question is put: ``on``, or the latest reference date where it was left out.

    Raises:
        RequestError: where neither is given.
    """
    found = request.on or latest_reference(plan, rules, request)
    if found is None:
        reference = next((_written(rule.reference) for rule in rules if rule.reference), "on")
        raise RequestError([Diagnostic("no-date", {"reference": reference}, path="on")])
    return found


def latest_reference(plan: Plan, rules: Sequence[Rule], request: Request) -> date | None:
    """Return the latest reference date among the elements of a request, if any is given."""
    dates = [day for rule in rules for day in _reference_days(plan, rule, request)]
    return max(dates, default=None)


def _reference_days(plan: Plan, rule: Rule, request: Request) -> list[date]:
    """Return the days of the fact that selects the version of a rule: one a reading selects, or the rule's own."""
    selected = [
        fact
        for key, facts in rule.references.items()
        for fact in facts
        if request.readings.get(key.partition(".")[0]) == key.partition(".")[2]
    ]
    found = (list(_dates(plan, rule, fact, request)) for fact in (*selected, rule.reference) if fact)
    return next((days for days in found if days), [])


def _dates(plan: Plan, rule: Rule, reference: Expr, request: Request) -> Iterator[date]:
    if isinstance(reference, Field):
        for record in _records(plan, rule, reference.base, request):
            day = record.get(reference.name)
            if isinstance(day, date):
                yield day


def _records(plan: Plan, rule: Rule, base: Expr, request: Request) -> Iterator[dict[str, Any]]:
    """Yield the records a reference is a field of: of the request itself, or of every element."""
    if isinstance(base, Field):
        for outer in _records(plan, rule, base.base, request):
            yield from outer.get(base.name) or ()
    elif isinstance(base, Var):
        source = next((source for variable, _, source in rule.for_each if variable == base.name), None)
        single = request.facts.get(base.name)
        if single is not None:
            yield from single if isinstance(single, list) else [single]
        elif source is not None and source != base:
            yield from _records(plan, rule, source, request)


def _written(reference: Expr | None) -> str:
    if isinstance(reference, Field) and isinstance(reference.base, Var):
        return f"{reference.base.name}.{reference.name}"
    return "on"
