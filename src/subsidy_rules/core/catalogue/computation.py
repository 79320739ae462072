"""What can go out of range while a decision is computed."""

from __future__ import annotations

from subsidy_rules.core.catalogue.entry import Entry, entry

COMPUTATION: dict[str, Entry] = {
    "date-out-of-range": entry(
        "`{day}` plus {distance} is no day of the calendar",
        "`{day}` 加 {distance} 超出日历范围",
        "check the year of the date",
        "请核对该日期的年份",
    ),
}
