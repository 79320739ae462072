"""Where the first day of a document is only bounded, the answer is what both bounds agree on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.law import BUNDLED, LAWS, QUESTIONS, each, examples

from subsidy_rules.testing.inputs import inputs_of
from subsidy_rules.testing.invariants import bounded_readings, on_one_day, window_faults
from subsidy_rules.testing.strategies import requests

if TYPE_CHECKING:
    from tests.laws.law import Law

BOUNDED = {law: {reading for reading, _, _ in bounded_readings(law.engine.plan)} for law in LAWS}
AFFECTED = [(law, q) for law, q in QUESTIONS if BOUNDED[law] & set(inputs_of(law.engine.plan, q).readings)]
AROUND = timedelta(3)


def test_the_guideline_is_bounded() -> None:
    assert BOUNDED[BUNDLED]
    assert AFFECTED


@each(AFFECTED)
def test_within_the_bounds_both_ends_must_agree(law: Law, question: str) -> None:
    plan = law.engine.plan
    terms = [term for document in plan.documents.values() for term in document.effective.terms.values()]
    ends = [(term.first, term.not_after) for term in terms if term.first and term.not_after]

    @settings(max_examples=examples(0.5))
    @given(data=st.data(), request=requests(plan, question, law.seeds[question]))
    def holds(data: st.DataObject, request: dict[str, Any]) -> None:
        first, last = data.draw(st.sampled_from(ends))
        asked = on_one_day(plan, request, data.draw(st.dates(first - AROUND, last + AROUND)))
        readings = {name: option for name, option in asked["readings"].items() if name not in BOUNDED[law]}
        assert list(window_faults(law.engine, {**asked, "readings": readings})) == []

    holds()
