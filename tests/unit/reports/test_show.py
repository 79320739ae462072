from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.reports.questions import questions_as_data, questions_as_text
from subsidy_rules.reports.show import show_question, show_waiting
from subsidy_rules.reports.show_provision import show_provision

if TYPE_CHECKING:
    from subsidy_rules.ir.plan import Plan


def test_a_question_is_shown_with_every_clause_quoted(plan: Plan) -> None:
    assert show_question(plan, "upgrade-subsidy") == (
        "技能提升补贴（upgrade-subsidy）\n"
        "  问题：能否领取补贴？\n"
        "  类别：待遇资格\n"
        "  基准日：claim.applied_on\n"
        "  逐一判定：certificate in certificates\n"
        "  必须提供：certificate.issued_on\n"
        "  规则文件：rules/u.yaml\n"
        "\n"
        "途径（符合其一即可）\n"
        "  持有证书（certified）\n"
        "    持有证书\n"
        "    判定：certificate.level in [low, high]\n"
        "    “高级工每人补贴二千元”……“其他每人一千元”——示例〔2024〕1号 第五条 [FN1-5-a]\n"
        "\n"
        "条件（须全部符合）\n"
        "  申请期限（within-one-year）\n"
        "    最晚 {add_years(certificate.issued_on, 1)} 申请\n"
        "    判定：claim.applied_on <= add_years(certificate.issued_on, 1)\n"
        "    适用于：FR-01 == strictly\n"
        "    “自证书核发之日起一年内提出申请”——示例〔2024〕1号 第六条 [FN1-6-a]\n"
        "\n"
        "次数限制\n"
        "  享受次数（twice）\n"
        "    不超过 {at_most} 次\n"
        "    计次：award in history.awards\n"
        "    最多：yearly-maximum\n"
        "    「“补贴”每人每年不超过两次」——示例〔2024〕1号 第七条（原则上） [FN1-7-a]\n"
        "\n"
        "给付\n"
        "  本人（award）\n"
        "    计算：standard[certificate.level] * 1\n"
        "    ——示例〔2024〕1号 第五条 [FN1-5-a]\n"
        "\n"
        "参数\n"
        "  每年次数上限（yearly-maximum）\n"
        "    2 [FN1-7-a]\n"
        "  补贴标准（standard）\n"
        "    由请求或补充文件提供\n"
        "    见《补贴办法》\n"
        "    ——示例〔2024〕1号 第五条 [FN1-5-a]\n"
        "\n"
        "解释\n"
        "  FR-01 一年的算法\n"
        "    strictly：至对应日（默认）\n"
        "    loosely：至月底\n"
        "\n"
        "提示\n"
        "  - 一次申领一本证书\n"
    )


def test_a_provision_is_shown_with_its_document_and_who_uses_it(plan: Plan) -> None:
    assert show_provision(plan, "FN1-7-a", "en") == (
        "FN1-7-a · 示例〔2024〕1号 第七条 (in principle)\n"
        "\n"
        "  「“补贴”每人每年不超过两次」\n"
        "\n"
        "  示例〔2024〕1号 《关于补贴的通知》\n"
        "  示例厅 · region 990000\n"
        "  force: in force · in principle\n"
        "  in force: 2024-03-01 onwards\n"
        "\n"
        "used by\n"
        "  - rule skill upgrade subsidy (upgrade-subsidy): number of awards, yearly maximum\n"
        "  - parameter yearly maximum (yearly-maximum)\n"
    )


def test_a_provision_that_nothing_can_be_computed_from_says_why(plan: Plan) -> None:
    text = show_provision(plan, "FN1-8-a")
    assert "  不可计算：没有可以计算的标准\n" in text
    assert "清单 工种清单（trades）" in text


def test_every_other_way_to_use_a_provision_is_named(plan: Plan) -> None:
    assert "解释 一年的算法（FR-01）" in show_provision(plan, "FN1-6-a")
    assert "留待他处规定的参数 补贴标准（standard）" in show_provision(plan, "FN1-5-a")
    assert "给付 award" in show_provision(plan, "FN1-5-a")
    assert "适用范围：《关于补贴的通知》" in show_provision(plan, "FN1-0-a")
    assert "尚未用于任何规则" in show_provision(plan, "FD1-1-a")


def test_the_questions_are_listed_by_kind_and_the_waiting_ones_last(plan: Plan) -> None:
    assert questions_as_text(plan) == (
        "待遇资格\n  upgrade-subsidy       技能提升补贴\n\n尚无规则\n  moon-landing-subsidy  登月补贴\n\n"
    )
    data = questions_as_data(plan)
    assert data["not_yet_asked"] == [
        {"id": "moon-landing-subsidy", "label": {"zh": "登月补贴", "en": "moon landing subsidy"}}
    ]
    assert show_waiting(plan, "moon-landing-subsidy") == "登月补贴（moon-landing-subsidy）：尚无规则\n"
