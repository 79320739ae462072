"""Every element of a list stands for other people: one id may not stand in it twice."""

from __future__ import annotations

import pytest

from subsidy_rules import Engine, RequestError

ENGINE = Engine.load()


def request(*ids: str | None) -> dict[str, object]:
    trainees = [{"head_count": 1, **({"person_id": name} if name else {})} for name in ids]
    return {
        "question": "new-apprenticeship-subsidy",
        "region": "621025",
        "on": "2022-12-31",
        "facts": {"trainees": trainees},
    }


def test_one_id_twice_is_refused_with_its_path() -> None:
    with pytest.raises(RequestError) as caught:
        ENGINE.read(request("PER-1", "PER-2", "PER-1"))
    assert [(d.code, d.path) for d in caught.value.diagnostics] == [("same-id-twice", "facts.trainees[2].person_id")]


def test_different_and_missing_ids_are_fine() -> None:
    assert len(ENGINE.read(request("PER-1", None, None)).facts["trainees"]) == 3
