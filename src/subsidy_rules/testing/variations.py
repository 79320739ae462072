"""The same request told otherwise: in another order, or with some of it unknown (请求变形)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.testing.inputs import Inputs

RequestData: TypeAlias = dict[str, Any]
Leaf: TypeAlias = tuple[str | int, ...]


def hidden(request: Mapping[str, Any], leaves: Sequence[Leaf]) -> RequestData:
    """Return a request in which some facts, history or parameters are not known (隐去)."""
    data: RequestData = as_json_spells(request)
    for leaf in sorted(leaves, key=len, reverse=True):  # inner things first
        place: Any = data
        for step in leaf[:-1]:
            place = place[step]
        place.pop(leaf[-1], None)
    return data


def leaves_of(request: Mapping[str, Any], plan: Plan, inputs: Inputs) -> list[Leaf]:
    """Return what can be hidden in a request (可隐事项).

    What says something by being absent cannot be, nor a figure for which an overlay would stand in.
    """
    vocabulary = plan.vocabulary
    found: list[Leaf] = []
    for name, value in request.get("facts", {}).items():
        record = vocabulary.fact_record(name) or name
        found += _leaves_inside(value, record, ("facts", name), plan, inputs)
        if name in vocabulary.fact_lists:
            found.append(("facts", name))
    for name, value in request.get("history", {}).items():
        found += _leaves_inside(value, vocabulary.history_lists[name], ("history", name), plan, inputs)
        found.append(("history", name))
    for name, value in request.get("parameters", {}).items():
        if ("", name) not in inputs.telling and name not in plan.local_standards:
            found += [("parameters", name, key) for key in value] if isinstance(value, dict) else []
            found.append(("parameters", name))
    return found


def shuffled(request: Mapping[str, Any], plan: Plan, random: Random) -> RequestData:
    """Return the same request with its keys, and the records of its lists, in another order (打乱)."""
    ranges = {p.id for p in plan.parameters.values() if p.is_range}
    found = {
        key: {k: v if k in ranges else _shuffled(v, random) for k, v in value.items()}
        if key == "parameters"
        else _shuffled(value, random)
        for key, value in request.items()
    }
    return _reordered(found, random)


def _leaves_inside(value: Any, record: str, path: Leaf, plan: Plan, inputs: Inputs) -> list[Leaf]:  # noqa: ANN401
    if isinstance(value, list):
        return [leaf for i, item in enumerate(value) for leaf in _leaves_inside(item, record, (*path, i), plan, inputs)]
    found: list[Leaf] = []
    for name, inner in value.items():
        type_ = plan.vocabulary.records[record].fields[name].type
        if type_.item and type_.item.kind == "record":
            found += _leaves_inside(inner, type_.item.of, (*path, name), plan, inputs)
        if (record, name) not in inputs.telling:
            found.append((*path, name))
    return found


def _shuffled(value: Any, random: Random) -> Any:  # noqa: ANN401  # any part of a request
    if isinstance(value, dict):
        return _reordered({key: _shuffled(item, random) for key, item in value.items()}, random)
    if isinstance(value, list):
        items = [_shuffled(item, random) for item in value]
        random.shuffle(items)
        return items
    return value


def _reordered(value: RequestData, random: Random) -> RequestData:
    keys = list(value)
    random.shuffle(keys)
    return {key: value[key] for key in keys}


def as_json_spells(value: Any) -> Any:  # noqa: ANN401  # any part of a request
    """Return a copy as JSON spells it."""
    if isinstance(value, Mapping):
        return {key: as_json_spells(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json_spells(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
