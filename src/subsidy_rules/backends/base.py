"""What every runner of a plan takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from subsidy_rules.ir.force import Standing, Trace, World

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from subsidy_rules.core.values import Bounds, Missing, Number
    from subsidy_rules.history.counters import Claim
    from subsidy_rules.ir.plan import Plan, Rule
    from subsidy_rules.model.decision import Outcome, Severity, Status
    from subsidy_rules.model.request import Request

GroundStanding: TypeAlias = Standing | Literal["perhaps", "perhaps_before"]
"""How a ground stands in time; of which it is not known whether it is for the case, it "perhaps" does."""

SCHEMES = ("scheme", "lookup")


@dataclass(frozen=True, slots=True)
class Check:
    """What became of one ground, condition, limit or required fact (核查).

    ``says`` are the sentences of the rule with their holes filled by values; ``missing`` is what leaves it unknown, or
    unknown whether what is satisfied is for the case at all.
    """

    id: str
    kind: str
    status: Status
    provisions: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict)
    missing: frozenset[Missing] = frozenset()
    says: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    severity: Severity | None = None
    readings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paid:
    """A sum, known or within bounds, for one payee (应付)."""

    payee: str
    amount: Bounds | Number
    provisions: tuple[str, ...]
    is_contested: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity, known or not (数量)."""

    value: object
    unit: str
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """What one element brings one payee (应付项)."""

    payee: str
    claim: Claim
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """What was found for one element of a request (要素): its checks and dues, and how its grounds stand in time.

    Only grounds that may be for the case are among ``standing``.
    """

    env: Mapping[str, Any]
    checks: tuple[Check, ...]
    dues: tuple[Due, ...]
    figures: tuple[Figure, ...]
    standing: Mapping[str, GroundStanding]
    standing_readings: Mapping[str, str]
    benefit_readings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a plan says of a request in one world (单一情形下的答案)."""

    outcome: Outcome
    checks: tuple[Check, ...] = ()
    severity: Severity | None = None
    paid: tuple[Paid, ...] = ()
    figure: Figure | None = None
    granted: tuple[Element, ...] = ()
    kept_out: tuple[str, ...] = ()
    trace: Trace = field(default_factory=Trace)


class Runner(Protocol):
    """A way to run a plan. The interpreter defines the meaning; every other runner must agree with it."""

    name: str

    def run(self, plan: Plan, rule: Rule, request: Request, on: date, world: World) -> Answer:
        """Answer a request by a rule, in one world."""
