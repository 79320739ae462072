"""Local standards supplied with a request: one figure, or a table keyed by the dimensions of the parameter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from subsidy_rules.core.errors import nearest
from subsidy_rules.core.money import figure
from subsidy_rules.core.regions import is_region
from subsidy_rules.model.values import shown

if TYPE_CHECKING:
    from subsidy_rules.ir.plan import Parameter, Plan
    from subsidy_rules.ir.vocabulary import Vocabulary
    from subsidy_rules.model.facts import FactChecker

REGION = "region"


def read_parameters(data: object, plan: Plan, checker: FactChecker) -> dict[str, Any]:
    """Return checked local standards by parameter; one that is null is left out (地方标准)."""
    found: dict[str, Any] = {}
    for name, value in checker.mapping(data, "parameters").items():
        path = f"parameters.{shown(name)}"
        parameter = plan.parameters.get(name)
        if parameter is None:
            supplied = [p.id for p in plan.parameters.values() if p.is_supplied]
            checker.refuse(path, "unknown-parameter", name=shown(name), near=nearest(shown(name), supplied))
        elif not parameter.is_supplied:
            checker.refuse(path, "parameter-not-supplied", name=parameter.id)
        elif value is not None:
            checked = read_parameter(parameter, value, path, checker)
            if checked is not None:
                found[name] = checked
                _check_bound(plan, parameter, checked, path, checker)
    return found


def _check_bound(plan: Plan, parameter: Parameter, value: object, path: str, checker: FactChecker) -> None:
    """Refuse a figure above a hard bound of the delegation it rests on."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            _check_bound(plan, parameter, part, f"{path}.{key}", checker)
    elif limit := plan.exceeded(parameter, value, "hard"):
        checker.refuse(path, "over-limit", value=figure(value), limit=figure(limit.value))


def read_parameter(parameter: Parameter, value: object, path: str, checker: FactChecker) -> Any:  # noqa: ANN401
    """Return one checked figure or table of figures, or ``None`` where it is refused."""
    return _part(parameter, value, 0, path, checker)


def _part(parameter: Parameter, value: object, first: int, path: str, checker: FactChecker) -> Any:  # noqa: ANN401
    """Return a figure, or a table keyed by one of the dimensions from ``first`` on: outer ones may be left out."""
    if not isinstance(value, dict | Mapping) or first == len(parameter.dimensions):
        return _figure(parameter, value, path, checker)
    keys = [key for key in value if isinstance(key, str)]
    fits = {
        place: {key for key in keys if _fits(key, parameter.dimensions[place], checker.vocabulary)}
        for place in range(first, len(parameter.dimensions))
    }
    place = max(fits, key=lambda place: len(fits[place]))
    found: dict[str, Any] = {}
    for key, item in value.items():
        if key not in fits[place]:
            near = nearest(shown(key), _keys(parameter.dimensions[first:], checker.vocabulary))
            checker.refuse(f"{path}.{shown(key)}", "unknown-table-key", name=shown(key), table=parameter.id, near=near)
        elif item is not None:
            found[key] = _part(parameter, item, place + 1, f"{path}.{key}", checker)
    return found


def _figure(parameter: Parameter, value: object, path: str, checker: FactChecker) -> Any:  # noqa: ANN401
    if not parameter.is_range:
        return checker.value(parameter.type, value, path)
    if not isinstance(value, list | tuple) or len(value) != len(("lowest", "highest")) or None in value:
        checker.refuse(path, "not-a-range", value=shown(value))
        return None
    type_ = parameter.type.item or parameter.type
    low, high = (checker.value(type_, end, f"{path}[{index}]") for index, end in enumerate(value))
    if low is not None and high is not None and low > high:
        checker.refuse(path, "range-reversed", low=shown(value[0]), high=shown(value[1]))
    return [low, high]


def _fits(key: str, dimension: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    return any(is_region(key) if name == REGION else key in vocabulary.enums[name].values for name in dimension)


def _keys(dimensions: tuple[tuple[str, ...], ...], vocabulary: Vocabulary) -> list[str]:
    names = [name for dimension in dimensions for name in dimension if name != REGION]
    return [value for name in names for value in vocabulary.enums[name].values]
