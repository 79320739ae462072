"""Claims that share the history of their people: each knows what was granted and shown before it.

Only claims that would be granted but for the history need an order at all, and only among those of one person. They are
decided in rounds: the first of everybody, then the second of everybody who has one, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from subsidy_rules.backends.columnar import cells
from subsidy_rules.backends.columnar.past import NTH, PERSON, REFERENCE, ROW, SINCE, prefix
from subsidy_rules.backends.columnar.people import person_and_day
from subsidy_rules.backends.columnar.runner import ELIGIBLE
from subsidy_rules.backends.columnar.spelling import EMPTY
from subsidy_rules.backends.columnar.tables import code, places
from subsidy_rules.history.ledger import AWARDS, CERTIFICATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from subsidy_rules.backends.columnar.runner import ColumnarRule, Waiting

TURN: Final = "~turn"
_SHOWN: Final = "certificate."
_IN_COMMON: Final = 2
"""So many facts in common make two entries one."""


@dataclass(frozen=True)
class Ledger:
    """What granted claims and shown certificates add to the history of their people (流水)."""

    rule: ColumnarRule
    columns: frozenset[str]
    given: Mapping[str, pl.DataFrame]

    @property
    def can_be_kept(self) -> bool:
        """Whether awards can be made of claims here: of one payee, from facts of the types that awards have."""
        plan, records = self.rule.plan, self.rule.plan.vocabulary.records
        fields = records[plan.vocabulary.history_lists[AWARDS]].fields
        heads = [head for name in fields for head in self._sources(name)]
        same = [
            records[h.partition(".")[0]].fields[h.partition(".")[2]].type == fields[h.partition(".")[2]].type
            for h in heads
        ]
        kind = fields["subsidy_kind"].type.of if "subsidy_kind" in fields else ""
        is_named = not self._makes_awards or not kind or self._kind in places(plan, kind)
        return (
            len(self._payees) <= 1
            and all(same)
            and is_named
            and CERTIFICATES not in self.columns
            and not (set(heads) & self.rule.whole)
        )

    @property
    def _kind(self) -> str:
        return self.rule.rule.question.replace("-", "_")

    @property
    def _payees(self) -> list[str]:
        return sorted({payment.payee for payment in self.rule.rule.payments})

    @property
    def _makes_awards(self) -> bool:
        enums = self.rule.plan.vocabulary.enums.values()
        return AWARDS in self.given and bool(self._payees) and any(self._kind in enum.values for enum in enums)

    def _sources(self, name: str) -> list[str]:
        """Return the facts a field of an award is taken from, the last that is known."""
        return [head + name for head in ("claim.", *self.rule.variables.values()) if head + name in self.columns]

    def awards(self, granted: pl.DataFrame) -> pl.DataFrame | None:
        """Return the awards that granted claims make; nothing where they make none."""
        if not self._makes_awards:
            return None
        plan, head = self.rule.plan, prefix(AWARDS)
        fields = plan.vocabulary.records[plan.vocabulary.history_lists[AWARDS]].fields
        own: dict[str, pl.Expr] = {"applied_on": pl.col(REFERENCE)}
        own |= {
            n: cells.literal(code(plan, v, fields[n].type))
            for n, v in (("subsidy_kind", self._kind), ("payee", self._payees[0]))
            if n in fields
        }
        found = []
        for name, definition in fields.items():
            sources = self._sources(name)
            if name in own:
                found.append(own[name].cast(EMPTY[definition.type.kind]).alias(head + name))
            elif sources:
                found.append(pl.coalesce([pl.col(source) for source in reversed(sources)]).alias(head + name))
        entries = granted.select(PERSON, *found, **{name: pl.col(of) for name, of in SINCE.items()})
        return self._new(AWARDS, entries.filter(pl.col(PERSON).is_not_null()))

    def shown(self, claims: pl.DataFrame) -> pl.DataFrame | None:
        """Return the certificates that claims show: their people hold them from then on."""
        names = [name for name in claims.columns if name.startswith(_SHOWN) and name not in self.rule.whole]
        if CERTIFICATES not in self.given or not names:
            return None
        head = prefix(CERTIFICATES)
        known = claims.filter(pl.col(PERSON).is_not_null() & pl.any_horizontal(pl.col(names).is_not_null()))
        entries = known.select(
            PERSON,
            *(pl.col(name).alias(head + name.removeprefix(_SHOWN)) for name in names),
            **{name: pl.col(of) for name, of in SINCE.items()},
        )
        return self._new(CERTIFICATES, entries)

    def _new(self, part: str, entries: pl.DataFrame) -> pl.DataFrame:
        """Return the entries that tell of nothing the history already tells of."""
        given = self.given[part]
        fields = [name for name in entries.columns if name in given.columns and name.startswith(prefix(part))]
        if given.is_empty() or len(fields) < _IN_COMMON:  # two facts in common make one thing
            return entries
        numbered = entries.with_row_index("~entry")
        pairs = numbered.join(given.select(PERSON, *fields), on=PERSON, suffix="~given")
        shared = [(pl.col(n), pl.col(f"{n}~given")) for n in fields]
        is_same = pl.all_horizontal([(a == b).fill_null(value=True) for a, b in shared])
        in_common = pl.sum_horizontal([(a.is_not_null() & b.is_not_null()).cast(pl.Int32) for a, b in shared])
        twice = pairs.filter(is_same & (in_common >= _IN_COMMON)).select("~entry")
        return numbered.join(twice, on="~entry", how="anti").drop("~entry")


def together(ledger: Ledger, claims: pl.DataFrame, waiting: Sequence[Waiting]) -> Iterator[pl.DataFrame]:
    """Yield how the waiting claims come out; those of which the order cannot be told are left out."""
    parts = dict(ledger.given)
    if (shown := ledger.shown(claims)) is not None:
        parts[CERTIFICATES] = pl.concat([parts[CERTIFICATES], shown], how="diagonal")
    fixed = {part: frame for part, frame in parts.items() if part != AWARDS}
    rest = []
    for one in waiting:
        settled, left = one.settled(fixed, AWARDS)
        yield settled
        rest.append(left)
    turns = _turns(rest)
    for turn in range(int(turns.get_column(TURN).max() or 0) + 1 if turns.height else 0):  # type: ignore[arg-type]  # a number
        now = turns.filter(pl.col(TURN) == turn).select(ROW)
        for one in rest:
            own = one.claims.join(now, on=ROW, how="semi") if len(now) < len(turns) else one.claims
            if own.height:
                told = one.told(own, {AWARDS: parts[AWARDS]} if AWARDS in parts else {})
                yield told
                later = turns.height > now.height and own.join(
                    told.filter(pl.col("outcome") == ELIGIBLE), on=ROW, how="semi"
                )
                if isinstance(later, pl.DataFrame) and (made := ledger.awards(later)) is not None and made.height:
                    parts[AWARDS] = pl.concat([parts[AWARDS], made], how="diagonal")


def _turns(waiting: Sequence[Waiting]) -> pl.DataFrame:
    """Return whose turn is when among the claims of one person, none where two claims are level; others stand alone."""
    own = pl.concat([one.claims.select(ROW, PERSON, NTH) for one in waiting])
    is_alone = pl.col(PERSON).is_null()
    alone = own.filter(is_alone).select(ROW, pl.lit(0, dtype=pl.UInt32).alias(TURN))
    rest = own.filter(~is_alone).sort(NTH)
    is_next = pl.col(PERSON) == pl.col(PERSON).shift()
    level = (is_next & (pl.col(NTH) == pl.col(NTH).shift())).fill_null(value=False)
    place = pl.int_range(pl.len(), dtype=pl.UInt32)
    first = pl.when(is_next.fill_null(value=False)).then(None).otherwise(place).forward_fill()
    told = rest.select(ROW, PERSON, level.alias("~level"), (place - first).alias(TURN))
    people = told.filter("~level").get_column(PERSON).unique()
    if people.len():
        told = told.filter(~pl.col(PERSON).is_in(people.implode()))
    return pl.concat([alone, told.select(ROW, TURN)])


def numbered(claims: pl.DataFrame, identity: pl.Expr) -> pl.DataFrame:
    """Return the claims with their places in the order of their people: by day, then by request id."""
    dated = claims.lazy().filter(pl.col(PERSON).is_not_null() & pl.col(REFERENCE).is_not_null())
    own = dated.select(ROW, person_and_day(claims).alias("~key")).sort("~key").collect()
    after = own.select((pl.col("~key") == pl.col("~key").shift()).fill_null(value=False)).to_series()
    place = pl.int_range(own.height, dtype=pl.UInt32, eager=True)
    rows, nth = own.get_column(ROW), place
    if after.any():
        tied = after | after.shift(-1, fill_value=False)
        names = claims[own.filter(tied).get_column(ROW)].select(ROW, identity.alias("~id"))
        level = own.filter(tied).join(names, on=ROW, maintain_order="left").sort("~key", "~id", maintain_order=True)
        is_level = pl.all_horizontal([pl.col(n) == pl.col(n).shift() for n in ("~key", "~id")])
        places = level.select(
            ROW, nth=pl.when(is_level.fill_null(value=False)).then(None).otherwise(place.filter(tied)).forward_fill()
        )
        rows = pl.concat([rows.filter(~tied), places.get_column(ROW)])
        nth = pl.concat([place.filter(~tied), places.get_column("nth")])
    found = pl.Series(NTH, [None], dtype=pl.UInt32).new_from_index(0, claims.height)
    return claims.with_columns(found.scatter(rows, nth) if len(rows) else found)
