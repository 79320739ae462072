"""Strict mode is exact: what every combination of the strict readings agrees on, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy_rules.testing.inputs import inputs_of
from subsidy_rules.testing.invariants import strict_faults
from subsidy_rules.testing.strategies import hidden, leaves_of, requests
from tests.laws.law import BUNDLED, every_question, examples

if TYPE_CHECKING:
    from tests.laws.law import Law

MOST_COMBINATIONS = 128
VARIED = 5


@every_question
def test_strict_mode_is_what_all_readings_agree_on(law: Law, question: str) -> None:
    """At most a few readings vary at once, a different few each time; the others are named in the request."""
    plan = law.engine.plan
    strict = sorted(name for name in inputs_of(plan, question).readings if plan.readings[name].is_strict)
    options = {n: [o for o in plan.readings[n].options if o not in plan.readings[n].unsupported] for n in strict}

    @settings(max_examples=examples(0.25))
    @given(data=st.data(), request=requests(plan, question, law.seeds[question]))
    def holds(data: st.DataObject, request: dict[str, Any]) -> None:
        varied = data.draw(st.lists(st.sampled_from(strict), max_size=VARIED, unique=True)) if strict else []
        named = {name: data.draw(st.sampled_from(options[name])) for name in strict if name not in varied}
        leaves = leaves_of(request, plan)
        unknown = data.draw(st.lists(st.sampled_from(leaves), max_size=2)) if leaves else []
        kept = {name: option for name, option in request["readings"].items() if name not in strict}
        asked = {**hidden(request, unknown), "readings": kept | named}
        assert list(strict_faults(law.engine, asked, MOST_COMBINATIONS)) == []

    holds()


def test_a_sum_that_needs_two_readings_is_within_the_range() -> None:
    """A leap-day certificate claimed on 1 March, in a prefecture that raised the standard by too much."""
    seed = BUNDLED.seeds["certificate-direct-subsidy"][0]
    certificate = {
        "kind": "skill_level", "occupation": "焊工", "level": "intermediate", "learning_path": "self_paid",
        "issued_on": "2028-02-29", "issued_region": "520000",
    }  # fmt: skip
    request = {
        **seed,
        "region": "520000",
        "on": "2029-06-01",
        "facts": {
            "person": {"employment_kind": "flexible_worker", "meets_local_conditions": True},
            "certificate": certificate,
            "claim": {"applied_on": "2029-03-01", "accepted_on": "2029-03-01", "is_in_real_name_system": True},
        },
        "history": {"awards": [], "certificates": []},
        "parameters": {"direct-subsidy-standard": "1500.00", "direct-subsidy-uplift-ratio": "0.50"},
    }
    strict = [n for n in inputs_of(BUNDLED.engine.plan, request["question"]).readings if n not in ("DS-08", "DS-11")]
    held = {n: BUNDLED.engine.plan.readings[n].default for n in strict}
    assert list(strict_faults(BUNDLED.engine, {**request, "readings": held}, MOST_COMBINATIONS)) == []
