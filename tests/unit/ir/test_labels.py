"""What a fact is called to a person."""

from __future__ import annotations

import pytest

from subsidy_rules.engine import Engine


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("statistics.field_person_times", "分领域培训人次"),
        ("statistics.field_person_times.tea", "分领域培训人次（茶产业）"),
        ("trainees[].employments", "培训后就业经历"),
        ("nothing.known", "nothing.known"),
    ],
)
def test_a_fact_path_has_words(path: str, words: str) -> None:
    assert Engine.load().plan.vocabulary.label(path).zh == words
