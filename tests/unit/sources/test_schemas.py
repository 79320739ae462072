"""The JSON Schemas of the source files: up to date, closed, and with a word on every field that has one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules.sources.schemas import source_schemas

FOLDER = Path(__file__).resolve().parents[3] / "schemas"
NAMES = ["overlay", "policy", "rule", "vocabulary"]


def objects(schema: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    children = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else []
    own = [schema] if isinstance(schema, dict) and "properties" in schema else []
    return own + [found for child in children for found in objects(child)]


def test_there_is_one_for_every_kind_of_file() -> None:
    assert sorted(source_schemas()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_up_to_date(name: str) -> None:
    written = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(written) == source_schemas()[name], "run `make schemas`"


@pytest.mark.parametrize("name", NAMES)
def test_names_are_those_of_the_file(name: str) -> None:
    schema = source_schemas()[name]
    names = {key for found in objects(schema) for key in found["properties"]}
    assert names & {"from", "provision", "zh"}
    assert not names & {"first", "last", "with_", "is_"}


@pytest.mark.parametrize("name", NAMES)
def test_an_editor_warns_of_a_misspelt_key(name: str) -> None:
    schema = source_schemas()[name]
    open_ones = [
        found["properties"].keys() for found in objects(schema) if found.get("additionalProperties") is not False
    ]
    assert all("starts_on" in names for names in open_ones)  # only a cited value takes further keys: its dimensions


def test_notes_under_fields_are_shown_in_the_editor() -> None:
    policy = source_schemas()["policy"]
    assert policy["properties"]["number"]["description"] == "文号; empty where none is printed."
    assert policy["$defs"]["EffectiveShape"]["properties"]["from"]["description"] == "First day in force."
    assert source_schemas()["rule"]["$defs"]["LimitShape"]["properties"]["provision"]["description"]
