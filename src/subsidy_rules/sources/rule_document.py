"""Shape of a rule file: how a question is decided (规则文件)."""

# pydantic copies mutable defaults, and reads annotations at run time:
# ruff: noqa: RUF012, TC001, TC003

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from subsidy_rules.sources.policy_document import ParameterShape, ReadingShape
from subsidy_rules.sources.shapes import (
    Expression,
    Kebab,
    ProvisionId,
    ReadingId,
    Scalar,
    Shape,
    Snake,
    TextShape,
    written_as,
)


class DefinitionShape(Shape):
    """A name for an expression, with parameters where it is used of different things."""

    with_: list[Snake] = Field(default=[], alias="with")
    """Names that the expression is written in, replaced where it is used."""
    is_: Expression = Field(alias="is")


class ExceptionShape(Shape):
    """A clause that takes a case out of a condition."""

    provision: ProvisionId
    when: Expression


class Cited(Shape):
    """Something that rests on one clause or several."""

    provision: ProvisionId | None = None
    """The clause it rests on."""
    provisions: list[ProvisionId] | None = None
    """The clauses it rests on, the one that decides first."""


class GroundShape(Cited):
    """A way into the scheme; any one is enough."""

    title: TextShape
    says: TextShape
    """What is demanded, in a sentence; `{expression}` is filled in."""
    requires: Expression
    topic: Kebab | None = None
    """The topic it belongs to; where that is not put, a ground is passed over, and a condition is not applicable."""
    applies_when: Expression | None = None
    """Where false, a ground is not for the case and is passed over; a condition is not applicable."""


class ConditionShape(GroundShape):
    """A demand that must be met."""

    unless: list[ExceptionShape] = []
    """Clauses that take a case out."""
    otherwise: Literal["refuse", "pending"] = "refuse"
    """What a breach does: refuse, or leave the answer pending because the step can still be made good."""
    force: Literal["hard"] | None = None
    """`hard` where a clause of 原则上 or 一般 also sets an outer bound that these words do not soften."""


class LimitShape(Cited):
    """At most so many, counted over history."""

    title: TextShape
    says: TextShape
    """What is demanded; `{used}` and `{at_most}` may be used beside expressions."""
    applies_when: Expression | None = None
    counts: str = Field(
        pattern=written_as(r"^[a-z_]+ in .+$", "`award in history.awards`", "`award in history.awards` 的形式")
    )
    """What is counted: `award in history.awards`."""
    where: Expression | None = None
    """Which of them count."""
    at_most: Expression
    """How many there may be, this claim included."""
    per: list[Expression] = []
    """Where one request claims several times: the claims that share these values share the limit."""


class PaymentShape(Cited):
    """What is paid to whom."""

    payee: Snake
    yuan: Expression
    when: Expression | None = None
    exception_to: Kebab | None = None
    """The payment it replaces where both apply."""


class QuantityShape(Cited):
    """A figure the question answers with."""

    unit: Snake
    value: Expression
    when: Expression | None = None


class RowShape(Cited):
    """One row of a table: a cell for each input (`any`, a value, or a list of values) and the result."""

    when: list[str | list[str]]
    then: Expression


class TableShape(Shape):
    """A table of cases, used by its name like a definition."""

    with_: list[Snake] = Field(default=[], alias="with")
    by: list[Expression]
    """The inputs, each of an enum type."""
    hit: Literal["unique", "first"] = "unique"
    """`unique`: no two rows may fit the same case. `first`: the first row that fits."""
    rows: list[RowShape]
    otherwise: Expression | None = None
    """The result where no row fits; without it the rows must cover every case."""


class ExampleShape(Shape):
    """An example that is run as a test. `given` holds the request's parts, `expect` what must come out."""

    name: str
    given: dict[str, object]
    """Facts by record; `history`, `parameters`, `readings`, `region`, `on` and `mode` as in a request."""
    expect: dict[str, object]


class Fragment(Shape):
    """Conditions, limits, definitions and tables that several rules use."""

    fragment: Kebab
    zh: str
    en: str
    definitions: dict[Kebab, Expression | DefinitionShape] = {}
    tables: dict[Kebab, TableShape] = {}
    grounds: dict[Kebab, GroundShape] = {}
    conditions: dict[Kebab, ConditionShape] = {}
    limits: dict[Kebab, LimitShape] = {}


class RuleDocument(Shape):
    """A rule file: one question."""

    question: Kebab
    kind: Literal["scheme", "duty", "target", "policy-check", "lookup"]
    zh: str
    en: str
    asks: TextShape
    reference: Expression
    """The dated fact that selects the version of the law, or `on`."""
    payees: list[Snake] = []
    for_each: dict[Snake, Expression] = {}
    """The elements the question is decided for, outermost first: `student: students`."""
    requires: list[Expression] = []
    """Facts without which no positive answer is possible."""
    uses: list[Kebab] = []
    """Fragments that belong to this rule."""
    effective: dict[Literal["from", "to"], date] = {}
    """Where the logic itself changed: the reference dates this file is for."""
    topics: dict[Kebab, list[Expression]] = {}
    """Where one question asks several things at once: each with the facts that put it. A topic of which no fact is
    given is not put, unless none is: then all are."""
    definitions: dict[Kebab, Expression | DefinitionShape] = {}
    tables: dict[Kebab, TableShape] = {}
    grounds: dict[Kebab, GroundShape] = {}
    """Ways into the scheme; any one is enough."""
    conditions: dict[Kebab, ConditionShape] = {}
    """Demands; all must be met."""
    limits: dict[Kebab, LimitShape] = {}
    pays: dict[Kebab, PaymentShape] = {}
    quantities: dict[Kebab, QuantityShape] = {}
    examples: list[ExampleShape] = []
    notes: list[TextShape] = []


class EnumShape(Shape):
    """A closed set of values."""

    zh: str
    en: str
    ranking: list[Snake] = []
    """Every value, lowest first, where the values are ranked."""
    values: dict[Snake, str | TextShape]
    """Each value with its Chinese words; English is the value itself unless given."""


class FieldShape(Shape):
    """One fact of a record."""

    type: str = Field(
        pattern=written_as(
            r"^(string|boolean|integer|yuan|ratio|date|region|enum:[a-z_]+|record:[a-z_]+|table:[a-z_]+:[a-z_]+)$",
            "a type such as `date`, `yuan`, `enum:skill_level` or `record:student`",
            "类型，如 `date`、`yuan`、`enum:skill_level` 或 `record:student`",
        )
    )
    zh: str
    meaning: str
    list: bool = False
    unit: str | None = None
    outside: bool = False
    """Whether only another document or a person can judge it."""
    absent_means: Scalar | None = None
    """For the few facts whose absence says something."""


class RecordShape(Shape):
    """A kind of record."""

    zh: str
    meaning: str
    extends: Snake | None = None
    fields: dict[Snake, FieldShape]


class VocabularyDocument(Shape):
    """A vocabulary file: names a request or a rule may use. Several files add up."""

    version: int
    units: dict[Snake, TextShape] = {}
    outcomes: dict[Snake, TextShape] = {}
    kinds: dict[Kebab, TextShape] = {}
    enums: dict[Snake, EnumShape] = {}
    records: dict[Snake, RecordShape] = {}
    fact_lists: dict[Snake, Snake] = {}
    history_lists: dict[Snake, Snake] = {}
    parameters: dict[Kebab, ParameterShape] = {}
    """Local standards that the documents leave to others."""
    readings: dict[ReadingId, ReadingShape] = {}
    not_yet_asked: dict[Kebab, TextShape] = {}
    """Questions of the public contract that no rule answers yet."""
