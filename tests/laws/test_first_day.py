"""Where the first day of a document is only bounded, the answer is what both bounds agree on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy_rules.testing.inputs import inputs_of
from subsidy_rules.testing.invariants import bounded_readings, on_one_day, window_faults
from subsidy_rules.testing.strategies import requests
from tests.laws.law import BUNDLED, QUESTIONS, examples

if TYPE_CHECKING:
    from tests.laws.law import Law

BOUNDED = {law: {reading for reading, _, _ in bounded_readings(law.engine.plan)} for law in {p.values[0] for p in QUESTIONS}}
AFFECTED = [p for p in QUESTIONS if BOUNDED[p.values[0]] & set(inputs_of(p.values[0].engine.plan, p.values[1]).readings)]


def test_the_guideline_is_bounded() -> None:
    assert BOUNDED[BUNDLED]
    assert AFFECTED


@pytest.mark.parametrize(("law", "question"), AFFECTED)
def test_within_the_bounds_both_ends_must_agree(law: Law, question: str) -> None:
    plan = law.engine.plan
    terms = [t for d in plan.documents.values() for t in d.effective.terms.values() if t.not_after and t.first]
    days = [(t.first - timedelta(days=3), t.not_after + timedelta(days=3)) for t in terms]

    @settings(max_examples=examples(0.5))
    @given(data=st.data(), request=requests(plan, question, law.seeds[question]))
    def holds(data: st.DataObject, request: dict[str, Any]) -> None:
        first, last = data.draw(st.sampled_from(days))
        asked = on_one_day(plan, request, data.draw(st.dates(first, last)))
        readings = {name: option for name, option in asked["readings"].items() if name not in BOUNDED[law]}
        assert list(window_faults(law.engine, {**asked, "readings": readings})) == []

    holds()
