"""What all source files share: bilingual text, periods, names, and how a shape is declared."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

FORMS: dict[str, tuple[str, str]] = {}
"""How each pattern is said, in English and Chinese (写法)."""


def written_as(pattern: str, en: str, zh: str) -> str:
    """Return the pattern; note how a message calls it."""
    FORMS[pattern] = (en, zh)
    return pattern


_KEBAB = written_as(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "lower-case words joined by `-`", "以 `-` 连接的小写英文词")
_SNAKE = written_as(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", "lower-case words joined by `_`", "以 `_` 连接的小写英文词")
_DOCUMENT = written_as(r"^[A-Z][A-Z0-9-]*$", "a short id such as `GZ2022`", "简短编号，如 `GZ2022`")
_PROVISION = written_as(
    r"^[A-Z][A-Za-z0-9-]*$", "the id of a provision, such as `GZ2022-1-4-a`", "条款编号，如 `GZ2022-1-4-a`"
)
_PASSAGE = written_as(
    r"^[A-Z][A-Za-z0-9-]*(\.s[1-9][0-9]*)?$",
    "the id of a passage, such as `GZ2022-1-4.s3`",
    "段落编号，如 `GZ2022-1-4.s3`",
)
_READING = written_as(r"^[A-Z]{2,4}-[0-9]{2,3}$", "the id of a reading, such as `DS-10`", "解释项编号，如 `DS-10`")
_REGION = written_as(r"^[1-9][0-9]{5}$", "a region code of six digits, quoted", "六位行政区划代码，加引号")

Kebab = Annotated[str, Field(pattern=_KEBAB, description=FORMS[_KEBAB][0])]
Snake = Annotated[str, Field(pattern=_SNAKE, description=FORMS[_SNAKE][0])]
DocumentId = Annotated[str, Field(pattern=_DOCUMENT, description=FORMS[_DOCUMENT][0])]
ProvisionId = Annotated[str, Field(pattern=_PROVISION, description=FORMS[_PROVISION][0])]
PassageId = Annotated[str, Field(pattern=_PASSAGE, description=FORMS[_PASSAGE][0])]
ReadingId = Annotated[str, Field(pattern=_READING, description=FORMS[_READING][0])]
RegionCode = Annotated[str, Field(pattern=_REGION, description=FORMS[_REGION][0])]
Expression = Annotated[str, Field(min_length=1, max_length=2000, description="expression of the rule language")]
Scalar = bool | int | date | str


class Shape(BaseModel):
    """Base of every shape: closed, immutable, no coercion.

    Validators are built when first used, and the notes under fields are read only when schemas are written: both would
    slow down every start.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class TextShape(Shape):
    """One sentence in Chinese and English."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class TermShape(Shape):
    """A period; both ends belong to it."""

    first: date | None = Field(default=None, alias="from")
    """First day in force."""
    last: date | None = Field(default=None, alias="to")
    """Last day in force."""
    not_before: date | None = None
    """Where the first day is not printed: it is not before this day."""
    not_after: date | None = None
    """Where the first day is not printed: it is not after this day."""
    why: TextShape | None = None
    """Where the first day is not printed: what the bounds rest on."""


class EffectiveShape(TermShape):
    """A period, or one period for each option of a reading."""

    reading: ReadingId | None = None
    """The reading that decides between the periods under `options`."""
    options: dict[str, TermShape] | None = None
    """One period for each option of the reading."""
