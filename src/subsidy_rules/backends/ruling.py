"""How a rule is applied: its elements, grounds, conditions, limits and payments, whatever evaluates the expressions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from subsidy_rules.backends.base import SCHEMES, Answer, Check, Due, Element, Figure, GroundStanding
from subsidy_rules.backends.verdict import conclude, entitled
from subsidy_rules.core.values import (
    NO_REASONS,
    Bounds,
    Missing,
    Reasons,
    Unknown,
    Value,
    add,
    both,
    bounds,
    compare,
    either,
    hull_if,
    invert,
    is_known,
    reasons_of,
    subtract,
    tidy,
)
from subsidy_rules.history.counters import ANYBODY, Claim, Room, Share
from subsidy_rules.ir.force import Force, Standing, Trace, World
from subsidy_rules.ir.nodes import Const, Expr, ParameterOf, Quantifier
from subsidy_rules.ir.plan import Limit
from subsidy_rules.ir.types import BOOLEAN
from subsidy_rules.model.view import Rec, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from subsidy_rules.core.values import Truth
    from subsidy_rules.ir.plan import Condition, Demand, Part, Payment, Plan, Rule, Sentence
    from subsidy_rules.model.decision import Severity, Status
    from subsidy_rules.model.request import Request

Env: TypeAlias = Mapping[str, Value]
T = TypeVar("T")
_ONE = Const(value=True, type=BOOLEAN)
_PERHAPS: Mapping[Standing, GroundStanding] = {
    "in_force": "perhaps", "before": "perhaps_before", "not_in_force": "not_in_force",
}  # fmt: skip


class Ruling(ABC):
    """Applies one rule to one request in one world (规则适用)."""

    def __init__(self, plan: Plan, rule: Rule, request: Request, on: date, world: World) -> None:
        """Prepare to apply a rule; ``reference`` and ``facts`` follow the element and the check at hand."""
        self.plan, self.rule = plan, rule
        self.force = Force(plan, request.region, on, world, Trace(), drafts=request.drafts == "what_if")
        self.view = View(plan, request, self.force)
        self.reference = on
        self.facts: dict[str, list[Value]] = {}
        self._bounds = next((reading for reading in plan.readings.values() if reading.governs == "bounds"), None)

    @abstractmethod
    def evaluate(self, node: Expr, env: Env) -> Value:
        """Return the value of an expression; ``env`` holds the elements and loop variables."""

    def answer(self) -> Answer:
        """Answer for all elements together."""
        found = list(self._elements(0, {}, NO_REASONS))
        elements = [self._element(env, missing) for env, missing in found or [(self._nothing(), NO_REASONS)]]
        return conclude(self.plan, self.rule, elements, self.force.trace, is_empty=not found)

    def _elements(self, depth: int, env: Env, missing: Reasons) -> Iterator[tuple[Env, Reasons]]:
        if depth == len(self.rule.for_each):
            yield env, missing
            return
        variable, _, source = self.rule.for_each[depth]
        found = self.evaluate(source, env)
        if isinstance(found, Unknown):
            yield from self._elements(depth + 1, {**env, variable: self._blank(depth)}, missing | found.reasons)
        else:
            for item in found:
                yield from self._elements(depth + 1, {**env, variable: item}, missing)

    def _blank(self, depth: int) -> Rec:
        _, path, source = self.rule.for_each[depth]
        return Rec(source.type.item.of if source.type.item else "", path, {})

    def _nothing(self) -> Env:
        return {variable: self._blank(i) for i, (variable, _, _) in enumerate(self.rule.for_each)}

    def _element(self, env: Env, missing: Reasons) -> Element:
        rule, on = self.rule, self.force.on
        self.reference = next(self._reference_days(env), on)
        standing, base = self._watched(lambda: dict(self._standing(env)))
        checks = self._required(env, missing)
        room: dict[Share, Bounds] = {}
        for demand in rule.demands:
            (check, rooms), relied = self._watched(partial(self._demand, demand, env, standing))
            if check is None:
                base |= relied  # another reading might bring the clause into force
            else:
                checks.append(replace(check, readings=relied))
            room |= rooms
        is_refused = entitled(checks) is False  # what a refused element would bring is not asked
        dues, for_dues = self._watched(lambda: () if is_refused else tuple(self._dues(env, room, missing)))
        figures, for_figures = self._watched(lambda: tuple(self._figures(env)))
        return Element(env, tuple(checks), dues, figures, standing, base, for_dues | for_figures)

    def _reference_days(self, env: Env) -> Iterator[date]:
        """Yield the days that may select the version of the rule: those a reading selects before the rule's own."""
        for key, facts in self.rule.references.items():
            reading, _, option = key.partition(".")
            if self.force.peek(reading) == option:
                self.force.option(reading)
                yield from (day for fact in facts if isinstance(day := self.evaluate(fact, env), date))
        day = self.rule.reference and self.evaluate(self.rule.reference, env)
        if isinstance(day, date):
            yield day

    def _watched(self, work: Callable[[], T]) -> tuple[T, dict[str, str]]:
        """Do some work; return its result and the readings it relied on."""
        outer, self.force.trace.readings = self.force.trace.readings, {}
        found = work()
        relied, self.force.trace.readings = self.force.trace.readings, outer
        return found, relied

    def _standing(self, env: Env) -> Iterator[tuple[str, GroundStanding]]:
        """Yield how the grounds that may be for this case stand in time."""
        for ground in self.rule.grounds:
            applies = True if ground.applies_when is None else self.evaluate(ground.applies_when, env)
            if applies is not False:
                stands = self.force.standing(ground.provisions[0], self.reference)
                yield ground.id, stands if applies is True else _PERHAPS[stands]

    def _demand(self, demand: Demand, env: Env, standing: Mapping[str, GroundStanding]) -> tuple[Check | None, Room]:
        is_ground = demand in self.rule.grounds
        if is_ground and demand.id not in standing:
            return None, {}
        stands, found = standing.get(demand.id), standing.values()
        is_perhaps_early = stands == "perhaps_before" and "in_force" not in found and "before" not in found
        if not is_perhaps_early and not self._holds(demand):
            return None, {}
        if isinstance(demand, Limit):
            return self._limit(demand, env)
        check = self._condition(demand, "ground" if is_ground else "condition", env)
        is_perhaps_all = is_perhaps_early or (stands == "perhaps" and "in_force" not in found)
        if is_perhaps_all and check.status == "violated" and demand.applies_when:
            # where it is for other cases, nothing answers at all
            doubt = reasons_of(self.evaluate(demand.applies_when, env))
            check = replace(check, status="unknown", missing=doubt, severity=None)
        return check, {}

    def _holds(self, part: Part) -> bool:
        return self.force.holds(part.provisions[0], self.reference)

    def _cited(self, part: Part) -> tuple[str, ...]:
        return tuple(p for p in part.provisions if self.force.holds(p, self.reference))

    def _required(self, env: Env, missing: Reasons) -> list[Check]:
        reasons = reasons_of(*(self.evaluate(fact, env) for fact in self.rule.requires)) | missing
        cited = next((c for part in self.rule.demands if (c := self._cited(part))), ())
        return [Check("required-facts", "required_fact", "unknown", cited, {}, reasons)] if reasons else []

    def _condition(self, condition: Condition, kind: str, env: Env) -> Check:
        self.facts = {}
        applies = True if condition.applies_when is None else self.evaluate(condition.applies_when, env)
        exceptions = [e for e in condition.exceptions if self.force.holds(e.provision, self.reference)]
        exempt = either(self.evaluate(e.when, env) for e in exceptions)
        cited = (*self._cited(condition), *(e.provision for e in exceptions))
        if applies is False or exempt is True:
            return Check(condition.id, kind, "not_applicable", cited, self._seen())
        self.facts = {}
        value = either(iter((self.evaluate(condition.requires, env), invert(applies), exempt)))
        if kind == "ground":  # open only to the cases it is for
            value = both((self.evaluate(condition.requires, env), applies))
        if value is False and condition.otherwise == "pending":
            value = Unknown(frozenset(Missing(path, "pending") for path in self._undone()))
        return self._check(condition, kind, value, cited, env, doubt=reasons_of(applies, exempt))

    def _undone(self) -> list[str]:
        """Return the facts that say a step is not done; where none says so outright, every fact that was read."""
        return [path for path, seen in self.facts.items() if any(fact is False for fact in seen)] or list(self.facts)

    def saw(self, path: str, value: Value) -> None:
        """Note a fact that was read; of the elements of a list, each value once, a list in an order of its own."""
        value = sorted(value, key=str) if isinstance(value, list) else value
        seen = self.facts.setdefault(path, [])
        if value not in seen:
            seen.append(value)

    def entry(self, base: Value, name: str, key: Value) -> Value:
        """Return one figure of a table that is a fact; one that the table does not list is unknown."""
        if not isinstance(base, Rec) or not is_known(key):
            return Unknown(reasons_of(base, key))
        figure = base.data.get(name, {}).get(key)
        if figure is None:
            return base.unknown(name)
        if not base.is_past:
            self.saw(f"{base.named(name)}.{key}", figure)
        return figure

    def _seen(self) -> dict[str, object]:
        """Return the facts that were read; several values of one path as a list."""
        return {path: seen[0] if len(seen) == 1 else sorted(seen, key=str) for path, seen in self.facts.items()}

    def sort_facts(self, known: int) -> None:
        """Sort what was read of the elements of a list, beyond the facts known before: their order says nothing."""
        read = list(self.facts.items())
        self.facts = dict(read[:known] + sorted(read[known:], key=lambda fact: fact[0]))

    def _limit(self, limit: Limit, env: Env) -> tuple[Check, Room]:
        self.facts = {}
        applies = True if limit.applies_when is None else self.evaluate(limit.applies_when, env)
        if applies is False:
            return Check(limit.id, "limit", "not_applicable", self._cited(limit), self._seen()), {}
        counted = Quantifier("count", limit.variable, limit.source, limit.where, _ONE, limit.at_most.type)
        used, at_most = self.evaluate(counted, env), self.evaluate(limit.at_most, env)
        within = self.against_bound if isinstance(limit.at_most, ParameterOf) else compare
        value = either(iter((within("<=", add(used, 1), at_most), invert(applies))))
        told = {**env, "used": used, "at_most": at_most}
        check = self._check(limit, "limit", value, self._cited(limit), told, doubt=reasons_of(applies))
        keys = [self.evaluate(key, env) for key in limit.per]
        group = tuple(k.index if isinstance(k, Rec) else k if is_known(k) else ANYBODY for k in keys)
        left = bounds(subtract(at_most, used))
        is_certain = applies is True and (value is not False or check.status == "violated")
        most = left.high if is_certain else None
        return check, {Share(limit.id, group): Bounds(max(left.low, 0), most, reasons_of(*keys))}

    def against_bound(self, op: str, left: Value, right: Value) -> Truth:
        """Compare with a bound the law states; what reaches it exactly is open where a reading leaves that open."""
        value = compare(op, left, right)
        other = compare(op.removesuffix("=") if op.endswith("=") else f"{op}=", left, right)
        if value == other or not (self._bounds and (is_known(value) or is_known(other))):
            return value
        is_default = self.force.option(self._bounds.id) == self._bounds.default
        return value if is_default else Unknown(reasons_of(value, other) | {Missing(self._bounds.id, "reading")})

    def _check(  # noqa: PLR0913  # what a check tells takes this many words
        self, part: Demand, kind: str, value: object, cited: tuple[str, ...], env: Env, *, doubt: Reasons
    ) -> Check:
        facts = self._seen()
        clause = part.provisions[0]
        guiding = self.force.guidance(clause) if value is False and kind != "ground" else ()
        if guiding and self.rule.kind in SCHEMES:
            value = Unknown(frozenset(Missing(reading, "reading") for reading in guiding))
        status: Status = "unknown" if isinstance(value, Unknown) else "satisfied" if value else "violated"
        severity: Severity | None = None
        if status == "violated":
            is_hard = not isinstance(part, Limit) and part.is_hard
            is_soft = guiding or (not is_hard and self.force.is_soft(clause))
            severity = "warning" if is_soft else "error"
        told, _ = self._watched(lambda: self._told(part.says, env))
        missing = doubt if status == "satisfied" else reasons_of(value)
        return Check(part.id, kind, status, cited, facts, missing, told, severity)

    def _told(self, says: Sentence, env: Env) -> dict[str, tuple[object, ...]]:
        return {
            lang: tuple(p if isinstance(p, str) else (p.type, self.evaluate(p, env)) for p in parts)
            for lang, parts in (("zh", says.zh), ("en", says.en))
        }

    def _dues(self, env: Env, room: Room, missing: Reasons) -> Iterator[Due]:
        """Yield what is paid: each payment, or the exception that replaces it."""
        applies = {p.id: True if p.when is None else self.evaluate(p.when, env) for p in self._payments()}
        for payment in self._payments():
            base = self._base(payment)
            if base and base.payee == payment.payee:
                continue  # told with the payment it replaces
            due, amount, paid = self._worth(payment, applies, env)
            if not paid:
                continue
            ends = bounds(hull_if(due, amount, 0))
            if missing:  # nobody knows how many elements there are
                ends = Bounds(ends.low, None, ends.reasons | missing)
            cited = tuple(dict.fromkeys(c for p in paid for c in self._cited(p)))
            yield Due(payment.payee, Claim(tidy(ends), is_certain=True, room=room), cited)

    def _worth(self, payment: Payment, applies: Mapping[str, Truth], env: Env) -> tuple[Truth, Value, list[Payment]]:
        """Return whether a payment or an exception to it is due, how much is paid then, and which may be."""
        exceptions = [p for p in self._payments() if self._base(p) == payment]
        ousting = [applies[p.id] for p in exceptions if p.payee != payment.payee]
        due = both([applies[payment.id], invert(either(ousting))])
        paid = [payment] if due is not False else []
        amount: Value = self.evaluate(payment.amount, env) if paid else 0
        for exception in (p for p in exceptions if p.payee == payment.payee):
            replaces, instead, others = self._worth(exception, applies, env)
            if replaces is not False:
                amount = hull_if(replaces, instead, amount) if paid else instead
                paid = others if replaces is True else [*others, *paid]
            due = either([due, replaces])
        return due, amount, paid

    def _base(self, payment: Payment) -> Payment | None:
        """Return the payment that another replaces; one out of force leaves its place to the one it replaces itself."""
        by_id = {p.id: p for p in self.rule.payments}
        base = by_id.get(payment.exception_to)
        while base and not self._holds(base):
            base = by_id.get(base.exception_to)
        return base

    def _payments(self) -> list[Payment]:
        return [payment for payment in self.rule.payments if self._holds(payment)]

    def _figures(self, env: Env) -> Iterator[Figure]:
        for quantity in self.rule.quantities:
            if not self._holds(quantity):
                continue
            when = True if quantity.when is None else self.evaluate(quantity.when, env)
            if when is not False:
                value = self.evaluate(quantity.value, env) if when is True else Bounds(0, None, reasons_of(when))
                yield Figure(value, quantity.unit, self._cited(quantity))
