"""A plan of fictional law and decisions on it, built by hand."""

from __future__ import annotations

from datetime import date

import pytest

from subsidy_rules.core.text import Text
from subsidy_rules.ir.nodes import Arithmetic, Call, Compare, Const, Field, In, ListOf, ParameterOf, ReadingIs, Var
from subsidy_rules.ir.plan import (
    Condition,
    Document,
    Effective,
    Limit,
    NamedList,
    Parameter,
    ParameterValue,
    Payment,
    Plan,
    Provision,
    Reading,
    Rule,
    Sentence,
    Term,
)
from subsidy_rules.ir.types import DATE, NUMBER, RATIO, YUAN, Type, list_of
from subsidy_rules.ir.vocabulary import EnumDef, FieldDef, RecordDef, Vocabulary
from subsidy_rules.model.decision import Citation, Decision, Finding, MissingItem, PaymentLine

LEVEL = Type("enum", "level")
CERTIFICATE = Var("certificate", Type("record", "certificate"))
CERTIFICATES = Var("certificates", list_of(Type("record", "certificate")))
CLAIM = Var("claim", Type("record", "claim"))
ISSUED = Field(CERTIFICATE, "issued_on", DATE)
APPLIED = Field(CLAIM, "applied_on", DATE)
LAST_DAY = Call("add_years", (ISSUED, Const(1, NUMBER)), DATE)
AWARDS = Var("history.awards", list_of(Type("record", "award")))


def vocabulary() -> Vocabulary:
    fields = {
        "level": FieldDef("level", LEVEL, Text("证书等级", "level of the certificate")),
        "issued_on": FieldDef("issued_on", DATE, Text("证书核发日期", "date of issue")),
    }
    applied = FieldDef("applied_on", DATE, Text("提出申请日期", "date of application"))
    return Vocabulary(
        enums={
            "level": EnumDef(
                "level", Text("等级", "level"), {"low": Text("低级", "low"), "high": Text("高级", "high")}
            ),
            "payee": EnumDef("payee", Text("给付对象", "payee"), {"person": Text("本人", "the person")}),
        },
        records={
            "certificate": RecordDef("certificate", Text("证书", "certificate"), fields),
            "claim": RecordDef("claim", Text("申领", "claim"), {"applied_on": applied}),
            "award": RecordDef("award", Text("已享受补贴", "award"), {}),
        },
        units={"yuan": Text("元", "yuan"), "persons": Text("人", "people")},
        outcomes={
            "eligible": Text("符合条件", "eligible"),
            "ineligible": Text("不符合条件", "not eligible"),
            "undetermined": Text("待核", "open"),
            "not_applicable": Text("不适用", "not applicable"),
            "non_compliant": Text("不合规", "not compliant"),
        },
        kinds={"scheme": Text("待遇资格", "scheme")},
        fact_lists={"certificates": "certificate"},
        history_lists={"awards": "award"},
        not_yet_asked={"moon-landing-subsidy": Text("登月补贴", "moon landing subsidy")},
    )


def documents() -> dict[str, Document]:
    notice = Document(
        "FN1", "示例〔2024〕1号", "关于补贴的通知", "示例厅", "990000", "binding",
        Effective({"": Term(date(2024, 3, 1))}), ("FN1-0-a",),
    )  # fmt: skip
    draft = Document("FD1", "", "补贴方案（征求意见稿）", "", "990100", "draft", Effective({"": Term()}), ())
    return {"FN1": notice, "FD1": draft}


NO_STANDARD = Text("没有可以计算的标准", "no standard to compute")


def provisions() -> dict[str, Provision]:
    clauses = [
        Provision("FN1-0-a", "FN1", "引言", ("本省各市",)),
        Provision("FN1-5-a", "FN1", "第五条", ("高级工每人补贴二千元", "其他每人一千元")),
        Provision("FN1-6-a", "FN1", "第六条", ("自证书核发之日起一年内提出申请",)),
        Provision("FN1-7-a", "FN1", "第七条", ("“补贴”每人每年不超过两次",), "in_principle"),
        Provision("FN1-8-a", "FN1", "第八条", ("鼓励各地创新",), not_computable=NO_STANDARD),
        Provision("FD1-1-a", "FD1", "一", ("另行奖励五百元",)),
    ]
    return {clause.id: clause for clause in clauses}


def rule() -> Rule:
    within = Condition(
        "within-one-year", ("FN1-6-a",), Text("申请期限", "time to apply"),
        Sentence(("最晚 ", LAST_DAY, " 申请"), ("apply by ", LAST_DAY)), Compare("<=", APPLIED, LAST_DAY),
        applies_when=ReadingIs("FR-01", "strictly"),
    )  # fmt: skip
    route = Condition(
        "certified", ("FN1-5-a",), Text("持有证书", "holds a certificate"),
        Sentence(("持有证书",), ("holds a certificate",)),
        In(Field(CERTIFICATE, "level", LEVEL), ListOf((Const("low", LEVEL), Const("high", LEVEL)), list_of(LEVEL))),
    )  # fmt: skip
    limit = Limit(
        "twice", ("FN1-7-a",), Text("享受次数", "number of awards"),
        Sentence(("不超过 ", Var("at_most", NUMBER), " 次"), ("at most ", Var("at_most", NUMBER))),
        "award", AWARDS, None, ParameterOf("yearly-maximum", (), NUMBER),
    )  # fmt: skip
    standard = ParameterOf("standard", (Field(CERTIFICATE, "level", LEVEL),), YUAN)
    amount = Arithmetic("*", standard, Const(1, NUMBER), YUAN)
    return Rule(
        "upgrade-subsidy", "scheme", Text("技能提升补贴", "skill upgrade subsidy"),
        Text("能否领取补贴？", "May the subsidy be drawn?"), APPLIED,
        (("certificate", "certificates[]", CERTIFICATES),), (ISSUED,),
        (route,), (within,), (limit,), (Payment("award", "person", ("FN1-5-a",), amount),), (),
        ("person",), notes=(Text("一次申领一本证书", "one certificate a claim"),), file="rules/u.yaml",
    )  # fmt: skip


@pytest.fixture
def plan() -> Plan:
    standard = Parameter(
        "standard", Text("补贴标准", "standard"), YUAN, (("level",),), is_supplied=True, left_open_by=("FN1-5-a",),
        points_to="《补贴办法》",
    )  # fmt: skip
    maximum = Parameter(
        "yearly-maximum", Text("每年次数上限", "yearly maximum"), NUMBER, (), (ParameterValue((), 2, "FN1-7-a"),)
    )
    ratio = Parameter("ratio", Text("比例", "ratio"), RATIO, (), ())
    reading = Reading(
        "FR-01", Text("一年的算法", "how the year is counted"), "strictly", is_strict=True,
        options={"strictly": Text("至对应日", "to the same day"), "loosely": Text("至月底", "to the month's end")},
        provisions=("FN1-6-a",),
    )  # fmt: skip
    trades = NamedList("trades", Text("工种清单", "list of trades"), list_of(LEVEL), ("low",), "FN1-8-a")
    return Plan(
        vocabulary(), documents(), provisions(), {p.id: p for p in (standard, maximum, ratio)}, {"trades": trades},
        {"FR-01": reading}, {}, {"upgrade-subsidy": (rule(),)}, "4f1c" + "0" * 58 + "9a",
    )  # fmt: skip


def finding(id_: str, status: str, required: Text, actual: Text, *provisions: str, kind: str = "condition") -> Finding:
    titles = {
        "certified": Text("持有证书", "holds a certificate"),
        "within-one-year": Text("申请期限", "time to apply"),
        "twice": Text("享受次数", "number of awards"),
        "other-route": Text("其他证书", "another certificate"),
    }
    return Finding(id_, kind, status, titles[id_], required, actual, {}, provisions)  # type: ignore[arg-type]


def cited(*provisions: str) -> tuple[Citation, ...]:
    return tuple(Citation(p, "FN1", "示例〔2024〕1号", "关于补贴的通知", "", "", "binding") for p in provisions)


NOTHING = Text("", "")
CERTIFIED = finding("certified", "satisfied", Text("持有证书", "holds one"), NOTHING, "FN1-5-a", kind="ground")
OTHER = finding("other-route", "violated", Text("持有其他证书", "holds another"), NOTHING, "FN1-8-a", kind="ground")
LATE = finding(
    "within-one-year", "violated", Text("最晚 2026-03-10 申请", "apply by 2026-03-10"),
    Text("2026-03-11", "2026-03-11"), "FN1-6-a",
)  # fmt: skip
TWICE = finding("twice", "satisfied", Text("不超过 2 次，已享受 0 次", "at most 2, 0 drawn"), NOTHING, "FN1-7-a")


@pytest.fixture
def late(plan: Plan) -> Decision:
    return Decision(
        "upgrade-subsidy", Text("技能提升补贴", "skill upgrade subsidy"), "scheme", "ineligible", date(2026, 3, 11),
        "990000", plan.bundle, "0.1.0", amount_status="determined", findings=(TWICE, OTHER, CERTIFIED, LATE),
        citations=cited("FN1-5-a", "FN1-6-a", "FN1-7-a", "FN1-8-a"), readings={"FR-01": "strictly"},
    )  # fmt: skip


@pytest.fixture
def granted(plan: Plan) -> Decision:
    return Decision(
        "upgrade-subsidy", Text("技能提升补贴", "skill upgrade subsidy"), "scheme", "eligible", date(2026, 3, 11),
        "990000", plan.bundle, "0.1.0", amount_status="determined", findings=(CERTIFIED, TWICE),
        payments=(PaymentLine("person", 200000, "upgrade-subsidy", ("FN1-5-a", "FD1-1-a")),), is_binding=False,
        citations=cited("FN1-5-a", "FN1-7-a"), flags=("draft", "hypothetical", "in_principle", "retroactive", "new"),
    )  # fmt: skip


@pytest.fixture
def unsettled(plan: Plan) -> Decision:
    level = finding("certified", "unknown", NOTHING, Text("证书等级未提供", "no level given"), "FN1-5-a", kind="ground")
    why = Text("决定金额", "it decides the amount")
    return Decision(
        "upgrade-subsidy", Text("技能提升补贴", "skill upgrade subsidy"), "scheme", "undetermined", date(2026, 3, 11),
        "990000", plan.bundle, "0.1.0", amount_status="undetermined", amount_range_fen=(100000, 200000),
        findings=(level,), citations=cited("FN1-5-a"), ask_next="certificate.level",
        missing=(
            MissingItem("certificate.level", why, ("FN1-5-a",)),
            MissingItem("standard", Text("标准未提供", "no standard given"), ()),
            MissingItem("FR-01", Text("有两种算法", "two ways to count"), ()),
            MissingItem("FN1.effective_from", Text("未印明日期", "no date is printed"), ()),
        ),
    )  # fmt: skip
