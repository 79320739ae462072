"""Golden bad files: each names in its first line what must be found, where, and a word of the message or help."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidy_rules.core.errors import PolicyError
from subsidy_rules.sources.documents import read_document

FILES = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


def expectations(text: str) -> list[tuple[str, str, str]]:
    parts = (item.split(" ", 2) for item in text.splitlines()[0].removeprefix("# ").split("; "))
    return [(code, place, rest[0] if rest else "") for code, place, *rest in parts]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_bad_file_gets_the_expected_diagnostics(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        read_document(path.name, text)
    expected = expectations(text)
    found = caught.value.diagnostics
    assert [(d.code, str(d.span).partition(":")[2]) for d in found] == [(code, place) for code, place, _ in expected]
    for diagnostic, (_, _, word) in zip(found, expected, strict=True):
        assert word in diagnostic.render()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_message_speaks_the_language_of_the_analyst(path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        read_document(path.name, path.read_text(encoding="utf-8"))
    for diagnostic in caught.value.diagnostics:
        english, chinese = diagnostic.message("en"), diagnostic.message("zh")
        for message in (english, chinese):
            assert message
            assert "\n" not in message
            assert "{" not in message
            assert not any(word in message for word in ("dict", "Shape", "None", "pydantic"))
        assert not english.endswith(".")
        assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
