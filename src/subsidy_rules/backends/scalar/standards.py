"""Local standards for generated code: what the request, or else an overlay, supplies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from subsidy_rules.backends.scalar.statements import Bail
from subsidy_rules.ir.force import Force, Trace, World
from subsidy_rules.ir.traverse import supplied_in
from subsidy_rules.model.view import View

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.ir.plan import Parameter, Plan, Rule
    from subsidy_rules.model.request import Request

_MOST = 10_000


class Standards:
    """Finds the figures that one rule reads (地方标准查找)."""

    def __init__(self, plan: Plan, rule: Rule) -> None:
        """Prepare for the parameters of a rule."""
        self._plan = plan
        self._parameters: dict[str, Parameter] = {name: plan.parameters[name] for name in supplied_in(plan, rule)}
        self._bounds = {name: _bound(plan, parameter) for name, parameter in self._parameters.items()}
        self._local: dict[object, object] = {}

    def of(self, request: Request, on: date) -> tuple[Callable[..., Any], Callable[[str], Any]]:
        """Return what gives a figure at its keys, and what gives whatever is supplied for a parameter.

        Both raise :class:`Bail` where the definition has to say.
        """
        given, local = request.parameters, self._plan.local_standards
        parameters, bounds = self._parameters, self._bounds

        def supplied(name: str) -> Any:  # noqa: ANN401  # a figure or a table of figures
            found = given.get(name)
            return self._locally(name, request, on) if found is None and name in local else found

        def cell(name: str, *keys: object) -> Any:  # noqa: ANN401  # see above
            table = supplied(name)
            if type(table) is dict and len(keys) == 1 == len(parameters[name].dimensions):
                table = table.get(keys[0])
            if table is None or isinstance(table, Mapping) or (bounds[name] is not None and table > bounds[name]):
                raise Bail
            return table

        return cell, supplied

    def _locally(self, name: str, request: Request, on: date) -> object:
        """Return what an overlay supplies; where that is open or illustrative, the definition tells."""
        key = (name, request.region, on, tuple(sorted(request.readings.items())))
        if key not in self._local:
            force = Force(self._plan, request.region, on, World(request.readings), Trace(), drafts=False)
            found = View(self._plan, request, force).supplied(name)
            is_plain = not (force.trace.flags or force.trace.windows or force.trace.readings)
            if len(self._local) >= _MOST:
                self._local.clear()
            self._local[key] = found if is_plain else Bail
        if self._local[key] is Bail:
            raise Bail
        return self._local[key]


def _bound(plan: Plan, parameter: Parameter) -> Any:  # noqa: ANN401  # a number, or None
    """Return the least bound in principle of the delegation a parameter rests on."""
    delegation = plan.delegations.get(parameter.delegation)
    if delegation is None or delegation.strength != "in_principle":
        return None
    bound = plan.parameters.get(delegation.at_most)
    return min((v.value for v in bound.values), default=None) if bound else None  # type: ignore[type-var]  # numbers
