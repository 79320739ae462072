"""A list a county publishes (scarce occupations) is an overlay: no line of Python and no name of the contract changes.

In the contract such lists reach a claim as facts (`is_on_urgent_occupation_list`, `is_in_guidance_catalogue`), judged
by whoever holds the list. A place that wants them looked up declares a list parameter and a look-up of its own.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subsidy_rules.engine import Engine

if TYPE_CHECKING:
    from subsidy_rules.model.decision import Decision

REPO = Path(__file__).resolve().parents[1]

PARAMETER = """\
version: 1
parameters:
  scarce-occupations:
    zh: 急需紧缺职业（工种）目录
    en: scarce occupations
    unit: string
    by: [region]
    supplied: true
    is_list: true
    left_open_by: [ZN2022-4-5-d]
    points_to: 县急需紧缺职业（工种）目录
"""

LOOKUP = """\
question: scarce-occupation-listing
kind: lookup
zh: 急需紧缺职业查询
en: look-up of scarce occupations
asks: {zh: 该职业是否列入急需紧缺目录？, en: Is the occupation on the list of scarce ones?}
reference: "on"
requires: [training_class.occupation]
conditions:
  listed:
    provision: ZN2022-4-5-d
    title: {zh: 急需紧缺目录, en: list of scarce occupations}
    says:
      zh: "目录列有{scarce-occupations[region]}；查询的为{training_class.occupation}"
      en: "the list has {scarce-occupations[region]}; looked up {training_class.occupation}"
    requires: "training_class.occupation in scarce-occupations[region]"
"""

LIST = """\
overlay: zhengning-scarce-2022
title: {zh: 正宁县急需紧缺职业目录（虚构）, en: scarce occupations of Zhengning (fictional)}
number: 示例〔2022〕1号
region: "621025"
effective: {from: 2022-01-01, to: 2022-12-31}
provisions:
  ZX2022-1-a: {place: 第一条, quote: 养老护理员、电工列入目录}
sets:
  scarce-occupations:
    provision: ZX2022-1-a
    value: {"621025": [养老护理员, 电工]}
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    for name in ("policies", "rules"):
        shutil.copytree(REPO / name, folder / name)
    (folder / "rules/scarce.yaml").write_text(PARAMETER, encoding="utf-8")
    (folder / "rules/lookups/scarce-occupation-listing.yaml").write_text(LOOKUP, encoding="utf-8")
    (folder / "list.yaml").write_text(LIST, encoding="utf-8")
    return folder


def looked_up(law: Path, occupation: str, on: str = "2022-06-01", *, has_list: bool = True) -> Decision:
    overlays = [law / "list.yaml"] if has_list else []
    engine = Engine.load(policies=law / "policies", rules=law / "rules", overlays=overlays)
    facts = {"training_class": {"occupation": occupation}}
    return engine.decide({"question": "scarce-occupation-listing", "region": "621025", "on": on, "facts": facts})


@pytest.mark.parametrize(
    ("occupation", "outcome"), [("养老护理员", "eligible"), ("电工", "eligible"), ("焊工", "ineligible")]
)
def test_the_list_of_the_county_answers(law: Path, occupation: str, outcome: str) -> None:
    assert looked_up(law, occupation).outcome == outcome


def test_without_the_list_the_answer_is_open_and_says_where_to_look(law: Path) -> None:
    decision = looked_up(law, "电工", has_list=False)
    assert decision.outcome == "undetermined"
    [missing] = [m for m in decision.missing if m.what == "scarce-occupations"]
    assert "县急需紧缺职业（工种）目录" in missing.why.zh
