"""A batch: claims from frames, each decided from its columns where they settle it, and by the engine where not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from subsidy_rules.backends.columnar.intake import Claims, Given, read_claims, read_past, request, spelled
from subsidy_rules.backends.columnar.past import PERSON, REFERENCE, ROW
from subsidy_rules.backends.columnar.people import numbered_people
from subsidy_rules.backends.columnar.ruling import OUTCOMES, SEVERITIES
from subsidy_rules.backends.columnar.runner import ColumnarRule, frame_of_past
from subsidy_rules.backends.columnar.sequence import Ledger, numbered, together

if TYPE_CHECKING:
    from subsidy_rules.ir.plan import Plan, Rule
    from subsidy_rules.model.decision import Decision
    from subsidy_rules.model.request import Request

NOT_BY_A_CLAUSE: Final = 62
"""The bit of what stands in the way though no demand is broken: nobody to pay for, or nothing to pay."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads and decides single requests (单件处理): the engine."""

    read: Callable[[Mapping[str, Any]], Request]
    decide_many: Callable[..., Iterator[Decision]]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Claims with the history of their people, ready to be decided (批次).

    ``model`` is a request that states what is the same for all: parameters and readings.
    """

    plan: Plan
    desk: Desk
    question: str
    claims: Claims
    history: Mapping[str, Claims]
    model: Request | None
    shares_history: bool

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What is supplied for all claims."""
        return self.model.parameters if self.model else {}

    @property
    def readings(self) -> Mapping[str, str]:
        """The readings that are chosen for all claims."""
        return self.model.readings if self.model else {}

    @property
    def rule(self) -> Rule:
        """The rule that answers; where there are several versions of it, the last."""
        return self.plan.rules[self.question][-1]

    def decide(self) -> pl.DataFrame:
        """Return the decisions, a row a claim, in the order of the claims."""
        found = self._by_columns()
        decided = pl.DataFrame({ROW: pl.int_range(self.claims.given.height, dtype=pl.UInt32, eager=True)})
        rest = decided.join(found, on=ROW, how="anti") if found.height < decided.height else decided.clear()
        if self.shares_history and rest.height:
            rest = self._with_neighbours(rest)
            found = found.join(rest, on=ROW, how="anti")
        told = self.by_engine(rest.get_column(ROW).to_list())
        whole = pl.concat([found.with_columns(_status(self.rule)), told]) if found.height else told
        return self._in_words(whole.sort(ROW))

    # ------------------------------------------------------------------ by columns

    def _by_columns(self) -> pl.DataFrame:
        rules = self.plan.rules[self.question]
        rule = ColumnarRule(self.plan, self.rule, self.parameters, self.readings, self.claims.whole)
        is_plain = len(rules) == 1 and self._are_plain() and rule.is_for(self.claims.columns)
        if not is_plain or "region" in self.claims.whole or not self.claims.given.height:
            return pl.DataFrame(schema={ROW: pl.UInt32})
        frame = self._dated(rule)
        parts = {
            part: frame_of_past(self.plan, part, past.frame) for part, past in self.history.items() if not past.whole
        }
        frame, parts = numbered_people(frame, parts)
        if self.shares_history:
            number = pl.col("request_id").cast(pl.String) if "request_id" in frame.columns else pl.lit("")
            frame = numbered(frame, number.fill_null(""))
        found, waiting = rule.at_once(frame, parts)
        if waiting and self.shares_history:
            ledger = Ledger(rule, self.claims.columns, parts)
            late = list(together(ledger, frame, waiting)) if ledger.can_be_kept else []
        else:
            late = [one.told(one.claims, parts) for one in waiting]
        return pl.concat([found, *late])

    def _are_plain(self) -> bool:
        """Whether no reading is chosen that changes what a comparison, a clause or the reference date is."""
        if self.model is None or self.model.drafts != "exclude":
            return False
        chosen = [self.plan.readings[r] for r, o in self.readings.items() if o != self.plan.readings[r].default]
        return not any(reading.selects or reading.governs in ("bounds", "trial") for reading in chosen)

    def _dated(self, rule: ColumnarRule) -> pl.DataFrame:
        """Return the claims with a number, a person, a day and a reference date each."""
        frame = self.claims.frame.with_row_index(ROW)
        for name, kind in ((PERSON, pl.String), ("on", pl.Date)):
            if name not in frame.columns:
                frame = frame.with_columns(pl.lit(None, dtype=kind).alias(name))
        reference = rule.reference(self.claims.columns)
        frame = frame.with_columns(
            pl.coalesce("on", reference).alias("on"), pl.coalesce(reference, "on").alias(REFERENCE)
        )
        own = f"person.{PERSON}"
        person = pl.col(PERSON).cast(pl.String)
        if any(past.frame.schema[PERSON] != frame.schema[PERSON] for past in self.history.values()):
            frame = frame.with_columns(person)
        if rule.names_person:
            frame = frame.with_columns((pl.coalesce(own, person) if own in frame.columns else person).alias(own))
        return frame

    # ------------------------------------------------------------------ by the engine

    def _with_neighbours(self, rest: pl.DataFrame) -> pl.DataFrame:
        """Return rows with all rows of the same people: what one is granted the others have to know."""
        if PERSON not in self.claims.columns:
            return rest
        people = self.claims.given.select(PERSON).with_row_index(ROW)
        own = people.join(rest, on=ROW, how="semi")
        shared = people.join(own.select(PERSON).drop_nulls().unique(), on=PERSON, how="semi")
        return pl.concat([rest, shared.select(ROW)]).unique().sort(ROW)

    def by_engine(self, rows: Sequence[int]) -> pl.DataFrame:
        """Return the decisions of some rows, by the engine."""
        found = self.decisions(rows)
        payees = sorted({payment.payee for payment in self.rule.payments})
        told = [self._told(row, decision, payees) for row, decision in zip(rows, found, strict=True)]
        schema: dict[str, Any] = {ROW: pl.UInt32, "outcome": pl.UInt8, "severity": pl.UInt8}
        schema |= {f"fen.{payee}": pl.Int64 for payee in payees} | {"broken": pl.Int64, "amount_status": pl.UInt8}
        return pl.DataFrame(told, schema=schema, orient="row")

    def decisions(self, rows: Sequence[int]) -> Iterator[Decision]:
        """Yield the decisions of some rows; where history is shared, of all rows of each person, by the engine."""
        given = self.claims.given[list(rows)]
        past = self._history_of(given)
        asked = []
        for place in range(given.height):
            one = request(given, place, self.question)
            one["parameters"], one["readings"] = {}, dict(self.readings)
            one["history"] = past.get(one.get(PERSON), self._no_history(one))
            asked.append(self.desk.read(one))
        asked = [_with_parameters(one, self.parameters) for one in asked]
        return self.desk.decide_many(asked, share_history=self.shares_history)

    def explained(self, row: int) -> Decision:
        """Return the whole decision of one row, with every reason."""
        rows = pl.DataFrame({ROW: [row]}, schema={ROW: pl.UInt32})
        own = (self._with_neighbours(rows) if self.shares_history else rows).get_column(ROW).to_list()
        found: dict[int, Decision] = dict(zip(own, self.decisions(own), strict=True))
        return found[row]

    def _no_history(self, one: Mapping[str, Any]) -> dict[str, list[Any]]:
        return {part: [] for part in self.history} if one.get(PERSON) is not None else {}

    def _history_of(self, given: pl.DataFrame) -> dict[object, dict[str, list[Any]]]:
        found: dict[object, dict[str, list[Any]]] = {}
        if PERSON not in given.columns:
            return found
        people = given.select(pl.col(PERSON).cast(pl.String)).drop_nulls().unique()
        for part, past in self.history.items():
            entries = past.given.with_columns(pl.col(PERSON).cast(pl.String)).join(people, on=PERSON, how="semi")
            for row in range(entries.height):
                entry = dict(spelled(entries, row))
                person = entry.pop(PERSON)
                own = found.setdefault(person, {name: [] for name in self.history})
                own[part].append({name.partition(".")[2]: value for name, value in entry.items()})
        return found

    def _told(self, row: int, decision: Decision, payees: Sequence[str]) -> tuple[object, ...]:
        sums: list[int | None] = [None] * len(payees)
        if decision.amount_status == "determined":
            sums = [sum(p.fen for p in decision.payments if p.payee == payee) for payee in payees]
        places = {demand.id: place for place, demand in enumerate(self.rule.demands)}
        broken = {places.get(f.id, NOT_BY_A_CLAUSE) for f in decision.findings if f.status == "violated"}
        severity = SEVERITIES.index(decision.severity) if decision.severity else None
        status = _STATUS.index(decision.amount_status) if decision.amount_status else None
        return row, OUTCOMES.index(decision.outcome), severity, *sums, sum(1 << place for place in broken), status

    # ------------------------------------------------------------------ in words

    def _in_words(self, told: pl.DataFrame) -> pl.DataFrame:
        frame = self.claims.given
        request_id = frame.get_column("request_id") if "request_id" in frame.columns else pl.Series([None] * len(frame))
        return told.select(
            request_id.alias("request_id"),
            _word("outcome", OUTCOMES),
            _word("severity", SEVERITIES),
            pl.col("^fen\\..*$"),
            _word("amount_status", _STATUS),
            pl.col("broken"),
        )


_STATUS: Final = ("determined", "undetermined")


def _word(name: str, words: Sequence[str]) -> pl.Expr:
    return pl.col(name).cat.to(pl.Enum(list(words)))


def _status(rule: Rule) -> list[pl.Expr]:
    """Return the status of the amount of what was decided from columns, and no sums where the rule does not apply."""
    is_silent = pl.col("outcome") == OUTCOMES.index("not_applicable")
    if not rule.payments:
        return [pl.lit(None, dtype=pl.UInt8).alias("amount_status")]
    status = pl.when(~is_silent).then(pl.lit(0, dtype=pl.UInt8)).alias("amount_status")
    return [status, pl.when(~is_silent).then(pl.col("^fen\\..*$"))]


def _with_parameters(one: Request, parameters: Mapping[str, Any]) -> Request:
    from dataclasses import replace

    return replace(one, parameters=parameters)


def batch_of(  # noqa: PLR0913, PLR0917  # a call has as many parts as the public function
    plan: Plan,
    desk: Desk,
    question: str,
    claims: Given,
    history: Given | Mapping[str, Given] | None,
    parameters: Mapping[str, Any],
    readings: Mapping[str, str],
    *,
    share_history: bool,
) -> Batch:
    """Return a batch of checked claims.

    Raises:
        RequestError: with what is wrong with the claims, the history or the parameters.
    """
    common: dict[str, Any] = {"question": question, "parameters": dict(parameters), "readings": dict(readings)}
    read = read_claims(plan, claims, desk.read, question)
    region = next((r for r in read.frame.get_column("region") if r is not None), None)
    settled = desk.read({**common, "region": region, "facts": {}}) if region is not None else None
    given = history if isinstance(history, Mapping) else {} if history is None else {"awards": history}
    parts = {part: read_past(plan, part, past, desk.read, question) for part, past in given.items()}
    return Batch(plan, desk, question, read, parts, settled, share_history)
