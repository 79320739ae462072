"""A frame of claims comes out as its rows do, one by one, whoever answers them."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.laws.law import BUNDLED, CASES, LAWS, each, every_question, examples

from subsidy_rules import ComputationError, RequestError
from subsidy_rules.backends.columnar.support import SUPPORT
from subsidy_rules.ir.nodes import Expr
from subsidy_rules.testing.case_file import read_cases
from subsidy_rules.testing.inputs import inputs_of
from subsidy_rules.testing.strategies import requests
from subsidy_rules.testing.variations import hidden, leaves_of

pl = pytest.importorskip("polars", reason="the extra `batch` is not installed")

from tests.backends.frames import frame_of, payees_of, request_of, row_of, rows_told, told  # noqa: E402  # they need Polars

from subsidy_rules.backends.columnar import people  # noqa: E402  # it needs Polars

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tests.laws.law import Law

SHARED = [
    (law, q) for law in LAWS for q, rules in law.engine.plan.rules.items() if inputs_of(law.engine.plan, q).history
]
FANTASIA = next(law.engine for law in LAWS if law.name == "fantasia")
PEOPLE = ("one", "another")


def without_history(request: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in request.items() if key != "history"}


def nameless(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry of a history without its own word on whose it is: in a frame the column says so."""
    return {name: value for name, value in entry.items() if name != "person_id"}


def alike(path: Path) -> Iterator[tuple[str, list[Any]]]:
    """Yield the cases of a file that one frame may hold: of one question, with the same parameters and readings."""
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for case in read_cases([path]):
        common = [case.request.get(part) or {} for part in ("parameters", "readings")]
        if row_of(BUNDLED.engine.plan, case.request) is not None and not case.request.get("history"):
            found[case.request["question"], json.dumps(common, sort_keys=True, default=str)].append(case)
    return iter([(question, cases) for (question, _), cases in found.items()])


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_case_comes_out_in_a_frame_as_alone(path: Path) -> None:
    engine = BUNDLED.engine
    for question, cases in alike(path):
        rows = [row_of(engine.plan, case.request) or {} for case in cases]
        common = {part: cases[0].request.get(part) for part in ("parameters", "readings")}
        found = engine.decide_frame(frame_of(rows, "request_id"), question=question, **common)
        expected = [told(engine.decide(without_history(case.request)), payees_of(found)) for case in cases]
        assert rows_told(found) == expected, question


@every_question
def test_generated_claims_come_out_in_a_frame_as_alone(law: Law, question: str) -> None:
    plan = law.engine.plan
    inputs = inputs_of(plan, question)

    @settings(max_examples=examples(0.2), suppress_health_check=[HealthCheck.filter_too_much])
    @given(data=st.data(), batch=st.lists(requests(plan, question, law.seeds[question]), min_size=1, max_size=3))
    def agree(data: st.DataObject, batch: list[dict[str, Any]]) -> None:
        claims = []
        for request in batch:
            leaves = leaves_of(request, plan, inputs)
            unknown = data.draw(st.lists(st.sampled_from(leaves), max_size=2)) if leaves else []
            claims.append(without_history(hidden(request, unknown)))
        check(law, question, [{**claim, "request_id": str(i)} for i, claim in enumerate(claims)])

    agree()


@each(SHARED)
def test_generated_claims_share_history_as_decide_many_says(law: Law, question: str) -> None:
    made = requests(law.engine.plan, question, law.seeds[question])

    @settings(max_examples=examples(1.0), suppress_health_check=[HealthCheck.filter_too_much])
    @given(data=st.data(), first=made, later=st.lists(st.none() | made, min_size=1, max_size=4))
    def agree(data: st.DataObject, first: dict[str, Any], later: list[dict[str, Any] | None]) -> None:
        claims = []
        for claim in (first, *later):
            number = data.draw(st.sampled_from("0123456789"))
            person = data.draw(st.sampled_from(PEOPLE))
            claims.append({**(claim or first), "request_id": number, "person_id": person})
        past = {part: [nameless(entry) for entry in own] for part, own in first.get("history", {}).items()}
        check(law, question, claims, {PEOPLE[0]: past})

    agree()


def test_every_kind_of_node_is_declared() -> None:
    assert SUPPORT.keys() == {kind.__name__ for kind in get_args(Expr)}


def test_a_row_is_explained_by_what_was_granted_before_it() -> None:
    claim = {
        "region": "990101", "person_id": "one", "claim.applied_on": "2024-06-01", "person.is_registered": True,
        "person.work_region": "990101", "certificate.kind": "skill_certificate", "certificate.level": "junior",
        "certificate.craft": "baking", "certificate.issued_on": "2024-03-10",
    }  # fmt: skip
    asked: dict[str, Any] = {
        "question": "skill-award",
        "history": {"awards": frame_of([], "person_id"), "certificates": frame_of([], "person_id")},
        "parameters": {"city-uplift": "0.10"},
        "share_history": True,
    }
    claims = frame_of([{**claim, "request_id": number} for number in "21"])
    found = FANTASIA.decide_frame(claims, **asked)
    assert found.get_column("outcome").to_list() == ["ineligible", "eligible"]
    assert found.get_column("fen.person").to_list() == [0, 110_000]
    (limit,) = (f for f in FANTASIA.explain_row(claims, 0, **asked).findings if f.status == "violated")
    (demand,) = (d for d in FANTASIA.plan.rules["skill-award"][0].demands if d.id == limit.id)
    assert found.get_column("broken")[0] == 1 << FANTASIA.plan.rules["skill-award"][0].demands.index(demand)


def test_a_wrong_value_is_refused_as_it_is_alone() -> None:
    claims = frame_of([{"region": "990101", "certificate.level": level} for level in ("junior", "juniour")])
    with pytest.raises(RequestError) as refused:
        FANTASIA.decide_frame(claims, question="skill-award")
    assert [(d.code, d.path) for d in refused.value.diagnostics] == [("unknown-enum-value", "facts.certificate.level")]


def test_two_names_with_one_number_are_still_two_people(monkeypatch: pytest.MonkeyPatch) -> None:
    names = pl.Series(["one", "another", None, "one"])
    alone = people._numbers(names)
    monkeypatch.setattr(people, "_SPARE", 2**63)  # one bit of the hash is left
    many = pl.Series([str(i) for i in range(50)])
    assert alone.n_unique() == 3
    assert alone[0] == alone[3]
    assert alone[2] is None
    assert people._numbers(many).n_unique() == 50


@pytest.mark.parametrize("column", ["certificate.levle", "certifikate.level", "certifikate"])
def test_an_unknown_column_is_refused(column: str) -> None:
    with pytest.raises(RequestError):
        FANTASIA.decide_frame(frame_of([{"region": "990101", column: "x"}]), question="skill-award")


@pytest.mark.parametrize("kind", ["csv", "parquet", "arrow", "lazy"])
def test_frames_come_from_files_and_from_arrow(kind: str, tmp_path: Path) -> None:
    claims = frame_of(
        [{"request_id": "1", "region": "990101", "person.is_registered": True, "claim.applied_on": "2024-06-01"}]
    )
    given_: Any = claims.lazy() if kind == "lazy" else claims.to_arrow() if kind == "arrow" else tmp_path / f"c.{kind}"
    if kind in ("csv", "parquet"):
        (claims.write_csv if kind == "csv" else claims.write_parquet)(given_)
    found = FANTASIA.decide_frame(given_, question="skill-award")
    assert rows_told(found) == rows_told(FANTASIA.decide_frame(claims, question="skill-award"))


def check(
    law: Law, question: str, claims: Sequence[dict[str, Any]], past: Mapping[str, Mapping[str, Any]] | None = None
) -> None:
    """Check that a frame of claims is decided as the claims are; all have what is supplied to the first."""
    plan, engine = law.engine.plan, law.engine
    common = {part: claims[0].get(part) or {} for part in ("parameters", "readings")}
    rows = [row for claim in claims if (row := row_of(plan, claim)) is not None]
    assume(rows)
    parts = inputs_of(plan, question).history if past is not None else ()
    history = {part: entries_of(past or {}, part) for part in parts}
    whole = []
    for row in rows:
        own = (past or {}).get(row.get("person_id", ""), {})
        whole.append({**request_of(question, row), **common, "history": {part: own.get(part, []) for part in parts}})
    try:
        expected = list(engine.decide_many(whole, share_history=past is not None))
    except (ComputationError, RequestError):
        return  # what cannot be decided alone cannot be in a frame
    for size in {2, len(rows)} if past is None else {len(rows)}:
        found = pl.concat(
            [
                engine.decide_frame(
                    frame_of(rows[i : i + size], "request_id"),
                    question=question,
                    history=history,
                    share_history=past is not None,
                    **common,
                )
                for i in range(0, len(rows), size)
            ]
        )
        assert rows_told(found) == [told(decision, payees_of(found)) for decision in expected]


def entries_of(past: Mapping[str, Mapping[str, Any]], part: str) -> Any:  # noqa: ANN401  # a frame
    rows = [{"person_id": person, **entry} for person, own in past.items() for entry in own.get(part) or []]
    names = {name for row in rows for name, value in row.items() if isinstance(value, list | dict)}
    assume(not names)
    return frame_of(rows, "person_id")
