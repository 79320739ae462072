"""What is left under limits that several claims of one request share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from subsidy_rules.core.values import NO_REASONS, Bounds, Number, bounds, tidy

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a request: its amount, whether it is certain, and the limits it moves (申领).

    ``room`` gives for each limit and group how many may still be granted, as an interval.
    """

    amount: Bounds | Number
    is_certain: bool
    room: Mapping[Hashable, Bounds] = field(default_factory=dict)

    @property
    def low(self) -> Number:
        """The least the claim brings when it is granted."""
        return bounds(self.amount).low if self.is_certain else 0

    @property
    def high(self) -> Number | None:
        """The most the claim brings when it is granted; ``None`` is no upper end."""
        return bounds(self.amount).high


def total(claims: Sequence[Claim]) -> Bounds | Number:
    """Return the sum that is paid for claims that compete for what their limits leave (合计).

    The texts do not say which of several claims made on one day goes first, so the sum is an interval where that
    matters: from the cheapest choice that leaves no room unused to the dearest. It does not depend on the order of the
    claims. Limits nest (all claims; those for one occupation and level), so choosing greedily gives both ends.
    """
    dearest = _chosen(sorted(claims, key=lambda c: (c.high is None, c.high or 0), reverse=True), use_least_room=False)
    highs = [claim.high for claim in dearest]
    most = None if None in highs else sum(high for high in highs if high is not None)
    reasons = NO_REASONS.union(*(bounds(claim.amount).reasons for claim in claims))
    return tidy(Bounds(sum(claim.low for claim in cheapest(claims)), most, reasons))


def cheapest(claims: Sequence[Claim]) -> list[Claim]:
    """Return a choice of claims that leaves no room unused and costs least."""
    return _chosen(sorted(claims, key=lambda claim: claim.low), use_least_room=True)


def contested(claims: Sequence[Claim]) -> bool:
    """Whether more claims move a limit than it is sure to leave room for (竞争)."""
    asked = Counter(key for claim in claims for key in claim.room)
    room = {key: left for claim in claims for key, left in claim.room.items()}
    return any(count > 1 and count > room[key].low for key, count in asked.items())


def _chosen(claims: Sequence[Claim], *, use_least_room: bool) -> list[Claim]:
    used: Counter[Hashable] = Counter()
    chosen = []
    for claim in claims:
        ends = {key: room.low if use_least_room else room.high for key, room in claim.room.items()}
        if all(end is None or used[key] < end for key, end in ends.items()):
            used.update(claim.room.keys())
            chosen.append(claim)
    return chosen
