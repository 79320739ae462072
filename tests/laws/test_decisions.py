"""Every decision: one outcome of its kind, exact money, clauses with words, and the shape of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy_rules.model.schema import decision_schema
from subsidy_rules.testing.invariants import decision_faults
from subsidy_rules.testing.strategies import hidden, leaves_of, requests
from tests.laws.json_schema import schema_faults
from tests.laws.law import every_question, examples

if TYPE_CHECKING:
    from tests.laws.law import Law


@every_question
def test_every_decision_holds_together(law: Law, question: str) -> None:
    plan = law.engine.plan
    schema = decision_schema(plan)

    @settings(max_examples=examples(1.0))
    @given(data=st.data(), request=requests(plan, question, law.seeds[question]))
    def holds(data: st.DataObject, request: dict[str, object]) -> None:
        leaves = leaves_of(request, plan)
        unknown = data.draw(st.lists(st.sampled_from(leaves), max_size=3)) if leaves else []
        mode = data.draw(st.sampled_from(("default", "strict") if law.seeds else ("default",)))
        decision = law.engine.decide({**hidden(request, unknown), "mode": mode, "request_id": "R-1"})
        assert list(decision_faults(decision, plan)) == []
        assert list(schema_faults(decision.to_dict(), schema)) == []

    holds()
