"""The compiled plan: what the law says, ready to be run. Plain immutable data; every runner reads the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from subsidy_rules.core.dates import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from subsidy_rules.core.errors import Span
    from subsidy_rules.core.text import Text
    from subsidy_rules.ir.nodes import Expr
    from subsidy_rules.ir.types import Type
    from subsidy_rules.ir.vocabulary import Vocabulary

ALWAYS = Period()
Force = Literal["binding", "trial", "draft"]
Strength = Literal["", "in_principle"]


@dataclass(frozen=True, slots=True)
class Term:
    """When something has force (施行期间). With ``not_after`` the first day is only bounded: it lies in between."""

    first: date | None = None
    last: date | None = None
    not_after: date | None = None
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Effective:
    """A term, or one term for each option of a reading; without a reading the only key is ``""``."""

    terms: Mapping[str, Term]
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document (政策文件). ``scope`` are the clauses that say where and when it applies."""

    id: str
    number: str
    title: str
    issuer: str
    region: str
    force: Force
    effective: Effective
    scope: tuple[str, ...]
    is_illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Provision:
    """One clause with its words (条款). ``effective`` where the clause dates itself."""

    id: str
    document: str
    place: str
    quotes: tuple[str, ...]
    strength: Strength = ""
    effective: Effective | None = None
    not_computable: Text | None = None
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document from which nothing is computed, and why (不作计算的段落)."""

    id: str
    document: str
    place: str
    quote: str
    why: Text


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """One cited value of a parameter, for one key of each dimension and its own period (参数值)."""

    keys: tuple[str, ...]
    value: object
    provision: str
    period: Period = ALWAYS
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number, date, region or amount that rules read (参数).

    A stated one has cited values. A supplied one comes with the request or an overlay; ``left_open_by`` are the
    clauses that leave it open and ``points_to`` the document to consult. ``dimensions`` are its keys in order, each a
    tuple of the enums (or ``region``) it may be keyed by.
    """

    id: str
    label: Text
    type: Type
    dimensions: tuple[tuple[str, ...], ...]
    values: tuple[ParameterValue, ...] = ()
    is_supplied: bool = False
    is_range: bool = False
    left_open_by: tuple[str, ...] = ()
    points_to: str = ""
    delegation: str = ""
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LocalStandard:
    """What an overlay supplies for a parameter in its region (地方标准): a scalar, or a table by the dimensions."""

    parameter: str
    overlay: str
    region: str
    effective: Effective
    value: object
    provision: str = ""
    is_illustrative: bool = False
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list in a document (清单)."""

    id: str
    label: Text
    type: Type
    values: tuple[object, ...]
    provision: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An open sentence and the ways to read it (解释). ``unsupported`` options are refused, never ignored."""

    id: str
    label: Text
    default: str
    is_strict: bool
    options: Mapping[str, Text]
    unsupported: frozenset[str] = frozenset()
    governs: Literal["", "in_principle", "trial", "bounds"] = ""
    provisions: tuple[str, ...] = ()
    why: Text | None = None
    selects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delegation:
    """A power opened to a lower authority (授权). ``at_most`` names the stated parameter that bounds it, if any."""

    id: str
    provision: str
    sets: str
    to: str
    at_most: str = ""
    strength: Literal["hard", "in_principle"] = "hard"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in both languages whose ``{…}`` parts are computed (句子)."""

    zh: tuple[str | Expr, ...]
    en: tuple[str | Expr, ...]


@dataclass(frozen=True, slots=True)
class Exemption:
    """A clause that takes a case out of a condition (例外)."""

    provision: str
    when: Expr


@dataclass(frozen=True, slots=True)
class Condition:
    """One demand of the law (条件). ``otherwise`` says what a breach does: refuse, or leave the payment pending.

    A hard demand is one that its clause sets outright, although it holds in principle for the rest.
    """

    id: str
    provisions: tuple[str, ...]
    title: Text
    says: Sentence
    requires: Expr
    applies_when: Expr | None = None
    exceptions: tuple[Exemption, ...] = ()
    otherwise: Literal["refuse", "pending"] = "refuse"
    is_hard: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many, counted over history (享受次数). ``per`` splits the claims of one request into groups."""

    id: str
    provisions: tuple[str, ...]
    title: Text
    says: Sentence
    variable: str
    source: Expr
    where: Expr | None
    at_most: Expr
    per: tuple[Expr, ...] = ()
    applies_when: Expr | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """What is paid to whom (给付). ``exception_to`` names the payment it replaces where both apply."""

    id: str
    payee: str
    provisions: tuple[str, ...]
    amount: Expr
    when: Expr | None = None
    exception_to: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure a question answers with (数量)."""

    id: str
    unit: str
    provisions: tuple[str, ...]
    value: Expr
    when: Expr | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of cases, as its file says it (表行); what it decides stands where the table is used."""

    table: str
    provisions: tuple[str, ...]
    when: tuple[str, ...]
    then: str


Demand: TypeAlias = Condition | Limit
Part: TypeAlias = Condition | Limit | Payment | Quantity


@dataclass(frozen=True, slots=True)
class Rule:
    """How one question is decided (规则).

    ``references`` are the dated facts that options of a reading put in its place, by ``reading.option``.
    """

    question: str
    kind: str
    label: Text
    asks: Text
    reference: Expr | None
    for_each: tuple[tuple[str, str, Expr], ...]
    requires: tuple[Expr, ...]
    grounds: tuple[Condition, ...]
    conditions: tuple[Condition, ...]
    limits: tuple[Limit, ...]
    payments: tuple[Payment, ...]
    quantities: tuple[Quantity, ...]
    payees: tuple[str, ...]
    effective: Period = ALWAYS
    references: Mapping[str, tuple[Expr, ...]] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    file: str = ""
    rows: tuple[Row, ...] = ()

    @property
    def demands(self) -> tuple[Demand, ...]:
        """Grounds, conditions and limits, in the order they are told."""
        return (*self.grounds, *self.conditions, *self.limits)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything in the rule that rests on provisions."""
        return (*self.demands, *self.payments, *self.quantities)

    @property
    def provisions(self) -> tuple[str, ...]:
        """Every provision the rule rests on, each once."""
        exempting = (e.provision for c in self.conditions for e in c.exceptions)
        return tuple(dict.fromkeys((*(p for part in self.parts for p in part.provisions), *exempting)))


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything compiled, with the fingerprint of its sources (计划)."""

    vocabulary: Vocabulary
    documents: Mapping[str, Document]
    provisions: Mapping[str, Provision]
    parameters: Mapping[str, Parameter]
    lists: Mapping[str, NamedList]
    readings: Mapping[str, Reading]
    delegations: Mapping[str, Delegation]
    rules: Mapping[str, tuple[Rule, ...]]
    bundle: str
    local_standards: Mapping[str, tuple[LocalStandard, ...]] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)

    def exceeded(self, parameter: Parameter, value: object, strength: str) -> ParameterValue | None:
        """Return the cited bound that a local standard exceeds, of a delegation of that strength."""
        delegation = self.delegations.get(parameter.delegation)
        if delegation is None or delegation.strength != strength or not isinstance(value, int | Fraction):
            return None
        bound = self.parameters.get(delegation.at_most)
        limits = bound.values if bound else ()
        return next((v for v in limits if isinstance(v.value, int | Fraction) and value > v.value), None)
