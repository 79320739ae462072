"""One rule in one state of the law as Polars expressions: outcome, sums, and which demands are broken.

The outcome is null where the columns do not settle it; such claims are left to the engine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

import polars as pl

from subsidy_rules.backends.base import SCHEMES
from subsidy_rules.backends.columnar import cells
from subsidy_rules.backends.columnar.cells import FALSE, OPEN, TRUE, Cell, Fixed, Lowered
from subsidy_rules.backends.columnar.past import ASKED
from subsidy_rules.core.money import MAX_FEN
from subsidy_rules.ir import nodes as ir
from subsidy_rules.ir.plan import Limit
from subsidy_rules.ir.types import BOOLEAN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from subsidy_rules.backends.columnar.expressions import Lowerer
    from subsidy_rules.ir.plan import Condition, Demand, Payment, Rule

OUTCOMES: Final = (
    "eligible", "ineligible", "undetermined", "compliant", "non_compliant", "met", "not_met", "not_applicable",
)  # fmt: skip
STEP: Final = "~step"
SEVERITIES: Final = ("error", "warning")
_POSITIVE: Final = {"target": "met"}
_NEGATIVE: Final = {"target": "not_met"}
_ONE = ir.Const(value=True, type=BOOLEAN)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """How the claims in one state of the law come out (成批答案): places in OUTCOMES and SEVERITIES, fen by payee.

    ``broken`` has a bit for each demand of the rule that is known to be broken. With ``later``, whoever is eligible so
    far also has to meet that, and it asks the history. The ``steps`` are columns the others read;
    the second ones read the first.
    """

    outcome: pl.Expr
    severity: pl.Expr
    sums: Mapping[str, pl.Expr]
    broken: pl.Expr
    later: Later | None = None
    steps: tuple[Sequence[pl.Expr], Sequence[pl.Expr]] = ((), ())


@dataclass(frozen=True, slots=True, eq=False)
class Later:
    """What asks the history (史后核查): whether all of it is met, what of it is broken, and the sums where they do."""

    met: pl.Expr
    broken: pl.Expr
    sums: Mapping[str, pl.Expr] | None

    @property
    def reads(self) -> set[str]:
        """The columns that are read."""
        exprs = [self.met, self.broken, *(self.sums or {}).values()]
        return {name for expr in exprs for name in expr.meta.root_names()}


@dataclass(frozen=True, slots=True)
class Tried:
    """One demand in force: whether it is met, and whether it is for the case (所核条件)."""

    place: int
    is_ground: bool
    is_soft: bool
    met: Lowered
    idle: Lowered
    absent: Lowered = FALSE

    @property
    def asks_history(self) -> bool:
        """Whether the history has a say in it."""
        return any(asks_history(cells.truth(part)) for part in (self.met, self.idle, self.absent))


class Judge:
    """Puts the demands of a rule together (规则转写)."""

    def __init__(self, rule: Rule, lowerer: Lowerer) -> None:
        """Prepare to put a rule in one state of the law."""
        self.rule, self.lowerer, self.state = rule, lowerer, lowerer.state
        self._unsure: list[pl.Expr] = []
        self._steps: tuple[list[pl.Expr], list[pl.Expr]] = ([], [])

    def answers(self) -> Answers | None:
        """Return how claims come out; ``None`` where this is left to the engine for all of them."""
        rule = self.rule
        if rule.quantities or (rule.kind not in SCHEMES and rule.payments):
            return None
        standing = [self.state.standing(ground.provisions[0]) for ground in rule.grounds]
        tried = [self._tried(place, d) for place, d in enumerate(rule.demands) if self.state.has(d)]
        if self.state.force.trace.windows:
            return None
        is_live = "in_force" in standing if rule.grounds else bool(tried)
        if not is_live:
            return self._without_law(standing)
        return self._scheme(tried) if rule.kind in SCHEMES else self._duty(tried)

    def _without_law(self, standing: Sequence[str]) -> Answers | None:
        """Return the answer where nothing in force answers."""
        if any(ground.applies_when for ground in self.rule.grounds) or (self.rule.grounds and not self._is_scheme):
            return None
        return self._same("ineligible" if "before" in standing else "not_applicable")

    @property
    def _is_scheme(self) -> bool:
        return self.rule.kind in SCHEMES

    def _same(self, outcome: str) -> Answers:
        none = dict.fromkeys(sorted({p.payee for p in self.rule.payments}), pl.lit(0, dtype=pl.Int64))
        return Answers(_outcome(outcome), pl.lit(None, dtype=pl.UInt8), none, pl.lit(0, dtype=pl.Int64))

    def _step(self, value: Lowered) -> Lowered:
        """Let a column that is read more than once be worked out once."""
        if not isinstance(value, Cell) or asks_history(value.expr):
            return value
        place = int(any(name.startswith(STEP) for name in value.expr.meta.root_names()))
        name = f"{STEP}{place}{len(self._steps[place])}"
        self._steps[place].append(value.expr.alias(name))
        return replace(value, expr=pl.col(name))

    # ------------------------------------------------------------------ demands

    def _tried(self, place: int, demand: Demand) -> Tried:
        found = self._limit(place, demand) if isinstance(demand, Limit) else self._condition(place, demand)
        return replace(found, met=self._step(found.met), idle=self._step(found.idle), absent=self._step(found.absent))

    def _condition(self, place: int, condition: Condition) -> Tried:
        value, is_ground = self.lowerer.value, condition in self.rule.grounds
        applies = value(condition.applies_when) if condition.applies_when else TRUE
        exempt = [value(e.when) for e in condition.exceptions if self.state.holds(e.provision)]
        met = value(condition.requires)
        if condition.otherwise == "pending":
            met = (
                Cell(pl.when(cells.truth(met)).then(statement=True))
                if isinstance(met, Cell)
                else TRUE
                if met == TRUE
                else OPEN
            )
        is_soft = not condition.is_hard and self.state.is_soft(condition.provisions[0])
        if is_ground and condition.applies_when:
            self._must_be_known(applies)
            return Tried(place, is_ground, is_soft, met, cells.either(exempt), cells.invert(applies))
        return Tried(place, is_ground, is_soft, met, cells.either([cells.invert(applies), *exempt]))

    def _limit(self, place: int, limit: Limit) -> Tried:
        value = self.lowerer.value
        applies = value(limit.applies_when) if limit.applies_when else TRUE
        counted = ir.Quantifier("count", limit.variable, limit.source, limit.where, _ONE, limit.at_most.type)
        used, most = value(counted), value(limit.at_most)
        if isinstance(used, Fixed) and isinstance(most, Fixed):
            within = cells.compare_known("<", used.value, most.value)
        else:
            within = cells.compare_numbers("<", used, most)
        is_soft = self.state.is_soft(limit.provisions[0])
        return Tried(place, is_ground=False, is_soft=is_soft, met=within, idle=cells.invert(applies))

    def _must_be_known(self, value: Lowered) -> None:
        if isinstance(value, Cell):
            self._unsure.append(value.expr.is_null())
        elif value == OPEN:
            self._unsure.append(pl.lit(value=True))

    def _required(self) -> Lowered:
        """Return true where every required fact is known, else null."""
        values = [self.lowerer.value(fact) for fact in self.rule.requires]
        if any(isinstance(value, Fixed) and value.value is None for value in values):
            return OPEN
        known = [value.expr.is_not_null() for value in values if isinstance(value, Cell)]
        return Cell(pl.when(pl.all_horizontal(known)).then(statement=True)) if known else TRUE

    @staticmethod
    def _broken(tried: Sequence[Tried], *, is_scheme: bool = False) -> pl.Expr:
        """Return a bit for each demand known to be broken; in a scheme, ways in count only where none holds."""
        moot = cells.truth(cells.either([_holds(one) for one in tried if one.is_ground])).fill_null(value=False)
        bits = []
        for one in tried:
            failed = cells.truth(cells.invert(_holds(one))).fill_null(value=False)
            if one.is_ground:
                failed &= ~cells.truth(one.absent).fill_null(value=False)
                failed = failed & ~moot if is_scheme else failed
            bits.append(failed.cast(pl.Int64) * (1 << one.place))
        return reduce(or_, bits) if bits else pl.lit(0, dtype=pl.Int64)

    # ------------------------------------------------------------------ schemes

    def _scheme(self, tried: Sequence[Tried]) -> Answers | None:
        grounds = [one for one in tried if one.is_ground]
        late = [one for one in tried if not one.is_ground and one.asks_history]
        at_once = [one for one in tried if one not in late]
        parts: list[Lowered] = [self._required(), *(_holds(one) for one in at_once if not one.is_ground)]
        if grounds:
            parts.append(cells.either([_holds(one) for one in grounds]))
            nowhere = cells.both([one.absent for one in grounds])
            if nowhere != FALSE:  # for which of them is it at all?
                self._unsure.append(cells.truth(nowhere).fill_null(value=True))
        truth = cells.truth(self._step(cells.both(parts)))
        sums, is_plain = self._sums()
        are_late = any(asks_history(expr) for expr in (*sums.values(), is_plain))
        if asks_history(truth) or any(asks_history(expr) for expr in self._unsure):
            return None
        is_right = truth if are_late else truth & is_plain
        outcome: pl.Expr = pl.when(is_right).then(_outcome("eligible")).when(~truth).then(_outcome("ineligible"))
        if self._unsure:
            outcome = pl.when(~pl.any_horizontal(self._unsure)).then(outcome)
        paid = {payee: pl.when(truth).then(fen).otherwise(0) for payee, fen in sums.items()}
        later = None
        if late or are_late:
            met = cells.truth(cells.both([_holds(one) for one in late]))
            if are_late:
                met = pl.when(~met).then(statement=False).when(is_plain).then(met)
            later = Later(met, self._broken(late), sums if are_late else None)
        none = dict.fromkeys(paid, pl.lit(0, dtype=pl.Int64))
        return Answers(
            outcome,
            pl.lit(None, dtype=pl.UInt8),
            none if are_late else paid,
            self._broken(at_once, is_scheme=True),
            later,
            self._steps,
        )

    def _sums(self) -> tuple[dict[str, pl.Expr], pl.Expr]:
        """Return the sum for each payee, and whether the sums are what a plain claim has."""
        if not self.rule.payments:
            return {}, pl.lit(value=True)
        payments = [payment for payment in self.rule.payments if self.state.has(payment)]
        applies = [TRUE if p.when is None else self.lowerer.value(p.when) for p in payments]
        bases = [self._base(payment, payments) for payment in payments]
        worth = [
            (payment.payee, *self._worth(i, payments, bases, applies))
            for i, payment in enumerate(payments)
            if (base := bases[i]) is None or payments[base].payee != payment.payee
        ]
        sums: dict[str, pl.Expr] = {p.payee: pl.lit(0, dtype=pl.Int64) for p in self.rule.payments}
        for payee, amount, paid in worth:
            sums[payee] = sums[payee] + pl.when(paid).then(amount).when(~paid).then(0)
        if not worth:
            return dict(sorted(sums.items())), pl.lit(value=False)
        count = pl.sum_horizontal([paid.cast(pl.Int8) for _, _, paid in worth])
        is_plain = [
            pl.all_horizontal(
                [pl.when(paid).then(amount.is_not_null()).otherwise(paid.is_not_null()) for _, amount, paid in worth]
            )
        ]
        is_plain.append(count == 1 if self.rule.limits else count >= 1)
        is_plain += [(fen >= 0) & (fen <= MAX_FEN) for fen in sums.values()]
        is_plain.append(pl.any_horizontal([fen > 0 for fen in sums.values()]))
        return dict(sorted(sums.items())), pl.all_horizontal(is_plain)

    def _worth(
        self, i: int, payments: Sequence[Payment], bases: Sequence[int | None], applies: Sequence[Lowered]
    ) -> tuple[pl.Expr, pl.Expr]:
        """Return what a payment or an exception to it comes to, and whether it is paid."""
        exceptions = [j for j, base in enumerate(bases) if base == i]
        ousting = [applies[j] for j in exceptions if payments[j].payee != payments[i].payee]
        worth = self._step(self.lowerer.value(payments[i].amount))
        value = cells.number(worth)
        amount = value.expr.cast(pl.Int64) if value and value.over == 1 and abs(value.high) <= 2 * MAX_FEN else None
        paid = cells.truth(cells.both([applies[i], cells.invert(cells.either(ousting))]))
        found = pl.lit(None, dtype=pl.Int64) if amount is None else amount
        for j in exceptions:
            if payments[j].payee == payments[i].payee:
                instead, others = self._worth(j, payments, bases, applies)
                found = pl.when(others).then(instead).when(~others).then(found)
                paid = paid | others
        return found, paid

    def _base(self, payment: Payment, payments: Sequence[Payment]) -> int | None:
        """Return the payment that another replaces; one out of force leaves its place to the one it replaces itself."""
        by_id = {p.id: p for p in self.rule.payments}
        base = by_id.get(payment.exception_to)
        while base and base not in payments:
            base = by_id.get(base.exception_to)
        return payments.index(base) if base else None

    # ------------------------------------------------------------------ duties

    def _duty(self, tried: Sequence[Tried]) -> Answers | None:
        if any(one.asks_history for one in tried):
            return None
        known = [_truths(one) for one in tried]
        errors = [fails for one, (fails, _, _) in zip(tried, known, strict=True) if not one.is_soft]
        warnings = [fails for one, (fails, _, _) in zip(tried, known, strict=True) if one.is_soft]
        open_ones = [~(fails | holds | idle) for fails, holds, idle in known]
        open_ones.append(cells.truth(self._required()).is_null())
        is_wrong, is_warned, is_open = (
            pl.any_horizontal([pl.lit(value=False), *e]) for e in (errors, warnings, open_ones)
        )
        is_idle = pl.all_horizontal([pl.lit(value=True), *(idle for _, _, idle in known)])
        if self._unsure:
            is_wrong, is_open = is_wrong & ~pl.any_horizontal(self._unsure), is_open | pl.any_horizontal(self._unsure)
        negative, positive = _NEGATIVE.get(self.rule.kind, "non_compliant"), _POSITIVE.get(self.rule.kind, "compliant")
        outcome = (
            pl.when(is_wrong | (is_warned & ~is_open))
            .then(_outcome(negative))
            .when(~is_open & is_idle)
            .then(_outcome("not_applicable"))
            .when(~is_open)
            .then(_outcome(positive))
        )
        severity = pl.when(is_wrong).then(0).when(is_warned).then(1).cast(pl.UInt8)
        if self.rule.kind == "target":
            severity = pl.lit(None, dtype=pl.UInt8)
        return Answers(outcome, severity, {}, self._broken(tried), None, self._steps)


def _holds(one: Tried) -> Lowered:
    """Return whether a demand stands in nobody's way; a way in that is for other cases is none."""
    return cells.both([cells.either([one.met, one.idle]), cells.invert(one.absent)])


def _truths(one: Tried) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Return whether a demand is known to be broken, to hold, and not to be for the case; none of them null."""
    met, idle, absent = (cells.truth(part) for part in (one.met, one.idle, one.absent))
    aside = (idle | absent).fill_null(value=False)
    is_for_it = (~idle & ~absent).fill_null(value=False)
    return is_for_it & (~met).fill_null(value=False), is_for_it & met.fill_null(value=False), aside


def _outcome(name: str) -> pl.Expr:
    return pl.lit(OUTCOMES.index(name), dtype=pl.UInt8)


def asks_history(expr: pl.Expr) -> bool:
    """Whether an expression reads what was asked of the history."""
    return any(name.startswith(ASKED) for name in expr.meta.root_names())
