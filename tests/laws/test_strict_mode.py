"""Strict mode is exact: what every combination of the strict readings agrees on, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.law import BUNDLED, every_question, examples

from subsidy_rules.testing.inputs import inputs_of
from subsidy_rules.testing.invariants import strict_faults, strict_readings
from subsidy_rules.testing.strategies import requests
from subsidy_rules.testing.variations import hidden, leaves_of

if TYPE_CHECKING:
    from tests.laws.law import Law

VARIED = 4


@every_question
def test_strict_mode_is_what_all_readings_agree_on(law: Law, question: str) -> None:
    """A few readings vary at once, mostly those the usual answer relies on; the others are named in the request."""
    plan, decide = law.engine.plan, law.engine.decide
    strict, inputs = strict_readings(plan, question), inputs_of(plan, question)

    @settings(max_examples=examples(0.25 + 0.1 * len(strict)))
    @given(data=st.data(), request=requests(plan, question, law.seeds[question]))
    def holds(data: st.DataObject, request: dict[str, Any]) -> None:
        leaves = leaves_of(request, plan, inputs)
        unknown = data.draw(st.lists(st.sampled_from(leaves), max_size=2)) if leaves else []
        kept = {name: option for name, option in request["readings"].items() if name not in strict}
        asked = {**hidden(request, unknown), "readings": kept}
        relied_on = [name for name in decide({**asked, "mode": "strict"}).readings if name in strict]
        varied = [*picked(data, relied_on, VARIED), *picked(data, sorted(strict), 1)]
        named = {name: data.draw(st.sampled_from(strict[name])) for name in strict if name not in varied}
        assert list(strict_faults(law.engine, {**asked, "readings": kept | named}, strict)) == []

    holds()


def picked(data: st.DataObject, names: list[str], most: int) -> list[str]:
    return data.draw(st.lists(st.sampled_from(names), max_size=most, unique=True)) if names else []


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
    strict = strict_readings(BUNDLED.engine.plan, request["question"])
    held = {name: BUNDLED.engine.plan.readings[name].default for name in strict if name not in ("DS-08", "DS-11")}
    assert list(strict_faults(BUNDLED.engine, {**request, "readings": held}, strict)) == []
