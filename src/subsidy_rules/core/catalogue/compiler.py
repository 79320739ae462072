"""What can be wrong with the meaning of a policy or rule file."""

from __future__ import annotations

from subsidy_rules.core.catalogue.entry import NEAR_EN, NEAR_ZH, Entry, entry

_NAMES: dict[str, Entry] = {
    "unknown-name": entry("`{name}` is not known here", "此处没有名称 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-field": entry("`{record}` has no field `{name}`", "`{record}` 没有字段 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-function": entry("there is no function `{name}`", "没有函数 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-provision": entry("no document has a provision `{name}`", "没有条款 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-parameter": entry("no document has a parameter `{name}`", "没有参数 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-reading": entry("there is no reading `{name}`", "没有解释项 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-option": entry(
        "reading `{reading}` has no option `{name}`", "解释项 `{reading}` 没有选项 `{name}`", NEAR_EN, NEAR_ZH
    ),
    "unknown-enum-value": entry("`{name}` is not a value of `{enum}`", "`{enum}` 没有取值 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-enum": entry("there is no enum `{name}`", "没有枚举 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-payee": entry("`{name}` is not a payee of this question", "`{name}` 不是该问题的受款人", NEAR_EN, NEAR_ZH),
    "unknown-unit": entry("there is no unit `{name}`", "没有单位 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-record": entry("there is no record `{name}`", "没有记录 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-list": entry("there is no list `{name}`", "没有名单 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-fragment": entry("there is no fragment `{name}`", "没有片段 `{name}`", NEAR_EN, NEAR_ZH),
    "unknown-delegation": entry("no document opens `{name}`", "没有文件作出授权 `{name}`", NEAR_EN, NEAR_ZH),
    "duplicate-definition": entry(
        "the {kind} `{name}` is defined twice",
        "{kind} `{name}` 重复定义",
        "rename one of the two, or remove it",
        "请将其中一个改名或删除",
    ),
    "duplicate-question": entry(
        "two rules answer `{question}` on the same day",
        "同一日有两份规则回答 `{question}`",
        "give each file its own period under `effective`",
        "请在各文件的 `effective` 中写明各自的期间",
    ),
    "circular-definition": entry(
        "`{name}` is defined by itself",
        "`{name}` 循环定义",
        "write one of the definitions on the way without the others",
        "请将其中一项定义改写为不依赖其他各项",
    ),
}

_EXPRESSIONS: dict[str, Entry] = {
    "expression-syntax": entry(
        "this is not an expression: {problem}",
        "表达式语法错误：{problem}",
        "the rule language is described in `docs/reference/language.md`",
        "规则语言见 `docs/reference/language.md`",
    ),
    "sentence-syntax": entry(
        "this sentence cannot be filled in: {problem}",
        "句子无法填写：{problem}",
        "put an expression between `{{` and `}}`",
        "表达式请写在 `{{` 与 `}}` 之间",
    ),
    "expression-too-long": entry(
        "the expression has more than {limit} characters",
        "表达式超过 {limit} 个字符",
        "name a part under `definitions`",
        "请将一部分写入 `definitions` 并命名",
    ),
    "expression-too-large": entry(
        "with its definitions written out the expression has more than {limit} parts",
        "展开定义后，表达式超过 {limit} 个部分",
        "use the definitions less often, or state the figure as a parameter",
        "请减少定义的重复使用，或将数值写作参数",
    ),
    "expression-too-deep": entry(
        "the expression is nested more than {limit} deep",
        "表达式嵌套超过 {limit} 层",
        "name a part under `definitions`",
        "请将一部分写入 `definitions` 并命名",
    ),
    "not-allowed": entry(
        "{construct} is not part of the rule language",
        "规则语言不含{construct}",
        "what may be written is described in `docs/reference/language.md`",
        "可用的写法见 `docs/reference/language.md`",
    ),
    "full-width-character": entry(
        "`{character}` is a full-width character",
        "`{character}` 是全角字符",
        "write `{plain}`",
        "请写 `{plain}`",
    ),
    "type-mismatch": entry(
        "expected {expected}, found {found}",
        "应为{expected}，实为{found}",
        "compare and combine things of one kind; see the page on the rule language",
        "请比较、运算同类的量；见规则语言一页",
    ),
    "unit-mismatch": entry(
        "`{left}` and `{right}` cannot be combined",
        "`{left}` 与 `{right}` 不能相互运算",
        "bring both to the same unit",
        "请统一单位",
    ),
    "wrong-argument-count": entry(
        "`{name}` takes {expected}, not {found}", "`{name}` 需要 {expected} 个参数，实为 {found} 个"
    ),
    "wrong-key-count": entry(
        "`{name}` takes {expected} keys, not {found}", "`{name}` 需要 {expected} 个键，实为 {found} 个"
    ),
    "reference-not-a-date": entry(
        "the reference of a question must be a date; this is {found}",
        "问题的基准日须为日期，此处为{found}",
        "name a dated fact, or write `on`",
        "请写带日期的事实，或写 `on`",
    ),
    "quantity-unit": entry(
        "the answer is given in `{unit}`, but the value is in `{found}`",
        "答案单位为 `{unit}`，而该值单位为 `{found}`",
        "correct `unit` or the value",
        "请改正 `unit` 或该值",
    ),
}

_CITATIONS: dict[str, Entry] = {
    "uncited-number": entry(
        "`{number}` is law without a provision",
        "`{number}` 未注明依据",
        "state it as a parameter in the policy file, with its provision",
        "请在政策文件中写成参数并注明条款",
    ),
    "not-cited": entry("{what} cites no provision", "{what} 未注明条款", "add `provision: …`", "请补充 `provision: …`"),
    "quote-missing": entry(
        "provision `{provision}` has no quote",
        "条款 `{provision}` 没有引文",
        "add `quote: …`, the words of the official text",
        "请补充 `quote: …`，逐字引用官方文本",
    ),
    "example-fails": entry(
        "the example `{name}` does not come out: {difference}",
        "示例 `{name}` 结果不符：{difference}",
        "correct the rule or the example",
        "请改正规则或示例",
    ),
    "reading-needs-default": entry(
        "the default of reading `{reading}` is not one of its options",
        "解释项 `{reading}` 的默认值不在其选项中",
        "set `default` to one of the `options`",
        "请将 `default` 设为 `options` 之一",
    ),
}

_CONFLICTS: dict[str, Entry] = {
    "values-overlap": entry(
        "`{parameter}` has two values for `{key}` on the same day",
        "`{parameter}` 在同一日对 `{key}` 有两个值",
        "end the first with `to`, or start the second with `from`",
        "请用 `to` 结束前一个，或用 `from` 开始后一个",
    ),
    "value-expired": entry(
        "`{parameter}` has no value after {last}",
        "`{parameter}` 在 {last} 之后没有值",
        "add the value of the document now in force, with its provision",
        "请按现行文件补充该值并注明条款",
    ),
    "amounts-disagree": entry(
        "two provisions set different amounts for `{payee}` in `{question}`",
        "`{question}` 中两项条款对 `{payee}` 规定的金额不同",
        "mark one as `exception_to: …` the other",
        "请用 `exception_to: …` 标明哪一项是例外",
    ),
    "rows-overlap": entry(
        "rows {first} and {second} of table `{table}` fit the same case",
        "表 `{table}` 的第 {first} 行与第 {second} 行适用于同一情形",
        "narrow one of them, or write `hit: first`",
        "请缩小其中一行的范围，或写 `hit: first`",
    ),
    "rows-incomplete": entry(
        "no row of table `{table}` fits {example}",
        "表 `{table}` 没有一行适用于 {example}",
        "add a row, or `otherwise`",
        "请补充一行或 `otherwise`",
    ),
    "period-reversed": entry(
        "the period ends on {last}, before it starts on {first}",
        "期间止于 {last}，早于起始日 {first}",
        "exchange the two days or correct them",
        "请对调或改正两个日期",
    ),
}

_DELEGATIONS: dict[str, Entry] = {
    "delegation-not-named": entry(
        "`{parameter}` is set without naming the delegation",
        "设定 `{parameter}` 未注明授权",
        "add `delegation: {delegation}`",
        "请补充 `delegation: {delegation}`",
    ),
    "delegation-wrong-level": entry(
        "region `{region}` is a {level}; only a {wanted} may set this",
        "地区 `{region}` 的层级为 `{level}`，只有 `{wanted}` 可以设定",
        "the power is not open to this authority",
        "该授权不适用于此级机关",
    ),
    "reserved-word": entry(
        "`{name}` is a word of the rule language and cannot name a fact",
        "`{name}` 是规则语言的关键字，不能用作事实名称",
        "choose another name",
        "请换一个名称",
    ),
    "overlay-region": entry(
        "`{region}` lies outside `{outer}`, the region of this file",
        "`{region}` 不在本文件的地区 `{outer}` 之内",
        "give the value in a file of that region",
        "请在该地区的文件中规定",
    ),
    "over-limit": entry(
        "{value} is more than the {limit} that the delegation allows",
        "{value} 超过授权允许的 {limit}",
        "lower the value; both clauses are quoted here",
        "请降低该值；两项条款引文见上",
    ),
    "illustrative-or-cited": entry(
        "overlay `{overlay}` neither cites its values nor says they are illustrative",
        "补充文件 `{overlay}` 既未注明依据，也未说明为示例",
        "add `provision: …` to each value, or `illustrative: true`",
        "请为每个值补充 `provision: …`，或写 `illustrative: true`",
    ),
}

COMPILER: dict[str, Entry] = {**_NAMES, **_EXPRESSIONS, **_CITATIONS, **_CONFLICTS, **_DELEGATIONS}
