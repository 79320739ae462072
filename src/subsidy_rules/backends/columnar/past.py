"""Questions about the history of each claim, answered on pairs: a claim, and one entry of its person's history."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import polars as pl

from subsidy_rules.backends.columnar import cells
from subsidy_rules.backends.columnar.cells import OPEN, TRUE, Cell, Lowered, Record
from subsidy_rules.ir.nodes import Quantifier, Var

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from subsidy_rules.backends.columnar.expressions import Lowerer
    from subsidy_rules.ir import nodes as ir

ROW: Final = "~row"
PERSON: Final = "person_id"
REFERENCE: Final = "~reference"
ORDER: Final = (REFERENCE, "~id")
SINCE: Final = {"~since": REFERENCE, "~since_id": "~id", "~since_row": "~row"}
"""The order of the claims of one person; and of the entries of the history that claims of the batch make."""
ASKED: Final = "?"
"""How the name of a column begins that answers a question."""
_MANY: Final = 10**9
_OF_NONE: Final[Mapping[str, bool | int]] = {"any": False, "all": True, "count": 0}


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A quantifier over one part of the history, as an expression over pairs (历史之问)."""

    name: str
    part: str
    kind: str
    expr: pl.Expr

    @property
    def of_none(self) -> pl.Expr:
        """The answer where there is no entry at all."""
        return pl.lit(_OF_NONE[self.kind], dtype=pl.Int64 if self.kind == "count" else pl.Boolean)

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
        self.questions.append(Question(name, part, node.kind, cells.truth(each)))
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
        pairs, is_sure = _pairs(claims, frame, {name for q in asked for name in q.expr.meta.root_names()})
        each = [(q, pl.when(is_sure).then(q.expr) if is_sure is not None else q.expr) for q in asked]
        found = pairs.group_by(ROW).agg(*(q.over(expr).alias(q.name) for q, expr in each), pl.len().alias("~pairs"))
        joined = claims.lazy().join(found, on=ROW, how="left", maintain_order="left")
        is_alone = pl.col("~pairs").is_null() & pl.col(PERSON).is_not_null()
        filled = [pl.when(is_alone).then(q.of_none).otherwise(pl.col(q.name)).alias(q.name) for q in asked]
        claims = joined.with_columns(filled).drop("~pairs").collect()
    return claims


def _pairs(claims: pl.DataFrame, entries: pl.DataFrame, read: set[str]) -> tuple[pl.LazyFrame, pl.Expr | None]:
    """Return each claim with each entry before it, and whether that is sure: not so where the two are level."""
    own = claims.lazy().select(ROW, PERSON, *ORDER, *(n for n in claims.columns if n in read - {ROW, PERSON, *ORDER}))
    other = entries.lazy().select(PERSON, *(n for n in entries.columns if n in read or n in SINCE))
    pairs = own.filter(pl.col(PERSON).is_not_null()).join(other, on=PERSON)
    if not SINCE.keys() <= set(entries.columns):
        return pairs, None
    (day, own_day), (name, own_name), (row, own_row) = ((pl.col(since), pl.col(of)) for since, of in SINCE.items())
    is_before = day.is_null() | (day < own_day) | ((day == own_day) & (name <= own_name))
    is_sure = day.is_null() | (day != own_day) | (name != own_name)
    is_other = row.is_null() | (row != own_row)
    return pairs.filter(is_before & is_other), is_sure


def prefix(part: str) -> str:
    """Return how the columns of a part of the history begin."""
    return f"history.{part}."
