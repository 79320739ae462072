"""What can be wrong with what is typed on the command line."""

from __future__ import annotations

from subsidy_rules.core.catalogue.entry import NEAR_EN, NEAR_ZH, Entry, entry

CLI: dict[str, Entry] = {
    "setting-does-not-fit": entry(
        "`{step}` does not fit what the request has there",
        "`{step}` 与申请此处的内容不符",
        "elements of a list are counted from 0: `trainees[0].birth_on`",
        "列表元素从 0 起编号：`trainees[0].birth_on`",
    ),
    "line-too-long": entry(
        "the line has more than {limit} bytes",
        "该行超过 {limit} 字节",
        "put one request on each line",
        "请每行只写一个请求",
    ),
    "nothing-to-show": entry(
        "`{name}` is neither a question nor a provision",
        "`{name}` 既不是问题，也不是条款",
        NEAR_EN,
        NEAR_ZH,
    ),
}
