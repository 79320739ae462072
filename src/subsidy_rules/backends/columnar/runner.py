"""The columnar runner: a frame of claims in, how each comes out; nothing for those the engine has to decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from subsidy_rules.backends.columnar.expressions import Lowerer, Scene
from subsidy_rules.backends.columnar.past import PERSON, REFERENCE, ROW, Past, Question, answered, prefix
from subsidy_rules.backends.columnar.ruling import OUTCOMES, STEP, Answers, Judge, Later
from subsidy_rules.backends.columnar.spelling import EMPTY
from subsidy_rules.backends.columnar.standards import supplied_to
from subsidy_rules.backends.states import Calendar, State, state_of
from subsidy_rules.ir.force import World
from subsidy_rules.ir.nodes import Field, Var
from subsidy_rules.ir.traverse import nodes, supplied_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from subsidy_rules.backends.columnar.cells import Lowered
    from subsidy_rules.ir.plan import Plan, Rule

STATE: Final = "~state"
_MET: Final = "~met"
ELIGIBLE: Final = OUTCOMES.index("eligible")
_INELIGIBLE: Final = OUTCOMES.index("ineligible")


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """Claims in one state of the law that stand as long as the history does not object (待核历史的申请)."""

    later: Later
    questions: list[Question]
    claims: pl.DataFrame

    def told(self, claims: pl.DataFrame, parts: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        """Return how some of them come out with a history; those that cannot be told are left out."""
        asked = answered(claims, self.questions, parts)
        return self._worded(asked.with_columns(self.later.met.alias(_MET)).filter(pl.col(_MET).is_not_null()))

    def settled(self, parts: Mapping[str, pl.DataFrame], but: str) -> tuple[pl.DataFrame, Waiting]:
        """Return the claims that all parts of the history but one refuse, and the others, who wait for that one."""
        rest = [question for question in self.questions if question.part == but]
        asked = answered(self.claims, [question for question in self.questions if question.part != but], parts)
        blank = asked.with_columns([question.of_nobody for question in rest]).with_columns(self.later.met.alias(_MET))
        is_refused = (~pl.col(_MET)).fill_null(value=False)
        left = blank.filter(~is_refused).drop(_MET, *(question.name for question in rest))
        return self._worded(blank.filter(is_refused)), Waiting(self.later, rest, left)

    def _worded(self, claims: pl.DataFrame) -> pl.DataFrame:
        is_met = pl.col(_MET)
        sums = {name.removeprefix("fen."): pl.col(name) for name in claims.columns if name.startswith("fen.")}
        sums |= self.later.sums or {}
        return claims.select(
            ROW,
            pl.when(is_met).then(ELIGIBLE).otherwise(_INELIGIBLE).cast(pl.UInt8).alias("outcome"),
            pl.lit(None, dtype=pl.UInt8).alias("severity"),
            *(
                pl.when(is_met).then(fen).otherwise(0).cast(pl.Int64).alias(f"fen.{payee}")
                for payee, fen in sums.items()
            ),
            self.later.broken.cast(pl.Int64).alias("broken"),
        )


@dataclass
class ColumnarRule:
    """One rule, run on frames of claims (成批规则)."""

    plan: Plan
    rule: Rule
    parameters: Mapping[str, object]
    readings: Mapping[str, str] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Find what of the rule depends on where and when."""
        self.calendar = Calendar(self.plan, self.rule)
        self.alone = {many: f"{one}." for many, one in self.plan.vocabulary.fact_lists.items()}
        local = self.plan.local_standards
        self.local = [n for n in supplied_in(self.plan, self.rule) if n in local and n not in self.parameters]
        ends = (e for n in self.local for s in local[n] for t in s.effective.terms.values() for e in _ends(t))
        self.local_days = sorted({day for day in ends if day})
        self.lists = {
            node.name
            for node in nodes(self.rule.parts, tuple(s for _, _, s in self.rule.for_each))
            if isinstance(node, Var) and node.name in self.plan.vocabulary.fact_lists
        }  # fmt: skip

        self.names_person = any(isinstance(n, Field) and n.name == PERSON for n in nodes(self.rule.parts))

    # ------------------------------------------------------------------ what can be run

    def is_for(self, columns: frozenset[str]) -> bool:
        """Whether this rule can be run on such columns at all: its lists are of one element each."""
        is_flat = all(isinstance(source, Var) and source.name in self.alone for _, _, source in self.rule.for_each)
        return is_flat and not (self.lists & columns)

    def reference(self, columns: frozenset[str]) -> pl.Expr:
        """Return the reference date of each claim; null where it is missing."""
        node = self.rule.reference
        if isinstance(node, Field) and isinstance(node.base, Var):
            name = f"{self.variables.get(node.base.name, node.base.name + '.')}{node.name}"
            if name in columns:
                return pl.col(name)
        return pl.lit(None, dtype=pl.Date)

    @property
    def variables(self) -> dict[str, str]:
        """The loop variables, each with how the columns of its one element begin."""
        return {v: self.alone[source.name] for v, _, source in self.rule.for_each if isinstance(source, Var)}

    # ------------------------------------------------------------------ running

    def at_once(self, claims: pl.DataFrame, parts: Mapping[str, pl.DataFrame]) -> tuple[pl.DataFrame, list[Waiting]]:
        """Return how claims come out of which the history has no say, and the others, for each state of the law."""
        dated = self._placed(claims)
        past_columns = {part: tuple(frame.columns) for part, frame in parts.items()}
        found, waiting = [], []
        for group in _groups(dated):
            first = group.row(0, named=True)
            state = self._state(first["region"], first["on"], first[REFERENCE])
            past = Past(past_columns)
            answers = self._answers(state, first["region"], first["on"], frozenset(claims.columns), past)
            if answers is None:
                continue
            own_steps, of_steps = answers.steps
            worked = group.with_columns(own_steps).with_columns(of_steps)
            told = _told(worked, answers)
            if answers.later:
                is_open = told.get_column("outcome") == ELIGIBLE
                read = answers.later.reads.union(*(question.expr.meta.root_names() for question in past.questions))
                rest = worked.select(n for n in worked.columns if n in read or not n.startswith(STEP))
                own = told.filter(is_open).select(ROW, pl.col("^fen\\..*$"))
                waiting.append(Waiting(answers.later, past.questions, rest.join(own, on=ROW)))
                told = told.filter(~is_open)
            found.append(told)
        return pl.concat(found) if found else pl.DataFrame(schema={ROW: pl.UInt32}), waiting

    def _placed(self, claims: pl.DataFrame) -> pl.DataFrame:
        """Return the claims with the state of the law each lies in; those left out for which it cannot be told."""
        lone = [self.alone[name] for name in sorted(self.lists)]
        given = [
            pl.any_horizontal(
                [pl.col(n).is_not_null() for n in claims.columns if n.startswith(head)] or [pl.lit(value=False)]
            )
            for head in lone
        ]
        known = claims.filter(pl.all_horizontal([pl.col("on", "region", REFERENCE).is_not_null(), *given]))
        regions = known.get_column("region").unique()
        reached: dict[object, int] = {}
        places = {
            region: reached.setdefault((self.calendar.reached(region), region if self.local else ""), len(reached))
            for region in regions
        }
        days = (self.calendar.days, self.calendar.days, self.local_days)
        parts = [
            pl.Series(list(own), dtype=pl.Date).search_sorted(known.get_column(name), side="right").cast(pl.UInt64)
            for own, name in zip(days, ("on", REFERENCE, "on"), strict=True)
        ]
        key = (
            known.get_column("region").replace_strict(places, return_dtype=pl.UInt64)
            if places
            else pl.Series([], dtype=pl.UInt64)
        )
        for own, part in zip(days, parts, strict=True):
            key = key * (len(own) + 1) + part
        return known.with_columns(key.alias(STATE))

    def _state(self, region: str, on: date, reference: date) -> State:
        return state_of(self.plan, region, on, reference, World(dict(self.readings)), drafts=False)

    def _answers(self, state: State, region: str, on: date, columns: frozenset[str], past: Past) -> Answers | None:
        supplied = supplied_to(self.plan, self.rule, self.parameters, self.readings, region, on)
        if supplied is None:
            return None
        scene = Scene(columns | past.columns, self.whole, supplied, self.alone, frozenset(self.variables), past.ask)
        lowerer = Lowerer(self.plan, state, scene, dict(self._records()))
        return Judge(self.rule, lowerer).answers()

    def _records(self) -> Iterator[tuple[str, Lowered]]:
        from subsidy_rules.backends.columnar.cells import Record

        yield from ((variable, Record(head)) for variable, head in self.variables.items())


def _groups(dated: pl.DataFrame) -> Iterator[pl.DataFrame]:
    keys = dated.get_column(STATE).unique()
    for key in keys:
        yield dated if len(keys) == 1 else dated.filter(pl.col(STATE) == key)


def _told(claims: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    return claims.select(
        ROW,
        answers.outcome.alias("outcome").cast(pl.UInt8),
        answers.severity.alias("severity").cast(pl.UInt8),
        *(fen.alias(f"fen.{payee}").cast(pl.Int64) for payee, fen in answers.sums.items()),
        answers.broken.alias("broken").cast(pl.Int64),
    ).filter(pl.col("outcome").is_not_null())


def _ends(term: object) -> Iterator[date | None]:
    first, last, bound = (getattr(term, name) for name in ("first", "last", "not_after"))
    yield first
    yield bound
    yield last + timedelta(days=1) if last and last < date.max else None


def frame_of_past(plan: Plan, part: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a part of the history as pairs see it, with every field that has a column, known or not."""
    record = plan.vocabulary.records[plan.vocabulary.history_lists[part]]
    named = frame.rename({n: prefix(part) + n.removeprefix(f"{record.name}.") for n in frame.columns if n != PERSON})
    kinds = {prefix(part) + name: field.type.kind for name, field in record.fields.items()}
    blank = [n for n, kind in kinds.items() if n not in named.columns and kind in EMPTY]
    return named.with_columns([pl.lit(None, dtype=EMPTY[kinds[name]]).alias(name) for name in blank])
