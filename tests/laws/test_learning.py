"""Learning an unknown fact never flips what was determined, and amounts stay within the range that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.law import every_question, examples

from subsidy_rules.testing.inputs import inputs_of
from subsidy_rules.testing.invariants import learning_faults
from subsidy_rules.testing.strategies import requests
from subsidy_rules.testing.variations import hidden, leaves_of

if TYPE_CHECKING:
    from tests.laws.law import Law


@every_question
def test_learning_never_flips_what_is_determined(law: Law, question: str) -> None:
    """What says something by being absent is neither hidden nor learnt, and the day asked about stays."""
    plan, decide = law.engine.plan, law.engine.decide
    inputs = inputs_of(plan, question)

    @settings(max_examples=examples(1.0))
    @given(data=st.data(), request=requests(plan, question, law.seeds[question]))
    def holds(data: st.DataObject, request: dict[str, Any]) -> None:
        leaves = leaves_of(request, plan, inputs)
        unknown = data.draw(st.lists(st.sampled_from(leaves), max_size=5, unique=True)) if leaves else []
        still_unknown = data.draw(st.lists(st.sampled_from(unknown), unique=True)) if unknown else []
        first, then, known = (decide(hidden(request, leaves)) for leaves in (unknown, still_unknown, ()))
        for before, after in ((first, then), (then, known), (first, known)):
            assert list(learning_faults(before, after)) == []

    holds()
