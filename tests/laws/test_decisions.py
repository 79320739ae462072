"""Every decision: one outcome of its kind, exact money, clauses with words, and the shape of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.json_schema import schema_faults
from tests.laws.law import every_question, examples

from subsidy_rules.model.schema import decision_schema
from subsidy_rules.testing.inputs import inputs_of
from subsidy_rules.testing.self_check import decision_faults
from subsidy_rules.testing.strategies import requests
from subsidy_rules.testing.variations import hidden, leaves_of

if TYPE_CHECKING:
    from tests.laws.law import Law


@every_question
def test_every_decision_holds_together(law: Law, question: str) -> None:
    plan = law.engine.plan
    inputs, schema = inputs_of(plan, question), decision_schema(plan)

    @settings(max_examples=examples(1.0))
    @given(data=st.data(), request=requests(plan, question, law.seeds[question]))
    def holds(data: st.DataObject, request: dict[str, Any]) -> None:
        leaves = leaves_of(request, plan, inputs)
        unknown = data.draw(st.lists(st.sampled_from(leaves), max_size=3)) if leaves else []
        mode = data.draw(st.sampled_from(["default", "default", "strict"]))
        decision = law.engine.decide({**hidden(request, unknown), "mode": mode, "request_id": "R-1"})
        assert list(decision_faults(decision, plan)) == []
        assert list(schema_faults(decision.to_dict(), schema)) == []

    holds()
