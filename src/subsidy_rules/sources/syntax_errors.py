"""What the YAML parser says, in words that a policy analyst understands, in both languages."""

from __future__ import annotations

import re

_PROBLEMS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "`: ` cannot stand here", "此处不能出现“: ”"),
    ("sequence entries are not allowed", "`- ` cannot stand here", "此处不能出现“- ”"),
    ("cannot start any token", "no value starts with this character", "值不能以此字符开头"),
    ("end of stream|<stream end>", "the file ends in the middle of a value", "文件在值的中间结束"),
    (r"expected ',' or '\]'", "`,` or `]` is expected here", "此处应为 `,` 或 `]`"),
    ("expected ',' or '}'", "`,` or `}` is expected here", "此处应为 `,` 或 `}`"),
    ("expected key|<block end>, but found '<", "only a new key can follow here", "此后只能是新的键"),
    ("expected '-' indicator|<block end>", "the indentation does not fit the lines above", "缩进与上文不一致"),
    ("find expected ':'", "`: ` is missing after the key", "键后缺少“: ”"),
    ("node content", "a value is expected here", "此处应为值"),
    ("document start", "nothing can follow here", "此后不能再有内容"),
    ("document (indicator|separator)", "`---` stands inside a text in quotes", "引号内的文字中出现 `---`"),
    (
        "escape|hexdecimal|hexadecimal",
        r"this is no escape; write `\\` for a backslash",
        r"转义写法不对；反斜杠请写 `\\`",
    ),
    ("indentation|line break", "this cannot follow `|` or `>`", "`|` 或 `>` 之后不能写此内容"),
    ("directive|version|incompatible", "the `%` line is not understood", "无法识别以 `%` 开头的行"),
    ("tag", "tags are not allowed", "不允许使用标签"),
)
_TAB = {"problem": "a tab stands here; indent with blanks", "problem_zh": "此处为制表符，请用空格缩进"}


def problem_values(problem: str, line: str, column: int) -> dict[str, str]:
    """Return the problem in both languages; ``line`` and ``column`` are where the parser stopped."""
    if line[column : column + 1] == "\t":
        return _TAB
    for pattern, en, zh in _PROBLEMS:
        if re.search(pattern, problem):
            return {"problem": en, "problem_zh": zh}
    return {"problem": problem, "problem_zh": problem}
