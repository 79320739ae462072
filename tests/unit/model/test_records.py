"""The typed records are what the vocabulary makes, and nothing but names."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from subsidy_rules.model import records
from subsidy_rules.model.generate import record_modules
from subsidy_rules.testing.records import FOLDER, stale_records

if TYPE_CHECKING:
    from subsidy_rules.ir.vocabulary import Vocabulary


def test_the_records_are_generated_from_the_vocabulary() -> None:
    assert stale_records() == [], "run `make records`"


def test_generating_twice_gives_the_same(vocabulary: Vocabulary) -> None:
    assert record_modules(vocabulary) == record_modules(vocabulary)


def test_every_field_of_the_vocabulary_is_annotated(vocabulary: Vocabulary) -> None:
    for record in vocabulary.records.values():
        name = "".join(word.capitalize() for word in record.name.split("_"))
        assert list(getattr(records, name).__annotations__) == list(record.fields)


def test_every_value_of_an_enum_stands_in_one_alias(vocabulary: Vocabulary) -> None:
    found: dict[str, list[str]] = {}
    for path in FOLDER.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                assert node.target.id not in found
                values = [c.value for c in ast.walk(node) if isinstance(c, ast.Constant) and isinstance(c.value, str)]
                found[node.target.id] = values
    expected = {
        "".join(word.capitalize() for word in enum.name.split("_")): list(enum.values)
        for enum in vocabulary.enums.values()
    }
    assert found == expected


def test_labels_stay_data_and_modules_short() -> None:
    for path in FOLDER.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.isascii(), path.name
        assert len(text.splitlines()) <= 400, path.name
