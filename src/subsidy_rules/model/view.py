"""A request as rules see it: records by name, elements of lists, local standards by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from subsidy_rules.core import regions
from subsidy_rules.core.values import MissingKind, Unknown, Value, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from subsidy_rules.ir.force import Force
    from subsidy_rules.ir.plan import Parameter, Plan
    from subsidy_rules.model.request import Request

_HISTORY: Final = "history"
_PERSON: Final = "person"


@dataclass(frozen=True, slots=True)
class Rec:
    """A record of a request: its facts, the path that names them, and which element of its list it is (记录)."""

    record: str
    path: str
    data: Mapping[str, Any]
    index: tuple[int, ...] = ()

    @property
    def is_past(self) -> bool:
        """Whether the record belongs to the history."""
        return self.path.startswith(_HISTORY)

    def named(self, field: str) -> str:
        """Return the path of a field; of what is past, only the history it belongs to."""
        return self.path if self.is_past else f"{self.path}.{field}"

    def unknown(self, field: str) -> Unknown:
        """Return the unknown that a missing field makes."""
        return unknown(self.named(field), _HISTORY if self.is_past else "fact")

    def parts(self, field: str, record: str, given: Sequence[Mapping[str, Any]]) -> list[Rec]:
        """Return the records in a list field."""
        return [Rec(record, f"{self.named(field)}[]", data, (*self.index, i)) for i, data in enumerate(given)]


def with_person_id(facts: Mapping[str, Any], person_id: str) -> dict[str, Any]:
    """Return facts in which the person has the id that the request gives, unless the facts give one."""
    return {**facts, _PERSON: {"person_id": person_id, **(facts.get(_PERSON) or {})}}


class View:
    """What a request gives for a name (请求视图)."""

    def __init__(self, plan: Plan, request: Request, force: Force) -> None:
        """Look at a request with the names of a plan."""
        self.plan, self.request, self.force = plan, request, force

    def named(self, name: str) -> Value:
        """Return a record, a list of records, ``on`` or ``region``; a list that was not given is unknown."""
        vocabulary, facts = self.plan.vocabulary, self.request.facts
        head, _, part = name.partition(".")
        if head == _HISTORY:
            return self._records(self.request.history.get(part), vocabulary.history_lists[part], name, _HISTORY)
        if record := vocabulary.fact_lists.get(name):
            if name not in facts and record in facts:
                return [Rec(record, record, facts[record])]
            return self._records(facts.get(name), record, f"{name}[]", "fact")
        own = {"on": self.force.on, "region": self.request.region}
        if name == _PERSON and self.request.person_id:
            facts = with_person_id(facts, self.request.person_id)
        return own[name] if name in own else Rec(name, name, facts.get(name) or {})

    @staticmethod
    def _records(given: Sequence[Mapping[str, Any]] | None, record: str, path: str, kind: MissingKind) -> Value:
        if given is None:
            return unknown(path.removesuffix("[]"), kind)
        return [Rec(record, path, data, (i,)) for i, data in enumerate(given)]

    @staticmethod
    def is_past(name: str) -> bool:
        """Whether a name is one of the history."""
        return name.startswith(_HISTORY)

    def blank(self, name: str) -> Rec:
        """Return an element of a list of which nothing is known."""
        return Rec(self.plan.vocabulary.fact_lists[name], f"{name}[]", {})

    def supplied(self, parameter: str) -> Value:
        """Return what the request, or else the nearest overlay in force, supplies for a parameter; else ``None``."""
        if parameter in self.request.parameters:
            return self.request.parameters[parameter]
        valid = [
            s
            for s in self.plan.local_standards.get(parameter, ())
            if regions.contains(s.region, self.request.region)
            and self.force.covers(s.effective, s.overlay, self.force.on)
        ]
        if not valid:
            return None
        standard = max(valid, key=lambda s: regions.LEVELS.index(regions.level_of(s.region)))
        self.force.trace.flags |= {"hypothetical"} if standard.is_illustrative else set()
        return standard.value

    def flag_excess(self, parameter: Parameter, value: object) -> None:
        """Flag a local standard above a bound that holds in principle; one above a hard bound was refused before."""
        if self.plan.exceeded(parameter, value, "in_principle"):
            self.force.trace.flags.add("in_principle")

    def keyed_by(self, parameter: Parameter, table: Mapping[str, Any], start: int) -> int:
        """Return which dimension a table is keyed by; outer ones may be left out."""
        enums = self.plan.vocabulary.enums
        for place in range(start, len(parameter.dimensions)):
            for kind in parameter.dimensions[place]:
                if all(regions.is_region(k) if kind == "region" else k in enums[kind].values for k in table):
                    return place
        return next((i for i in range(start, len(parameter.dimensions)) if len(parameter.dimensions[i]) > 1), start)
