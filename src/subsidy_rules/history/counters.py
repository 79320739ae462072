"""What is left under limits that several claims of one request share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from subsidy_rules.core.values import NO_REASONS, Bounds, Number, bounds, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


ANY_GROUP: Final = ("?",)
"""The group of a claim of which it is not known whose share it takes: it may be anybody's."""


@dataclass(frozen=True, slots=True)
class Share:
    """A limit, and the claims that share what it leaves (份额)."""

    limit: str
    group: tuple[object, ...]


Room: TypeAlias = "Mapping[Share, Bounds]"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a request: its amount, whether it is certain, and the limits it moves (申领).

    ``room`` gives for each limit and group how many may still be granted, as an interval.
    """

    amount: Bounds | Number
    is_certain: bool
    room: Room = field(default_factory=dict)

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
    joined = _joined(claims)
    asked = Counter(joined.get(share.limit, share) for claim in claims for share in claim.room)
    room = {joined.get(share.limit, share): left for claim in claims for share, left in claim.room.items()}
    return any(count > 1 and count > room[share].low for share, count in asked.items())


def _chosen(claims: Sequence[Claim], *, use_least_room: bool) -> list[Claim]:
    joined = _joined(claims) if use_least_room else {}
    used: Counter[Share] = Counter()
    chosen = []
    for claim in claims:
        room = {joined.get(share.limit, share): left for share, left in claim.room.items()}
        ends = {share: left.low if use_least_room else left.high for share, left in room.items()}
        if not use_least_room:  # at most, each claim of which nothing is known has a share of its own
            ends = {share: end for share, end in ends.items() if share.group != ANY_GROUP or end == 0}
        if all(end is None or used[share] < end for share, end in ends.items()):
            used.update(room.keys())
            chosen.append(claim)
    return chosen


def _joined(claims: Sequence[Claim]) -> dict[str, Share]:
    """Return the limits whose shares may be one: some claim may take anybody's share."""
    return {share.limit: share for claim in claims for share in claim.room if share.group == ANY_GROUP}
