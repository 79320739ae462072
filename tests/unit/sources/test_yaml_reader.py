"""The reader: YAML 1.2, plain values, true places, and nothing but diagnostics for whatever is wrong."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from subsidy_rules.core.characters import INVISIBLE
from subsidy_rules.core.errors import Diagnostic, PolicyError
from subsidy_rules.sources import yaml_reader
from subsidy_rules.sources.scalars import ScalarError, refuse_full_width_number
from subsidy_rules.sources.yaml_reader import MAX_BYTES, MAX_DEPTH, MAX_DIAGNOSTICS, MAX_VALUES, read_yaml


@pytest.fixture(params=["libyaml", "pure"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with libyaml, and as if libyaml were missing."""
    if request.param == "pure":
        monkeypatch.setattr(yaml_reader, "_loader", lambda: yaml.SafeLoader)
    return str(request.param)


def codes(content: str | bytes) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        read_yaml(content, "x.yaml")
    return [f"{d.code} {d.span.line}:{d.span.column}" for d in caught.value.diagnostics if d.span]


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("No", "No"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("Null", None),
        ("012", 12),
        ("-7", -7),
        ("+7", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("1.5.2", "1.5.2"),
        ("2026-03-10", date(2026, 3, 10)),
        ("2026-3-10", "2026-3-10"),
        ("2026-03-10T10:00:00", "2026-03-10T10:00:00"),
        ('"2026-03-10"', "2026-03-10"),
        ("'1.5'", "1.5"),
        ('"012"', "012"),
        ("NaN", "NaN"),
        ("高级工", "高级工"),
        ("１年以内", "１年以内"),
    ],
)
def test_a_scalar_means_what_yaml_1_2_says(loader: str, text: str, value: object) -> None:
    data = read_yaml(f"a: {text}", f"{loader}.yaml").data
    assert isinstance(data, dict)
    assert (data["a"], type(data["a"])) == (value, type(value))


def test_blocks_are_read_as_text(loader: str) -> None:
    data = read_yaml("a: |\n  one\n  two\nb: >\n  one\n  two\n", f"{loader}.yaml").data
    assert data == {"a": "one\ntwo\n", "b": "one two\n"}


# ---------------------------------------------------------------- places


SAMPLE = """\
document: FN2025
provisions:
  FN2025-1-a: {place: 第一条, quote: "每人二千元"}
  FN2025-2-a:
    quotes:
      - 高级工
      - '技师'
rule: >-
  claim.applied_on <=
  on
text: |

    one
empty:
"""


def test_every_value_and_key_has_its_place(loader: str) -> None:
    spans = read_yaml(SAMPLE, f"{loader}.yaml").spans
    assert spans.value(("document",)).line == 1
    assert (spans.value(("document",)).column, spans.value(("document",)).length) == (11, 6)
    assert str(spans.key(("provisions", "FN2025-1-a"))) == f"{loader}.yaml:3:3"
    quote = spans.value(("provisions", "FN2025-1-a", "quote"))
    assert (quote.line, quote.column, quote.length) == (3, 35, 7)
    assert quote.excerpt == SAMPLE.splitlines()[2]
    assert str(spans.value(("provisions", "FN2025-2-a", "quotes", 1))) == f"{loader}.yaml:7:9"


def test_content_starts_after_the_quotation_mark(loader: str) -> None:
    spans = read_yaml(SAMPLE, f"{loader}.yaml").spans
    quote = spans.content(("provisions", "FN2025-1-a", "quote"))
    assert (quote.column, quote.length) == (36, 5)
    assert (quote.inside(2, 2).column, quote.inside(2, 2).length) == (38, 2)
    assert spans.content(("provisions", "FN2025-2-a", "quotes", 1)).column == 10
    assert spans.content(("document",)) == spans.value(("document",))


def test_content_of_a_block_starts_at_its_first_line(loader: str) -> None:
    spans = read_yaml(SAMPLE, f"{loader}.yaml").spans
    assert (spans.content(("rule",)).line, spans.content(("rule",)).column) == (9, 3)
    assert (spans.content(("text",)).line, spans.content(("text",)).column) == (13, 5)


def test_what_has_no_place_of_its_own_takes_the_nearest_around_it(loader: str) -> None:
    spans = read_yaml(SAMPLE, f"{loader}.yaml").spans
    assert spans.value(("provisions", "FN2025-1-a", "place", "more")) == spans.value(
        ("provisions", "FN2025-1-a", "place")
    )
    assert spans.value(("nothing", 3)) == spans.value(())
    assert spans.key(("nothing",)) == spans.value(())
    assert spans.content(("empty",)).line == 14


# ---------------------------------------------------------------- encodings


def test_windows_line_endings_and_a_byte_order_mark_move_nothing(loader: str) -> None:
    plain = read_yaml(SAMPLE, f"{loader}.yaml")
    windows = read_yaml(b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode(), f"{loader}.yaml")
    assert windows.data == plain.data
    assert windows.spans.values == plain.spans.values
    assert windows.spans.value(("document",)).excerpt == "document: FN2025"


def test_bytes_that_are_not_utf8_are_refused_at_their_place() -> None:
    assert codes("a: 一\nb: 贵".encode() + b"\xff") == ["not-utf8 2:5"]


@pytest.mark.parametrize(
    "character", ["\u200b", "\u200e", "\u202e", "\u2066", "\ufeff", "\x00", "\x1b", "\u2028", "\ud800"]
)
def test_a_character_nobody_sees_is_refused(character: str) -> None:
    assert codes(f"a: 1\n\n补贴: 一{character}二") == ["invisible-character 3:6"]
    assert codes(f"# {character}") == ["invisible-character 1:3"]


# ---------------------------------------------------------------- bounds


def test_aliases_are_refused_before_anything_is_multiplied(loader: str) -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30))
    started = time.perf_counter()
    found = codes(bomb)
    assert time.perf_counter() - started < 2, loader
    assert found[0] == "yaml-anchor 1:5"
    assert len(found) == MAX_DIAGNOSTICS


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_deep_nesting_stops_the_reading(text: str) -> None:
    assert codes(text)[0].startswith("yaml-too-deep 1:")


def test_nesting_up_to_the_bound_is_read(loader: str) -> None:
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, f"{loader}.yaml").data
    assert codes("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2)) == [f"yaml-too-deep 1:{MAX_DEPTH + 2}"]


def test_a_file_may_have_two_megabytes() -> None:
    assert codes("#" + "x" * MAX_BYTES) == ["file-too-large 1:1"]
    assert codes("补" * (MAX_BYTES // 2)) == ["file-too-large 1:1"]
    assert codes(b"#" * (MAX_BYTES + 1)) == ["file-too-large 1:1"]


def test_a_file_may_have_so_many_values() -> None:
    assert codes("[" + "1," * MAX_VALUES + "1]")[0].startswith("yaml-too-many-values 1:")


def test_a_number_has_an_end() -> None:
    assert codes("a: " + "9" * 5000) == ["number-too-large 1:4"]
    assert codes("a: 0x" + "f" * 5000) == ["number-too-large 1:4"]


def test_a_file_full_of_faults_is_not_reported_without_end() -> None:
    assert len(codes("- 1.5\n" * 1000)) == MAX_DIAGNOSTICS


def test_all_faults_of_a_file_are_reported_at_once() -> None:
    assert codes("a: 1.5\nb: &x 2026-02-30\na: !!str １２\n2: c\n[d: e") == [
        "number-not-quoted 1:4",
        "yaml-anchor 2:4",
        "impossible-date 2:4",
        "duplicate-key 3:1",
        "yaml-tag 3:4",
        "full-width-character 3:4",
        "key-not-text 4:1",
        "yaml-syntax 5:6",
    ]


# ---------------------------------------------------------------- whatever comes

YAML_WORDS = st.sampled_from(
    [
        *"-:?,[]{}#&*!|>'\"%@`~\\\n\t <",
        *(": ", "- ", "\n  ", "---\n", "...\n", "%YAML 1.2\n", "&a", "*a", "!!int ", "<<: ", "|5", ">-\n", "\r"),
        *("a", "补贴", "1.5", "2026-02-31", "１２", "\\x", "\\U", "\\ud800", "0x", "\u200b", "\ud800"),
    ]
)
ANYTHING = st.one_of(st.text(), st.lists(YAML_WORDS, max_size=40).map("".join), st.binary(max_size=200))


def has_visible_text(text: str) -> bool:
    try:
        refuse_full_width_number(text)
    except ScalarError:
        return False
    return not INVISIBLE.search(text)


TEXT = st.text(max_size=40).filter(has_visible_text)
PLAIN_DATA: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


def wrong_with(content: str | bytes) -> tuple[Diagnostic, ...]:
    try:
        read_yaml(content, "x.yaml")
    except PolicyError as error:
        return error.diagnostics
    return ()


@given(content=ANYTHING)
def test_nothing_but_diagnostics_comes_of_anything(content: str | bytes) -> None:
    for diagnostic in wrong_with(content):
        assert diagnostic.span
        assert min(diagnostic.span.line, diagnostic.span.column, diagnostic.span.length) >= 1
        assert diagnostic.render("en")
        assert diagnostic.render("zh")


@given(content=ANYTHING)
def test_nothing_but_diagnostics_comes_of_anything_without_libyaml(content: str | bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_reader, "_loader", lambda: yaml.SafeLoader)
        assert all(diagnostic.span for diagnostic in wrong_with(content))


@given(data=PLAIN_DATA, indent=st.sampled_from([None, 1, 2]))
def test_plain_data_comes_back_as_it_was(data: Any, indent: int | None) -> None:  # noqa: ANN401
    assume(json.dumps(data, ensure_ascii=False).isprintable())
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    assert read_yaml(text, "x.yaml").data == data
    assert read_yaml(text.encode(), "x.yaml").data == data


@given(data=PLAIN_DATA)
def test_every_part_of_plain_data_has_a_place(data: Any) -> None:  # noqa: ANN401
    spans = read_yaml(json.dumps(data, indent=1, ensure_ascii=False), "x.yaml").spans

    def visit(value: object, path: tuple[str | int, ...]) -> None:
        assert path in spans.values
        children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for step, child in children:
            visit(child, (*path, step))

    visit(data, ())
