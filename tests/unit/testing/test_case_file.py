from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from subsidy_rules.core.errors import PolicyError
from subsidy_rules.testing.case_file import read_cases

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """version: 1
cases:
  - {id: A-1, title: first, request: {question: a}, expect: {outcome: eligible}, why: by hand, keys: [DS-01]}
  - id: A-2
    request: {question: b}
    expect: {outcome: eligible}
    disputed: true
    alternative: {outcome: ineligible}
  - id: A-3
    request: {question: b}
    expect: {outcome: eligible}
    alternative: {outcome: ineligible}
"""


def write(folder: Path, text: str, name: str = "cases.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path, *more: Path) -> list[str]:
    with pytest.raises(PolicyError) as refused:
        read_cases([path, *more])
    return [
        f"{d.span.line if d.span else 0}:{d.span.column if d.span else 0} {d.code}" for d in refused.value.diagnostics
    ]


def test_cases_are_read_with_their_places(tmp_path: Path) -> None:
    first, disputed, third = read_cases([write(tmp_path, GOOD)])
    assert (first.id, first.title, first.question) == ("A-1", "first", "a")
    assert (first.span.line, first.span.column) == (3, 10)
    assert [e["outcome"] for e in disputed.expectations] == ["eligible", "ineligible"]
    assert len(third.expectations) == 1


def test_a_folder_is_read_in_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for number, name in enumerate(("b.yaml", "a.yaml", "sub/c.yaml", "notes.txt")):
        write(tmp_path, f"cases: [{{id: C-{number}, request: {{}}, expect: {{}}}}]", name)
    assert [case.id for case in read_cases([tmp_path])] == ["C-1", "C-0", "C-2"]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[]", ["1:1 wrong-shape"]),
        ("version: 1", ["1:1 missing-key"]),
        ("cases: {}", ["1:1 missing-key"]),
        ("cases: [1]", ["1:9 wrong-shape"]),
        ("casse: []\ncases: []", ["1:1 unknown-key"]),
        ("cases: [{id: a}]", ["1:9 missing-key", "1:9 missing-key"]),
        ("cases: [{id: 1, request: {}, expect: {}}]", ["1:14 wrong-shape"]),
        ("cases: [{id: a, request: [], expect: {}}]", ["1:26 wrong-shape"]),
        ("cases: [{id: a, request: {}, expect: 1}]", ["1:38 wrong-shape"]),
        ("cases: [{id: a, request: {}, expect: {outcom: x}}]", ["1:39 unknown-key"]),
        ("cases: [{id: a, request: {}, expect: {}, alternative: {b: 1}}]", ["1:56 unknown-key"]),
        ("cases: [{id: a, request: {}, expect: {}, titel: b}]", ["1:42 unknown-key"]),
        (
            "cases:\n- {id: a, request: {}, expect: {}}\n- {id: a, request: {}, expect: {}}",
            ["3:8 duplicate-definition"],
        ),
        ("cases: [\n", ["1:9 yaml-syntax"]),
        ("a: 1\na: 1", ["2:1 duplicate-key"]),
    ],
)
def test_what_is_no_case_is_refused_at_its_place(tmp_path: Path, text: str, faults: list[str]) -> None:
    assert refusal(write(tmp_path, text)) == faults


def test_an_id_stands_only_once_in_all_files(tmp_path: Path) -> None:
    text = "cases: [{id: a, request: {}, expect: {}}]"
    assert refusal(write(tmp_path, text, "a.yaml"), write(tmp_path, text, "b.yaml")) == ["1:14 duplicate-definition"]


def test_a_file_that_is_not_there_is_told_beside_the_others(tmp_path: Path) -> None:
    assert refusal(tmp_path / "lost.yaml", write(tmp_path, "[]")) == ["0:0 unreadable-file", "1:1 wrong-shape"]
