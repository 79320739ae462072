"""Which readings an answer relied on: those without which it might have been another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subsidy_rules.backends.base import Check, Element
    from subsidy_rules.core.values import Truth

Readings = Mapping[str, str]


def relied_on(element: Element, verdict: Truth | str) -> dict[str, str]:
    """Return the readings that the verdict on one element relied on (所依据的解释).

    One broken demand is enough to refuse, and one ground to open the scheme: the one that relies on fewest readings is
    what the verdict rests on, and no other reading could have changed it.
    """
    grounds = [check for check in element.checks if check.kind == "ground"]
    others = [check for check in element.checks if check.kind != "ground"]
    if isinstance(verdict, str):
        return dict(element.standing_readings)
    if verdict is False:
        broken = [check for check in others if check.status == "violated"]
        reasons = [check.readings for check in broken if check.severity == "error"] or _of(broken)
        if grounds and all(check.status == "violated" for check in grounds):
            reasons.append(_union([element.standing_readings, *_of(grounds)]))
        return dict(_fewest(reasons)) if reasons else _union([element.standing_readings, element.benefit_readings])
    ways_in = [check.readings for check in grounds if check.status == "satisfied"]
    opening = [_fewest(ways_in)] if ways_in else _of(grounds)
    return _union([element.standing_readings, element.benefit_readings, *opening, *_of(others)])


def _of(checks: Iterable[Check]) -> list[Readings]:
    return [check.readings for check in checks]


def _fewest(sets: Iterable[Readings]) -> Readings:
    return min(sets, key=lambda readings: (len(readings), sorted(readings)))


def _union(sets: Iterable[Readings]) -> dict[str, str]:
    found: dict[str, str] = {}
    for readings in sets:
        found |= readings
    return found
