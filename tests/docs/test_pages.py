"""Links lead somewhere, the two READMEs say the same in the same order, generated pages are as generated."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import yaml
from tests.docs.markdown import PAGES, REPO, anchors_of, blocks_of, headings_of, links_of, name_of

from subsidy_rules.compiler.functions import NAMES
from subsidy_rules.core.catalogue import CATALOGUE
from subsidy_rules.testing.pages import FOLDER, expected_pages

if TYPE_CHECKING:
    from pathlib import Path

README, TWIN = REPO / "README.md", REPO / "README.zh.md"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for link in links_of(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if "://" in link:
            continue
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors_of(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("name", ["errors.md", "glossary.md"])
def test_a_generated_page_is_as_generated(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == expected_pages()[name], "run `make docs`"


def test_every_code_has_an_anchor() -> None:
    assert CATALOGUE.keys() - anchors_of(FOLDER / "errors.md") == set()


def keys_of(schema: object) -> set[str]:
    """Return the keys that a JSON Schema names, at any depth."""
    if isinstance(schema, list):
        return {key for part in schema for key in keys_of(part)}
    if not isinstance(schema, dict):
        return set()
    named = schema.get("properties")
    own = set(named) if isinstance(named, dict) else set()
    return own | {key for part in schema.values() for key in keys_of(part)}


@pytest.mark.parametrize("kind", ["overlay", "policy", "rule", "vocabulary"])
def test_every_key_of_a_source_file_is_described(kind: str) -> None:
    page = (REPO / "docs" / "reference" / "yaml.md").read_text(encoding="utf-8")
    page += (REPO / "docs" / "reference" / "language.md").read_text(encoding="utf-8")
    schema = json.loads((REPO / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert {key for key in keys_of(schema) if not re.search(rf"(?<!\w){key}(?!\w)", page)} == set()


@pytest.mark.parametrize("function", NAMES)
def test_every_function_is_described(function: str) -> None:
    assert f"`{function}(" in (REPO / "docs" / "reference" / "language.md").read_text(encoding="utf-8")


def test_both_readmes_have_the_same_headings() -> None:
    levels = [[level for level, _ in headings_of(page)] for page in (README, TWIN)]
    assert levels[0] == levels[1]


def test_both_readmes_show_the_same_blocks() -> None:
    assert _commands(README) == _commands(TWIN)
    kinds = [[block.language for block in blocks_of(page)] for page in (README, TWIN)]
    assert kinds[0] == kinds[1]


def test_both_readmes_link_to_the_same_pages() -> None:
    own = {"README.md", "README.zh.md"}
    links = [[link.partition("#")[0] for link in links_of(page) if link not in own] for page in (README, TWIN)]
    assert links[0] == links[1]


def test_every_page_is_in_the_navigation() -> None:
    text = (REPO / "mkdocs.yml").read_text(encoding="utf-8")
    named = set(_leaves(yaml.safe_load(text)["nav"]))
    there = {page.relative_to(REPO / "docs").as_posix() for page in PAGES if REPO / "docs" in page.parents}
    assert named == there


def _leaves(node: object) -> list[str]:
    if isinstance(node, dict):
        return [leaf for value in node.values() for leaf in _leaves(value)]
    if isinstance(node, list):
        return [leaf for value in node for leaf in _leaves(value)]
    return [str(node)]


def _commands(page: Path) -> list[str]:
    """Return the commands of a page, whatever language they ask for."""
    lines = [
        line for block in blocks_of(page) if block.language in ("sh", "console") for line in block.text.splitlines()
    ]
    return [line.replace(" --lang en", "") for line in lines if line.startswith(("$ ", "> ", "make "))]
