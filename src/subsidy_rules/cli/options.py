"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """The language of what a person reads."""

    zh = "zh"
    en = "en"


class Format(StrEnum):
    """How an answer is written."""

    text = "text"
    json = "json"
    markdown = "markdown"


LangOption = Annotated[Language, typer.Option("--lang", help="Language of texts and messages.")]
OverlayOption = Annotated[
    list[Path] | None,
    typer.Option("--overlay", metavar="FILE", help="Local standards or a what-if; may be given several times."),
]
PoliciesOption = Annotated[
    Path | None, typer.Option("--policies", metavar="DIR", help="Policy files in place of the bundled ones.")
]
RulesOption = Annotated[
    Path | None, typer.Option("--rules", metavar="DIR", help="Rule files in place of the bundled ones.")
]
