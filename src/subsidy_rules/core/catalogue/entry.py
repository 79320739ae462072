"""One row of the catalogue of diagnostics."""

from __future__ import annotations

from typing import TypeAlias

Entry: TypeAlias = dict[str, str]
"""What a code says and advises: ``en``, ``zh``, ``help_en``, ``help_zh`` (错误条目)."""


def entry(en: str, zh: str, help_en: str = "", help_zh: str = "") -> Entry:
    """Return an entry: what is wrong and what to do about it, in both languages."""
    return {"en": en, "zh": zh, "help_en": help_en, "help_zh": help_zh}


NEAR_EN, NEAR_ZH = "[[did you mean `{near}`]]", "[[是否想写 `{near}`]]"
