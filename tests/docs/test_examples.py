"""Every example of the documentation does what the page shows."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import pytest
from tests.docs.desk import Desk, agrees
from tests.docs.markdown import PAGES, Block, blocks_of, builds_on, name_of

if TYPE_CHECKING:
    from pathlib import Path

FOLLOWED = {"console", "json", "python", "sh", "yaml"}
WITH_EXAMPLES = [page for page in PAGES if any(block.language in FOLLOWED for block in blocks_of(page))]


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name_of)
def test_the_examples_of_a_page_come_out(page: Path, tmp_path: Path) -> None:
    desk = Desk.laid(tmp_path)
    for earlier in builds_on(page):
        for block in blocks_of(earlier):
            if block.language in ("yaml", "json", "text"):
                desk.take(block, None)
    blocks = blocks_of(page)
    following: list[Block | None] = [*blocks[1:], None]
    faults = [
        f"{name_of(page)}:{block.line}\n{fault}"
        for block, after in zip_longest(blocks, following)
        if block
        for fault in desk.take(block, after)
    ]
    if not desk.python or desk.overlays:
        faults += desk.law_is_whole()
    assert not faults, "\n\n".join(faults)


def test_there_are_examples() -> None:
    names = {name_of(page) for page in WITH_EXAMPLES}
    assert {"README.md", "README.zh.md", "docs/tutorial/first-decision.md"} <= names


@pytest.mark.parametrize(
    ("shown", "printed", "holds"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "…", "c"], ["a", "b", "b", "c"], True),
        (["a", "…", "c"], ["a", "c"], True),
        (["a", "…"], ["a"], True),
        (["a", "…", "c"], ["a", "c", "d"], False),
        (["a"], ["a", "b"], False),
        (["ab…"], ["abcd"], True),
        (["rules 0123…cd end"], ["rules 9999…ff end"], True),
        (["a", "…", "b", "…"], ["a", "x", "y"], False),
    ],
)
def test_dots_stand_for_what_is_left_out(shown: list[str], printed: list[str], *, holds: bool) -> None:
    assert agrees(shown, printed) is holds
