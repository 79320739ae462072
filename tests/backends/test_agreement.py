"""Every runner says what the definition says: outcome, sums, findings, clauses and readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.law import BUNDLED, CASES, LAWS, every_question, examples

from subsidy_rules import ComputationError, Engine
from subsidy_rules.backends.interpreter import Interpreter
from subsidy_rules.testing.case_file import read_cases
from subsidy_rules.testing.inputs import inputs_of
from subsidy_rules.testing.strategies import requests
from subsidy_rules.testing.variations import hidden, leaves_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.laws.law import Law

DEFINITIONS = {law.name: Engine(law.engine.plan, Interpreter()) for law in LAWS}


def decided(engine: Engine, request: Mapping[str, Any]) -> object:
    """Return everything a decision says, and what it says before its reasons are told."""
    try:
        decision = engine.decide(request)
    except ComputationError as error:
        return [diagnostic.code for diagnostic in error.diagnostics]
    at_once = [(f.id, f.kind, f.status, f.severity, f.title, f.provisions) for f in decision.findings]
    return at_once, decision.citations, decision.to_dict()


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_case_comes_out_as_the_definition_says(path: Path) -> None:
    cases = list(read_cases([path]))
    assert cases
    for case in cases:
        assert decided(BUNDLED.engine, case.request) == decided(DEFINITIONS[BUNDLED.name], case.request), case.id


@every_question
def test_generated_claims_come_out_as_the_definition_says(law: Law, question: str) -> None:
    plan = law.engine.plan
    inputs = inputs_of(plan, question)

    @settings(max_examples=examples(2.0))
    @given(data=st.data(), request=requests(plan, question, law.seeds[question]))
    def agree(data: st.DataObject, request: dict[str, Any]) -> None:
        leaves = leaves_of(request, plan, inputs)
        unknown = data.draw(st.lists(st.sampled_from(leaves), max_size=3)) if leaves else []
        claim = hidden(request, unknown)
        assert decided(law.engine, claim) == decided(DEFINITIONS[law.name], claim)

    agree()


def test_generated_code_answers_most_cases_itself() -> None:
    """Were it to leave everything to the definition, the tests above would hold of nothing."""
    decider = BUNDLED.engine._decider
    requests_ = [BUNDLED.engine.read(case.request) for case in read_cases(sorted(CASES.glob("*.yaml")))]
    plain = [request for request in requests_ if request.mode == "default"]
    assert decider._quick
    quick = [
        request
        for request in plain
        if decider._quick.quick(*decider._rule(request)[:1], request, decider._rule(request)[1])
    ]
    assert len(quick) > len(plain) / 2
