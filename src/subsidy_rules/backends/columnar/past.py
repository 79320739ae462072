"""Questions about the history of each claim, answered on pairs: a claim, and one entry of its person's history."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

import polars as pl

from subsidy_rules.backends.columnar import cells
from subsidy_rules.backends.columnar.cells import OPEN, TRUE, Cell, Lowered, Record
from subsidy_rules.ir.nodes import Compare, Logic, Quantifier, Var

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from subsidy_rules.backends.columnar.expressions import Lowerer
    from subsidy_rules.ir import nodes as ir

ROW: Final = "~row"
PERSON: Final = "person_id"
REFERENCE: Final = "~reference"
NTH: Final = "~nth"
"""Where a claim stands in the order of its person; claims that no day and no number part stand level."""
SINCE: Final = {"~since": NTH, "~since_row": ROW}
"""From which claim on there is an entry of the history that a claim of the batch makes."""
ASKED: Final = "?"
"""How the name of a column begins that answers a question."""
_MANY: Final = 10**9
_OF_NONE: Final[Mapping[str, bool | int]] = {"any": False, "all": True, "count": 0}


Keys: TypeAlias = frozenset[tuple[str, str]]
"""Columns of a claim and of an entry that have to be equal for the entry to count."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A quantifier over one part of the history, as an expression over pairs (历史之问)."""

    name: str
    part: str
    kind: str
    expr: pl.Expr
    keys: Keys

    @property
    def of_none(self) -> pl.Expr:
        """The answer where there is no entry at all."""
        return pl.lit(_OF_NONE[self.kind], dtype=pl.Int64 if self.kind == "count" else pl.Boolean)

    @property
    def of_nobody(self) -> pl.Expr:
        """The answer while nobody has told."""
        return pl.lit(None, dtype=pl.Int64 if self.kind == "count" else pl.Boolean).alias(self.name)

    def over(self, each: pl.Expr) -> pl.Expr:
        """Return the answer for the pairs of one claim; null where a pair that matters cannot be told."""
        if self.kind == "any":
            return each.any(ignore_nulls=False)
        if self.kind == "all":
            return each.all(ignore_nulls=False)
        return pl.when(each.null_count() == 0).then(each.sum().cast(pl.Int64))


@dataclass
class Past:
    """The parts of the history that are known, with their columns, and what is asked of them (历史)."""

    parts: Mapping[str, Iterable[str]]
    questions: list[Question] = field(default_factory=list)
    _asked: dict[ir.Expr, Lowered] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[str]:
        """The columns that pairs have beside those of the claims."""
        return frozenset(name for columns in self.parts.values() for name in columns if name != PERSON)

    def ask(self, node: Quantifier, lowerer: Lowerer) -> Lowered:
        """Return the answer to a quantifier as a column that ``answered`` will make."""
        part = node.source.name.partition(".")[2] if isinstance(node.source, Var) else ""
        if part not in self.parts or lowerer.env.keys() - lowerer.scene.alone_variables:
            return OPEN
        if node not in self._asked:
            self._asked[node] = self._ask(node, part, lowerer)
        return self._asked[node]

    def _ask(self, node: Quantifier, part: str, lowerer: Lowerer) -> Lowered:
        inner = lowerer.inside(node.variable, Record(prefix(part)))
        where = TRUE if node.where is None else inner.value(node.where)
        if node.kind == "any":
            each = cells.both([where, inner.value(node.body)])
        elif node.kind == "all":
            each = cells.either([cells.invert(where), inner.value(node.body)])
        elif node.kind == "count":
            each = where
        else:
            return OPEN
        name = f"{ASKED}{part}{len(self.questions)}"
        self.questions.append(
            Question(name, part, node.kind, cells.truth(each), frozenset(_keys(node, lowerer, inner)))
        )
        return Cell(pl.col(name), 1, 0, _MANY)


def answered(claims: pl.DataFrame, questions: Iterable[Question], parts: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the claims with the answers to what is asked; null where a claim names no person."""
    for part, frame in parts.items():
        asked = [question for question in questions if question.part == part]
        if not asked:
            continue
        if frame.is_empty():
            known = pl.col(PERSON).is_not_null()
            claims = claims.with_columns([pl.when(known).then(q.of_none).alias(q.name) for q in asked])
            continue
        keys = frozenset.intersection(*(question.keys for question in asked))
        pairs, is_sure = _pairs(claims, frame, asked, keys)
        each = [(q, pl.when(is_sure).then(q.expr) if is_sure is not None else q.expr) for q in asked]
        found = pairs.group_by(ROW).agg(*(q.over(expr).alias(q.name) for q, expr in each), pl.len().alias("~pairs"))
        joined = claims.lazy().join(found, on=ROW, how="left", maintain_order="left")
        is_alone = pl.col("~pairs").is_null() & pl.col(PERSON).is_not_null()
        is_vague = _vague(claims, frame, keys)
        filled = [pl.when(is_alone).then(q.of_none).when(~is_alone).then(pl.col(q.name)).alias(q.name) for q in asked]
        claims = joined.with_columns(filled).drop("~pairs").collect()
        if is_vague is not None:
            claims = claims.with_columns([pl.when(~is_vague).then(pl.col(q.name)).alias(q.name) for q in asked])
    return claims


def _pairs(
    claims: pl.DataFrame, entries: pl.DataFrame, asked: Iterable[Question], keys: Keys
) -> tuple[pl.LazyFrame, pl.Expr | None]:
    """Return each claim with each entry before it, and whether that is sure: not so where the two stand level."""
    read = {name for question in asked for name in question.expr.meta.root_names()}
    own = claims.lazy().select(n for n in claims.columns if n in read | {ROW, PERSON, NTH} | {one for one, _ in keys})
    own = own.filter(pl.col(PERSON).is_not_null())
    known = {other for _, other in keys}
    other = entries.lazy().select(PERSON, *(n for n in entries.columns if n in read | known or n in SINCE))
    named = sorted(keys)
    left, right = [PERSON, *(one for one, _ in named)], [PERSON, *(one for _, one in named)]
    pairs = own.join(other, left_on=left, right_on=right, coalesce=False, suffix="~entry")
    if not SINCE.keys() <= set(entries.columns):
        return pairs, None
    (nth, own_nth), (row, own_row) = ((pl.col(since), pl.col(of)) for since, of in SINCE.items())
    is_before = nth.is_null() | ((nth <= own_nth) & (row != own_row))
    return pairs.filter(is_before), nth.is_null() | (nth != own_nth)


def _vague(claims: pl.DataFrame, entries: pl.DataFrame, keys: Keys) -> pl.Expr | None:
    """Return for which claims it cannot be told which entries they meet: some fact that parts them is not known."""
    open_ones = [pl.col(one).is_null() for one, _ in keys if claims.get_column(one).null_count()]
    others = [pl.col(other).is_null() for _, other in keys if entries.get_column(other).null_count()]
    if others:
        people = entries.filter(pl.any_horizontal(others)).get_column(PERSON).unique()
        open_ones.append(pl.col(PERSON).is_in(people.implode()))
    return pl.any_horizontal(open_ones).fill_null(value=True) if open_ones else None


def _keys(node: Quantifier, outer: Lowerer, inner: Lowerer) -> Iterator[tuple[str, str]]:
    """Yield what has to be equal: of ``any`` and ``count`` an entry that differs there is none that counts."""
    if node.kind == "all":
        return
    for same in _demanded(node.where, node.body if node.kind == "any" else None):
        if isinstance(same, Compare) and same.op == "==" and not same.left.type.is_numeric:
            pair = [inner.value(side) for side in (same.left, same.right)]
            names = [c.expr.meta.output_name() for c in pair if isinstance(c, Cell) and c.expr.meta.is_column()]
            past = [name for name in names if name.startswith(prefix(""))]
            own = [name for name in names if name not in past and name in outer.scene.columns]
            if len(past) == len(own) == 1 and same.left.type == same.right.type:
                yield own[0], past[0]


def _demanded(*nodes: ir.Expr | None) -> Iterator[ir.Expr]:
    for node in nodes:
        if isinstance(node, Logic) and node.op == "and":
            yield from _demanded(*node.items)
        elif node is not None:
            yield node


def prefix(part: str) -> str:
    """Return how the columns of a part of the history begin, or of all of it."""
    return f"history.{part}." if part else "history."
