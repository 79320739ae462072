"""How a YAML value is called in a message: never by its Python type."""

from __future__ import annotations

from datetime import date

from subsidy_rules.core.characters import in_one_line


def described(value: object) -> tuple[str, str]:
    """Return what a value is, in English and Chinese: "the number `3`", "a list"."""
    if value is None:
        return "nothing", "空值"
    if isinstance(value, bool):
        word = "true" if value else "false"
        return f"the truth value `{word}`", f"真假值 `{word}`"
    if isinstance(value, int):
        return f"the number `{value}`", f"数字 `{value}`"
    if isinstance(value, date):
        return f"the date `{value}`", f"日期 `{value}`"
    if isinstance(value, str):
        shown = in_one_line(value)
        return f"the text `{shown}`", f"文字 `{shown}`"
    if isinstance(value, list):
        return "a list", "列表"
    return "a mapping", "映射"
