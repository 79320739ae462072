"""What competing claims bring at least and at most."""

from __future__ import annotations

import pytest

from subsidy_rules.core.values import NO_REASONS, Bounds, Missing, bounds
from subsidy_rules.history.counters import ANYBODY, Claim, Share, contested, total

UNKNOWN = frozenset({Missing("certificates[].occupation")})


def claim(fen: int, *group: object, room: int = 1, is_certain: bool = True) -> Claim:
    reasons = UNKNOWN if ANYBODY in group else NO_REASONS
    return Claim(fen, is_certain, {Share("once", group): Bounds(room, room, reasons)})


@pytest.mark.parametrize(
    ("claims", "low", "high"),
    [
        ([claim(2000, "welder", "advanced"), claim(1500, "welder", "junior")], 3500, 3500),
        ([claim(2000, "welder", "junior"), claim(1500, "welder", "junior")], 1500, 2000),
        ([claim(2000, ANYBODY, "junior"), claim(1500, "welder", "junior")], 1500, 3500),
        ([claim(2000, ANYBODY, "advanced"), claim(1500, "welder", "junior")], 3500, 3500),
        ([claim(2000, ANYBODY, "advanced"), claim(1500, "welder", ANYBODY)], 1500, 3500),
        # one that may be refused costs nothing, unless it may take the room of a dearer one that is certain
        ([claim(2000, "welder", "advanced"), claim(1500, "welder", "junior", is_certain=False)], 2000, 3500),
        ([claim(2000, "welder", "junior"), claim(1500, "welder", "junior", is_certain=False)], 1500, 2000),
        ([claim(1500, "welder", "junior"), claim(2000, "welder", "junior", is_certain=False)], 1500, 2000),
        ([claim(2000, "welder", is_certain=False)], 0, 2000),
        ([claim(2000, "welder", room=0), claim(1500, "cook")], 1500, 1500),
        ([], 0, 0),
    ],
)
def test_the_sum_lies_between_the_cheapest_choice_and_the_dearest(claims: list[Claim], low: int, high: int) -> None:
    ends = bounds(total(claims))
    assert (ends.low, ends.high) == (low, high)
    assert bounds(total(claims[::-1])) == ends


def test_what_is_not_known_of_a_share_is_missing_where_it_makes_a_difference() -> None:
    assert bounds(total([claim(2000, ANYBODY, "junior"), claim(1500, "welder", "junior")])).reasons == UNKNOWN
    assert bounds(total([claim(2000, ANYBODY, "advanced"), claim(1500, "welder", "junior")])).reasons == NO_REASONS


def test_claims_are_contested_where_a_limit_may_not_leave_room_for_all() -> None:
    assert contested([claim(2000, ANYBODY, "junior"), claim(1500, "welder", "junior")])
    assert not contested([claim(2000, ANYBODY, "advanced"), claim(1500, "welder", "junior")])
