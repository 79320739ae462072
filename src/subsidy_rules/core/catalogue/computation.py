"""What can go out of range while a decision is computed."""

from __future__ import annotations

from subsidy_rules.core.catalogue.entry import Entry, entry

COMPUTATION: dict[str, Entry] = {
    "negative-amount": entry(
        "the sum for `{payee}` would be less than nothing",
        "给 `{payee}` 的金额为负数",
        "check the ratios: a deduction is at most 1",
        "请核对比例：扣减比例不超过 1",
    ),
    "amount-out-of-range": entry(
        "the sum for `{payee}` is more than {limit} yuan",
        "给 `{payee}` 的金额超过 {limit} 元",
        "check the standards and the numbers of people",
        "请核对标准和人数",
    ),
    "date-out-of-range": entry(
        "`{day}` plus {distance} is no day of the calendar",
        "`{day}` 加 {distance} 超出日历范围",
        "check the year of the date",
        "请核对该日期的年份",
    ),
    "no-date": entry(
        "the request has neither `on` nor a known `{reference}`",
        "请求既没有 `on`，也没有 `{reference}`",
        "give the day the question is put as `on`",
        "请用 `on` 写明提问之日",
    ),
    "too-many-readings": entry(
        "more than {limit} combinations of readings would have to be compared",
        "需要比较的解释组合超过 {limit} 种",
        "name the readings that are settled in `readings`",
        "请在 `readings` 中写明已确定的解释",
    ),
}
