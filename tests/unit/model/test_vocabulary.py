"""The bundled vocabulary is the contract's, and what a vocabulary file gets wrong is told with its place."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from subsidy_rules.compiler.vocabulary import compile_vocabulary
from subsidy_rules.core.errors import PolicyError
from subsidy_rules.ir.types import Type, list_of
from subsidy_rules.model.facts import read_facts, read_history
from subsidy_rules.sources.documents import read_document

if TYPE_CHECKING:
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.ir.vocabulary import FieldDef, Vocabulary

REPO = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def contract(shared: Path) -> dict[str, Any]:
    text = (shared / "contract" / "vocabulary.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def spelt(type_: Type) -> str:
    """Return a type as the contract spells it."""
    if type_.kind == "list" and type_.item:
        return spelt(type_.item)
    if type_.kind == "table" and type_.item:
        return f"table:{type_.of}:{spelt(type_.item)}"
    return f"{type_.kind}:{type_.of}" if type_.kind in ("enum", "record") else type_.kind


def as_contract(field: FieldDef) -> dict[str, Any]:
    found: dict[str, Any] = {"type": spelt(field.type), "zh": field.label.zh}
    marks = {"list": field.type.kind == "list", "outside": field.is_outside, "unit": field.unit}
    return found | {name: value for name, value in marks.items() if value}


def test_records_and_fields_are_the_contracts(vocabulary: Vocabulary, contract: dict[str, Any]) -> None:
    assert list(vocabulary.records) == list(contract["records"])
    for name, record in contract["records"].items():
        parent = record.get("extends")
        fields = (contract["records"][parent]["fields"] if parent else {}) | record["fields"]
        wanted = {field: {k: v for k, v in spec.items() if k != "meaning"} for field, spec in fields.items()}
        own = vocabulary.records[name]
        assert own.label.zh == record["zh"]
        assert {field: as_contract(spec) for field, spec in own.fields.items()} == wanted


def test_enums_are_the_contracts_in_its_order(vocabulary: Vocabulary, contract: dict[str, Any]) -> None:
    own = {
        name: (enum.label.zh, bool(enum.ranking), [(value, text.zh) for value, text in enum.values.items()])
        for name, enum in vocabulary.enums.items()
    }
    assert own == {
        name: (enum["zh"], enum.get("ordered", False), [(value, text["zh"]) for value, text in enum["values"].items()])
        for name, enum in contract["enums"].items()
    }


@pytest.mark.parametrize("section", ["units", "outcomes", "kinds"])
def test_words_are_the_contracts(section: str, vocabulary: Vocabulary, contract: dict[str, Any]) -> None:
    own = {name: text.zh for name, text in getattr(vocabulary, section).items()}
    assert own == {name: entry["zh"] for name, entry in contract[section].items()}


def test_lists_are_the_contracts(vocabulary: Vocabulary, contract: dict[str, Any]) -> None:
    assert vocabulary.fact_lists == contract["fact_lists"]
    assert vocabulary.history_lists == contract["history_lists"]


def test_questions_to_come_are_the_contracts(vocabulary: Vocabulary, contract: dict[str, Any]) -> None:
    own = {name: text.to_dict() for name, text in vocabulary.not_yet_asked.items()}
    wanted = {name: {"zh": question["zh"], "en": question["asks"]} for name, question in contract["questions"].items()}
    assert own == {name: text for name, text in wanted.items() if name in own}


def test_a_question_of_the_contract_has_a_rule_or_is_still_to_come(
    vocabulary: Vocabulary, contract: dict[str, Any]
) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (REPO / "rules").rglob("*.yaml")]
    answered = {name for text in texts for name in re.findall(r"^question: (\S+)$", text, re.MULTILINE)}
    assert answered.isdisjoint(vocabulary.not_yet_asked)
    assert answered | set(vocabulary.not_yet_asked) >= set(contract["questions"])


def test_only_a_head_count_means_something_when_absent(vocabulary: Vocabulary) -> None:
    found = {
        f"{record.name}.{field.name}": field.absent_means
        for record in vocabulary.records.values()
        for field in record.fields.values()
        if field.absent_means is not None
    }
    assert found == {"trainee.head_count": 1, "student.head_count": 1}


def test_the_facts_of_every_worked_case_are_read(shared: Path, vocabulary: Vocabulary) -> None:
    count = 0
    for file in sorted((shared / "cases").glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]:
            read_facts(case["request"]["facts"], vocabulary)
            read_history(case["request"].get("history"), vocabulary)
            count += 1
    assert count


def test_the_plan_of_these_tests_holds(plan: Plan) -> None:
    assert set(plan.rules).isdisjoint(plan.vocabulary.not_yet_asked)


# ---------------------------------------------------------------- what a vocabulary file can get wrong

SMALL = """\
version: 1
units: {days: {zh: 天, en: days}}
enums:
  colour:
    zh: 颜色
    en: colour
    ranking: [red, deep_blue]
    values: {red: 红, deep_blue: {zh: 深蓝, en: navy}}
records:
  thing:
    zh: 物
    meaning: a thing
    fields:
      made_on: {type: date, zh: 日期, meaning: day}
      colours: {type: "enum:colour", list: true, zh: 颜色, meaning: colours}
      length_days: {type: "table:colour:integer", unit: days, zh: 天数, meaning: days by colour}
  part:
    zh: 部件
    meaning: a part
    extends: thing
    fields:
      wholes: {type: "record:thing", list: true, zh: 整体, meaning: wholes}
fact_lists: {things: thing}
"""


def compiled(*texts: str) -> Vocabulary:
    return compile_vocabulary([read_document(f"{i}.yaml", text) for i, text in enumerate(texts)])


def test_types_labels_and_inheritance() -> None:
    vocabulary = compiled(SMALL)
    part = vocabulary.records["part"]
    assert list(part.fields) == ["made_on", "colours", "length_days", "wholes"]
    assert part.fields["colours"].type == list_of(Type("enum", "colour"))
    assert part.fields["length_days"].type == Type("table", "colour", Type("integer", "days"))
    assert part.fields["made_on"].label.to_dict() == {"zh": "日期", "en": "made on"}
    assert [text.en for text in vocabulary.enums["colour"].values.values()] == ["red", "navy"]
    assert vocabulary.enums["colour"].rank("deep_blue") == 1
    assert read_facts({"things": [{"made_on": "2026-01-01"}]}, vocabulary) == {
        "things": [{"made_on": date(2026, 1, 1)}]
    }


@pytest.mark.parametrize(
    ("old", "new", "code", "near"),
    [
        ("enum:colour", "enum:color", "unknown-enum", "colour"),
        ("record:thing", "record:thin", "unknown-record", "thing"),
        ("table:colour", "table:colours", "unknown-enum", "colour"),
        ("unit: days", "unit: day", "unknown-unit", "days"),
        ("extends: thing", "extends: things", "unknown-record", "thing"),
        ("{things: thing}", "{things: thng}", "unknown-record", "thing"),
    ],
)
def test_a_name_that_is_not_declared(old: str, new: str, code: str, near: str) -> None:
    assert old in SMALL
    with pytest.raises(PolicyError) as caught:
        compiled(SMALL.replace(old, new))
    found = caught.value.diagnostics[0]
    assert (found.code, found.values.get("near", "")) == (code, near)
    assert found.span
    assert new in SMALL.replace(old, new).splitlines()[found.span.line - 1]


def test_records_that_extend_each_other() -> None:
    with pytest.raises(PolicyError) as caught:
        compiled(SMALL.replace("meaning: a thing\n", "meaning: a thing\n    extends: part\n"))
    assert {d.code for d in caught.value.diagnostics} == {"circular-definition"}


def test_a_name_that_two_files_declare() -> None:
    other = "version: 1\nenums: {colour: {zh: 色, en: colour, values: {red: 红}}}\nfact_lists: {}\n"
    with pytest.raises(PolicyError) as caught:
        compiled(SMALL, other)
    found = caught.value.diagnostics
    assert [(d.code, str(d.span)) for d in found] == [("duplicate-definition", "1.yaml:2:9")]


def test_several_files_add_up() -> None:
    field = '{type: "record:thing", zh: 物, meaning: what lies in it}'
    other = f"version: 1\nrecords: {{box: {{zh: 箱, meaning: a box, fields: {{thing: {field}}}}}}}\n"
    assert list(compiled(other, SMALL).records) == ["box", "thing", "part"]
