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

    What says something by being absent cannot be, nor what something else stands in for: ``on`` for the reference
    date, an overlay for a figure.
    """
    found: list[Leaf] = []
    for part, lists in (("facts", plan.vocabulary.fact_lists), ("history", plan.vocabulary.history_lists)):
        for name, value in request.get(part, {}).items():
            record = lists.get(name, name)
            found += _leaves_inside(value, record, (part, name), plan, inputs)
            says = ("", name if part == "facts" else f"{part}.{name}") in inputs.telling
            if name in lists and not says and not _holds_reference(record, plan, inputs):
                found.append((part, name))
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
        item = plan.vocabulary.records[record].fields[name].type.item
        is_list = item is not None and item.kind == "record"
        if item is not None and is_list:
            found += _leaves_inside(inner, item.of, (*path, name), plan, inputs)
        stays = (record, name) in inputs.telling | inputs.references
        if not stays and not (item and is_list and _holds_reference(item.of, plan, inputs)):
            found.append((*path, name))
    return found


def _holds_reference(record: str, plan: Plan, inputs: Inputs) -> bool:
    """Tell whether a reference date stands in a record or below it."""
    fields = plan.vocabulary.records[record].fields.values()
    below = [field.type.item.of for field in fields if field.type.item and field.type.item.kind == "record"]
    here = any(owner == record for owner, _ in inputs.references)
    return here or any(_holds_reference(inner, plan, inputs) for inner in below)


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
