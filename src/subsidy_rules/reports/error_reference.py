"""The page of the documentation that lists every diagnostic, rendered from the catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from subsidy_rules.core.catalogue import CLI, COMPILER, COMPUTATION, REQUEST, SOURCES, Entry
from subsidy_rules.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SECTIONS: tuple[tuple[Text, Mapping[str, Entry]], ...] = (
    (Text("源文件", "Source files"), SOURCES),
    (Text("政策和规则的含义", "What policies and rules mean"), COMPILER),
    (Text("请求", "Requests"), REQUEST),
    (Text("计算", "Computation"), COMPUTATION),
    (Text("命令行", "Command line"), CLI),
)
_HEAD = """\
# Errors · 错误

<!-- Written by `make docs` from src/subsidy_rules/core/catalogue/; changes made here are lost. -->

Every diagnostic the project can give, in the order of the rooms that give them. A code is permanent: it can be searched
for, linked to (`errors.md#duplicate-key`) and matched by programs. ⟨…⟩ stands for what the message names. The line
after the arrow is the help.

项目可能给出的全部诊断，按给出它的部分排列。代码不变，可供检索、链接和程序匹配；⟨…⟩ 处为具体内容，箭头后为处理建议。
"""
_OPTIONAL = re.compile(r"\[\[|\]\]")
_HOLE = re.compile(r"(?<!\{)\{(\w+?)(?:_zh)?\}")


def error_reference() -> str:
    """Return the page in Markdown, with one anchor a code (错误一览)."""
    return "\n".join([_HEAD, *_body()])


def _body() -> Iterator[str]:
    told: set[str] = set()
    for title, entries in _SECTIONS:
        yield f"## {title.en} · {title.zh}\n"
        for code in sorted(entries.keys() - told):
            entry = entries[code]
            yield f"### `{code}`\n"
            yield f"{_said(entry['en'], entry['help_en'])}\n"
            yield f"{_said(entry['zh'], entry['help_zh'])}\n"
        told |= entries.keys()


def _said(message: str, help_text: str) -> str:
    advice = _plain(help_text)
    return f"{_plain(message)}\\\n→ {advice}" if advice else _plain(message)


def _plain(template: str) -> str:
    """Return a template with its holes in angle brackets, its optional parts kept."""
    text = _OPTIONAL.sub("", template)
    return _HOLE.sub(r"⟨\1⟩", text).replace("{{", "{").replace("}}", "}")
