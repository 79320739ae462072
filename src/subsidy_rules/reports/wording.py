"""The words all reports share: marks, headings, flags, forces. What the law calls things comes from the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

MARKS = {"satisfied": "✓", "violated": "✗", "unknown": "?", "not_applicable": "–"}

STATUSES = {
    "satisfied": Text("符合", "met"),
    "violated": Text("不符合", "not met"),
    "unknown": Text("待核", "open"),
    "not_applicable": Text("不适用", "not applicable"),
}

FLAGS = {
    "draft": Text("依据征求意见稿，不具约束力", "rests on a draft and binds nobody"),
    "in_principle": Text("涉及“原则上”“一般”的要求", "touches a demand that holds in principle only"),
    "retroactive": Text("适用的条款自行规定了更早的起始日期", "rests on a clause that dates itself back"),
    "hypothetical": Text("结果依据示例标准，非真实金额", "rests on illustrative standards: no real amounts"),
}
NOT_BINDING = Text("本结果不具约束力", "this answer is not binding")
ONLY_WARNINGS = Text("仅不符合“原则上”“一般”的要求", "only demands that hold in principle are not met")

FORCES = {
    "binding": Text("正式施行", "in force"),
    "trial": Text("试行", "on trial"),
    "draft": Text("征求意见稿", "draft"),
    "in_principle": Text("原则上", "in principle"),
    "illustrative": Text("示例", "illustrative"),
}

GROUNDS_NOT_TAKEN = Text("其他途径", "other routes")
AMOUNT_OPEN = Text("金额待核", "amount open")
SUPPLY = Text("请先补充：{label}", "please supply first: {label}")
SETTLE = Text("请先核实：{label}", "please settle first: {label}")
EFFECTIVE_FROM = Text("{source}的施行日期", "first day in force of {source}")
CONSULT = Text("见{source}", "see {source}")
ACTUAL = Text("实际：", "actual: ")
POSSIBLE_AMOUNT = Text("可能金额 {low} 至 {high}", "possibly {low} to {high}")
NOTHING_DUE = Text("没有给付", "nothing is paid")

CHECKS = Text("核查", "Checks")
PAYMENTS = Text("给付", "Payments")
QUANTITY = Text("数量", "Quantity")
MISSING = Text("缺少", "Missing")
BASIS = Text("依据", "Basis")
READINGS = Text("采用的解释", "Readings used")
NOTES = Text("提示", "Notes")

TEST = Text("判定", "rule")
APPLIES = Text("适用于", "applies when")
UNLESS = Text("例外", "except")
PENDING = Text("可补正：未满足时待核，不拒绝", "can be made good: pending, not refused")
HARD = Text("不因“原则上”“一般”而仅作提示", "not softened by 原则上 or 一般 in the same clause")
AT_MOST = Text("最多", "at most")
COUNTED = Text("计次", "counted")
PER = Text("分别计", "separately for each")
AMOUNT = Text("计算", "computed")
WHEN = Text("条件", "when")
INSTEAD = Text("取代", "instead of")
DEFAULT = Text("默认", "default")
SUPPLIED = Text("由请求或补充文件提供", "supplied with the request or an overlay")

CLOSING = Text(
    "依据 {on} 有效的文件 · 规则版本 {bundle} · 详情：{command}",
    "by the documents in force on {on} · rules {bundle} · details: {command}",
)


def colon(lang: str) -> str:
    """Return the colon of the language."""
    return "：" if lang == "zh" else ": "


def comma(lang: str) -> str:
    """Return the comma of the language."""
    return "，" if lang == "zh" else ", "


def listed(lang: str, items: Iterable[str]) -> str:
    """Return things of one kind in a row."""
    return ("、" if lang == "zh" else ", ").join(items)


def dash(lang: str) -> str:
    """Return the dash before the source of a quote."""
    return "——" if lang == "zh" else "— "


def quoted(words: str) -> str:
    """Return words in quotation marks that do not occur in them."""
    return f"「{words}」" if "“" in words else f"“{words}”"


def brackets(lang: str, inside: str) -> str:
    """Return a text in the round brackets of the language, or nothing for nothing."""
    if not inside:
        return ""
    return f"（{inside}）" if lang == "zh" else f" ({inside})"


def yuan(lang: str, amount: str) -> str:
    """Return a sum as it is said."""
    return f"{amount} 元" if lang == "zh" else f"{amount} yuan"


def shortened(digest: str) -> str:
    """Return a digest by its first four and last two characters."""
    return f"{digest[:4]}…{digest[-2:]}"
