"""A mutant: the law with one thing changed, and where the change would have been written."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from subsidy_rules.ir.nodes import Expr
    from subsidy_rules.ir.plan import Plan

T = TypeVar("T")
_NOT_LAW = ("type", "span", "says", "title")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: file, line, and the path of the entry in the file (出处)."""

    file: str
    line: int
    entry: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """The law with one change (变异体).

    ``questions`` are those whose answer may change, ``touches`` the nodes one of which must have been evaluated for
    that (none: always), ``days`` the days one of which, give or take a day, the request must name (none: always).
    ``reads_anew`` says that the change may alter which requests are refused.
    """

    place: Place
    change: str
    apply: Callable[[Plan], Plan]
    questions: frozenset[str]
    touches: frozenset[int] = frozenset()
    days: tuple[date, ...] = ()
    provisions: tuple[str, ...] = ()
    reads_anew: bool = False

    @property
    def name(self) -> str:
        """Return the name under which a survivor is explained; line numbers are no part of it."""
        return f"{self.place.file} {self.place.entry}: {self.change}"


def rewritten(part: T, found: frozenset[int], change: Callable[[Any], Any]) -> T:
    """Return a rule, or a part of one, in which some nodes and parts (by identity) are changed; sentences stay."""
    known: dict[int, Any] = {}

    def walk(value: Any) -> Any:  # noqa: ANN401  # any part of a plan
        if isinstance(value, tuple):
            items = tuple(map(walk, value))
            return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
        if not is_dataclass(value) or not type(value).__module__.startswith("subsidy_rules.ir."):
            return value
        if id(value) not in known:
            known[id(value)] = change(value) if id(value) in found else _rebuilt(value, walk)
        return known[id(value)]

    return walk(part)  # type: ignore[no-any-return]  # what comes out is of the kind that went in


def _rebuilt(value: Any, walk: Callable[[Any], Any]) -> Any:  # noqa: ANN401  # any part of a plan
    parts = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in _NOT_LAW}
    changed = {name: new for name, old in parts.items() if (new := walk(old)) is not old}
    return replace(value, **changed) if changed else value


def with_rules(plan: Plan, questions: Iterable[str], found: frozenset[int], change: Callable[[Any], Any]) -> Plan:
    """Return a plan in whose rules for some questions some nodes and parts are changed."""
    mutated = {question: rewritten(plan.rules[question], found, change) for question in questions}
    return replace(plan, rules={**plan.rules, **mutated})


def with_entry(plan: Plan, section: str, name: str, entry: object) -> Plan:
    """Return a plan with another entry in one of its mappings."""
    kept: Mapping[str, object] = getattr(plan, section)
    return replace(plan, **{section: {**kept, name: entry}})  # type: ignore[arg-type]  # the section says what it holds


def law_of(part: object) -> Iterable[tuple[Expr | Any, Any]]:
    """Yield every node and part below a rule with what it stands in, sentences left out."""
    stack: list[tuple[Any, Any]] = [(part, None)]
    while stack:
        value, outer = stack.pop()
        if isinstance(value, tuple):
            stack += [(item, outer) for item in reversed(value)]
        elif is_dataclass(value) and type(value).__module__.startswith("subsidy_rules.ir."):
            yield value, outer
            stack += [(getattr(value, f.name), value) for f in reversed(fields(value)) if f.name not in _NOT_LAW]
