"""A batch is as many single decisions, and one engine serves many threads."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.law import every_law, examples

from subsidy_rules.testing.strategies import requests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.laws.law import Law

THREADS = 8


@every_law
def test_a_batch_is_as_many_single_decisions(law: Law) -> None:
    made = st.one_of([requests(law.engine.plan, question, seeds) for question, seeds in law.seeds.items()])

    @settings(max_examples=examples(0.5))
    @given(batch=st.lists(made, max_size=4), shares_history=st.booleans())
    def holds(batch: list[dict[str, Any]], *, shares_history: bool) -> None:
        """Requests that name no person stand alone even where history is shared."""
        singles = [law.engine.decide(request) for request in batch]
        assert list(law.engine.decide_many(batch, share_history=shares_history)) == singles

    holds()


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


@every_law
@pytest.mark.usefixtures("hasty_threads")
def test_threads_share_one_engine(law: Law) -> None:
    asked = [request for seeds in law.seeds.values() for request in seeds[:4]]
    expected = [law.engine.decide(request) for request in asked]

    def decide_all(seed: int) -> list[Any]:
        order = list(range(len(asked)))
        Random(seed).shuffle(order)  # noqa: S311  # an order, not a secret
        decided = {i: law.engine.decide(asked[i]) for i in order}
        return [decided[i] for i in range(len(asked))]

    with ThreadPoolExecutor(THREADS) as pool:
        assert all(decided == expected for decided in pool.map(decide_all, range(THREADS)))
