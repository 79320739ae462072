"""The bundled vocabulary, and a small plan around it with a few parameters and readings of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subsidy_rules.compiler.vocabulary import compile_vocabulary
from subsidy_rules.core.text import Text
from subsidy_rules.ir.plan import Parameter, Plan, Reading, Rule
from subsidy_rules.ir.types import BOOLEAN, RATIO, YUAN, Type, list_of
from subsidy_rules.sources.library import read_files

if TYPE_CHECKING:
    from subsidy_rules.ir.vocabulary import Vocabulary

REPO = Path(__file__).resolve().parents[3]
TEXT = Text("甲", "A")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    sources, wrong = read_files([REPO / "rules" / "vocabulary.yaml"])
    assert wrong == []
    return compile_vocabulary(sources)


@pytest.fixture(scope="session")
def plan(vocabulary: Vocabulary) -> Plan:
    parameters = [
        supplied("standard", YUAN, (("skill_level", "certificate_kind"),)),
        supplied("class-standard", YUAN, (("trade_category",), ("skill_level",), ("class_category",))),
        supplied("uplift", RATIO, (("region",),)),
        supplied("extension", list_of(Type("enum", "ownership")), (("region",),)),
        supplied("measure", BOOLEAN, (("region",),)),
        supplied("age-range", Type("integer", "years"), (), is_range=True),
        Parameter("maximum", TEXT, RATIO, ()),
    ]
    readings = [
        Reading("ZZ-01", TEXT, "one", True, {"one": TEXT, "two": TEXT, "three": TEXT}, frozenset({"three"})),
        Reading("DT-05", TEXT, "exclude", False, {"exclude": TEXT, "what_if": TEXT}),
    ]
    return Plan(
        vocabulary=replace(vocabulary, not_yet_asked={"class-recording": TEXT}),
        documents={},
        provisions={},
        parameters={p.id: p for p in parameters},
        lists={},
        readings={r.id: r for r in readings},
        delegations={},
        rules={name: (rule(name),) for name in ("certificate-direct-subsidy", "class-size")},
        bundle="",
    )


def supplied(name: str, type_: Type, dimensions: tuple[tuple[str, ...], ...], *, is_range: bool = False) -> Parameter:
    return Parameter(name, TEXT, type_, dimensions, is_supplied=True, is_range=is_range)


def rule(question: str) -> Rule:
    return Rule(question, "scheme", TEXT, TEXT, None, (), (), (), (), (), (), (), payees=("person",))
