"""A county with a document, a benefit and a cap of its own needs YAML only: no line of Python changes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subsidy_rules.engine import Engine

if TYPE_CHECKING:
    from subsidy_rules.model.decision import Decision

REPO = Path(__file__).resolve().parents[1]
COUNTY = "520122"

NOTICE = """\
document: YX2026
number: 云溪人社发〔2026〕8号
title: 关于发放返乡工匠带徒补贴的通知
issuer: 云溪县人力资源和社会保障局
region: "520122"
force: binding
effective: {from: 2026-01-01, to: 2028-12-31}
scope: [YX2026-1-a]
provisions:
  YX2026-1-a: {place: 第一条, quote: 本通知适用于云溪县}
  YX2026-2-a: {place: 第二条, quote: 返乡工匠带徒满三十天的，每带一名徒弟补贴六百元}
  YX2026-3-a: {place: 第三条, quote: 每人每年不超过两次}
  YX2026-4-a: {place: 第四条, quote: 带徒结束之日起六个月内申请}
parameters:
  craft-days:   {zh: 带徒天数, en: days of teaching, unit: days, values: [{provision: YX2026-2-a, value: 30}]}
  craft-award:  {zh: 带徒补贴, en: award an apprentice, unit: yuan, values: [{provision: YX2026-2-a, value: "600.00"}]}
  craft-times:  {zh: 每年次数, en: times a year, unit: times, values: [{provision: YX2026-3-a, value: 2}]}
  craft-months: {zh: 申请期限, en: months to apply, unit: months, values: [{provision: YX2026-4-a, value: 6}]}
"""

WORDS = """\
version: 1
enums:
  craft_award_kind:
    zh: 县级补贴种类
    en: award of the county
    values: {returning_craftsman_award: 返乡工匠带徒补贴}
records:
  teaching:
    zh: 带徒
    meaning: a craftsman teaching apprentices
    fields:
      apprentice_count: {type: integer, unit: persons, zh: 徒弟人数, meaning: apprentices taught}
      taught_days:      {type: integer, unit: days, zh: 带徒天数, meaning: days taught}
      ended_on:         {type: date, zh: 带徒结束日期, meaning: last day of teaching}
      is_returned:      {type: boolean, zh: 是否返乡, meaning: has returned to the county}
  county_award:
    zh: 县级已享受补贴
    meaning: an award of the county already drawn
    fields:
      kind:       {type: "enum:craft_award_kind", zh: 种类, meaning: kind of award}
      applied_on: {type: date, zh: 申请日期, meaning: day it was applied for}
history_lists: {county_awards: county_award}
"""

RULE = """\
question: returning-craftsman-award
kind: scheme
zh: 返乡工匠带徒补贴
en: award for returning craftsmen
asks: {zh: 能否领取带徒补贴？, en: May the award be drawn?}
reference: claim.applied_on
payees: [person]
requires: [claim.applied_on]
grounds:
  has-taught:
    provision: YX2026-2-a
    title: {zh: 返乡带徒, en: returned and teaching}
    says: {zh: "返乡工匠带徒满{craft-days}天", en: "a returned craftsman who taught for {craft-days} days"}
    requires: teaching.is_returned and teaching.taught_days >= craft-days
conditions:
  in-time:
    provision: YX2026-4-a
    title: {zh: 申请期限, en: time to apply}
    says:
      zh: "最晚{add_months(teaching.ended_on, craft-months)}申请"
      en: "apply by {add_months(teaching.ended_on, craft-months)}"
    requires: claim.applied_on <= add_months(teaching.ended_on, craft-months)
limits:
  twice-a-year:
    provision: YX2026-3-a
    title: {zh: 每年次数, en: times a year}
    says: {zh: "每年不超过{at_most}次，已享受{used}次", en: "at most {at_most} a year, {used} drawn"}
    counts: award in history.county_awards
    where: year_of(award.applied_on) == year_of(claim.applied_on)
    at_most: craft-times
pays:
  award:
    payee: person
    provision: YX2026-2-a
    yuan: craft-award * teaching.apprentice_count
examples:
  - name: the last day
    given:
      region: "520122"
      teaching: {apprentice_count: 1, taught_days: 30, ended_on: 2026-02-28, is_returned: true}
      claim: {applied_on: 2026-08-28}
      history: {county_awards: []}
    expect: {outcome: eligible, payments: [{payee: person, yuan: "600.00", item: returning-craftsman-award}]}
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("county")
    for name in ("policies", "rules"):
        shutil.copytree(REPO / name, folder / name)
    (folder / "policies/yunxi").mkdir()
    (folder / "policies/yunxi/2026-8-notice.yaml").write_text(NOTICE, encoding="utf-8")
    (folder / "rules/yunxi-words.yaml").write_text(WORDS, encoding="utf-8")
    (folder / "rules/schemes/returning-craftsman-award.yaml").write_text(RULE, encoding="utf-8")
    return Engine.load(policies=folder / "policies", rules=folder / "rules")


def decided(engine: Engine, *, region: str = COUNTY, years: tuple[str, ...] = (), **teaching: object) -> Decision:
    facts = {"apprentice_count": 3, "taught_days": 45, "ended_on": "2026-03-31", "is_returned": True} | teaching
    return engine.decide(
        {
            "question": "returning-craftsman-award",
            "region": region,
            "on": "2026-09-30",
            "facts": {"teaching": facts, "claim": {"applied_on": "2026-09-30"}},
            "history": {
                "county_awards": [{"kind": "returning_craftsman_award", "applied_on": f"{y}-05-01"} for y in years]
            },
        }
    )


def test_the_benefit_is_paid_and_quoted(engine: Engine) -> None:
    decision = decided(engine, years=("2025", "2025", "2026"))
    assert decision.outcome == "eligible"
    assert [(p.payee, p.fen) for p in decision.payments] == [("person", 180_000)]
    assert {c.quote for c in decision.citations} >= {
        "返乡工匠带徒满三十天的，每带一名徒弟补贴六百元",
        "每人每年不超过两次",
    }


def test_the_cap_of_the_county_refuses_the_third(engine: Engine) -> None:
    decision = decided(engine, years=("2026", "2026"))
    assert decision.outcome == "ineligible"
    assert [f.id for f in decision.findings if f.status == "violated"] == ["twice-a-year"]
    assert "YX2026-3-a" in {c.provision for c in decision.citations}


def test_a_missing_fact_leaves_it_open(engine: Engine) -> None:
    decision = decided(engine, taught_days=None)
    assert (decision.outcome, decision.ask_next) == ("undetermined", "teaching.taught_days")


def test_the_last_day_is_the_corresponding_day(engine: Engine) -> None:
    assert decided(engine, ended_on="2026-03-30").outcome == "eligible"
    assert decided(engine, ended_on="2026-03-29").outcome == "ineligible"


def test_the_law_of_the_county_ends_at_its_border(engine: Engine) -> None:
    assert decided(engine, region="520121").outcome == "not_applicable"


def test_the_law_above_the_county_still_answers_there(engine: Engine) -> None:
    decision = engine.decide({"question": "class-size", "region": COUNTY, "on": "2026-09-01",
                              "facts": {"training_class": {"mode": "medium_long", "trainee_count": 61,
                                                           "opened_on": "2026-09-01"}}})  # fmt: skip
    assert decision.outcome == "non_compliant"
