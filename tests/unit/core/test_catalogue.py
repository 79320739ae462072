"""The catalogue of diagnostics: both languages, one tone, nothing left over."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subsidy_rules.core.catalogue import CATALOGUE
from subsidy_rules.core.errors import Diagnostic

if TYPE_CHECKING:
    from subsidy_rules.core.catalogue.entry import Entry

ROOT = Path(__file__).parents[3]
PLACES = re.compile(r"(?<!\{)\{(\w+)\}")
ENTRIES = sorted(CATALOGUE.items())


def filled(code: str) -> Diagnostic:
    entry = CATALOGUE[code]
    return Diagnostic(code, {name: "x" for text in entry.values() for name in PLACES.findall(text)})


@pytest.mark.parametrize(("code", "entry"), ENTRIES, ids=[code for code, _ in ENTRIES])
def test_an_entry_keeps_the_tone(code: str, entry: Entry) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert set(entry) == {"en", "zh", "help_en", "help_zh"}
    assert not entry["en"][0].isupper()
    assert not entry["en"].endswith(".")
    assert not entry["zh"].endswith("。")
    assert re.search("[\u4e00-\u9fff]", entry["zh"])
    assert bool(entry["help_en"]) == bool(entry["help_zh"])


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_chinese_says_all_that_english_says(code: str) -> None:
    entry = CATALOGUE[code]
    for one, other in (("en", "zh"), ("help_en", "help_zh")):
        names = [{name.removesuffix("_zh") for name in PLACES.findall(entry[lang])} for lang in (one, other)]
        assert names[0] <= names[1]


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_filled_message_has_no_braces_left_over(code: str) -> None:
    diagnostic = filled(code)
    for lang in ("en", "zh"):
        assert "[[" not in diagnostic.message(lang) + diagnostic.help(lang)
        assert "{{" not in diagnostic.message(lang) + diagnostic.help(lang)


def test_no_code_stands_in_two_rooms() -> None:
    from subsidy_rules.core import catalogue

    rooms = [getattr(catalogue, name) for name in catalogue.__all__ if isinstance(getattr(catalogue, name), dict)]
    assert sum(len(room) for room in rooms if room is not CATALOGUE) == len(CATALOGUE)


def test_a_code_without_an_entry_is_a_bug() -> None:
    with pytest.raises(LookupError):
        Diagnostic("no-such-code")


def test_a_near_miss_that_is_not_there_leaves_no_advice() -> None:
    assert Diagnostic("unknown-key", {"key": "x"}).help("en") == ""
    assert Diagnostic("unknown-key", {"key": "x", "near": "y"}).help("zh") == "是否想写 `y`"


def test_every_code_is_used_and_every_used_code_is_documented() -> None:
    makers = {"Diagnostic", "report", "diagnostic", "_wrong", "add", "_fault", "note"}
    used = {
        node.value
        for path in (ROOT / "src").rglob("*.py")
        if "catalogue" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(CATALOGUE) - used) == []
    called = {
        call.args[0].value
        for path in (ROOT / "src").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in makers
        if isinstance(call.args[0].value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", call.args[0].value)
    }
    assert sorted(called - set(CATALOGUE)) == []
    assert called
