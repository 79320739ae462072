"""What is supplied for the parameters of a rule: by the call, or else by a local standard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from subsidy_rules.ir.force import Force, Trace, World
from subsidy_rules.ir.traverse import supplied_in
from subsidy_rules.model.request import Request
from subsidy_rules.model.view import View

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.ir.plan import Plan, Rule


def supplied_to(  # noqa: PLR0913, PLR0917  # from where and when one looks takes this many words
    plan: Plan, rule: Rule, parameters: Mapping[str, object], readings: Mapping[str, str], region: str, on: date
) -> dict[str, object] | None:
    """Return what is supplied, ``None`` for figures that are open; nothing where that depends on more than this."""
    request = Request(rule.question, region, on, {}, parameters=parameters, readings=readings)
    force = Force(plan, region, on, World(readings), Trace(), drafts=False)
    found: dict[str, object] = {}
    for name in supplied_in(plan, rule):
        value = View(plan, request, force).supplied(name)
        if value is not None:
            found[name] = _bounded(plan, name, value)
    return None if force.trace.windows or force.trace.readings else found


def _bounded(plan: Plan, name: str, value: object) -> object:
    """Return a figure or table, without what exceeds a bound that holds in principle."""
    if isinstance(value, Mapping):
        return {key: _bounded(plan, name, item) for key, item in value.items()}
    return None if plan.exceeded(plan.parameters[name], value, "in_principle") else value
