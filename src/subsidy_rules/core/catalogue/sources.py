"""What can be wrong with a source file before its meaning is looked at."""

from __future__ import annotations

from subsidy_rules.core.catalogue.entry import NEAR_EN, NEAR_ZH, Entry, entry

SOURCES: dict[str, Entry] = {
    "yaml-syntax": entry(
        "this is not YAML: {problem}",
        "YAML 语法错误：{problem_zh}",
        "correct the line; quote text that contains `: ` or starts with a symbol",
        "请改正此行；含“: ”或以符号开头的文字请加引号",
    ),
    "duplicate-key": entry(
        "`{key}` stands twice in the same mapping",
        "同一处重复出现键 `{key}`",
        "keep one of the two",
        "请只保留一个",
    ),
    "yaml-tag": entry(
        "the tag `{tag}` is not allowed",
        "不允许使用标签 `{tag}`",
        "write the value plainly; put text in quotes",
        "请直接写出该值；文字请加引号",
    ),
    "yaml-anchor": entry(
        "the anchor or alias `{name}` is not allowed",
        "不允许使用锚点或引用 `{name}`",
        "write the value out where it is needed; rules share parts through a `fragment`",
        "请在需要处写明该值；规则之间的共用内容请写成 `fragment`",
    ),
    "file-too-large": entry(
        "the file has more than {limit} bytes",
        "文件超过 {limit} 字节",
        "divide it into several files",
        "请拆分为多个文件",
    ),
    "yaml-too-deep": entry(
        "values are nested more than {limit} deep",
        "嵌套超过 {limit} 层",
        "flatten the structure",
        "请减少嵌套层次",
    ),
    "yaml-too-many-values": entry(
        "the file has more than {limit} values",
        "文件包含的值超过 {limit} 个",
        "divide it into several files",
        "请拆分为多个文件",
    ),
    "not-utf8": entry(
        "byte {offset} is not UTF-8",
        "第 {offset} 个字节不是 UTF-8 编码",
        "save the file as UTF-8",
        "请以 UTF-8 编码保存文件",
    ),
    "empty-file": entry(
        "the file says nothing",
        "文件没有内容",
        "write the document, or remove the file",
        "请写入内容或删除该文件",
    ),
    "several-documents": entry(
        "a second YAML document starts here",
        "此处开始第二个 YAML 文档",
        "put it in a file of its own",
        "请另存为单独的文件",
    ),
    "key-not-text": entry(
        "{found} cannot be a key",
        "{found_zh}不能作为键",
        "write a name; quote a key that looks like a number, a date or a truth value",
        "请写名称；形似数字、日期或真假值的键请加引号",
    ),
    "number-not-quoted": entry(
        "`{number}` is not a whole number",
        "`{number}` 不是整数",
        'quote it: "{number}"; amounts and ratios are quoted decimals',
        '请加引号："{number}"；金额和比例写成带引号的小数',
    ),
    "number-too-large": entry(
        "`{number}` has more than {limit} digits",
        "`{number}` 超过 {limit} 位",
        "quote it where it is not a number to calculate with",
        "如非用于计算，请加引号",
    ),
    "impossible-date": entry(
        "`{text}` is no day of the calendar",
        "`{text}` 不是有效日期",
        "correct the date; quote it where it is text",
        "请改正日期；如为文字请加引号",
    ),
    "invisible-character": entry(
        "the invisible character {codepoint} stands here",
        "此处有不可见字符 {codepoint}",
        "delete it; it came in by copying",
        "请删除；多为复制时带入",
    ),
    "unknown-file-kind": entry(
        "the file does not say what it is",
        "无法识别文件类型",
        "start it with `document`, `question`, `fragment`, `overlay` or `version`[[; did you mean `{near}`]]",
        "请以 `document`、`question`、`fragment`、`overlay` 或 `version` 开头[[；是否想写 `{near}`]]",
    ),
    "wrong-file-name": entry(
        "`{name}` is not read: source files end in `.yaml`",
        "未读取 `{name}`：文件名须以 `.yaml` 结尾",
        "rename it",
        "请重命名",
    ),
    "unreadable-file": entry(
        "`{name}` cannot be read",
        "无法读取 `{name}`",
        "check the path and the permissions",
        "请检查路径和权限",
    ),
    "overlay-among-law": entry(
        "`{name}` is an overlay, not law",
        "`{name}` 是补充文件，不是政策或规则",
        "move it out of the folder and name it with `--overlay`",
        "请移出该文件夹，并用 `--overlay` 指定",
    ),
    "not-an-overlay": entry(
        "`{name}` is not an overlay",
        "`{name}` 不是补充文件",
        "an overlay starts with `overlay: …`; law is named under policies or rules",
        "补充文件以 `overlay: …` 开头；政策和规则请放在各自的位置",
    ),
    "unknown-key": entry("`{key}` is not known here", "此处没有键 `{key}`", NEAR_EN, NEAR_ZH),
    "missing-key": entry(
        "`{key}` is missing",
        "缺少 `{key}`",
        "add `{key}: …`",
        "请补充 `{key}: …`",
    ),
    "wrong-shape": entry(
        "expected {expected}, found {found}",
        "应为{expected_zh}，实为{found_zh}",
        "[[{advice}]]",
        "[[{advice_zh}]]",
    ),
    "wrong-form": entry(
        "`{value}` is not written as {form}",
        "`{value}` 的写法不对，应为{form_zh}",
    ),
    "unknown-choice": entry(
        "`{value}` is not one of {choices}",
        "`{value}` 不在可选范围内：{choices}",
        NEAR_EN,
        NEAR_ZH,
    ),
    "empty-text": entry(
        "the text is empty",
        "文字为空",
        "write it, or leave the key out",
        "请填写，或去掉该键",
    ),
    "text-too-long": entry(
        "the text has more than {limit} characters",
        "文字超过 {limit} 个字符",
        "divide it: name a part under `definitions`",
        "请拆分：将一部分写入 `definitions` 并命名",
    ),
    "quote-not-in-text": entry(
        "the quote of `{provision}` is not in the official text",
        "`{provision}` 的引文与官方文本不符",
        "[[the text reads: “{passage}”]]",
        "[[官方文本为：“{passage}”]]",
    ),
    "quote-out-of-order": entry(
        "the fragment “{quote}” of `{provision}` does not follow the one before it in the official text",
        "`{provision}` 的片段“{quote}”在官方文本中不在前一片段之后",
        "give the fragments in the order of the text, without overlaps",
        "请按官方文本的顺序列出各片段，且不重叠",
    ),
    "text-not-found": entry(
        "the official text `{text}` is not in the directory",
        "目录中没有官方文本 `{text}`",
        "`text` is the file name or the beginning of it",
        "`text` 应为文件名或其开头部分",
    ),
    "text-not-named": entry(
        "document `{document}` does not name its official text, so its quotes are not checked",
        "文件 `{document}` 未指明官方文本，引文未核对",
        "add `text: …`, the beginning of the name of the file with the text",
        "请补充 `text: …`，即官方文本文件名的开头部分",
    ),
    "text-ambiguous": entry(
        "several files start with `{text}`: {files}",
        "有多个文件以 `{text}` 开头：{files}",
        "write more of the file name",
        "请写出更完整的文件名",
    ),
}
