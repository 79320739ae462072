from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from subsidy_rules.core.text import Text
from subsidy_rules.model.decision import Decision, Finding, QuantityValue
from subsidy_rules.reports.as_text import as_text
from subsidy_rules.reports.columns import padded, width
from subsidy_rules.reports.outline import headline

if TYPE_CHECKING:
    from subsidy_rules.ir.plan import Plan


def test_a_refusal_can_be_read_aloud(plan: Plan, late: Decision) -> None:
    assert as_text(late, plan) == (
        "技能提升补贴：不符合条件\n"
        "\n"
        "  ✗ 申请期限    最晚 2026-03-10 申请\n"
        "                实际：2026-03-11\n"
        "                “自证书核发之日起一年内提出申请”\n"
        "                ——示例〔2024〕1号 第六条\n"
        "  ✓ 享受次数    不超过 2 次，已享受 0 次（示例〔2024〕1号 第七条）\n"
        "  ✓ 持有证书    持有证书\n"
        "                “高级工每人补贴二千元”……“其他每人一千元”\n"
        "                ——示例〔2024〕1号 第五条\n"
        "  – 其他途径    其他证书\n"
        "\n"
        "采用的解释\n"
        "  FR-01 一年的算法    至对应日\n"
        "\n"
        "依据 2026-03-11 有效的文件 · 规则版本 4f1c…9a · 详情：subsidy-rules show upgrade-subsidy\n"
    )


def test_the_same_in_english(plan: Plan, late: Decision) -> None:
    assert as_text(late, plan, "en") == (
        "skill upgrade subsidy: not eligible\n"
        "\n"
        "  ✗ time to apply          apply by 2026-03-10\n"
        "                           actual: 2026-03-11\n"
        "                           “自证书核发之日起一年内提出申请”\n"
        "                           — 示例〔2024〕1号 第六条\n"
        "  ✓ number of awards       at most 2, 0 drawn (示例〔2024〕1号 第七条)\n"
        "  ✓ holds a certificate    holds one\n"
        "                           “高级工每人补贴二千元”……“其他每人一千元”\n"
        "                           — 示例〔2024〕1号 第五条\n"
        "  – other routes           another certificate\n"
        "\n"
        "Readings used\n"
        "  FR-01 how the year is counted    to the same day\n"
        "\n"
        "by the documents in force on 2026-03-11 · rules 4f1c…9a · details: subsidy-rules show upgrade-subsidy\n"
    )


def test_a_grant_names_payee_sum_clauses_and_every_flag_in_words(plan: Plan, granted: Decision) -> None:
    text = as_text(granted, plan)
    assert text.startswith("技能提升补贴：符合条件，2000.00 元\n")
    assert "  本人    2000.00 元\n          “另行奖励五百元”\n" in text
    assert "——《补贴方案（征求意见稿）》 一（征求意见稿）\n" in text
    assert text.count("高级工每人补贴二千元") == 1
    for words in (
        "结果依据示例标准，非真实金额",
        "依据征求意见稿，不具约束力",
        "  new\n",
        "“原则上”",
        "更早的起始日期",
    ):
        assert words in text


def test_what_is_missing_is_asked_for(plan: Plan, unsettled: Decision) -> None:
    text = as_text(unsettled, plan)
    assert text.startswith("技能提升补贴：待核（可能金额 1000.00 至 2000.00 元）\n")
    assert "  ? 持有证书    证书等级未提供\n" in text
    assert "决定金额（示例〔2024〕1号 第五条）\n" in text
    assert "请先补充：证书等级\n" in text
    assert "标准未提供\n" in text
    assert "见《补贴办法》\n" in text
    assert "  ? FR-01 一年的算法" in text
    assert "  ? 示例〔2024〕1号的施行日期" in text


def test_a_reading_is_settled_and_not_supplied(plan: Plan, unsettled: Decision) -> None:
    assert "请先核实：FR-01 一年的算法" in as_text(replace(unsettled, ask_next="FR-01"), plan)
    assert "please settle first: FR-01 how the year is counted" in as_text(
        replace(unsettled, ask_next="FR-01"), plan, "en"
    )


def test_an_entitlement_with_an_open_amount_names_the_payee(plan: Plan, granted: Decision) -> None:
    open_ = replace(granted, payments=(), amount_status="undetermined", payees=("person",), flags=(), is_binding=True)
    assert headline(open_, plan, "zh") == "技能提升补贴：符合条件（金额待核）"
    assert "  本人    金额待核\n" in as_text(open_, plan)


def test_law_kept_out_is_quoted(plan: Plan, late: Decision) -> None:
    text = as_text(replace(late, outcome="not_applicable", findings=(), amount_status=None, readings={}), plan)
    assert "依据\n" in text
    assert "“自证书核发之日起一年内提出申请”" in text


def test_a_breach_in_principle_only_is_said_to_be_one(plan: Plan, late: Decision) -> None:
    text = as_text(replace(late, outcome="non_compliant", severity="warning", amount_status=None), plan)
    assert "仅不符合“原则上”“一般”的要求" in text


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (QuantityValue(160, "persons"), "，160 人"),
        (QuantityValue("1500.00", "yuan"), "，1500.00 元"),
        (QuantityValue("0.3333", "ratio"), "，33.33%"),
        (QuantityValue("1.0000", "ratio"), "，100.00%"),
        (QuantityValue(3, "parsecs"), "，3 parsecs"),
    ],
)
def test_a_figure_has_its_unit(plan: Plan, late: Decision, quantity: QuantityValue, words: str) -> None:
    figure = replace(late, quantity=quantity, amount_status=None)
    assert headline(figure, plan, "zh").endswith(words)


def with_actual(decision: Decision, words: str) -> Decision:
    first: Finding = decision.findings[-1]
    return replace(decision, findings=(replace(first, actual=Text(words, words)),))


def test_id_numbers_are_masked(plan: Plan, late: Decision) -> None:
    text = as_text(with_actual(late, "证件号码 11010519491231002X"), plan)
    assert "110*************2X" in text
    assert "19491231" not in text


def test_a_fact_cannot_move_the_cursor(plan: Plan, late: Decision) -> None:
    text = as_text(with_actual(late, "一\x1b[2J二\r\n三\x00"), plan)
    assert "\x1b" not in text
    assert "实际：一 [2J二  三\n" in text


def test_chinese_characters_take_two_columns() -> None:
    assert width("技能A") == 5
    assert width("e\u0301") == 1
    assert padded("技能", 6) == "技能  "
    assert padded("技能", 2) == "技能"
