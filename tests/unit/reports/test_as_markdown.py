from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from subsidy_rules.core.text import Text
from subsidy_rules.reports.as_markdown import as_markdown

if TYPE_CHECKING:
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.model.decision import Decision


def test_a_refusal_as_markdown(plan: Plan, late: Decision) -> None:
    assert as_markdown(late, plan) == (
        "# 技能提升补贴：不符合条件\n"
        "\n"
        "## 核查\n"
        "\n"
        "- ✗ **申请期限**：最晚 2026-03-10 申请  \n"
        "  实际：2026-03-11\n"
        "\n"
        "  > “自证书核发之日起一年内提出申请”  \n"
        "  > ——示例〔2024〕1号 第六条\n"
        "\n"
        "- ✓ **享受次数**：不超过 2 次，已享受 0 次（示例〔2024〕1号 第七条）\n"
        "- ✓ **持有证书**：持有证书\n"
        "\n"
        "  > “高级工每人补贴二千元”……“其他每人一千元”  \n"
        "  > ——示例〔2024〕1号 第五条\n"
        "\n"
        "- – **其他途径**：其他证书\n"
        "\n"
        "## 采用的解释\n"
        "\n"
        "- **FR-01 一年的算法**：至对应日\n"
        "\n"
        "_依据 2026-03-11 有效的文件 · 规则版本 4f1c…9a · 详情：subsidy-rules show upgrade-subsidy_\n"
    )


def test_a_fact_cannot_write_markdown(plan: Plan, late: Decision) -> None:
    words = "<b>[x](y)*_`|#"
    finding = replace(late.findings[-1], actual=Text(words, words))
    text = as_markdown(replace(late, findings=(finding,)), plan, "en")
    assert "actual: \\<b\\>\\[x\\](y)\\*\\_\\`\\|\\#" in text


def test_id_numbers_are_masked(plan: Plan, late: Decision) -> None:
    finding = replace(late.findings[-1], actual=Text("11010519491231002X", ""))
    assert "19491231" not in as_markdown(replace(late, findings=(finding,)), plan)
