"""Shape of a policy file: what a document says (政策文件)."""

# pydantic copies mutable defaults, and reads annotations at run time:
# ruff: noqa: RUF012, TC003

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field

from subsidy_rules.sources.shapes import (
    DocumentId,
    EffectiveShape,
    Kebab,
    PassageId,
    ProvisionId,
    ReadingId,
    RegionCode,
    Scalar,
    Shape,
    TextShape,
)


class ProvisionShape(Shape):
    """One clause: where it stands and its words, character for character."""

    place: str = Field(min_length=1)
    """Where it stands: 第五条, 一（四）, …"""
    quote: str | None = None
    """The words of the clause."""
    quotes: list[str] | None = None
    """The words of the clause where it is made of several fragments, in order."""
    force: Literal["in_principle"] | None = None
    """`in_principle` for 原则上 and 一般: a breach is a warning."""
    effective: EffectiveShape | None = None
    """The clause's own period, where it dates itself (2022年起, 2024年至2025年期间)."""
    not_computable: TextShape | None = None
    """Why nothing can be computed from it."""
    note: str | None = None
    """Anything a reader of this file should know."""


class PassageShape(Shape):
    """A passage of which nothing became a provision: where it stands, its first or telling words, and why."""

    place: str = Field(min_length=1)
    """Where it stands: 第五条, 一（四）, …"""
    quote: str = Field(min_length=1)
    """Words of the passage by which it is found."""
    zh: str = Field(min_length=1)
    """Why nothing is computed from it, in Chinese."""
    en: str = Field(min_length=1)
    """The same in English."""


class ValueShape(Shape):
    """A cited value, or one cited value for each key of a parameter's dimension."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Scalar]

    provision: ProvisionId
    """The clause that states the value."""
    value: Scalar | None = None
    """The value of a parameter without a dimension."""
    first: date | None = Field(default=None, alias="from")
    """First day of this value, where it differs from the clause's."""
    last: date | None = Field(default=None, alias="to")
    """Last day of this value, where it differs from the clause's."""
    starts_on: date | None = None
    """Of a period-valued parameter: its first day."""
    ends_on: date | None = None
    """Of a period-valued parameter: its last day."""


class ParameterShape(Shape):
    """A number, amount, date, period or region: stated here, or left open for others to supply."""

    zh: str
    en: str
    unit: str
    """yuan, ratio, date, period, region, boolean, `enum:<name>` or a unit of the vocabulary (years, persons, …)."""
    by: list[str] = []
    """Its dimensions in order: names of enums, `region`, or alternatives such as `skill_level|certificate_kind`."""
    values: list[ValueShape] = []
    """The cited values. None for a parameter the documents leave open."""
    supplied: bool = False
    """Whether the request or an overlay must supply it."""
    is_range: bool = False
    """Whether a supplied value is a pair [lowest, highest]."""
    is_list: bool = False
    """Whether a supplied value is a list."""
    left_open_by: list[ProvisionId] = []
    """The clauses that leave a supplied parameter open."""
    points_to: str = ""
    """The document to consult for a supplied parameter."""


class ListShape(Shape):
    """A list in the document."""

    zh: str
    en: str
    provision: ProvisionId
    of: str
    """string, region or `enum:<name>`."""
    values: list[str]
    note: str | None = None


class ReadingShape(Shape):
    """An open sentence and the ways it can be read."""

    zh: str
    en: str
    default: str
    strict: bool
    """Whether strict mode varies it."""
    options: dict[str, TextShape]
    """The ways to read it; an option called `undetermined` leaves the point open."""
    governs: Literal["in_principle", "trial", "bounds"] | None = None
    """`in_principle`: by default 原则上 and 一般 make a breach a warning, by any other option an error. `trial`: by any
    option but the default a text on trial only guides: a breach is a warning, and leaves a benefit open. `bounds`: by
    any option but the default, what reaches a stated bound exactly is open."""
    selects: dict[str, list[str]] = {}
    """By option, the dated facts that select the version of a rule in the place of its reference: the first given."""
    unsupported: list[str] = []
    """Options that are named but not offered yet: a request that chooses one is refused."""
    provisions: list[ProvisionId] = []
    why: TextShape | None = None
    """Why the default is the default."""


class DelegationShape(Shape):
    """A power the document opens to a lower authority, with its bound."""

    provision: ProvisionId
    """The clause that opens it."""
    sets: Kebab
    """The parameter the lower authority may set."""
    to: Literal["prefecture", "county"]
    """The level of authority that may."""
    at_most: Kebab | None = None
    """The stated parameter that is the bound; its clause is the clause of the bound."""
    force: Literal["hard", "in_principle"] = "hard"
    """Whether the bound is hard or in principle only."""


class PolicyDocument(Shape):
    """A policy file: one document."""

    document: DocumentId
    number: str
    """文号; empty where none is printed."""
    title: str
    issuer: str
    region: RegionCode
    force: Literal["binding", "trial", "draft"]
    effective: EffectiveShape
    scope: list[ProvisionId]
    """The clauses that say where, when and to whom the document applies."""
    text: str | None = None
    """Name (or beginning of the name) of the file with the official text, for checking the quotes."""
    provisions: dict[ProvisionId, ProvisionShape]
    not_computable: dict[PassageId, PassageShape] = {}
    """The passages from which nothing is computed: with the provisions they account for the whole text."""
    parameters: dict[Kebab, ParameterShape] = {}
    lists: dict[Kebab, ListShape] = {}
    readings: dict[ReadingId, ReadingShape] = {}
    delegations: dict[Kebab, DelegationShape] = {}


class OverlayValue(Shape):
    """A local standard and what it rests on."""

    delegation: Kebab | None = None
    """The delegation it uses; required where the parameter is delegated."""
    provision: ProvisionId | None = None
    """The clause that states it; required unless the overlay is illustrative."""
    value: object = None
    """A value, or a table keyed by the dimensions of the parameter in order."""


class Overlay(Shape):
    """An overlay: local standards that the documents leave to others, or a what-if."""

    overlay: Kebab
    title: TextShape
    region: RegionCode
    number: str = ""
    """文号 of the local document; empty for an illustrative overlay."""
    illustrative: bool = False
    """Whether the figures are made up: results that rest on them are flagged hypothetical."""
    effective: EffectiveShape = EffectiveShape()
    provisions: dict[ProvisionId, ProvisionShape] = {}
    sets: dict[Kebab, OverlayValue]
