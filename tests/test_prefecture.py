"""A prefecture uses the powers the province opened to it: by local documents and scenarios alone, never beyond them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subsidy_rules.core.errors import PolicyError
from subsidy_rules.engine import Engine

if TYPE_CHECKING:
    from subsidy_rules.core.errors import Diagnostic
    from subsidy_rules.model.decision import Decision

REPO = Path(__file__).resolve().parents[1]
SCENARIO = REPO / "scenarios/illustrative-zunyi.yaml"
ZUNYI, GUIYANG, COUNTY = "520300", "520100", "520302"

LOCAL = """\
overlay: zunyi-2024
title: {{zh: 遵义市参照执行办法（虚构）, en: adoption by Zunyi (fictional)}}
number: 示例〔2024〕9号
region: "{region}"
effective: {{from: 2024-01-01}}
provisions:
  ZX2024-2-a: {{place: 第二条, quote: {quote}}}
sets:
  {parameter}:
    delegation: {delegation}
    provision: ZX2024-2-a
    value: {{"{key}": {value}}}
"""


def local(tmp_path: Path, **given: str) -> Path:
    words = {"region": ZUNYI, "key": given.get("region", ZUNYI), "quote": "市属国有企业办学的技工院校参照执行"}
    words |= dict.fromkeys(("parameter", "delegation"), "state-enterprise-school-extension")
    file = tmp_path / "local.yaml"
    file.write_text(LOCAL.format(**(words | {"value": "[municipal_state_enterprise]"} | given)), encoding="utf-8")
    return file


def school_claim(
    engine: Engine, *, region: str = ZUNYI, owner: str = "municipal_state_enterprise", **claim: str
) -> Decision:
    student = {"enrolled_on": "2022-09-01", "left_on": "2025-07-10", "is_preparatory_trainee": False}
    certificate = {"kind": "skill_level", "level": "advanced", "issued_on": "2024-06-20"}
    fund = {"fund_source": "employment_subsidy", "fund_region": ZUNYI}
    return engine.decide(
        {
            "question": "state-enterprise-school-training-subsidy",
            "region": region,
            "on": "2024-12-31",
            "facts": {
                "school": {"kind": "technical_school", "ownership": owner, "has_per_student_fiscal_funding": False},
                "students": [{**student, "certificates": [certificate]}],
                "claim": {**fund, **claim},
            },
            "history": {"awards": []},
        }
    )


def refused(file: Path) -> list[Diagnostic]:
    with pytest.raises(PolicyError) as caught:
        Engine.load(overlays=[file])
    return list(caught.value.diagnostics)


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine.load(overlays=[local(tmp_path_factory.mktemp("adopted"))])


def test_two_five_is_adopted_by_reference(adopted: Engine) -> None:
    decision = school_claim(adopted)
    assert decision.outcome == "eligible"
    assert [(p.payee, p.fen) for p in decision.payments] == [("school", 500_000)]
    assert {"GZ2022-2-5-g", "GZ2022-2-5-h", "GZ2022-2-5-b"} <= {c.provision for c in decision.citations}
    assert "hypothetical" not in decision.flags


def test_it_is_adopted_for_every_county_of_the_prefecture_and_no_other(adopted: Engine) -> None:
    assert school_claim(adopted, region=COUNTY).outcome == "eligible"
    elsewhere = school_claim(adopted, region=GUIYANG, fund_region=GUIYANG)
    assert elsewhere.outcome == "undetermined"
    assert "state-enterprise-school-extension" in {m.what for m in elsewhere.missing}


def test_it_is_adopted_for_the_owners_named_only(adopted: Engine) -> None:
    assert school_claim(adopted, owner="private").outcome == "ineligible"


@pytest.mark.parametrize("fund", [{"fund_region": COUNTY}, {"fund_source": "skills_action_account"}])
def test_it_is_paid_from_the_prefectures_own_fund(adopted: Engine, fund: dict[str, str]) -> None:
    decision = school_claim(adopted, **fund)
    assert decision.outcome == "ineligible"
    assert [f.id for f in decision.findings if f.status == "violated"] == ["prefecture-fund"]


@pytest.mark.parametrize(
    ("parameter", "delegation", "value", "quote", "power"),
    [
        ("state-enterprise-school-extension", "state-enterprise-school-extension", "[private]", "民办参照执行", "有条件的市州可参照执行"),  # noqa: E501
        ("direct-subsidy-uplift-ratio", "direct-subsidy-uplift", '"0.10"', "提高10%", "有条件的市州可适当提高补贴标准"),
        ("private-school-measure", "private-school-measure", "true", "民办学校可以开展", "鼓励符合条件的民办职业培训学校开展中、高级工培训，具体办法各市州自行制定"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_county_may_not_do_what_only_a_prefecture_may(  # noqa: PLR0913, PLR0917  # one of each power
    tmp_path: Path, parameter: str, delegation: str, value: str, quote: str, power: str
) -> None:
    file = local(tmp_path, region=COUNTY, parameter=parameter, delegation=delegation, value=value, quote=quote)
    [diagnostic] = refused(file)
    assert diagnostic.code == "delegation-wrong-level"
    assert power in diagnostic.render()
    assert quote in diagnostic.render()


def test_a_prefecture_of_another_province_has_no_such_power(tmp_path: Path) -> None:
    assert {d.code for d in refused(local(tmp_path, region="621000"))} == {"delegation-wrong-level"}


def test_an_uplift_above_the_bound_in_principle_is_flagged_and_its_amount_left_open(tmp_path: Path) -> None:
    over = local(
        tmp_path, parameter="direct-subsidy-uplift-ratio", delegation="direct-subsidy-uplift",
        value='"0.31"', quote="提高31%",
    )  # fmt: skip
    check = {"question": "local-uplift-limit", "region": ZUNYI, "on": "2026-06-01", "facts": {}}
    engine = Engine.load(overlays=[REPO / "scenarios/illustrative-standards.yaml", over])
    decision = engine.decide(check)
    assert (decision.outcome, decision.severity) == ("non_compliant", "warning")
    assert "in_principle" in decision.flags
    within = Engine.load(overlays=[SCENARIO]).decide(check)
    assert (within.outcome, "hypothetical" in within.flags) == ("compliant", True)


def test_the_shipped_scenario_says_that_its_figures_are_made_up() -> None:
    decision = school_claim(Engine.load(overlays=[SCENARIO]))
    assert decision.outcome == "eligible"
    assert "hypothetical" in decision.flags
