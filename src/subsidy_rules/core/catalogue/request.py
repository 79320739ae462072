"""What can be wrong with a request."""

from __future__ import annotations

from subsidy_rules.core.catalogue.entry import NEAR_EN, NEAR_ZH, Entry, entry

_JSON: dict[str, Entry] = {
    "json-syntax": entry(
        "this is not JSON: {problem} (line {line}, column {column})",
        "JSON 语法错误（第 {line} 行第 {column} 列）：{problem}",
        "correct the text at this place",
        "请改正此处",
    ),
    "json-not-an-object": entry(
        "`{value}` is not a request",
        "`{value}` 不是请求",
        'a request is a JSON object: {{"question": …, "region": …}}',
        '请求须为 JSON 对象：{{"question": …, "region": …}}',
    ),
    "json-too-deep": entry(
        "values are nested too deep", "嵌套层次过深", "a request needs only a few levels", "请求只需少数几层"
    ),
    "json-number-too-long": entry(
        "a number has thousands of digits", "数字长达数千位", "correct the number", "请改正该数字"
    ),
    "byte-order-mark": entry(
        "the text starts with a byte order mark",
        "文本以字节顺序标记（BOM）开头",
        "save it as UTF-8 without BOM",
        "请另存为不带 BOM 的 UTF-8",
    ),
}

_ENVELOPE: dict[str, Entry] = {
    "unknown-question": entry("there is no question `{name}`", "没有问题 `{name}`", NEAR_EN, NEAR_ZH),
    "question-not-yet-asked": entry(
        "`{name}` is a question, but no rule answers it yet",
        "`{name}`（{label}）暂无规则可以回答",
        "`subsidy-rules questions` lists what can be asked",
        "可用 `subsidy-rules questions` 查看现可提出的问题",
    ),
    "option-not-offered": entry(
        "option `{name}` of reading `{reading}` is not offered yet",
        "解释项 `{reading}` 的选项 `{name}` 暂不提供",
        "choose another option, or leave the reading out",
        "请选其他选项，或不列该解释项",
    ),
    "switches-disagree": entry(
        "`drafts` says `{one}`, reading `{reading}` says `{other}`",
        "`drafts` 为 `{one}`，解释项 `{reading}` 却为 `{other}`",
        "the two are one switch: give one of them",
        "二者是同一开关，请只给一个",
    ),
    "parameter-not-supplied": entry(
        "`{name}` is stated by the documents, and not supplied with a request",
        "`{name}` 由文件规定，不随请求提供",
        "leave it out",
        "请删去",
    ),
    "unknown-table-key": entry("`{name}` is not a key of `{table}`", "`{table}` 没有键 `{name}`", NEAR_EN, NEAR_ZH),
    "not-a-range": entry(
        "`{value}` is not a range", "`{value}` 不是区间", "write [lowest, highest]", "请写为 [最低, 最高]"
    ),
    "range-reversed": entry(
        "the range starts at `{low}` and ends below, at `{high}`",
        "区间下限 `{low}` 高于上限 `{high}`",
        "write [lowest, highest]",
        "请写为 [最低, 最高]",
    ),
}

_FACTS: dict[str, Entry] = {
    "one-and-many": entry(
        "both `{one}` and `{many}` are given",
        "同时给出了 `{one}` 和 `{many}`",
        "give `{one}` for one, `{many}` for several",
        "单个用 `{one}`，多个用 `{many}`",
    ),
    "not-a-record": entry(
        "`{value}` is not a record", "`{value}` 不是记录", "write its fields by name", "请按名称逐项填写字段"
    ),
    "not-a-list": entry("`{value}` is not a list", "`{value}` 不是列表", "put it in `[` and `]`", "请放入 `[` 与 `]`"),
    "not-a-table": entry(
        "`{value}` is not a table", "`{value}` 不是表", "write the figures by name", "请按名称逐项填写数字"
    ),
    "null-in-list": entry(
        "an element of the list is empty",
        "列表中有空元素",
        "leave it out; leave out the list where it is not known",
        "请删去；列表未知时请整项略去",
    ),
    "not-text": entry("`{value}` is not text", "`{value}` 不是文字", "put it in quotes", "请加引号"),
    "not-a-truth-value": entry(
        "`{value}` is neither true nor false",
        "`{value}` 既非 true 也非 false",
        "write true or false without quotes; leave it out where it is not known",
        "请写 true 或 false，不加引号；未知时请略去",
    ),
    "not-a-count": entry(
        "`{value}` is not a whole number of zero or more",
        "`{value}` 不是非负整数",
        "write it in digits, without quotes and without a point",
        "请写阿拉伯数字，不加引号，不带小数点",
    ),
    "count-too-large": entry(
        "`{value}` is more than {limit}", "`{value}` 超过 {limit}", "correct the number", "请改正"
    ),
    "not-an-amount": entry(
        "`{value}` is not an amount of yuan",
        "`{value}` 不是以元计的金额",
        'write a decimal string with two places: "1500.00"',
        '请写带两位小数的字符串："1500.00"',
    ),
    "not-a-ratio": entry(
        "`{value}` is not a ratio",
        "`{value}` 不是比例",
        'write a decimal string: "0.30" is thirty per cent',
        '请写小数字符串："0.30" 即百分之三十',
    ),
    "number-not-text": entry(
        "`{value}` is a number; amounts and ratios are decimal strings",
        "`{value}` 是数字；金额和比例须为小数字符串",
        'put it in quotes: "1500.00", "0.30"',
        '请加引号："1500.00"、"0.30"',
    ),
    "not-a-date": entry(
        "`{value}` is not a date", "`{value}` 不是日期", "write it as 2026-03-10", "请按 2026-03-10 的格式填写"
    ),
    "not-a-region": entry(
        "`{value}` is not a region code",
        "`{value}` 不是行政区划代码",
        "write the six digits of GB/T 2260, in quotes",
        "请写六位行政区划代码（GB/T 2260），并加引号",
    ),
}

_IDENTIFIERS: dict[str, Entry] = {
    "empty-identifier": entry("the id is empty", "编号为空", "leave it out where it is not known", "未知时请略去该项"),
    "blank-around-identifier": entry(
        "the id `{value}` starts or ends with a blank", "编号 `{value}` 首尾有空格", "remove the blank", "请删去空格"
    ),
    "identifier-in-small-letters": entry(
        "this ID number or credit code is written in small letters",
        "证件号码或统一社会信用代码含小写字母",
        "write capitals: one number in two spellings would be two people",
        "请用大写；同一号码两种写法会被当作两个主体",
    ),
    "wrong-id-number": entry(
        "`{value}` is not an ID number: its check digit is wrong",
        "公民身份号码 `{value}` 校验码不符",
        "compare it with the card",
        "请与证件核对",
    ),
    "same-id-twice": entry(
        "`{value}` stands twice in one list",
        "同一名单中 `{value}` 出现两次",
        "tell of one person once; people with the same facts share one entry with `head_count`",
        "每人只写一次；情况相同的人可合并为一条并写 `head_count`",
    ),
    "wrong-credit-code": entry(
        "`{value}` is not a unified social credit code: its check character is wrong",
        "统一社会信用代码 `{value}` 校验码不符",
        "compare it with the licence; I, O, S, V and Z are never used",
        "请与证照核对；代码不使用 I、O、S、V、Z",
    ),
}

REQUEST: dict[str, Entry] = {**_JSON, **_ENVELOPE, **_FACTS, **_IDENTIFIERS}
