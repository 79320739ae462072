"""Write the generated pages of ``docs/reference/`` anew: the error reference and the glossary.

``python -m subsidy_rules.testing.pages``, or ``make docs``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.core.errors import PolicyError
from subsidy_rules.reports.error_reference import error_reference
from subsidy_rules.reports.glossary import MARK, glossary
from subsidy_rules.sources.files import bundled
from subsidy_rules.sources.library import read_files
from subsidy_rules.sources.rule_document import RuleDocument, VocabularyDocument

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = bundled("rules").parent / "docs" / "reference"


def expected_pages(folder: Path = FOLDER) -> dict[str, str]:
    """Return the text of every generated page by file name; what stands by hand in a page is kept (生成文档)."""
    sources, wrong = read_files([bundled("rules")])
    if wrong:
        raise PolicyError(wrong)
    shapes = [source.shape for source in sources]
    by_hand = (folder / "glossary.md").read_text(encoding="utf-8").partition(MARK)[0]
    terms = glossary(
        [shape for shape in shapes if isinstance(shape, VocabularyDocument)],
        [shape for shape in shapes if isinstance(shape, RuleDocument)],
    )
    return {"errors.md": error_reference(), "glossary.md": f"{by_hand}{MARK}\n{terms}"}


def write_pages(folder: Path = FOLDER) -> None:
    """Write every generated page."""
    for name, text in expected_pages(folder).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_pages()
