"""What the documentation consists of: pages, their fenced blocks, headings and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
PAGES = sorted([REPO / "README.md", REPO / "README.zh.md", *(REPO / "docs").rglob("*.md")])

_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```\s*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) (.+?)\s*$", re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_BUILDS_ON = re.compile(r"^<!-- builds on ([\w./-]+) -->$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page."""

    language: str
    title: str
    text: str
    line: int
    follows_directly: bool


def name_of(page: Path) -> str:
    return page.relative_to(REPO).as_posix()


def blocks_of(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    found, end = [], 0
    for fence in _FENCE.finditer(text):
        language, _, rest = fence["info"].partition(" ")
        title = re.search(r'title="([^"]+)"', rest)
        content = re.sub(rf"^{fence['indent']}", "", fence["text"], flags=re.MULTILINE)
        line = text.count("\n", 0, fence.start()) + 1
        found.append(Block(language, title[1] if title else "", content, line, not text[end : fence.start()].strip()))
        end = fence.end()
    return found


def prose_of(page: Path) -> str:
    """Return a page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def headings_of(page: Path) -> list[tuple[int, str]]:
    """Return level and words of each heading."""
    return [(len(marks), words) for marks, words in _HEADING.findall(prose_of(page))]


def anchors_of(page: Path) -> set[str]:
    """Return what a link may point to inside a page, as GitHub makes it from the headings."""
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for _, words in headings_of(page)}


def links_of(page: Path) -> list[str]:
    return _LINK.findall(prose_of(page))


def builds_on(page: Path) -> list[Path]:
    """Return the pages whose files a page presumes, those they presume first."""
    named = [page.parent / name for name in _BUILDS_ON.findall(page.read_text(encoding="utf-8"))]
    return [page_ for name in named for page_ in (*builds_on(name), name)]
