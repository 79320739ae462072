"""What is left under limits that several claims of one request share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from subsidy_rules.core.values import NO_REASONS, Bounds, Number, bounds, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


ANYBODY: Final = ("?",)
"""Stands in a group for a key that is not known: the claim may take anybody's share."""


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
        return bounds(self.amount).low

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
    dearest = _chosen(sorted(claims, key=lambda c: (c.high is None, c.high or 0), reverse=True))
    highs = [claim.high for claim in dearest]
    most = None if None in highs else sum(high for high in highs if high is not None)
    reasons = NO_REASONS.union(*(bounds(claim.amount).reasons for claim in claims))
    least = sum(claim.low for claim in cheapest(claims))
    if least != most:  # whose share a claim takes may be what makes the difference
        reasons = reasons.union(*(left.reasons for claim in claims for left in claim.room.values()))
    return tidy(Bounds(least, most, reasons))


def cheapest(claims: Sequence[Claim]) -> list[Claim]:
    """Return a choice of claims that leaves no room unused and costs least.

    A claim that may be refused costs nothing then; granted, it can only lower the sum by taking the room of a dearer
    one that is certain. So it is looked at where there is no room for it beside those.
    """
    joined = _joined(claims)
    least = sorted(claims, key=lambda claim: claim.low)
    used: Counter[Share] = Counter()
    for claim in least:
        if claim.is_certain and _has_room(claim, used, joined):
            used.update(_shares(claim, joined))
    crowding = [claim for claim in least if claim.is_certain or not _has_room(claim, used, joined)]
    return _chosen(crowding, joined)


def contested(claims: Sequence[Claim]) -> bool:
    """Whether more claims move a limit than it is sure to leave room for (竞争)."""
    joined = _joined(claims)
    asked = Counter(joined[share] for claim in claims for share in claim.room)
    room = {joined[share]: left for claim in claims for share, left in claim.room.items()}
    return any(count > 1 and count > room[share].low for share, count in asked.items())


def _chosen(claims: Sequence[Claim], joined: Mapping[Share, Share] | None = None) -> list[Claim]:
    """Return claims that leave no room unused, the first ones first; with joined shares, of the least room there is."""
    used: Counter[Share] = Counter()
    chosen = []
    for claim in claims:
        if _has_room(claim, used, joined):
            used.update(_shares(claim, joined))
            chosen.append(claim)
    return chosen


def _has_room(claim: Claim, used: Mapping[Share, int], joined: Mapping[Share, Share] | None) -> bool:
    if joined is not None:
        return all(used[joined[share]] < left.low for share, left in claim.room.items())
    return all(  # at most, each claim of which something is not known has a share of its own
        left.high is None or used[share] < left.high
        for share, left in claim.room.items()
        if ANYBODY not in share.group or left.high == 0
    )


def _shares(claim: Claim, joined: Mapping[Share, Share] | None) -> set[Share]:
    return {joined[share] if joined is not None else share for share in claim.room}


def _joined(claims: Sequence[Claim]) -> dict[Share, Share]:
    """Return for each share the one it may be the same as: where a key is not known, two groups may be one."""
    joined: dict[Share, Share] = {}
    shares = dict.fromkeys(share for claim in claims for share in claim.room)
    vague = [share for share in shares if ANYBODY in share.group]
    for share in shares:
        joined.setdefault(share, share)
        for other in vague:
            if _may_be_one(share, other):
                kept, gone = joined[share], joined.setdefault(other, other)
                joined = {one: kept if root == gone else root for one, root in joined.items()}
    return joined


def _may_be_one(one: Share, other: Share) -> bool:
    pairs = zip(one.group, other.group, strict=True) if one.limit == other.limit else ()
    return one.limit == other.limit and all(a == b or ANYBODY in (a, b) for a, b in pairs)
