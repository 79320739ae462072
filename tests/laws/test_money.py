"""Money is exact: half up to the fen, whole fen, no binary fraction anywhere."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.laws.law import BUNDLED, LAWS, examples

from subsidy_rules.reports.as_json import canonical
from subsidy_rules.testing.strategies import requests

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTION = "certificate-direct-subsidy"
MAXIMUM = Decimal("0.30")
FEN = Decimal("0.01")
SEED = next(
    seed
    for seed in BUNDLED.seeds[QUESTION]
    if not seed.get("readings") and BUNDLED.engine.decide(seed).payments and "certificate" in seed["facts"]
)

yuan = st.decimals(Decimal(0), Decimal(10**9), places=2, allow_nan=False, allow_infinity=False)
uplifts = st.integers(0, 9).flatmap(
    lambda places: st.decimals(Decimal(0), MAXIMUM, places=max(places, 1), allow_nan=False, allow_infinity=False)
)


@settings(max_examples=examples(3.0))
@example(standard=Decimal("0.05"), uplift=Decimal("0.1"))  # half a fen goes up
@example(standard=Decimal("1.05"), uplift=Decimal("0.3"))
@given(standard=yuan, uplift=uplifts)
def test_the_direct_subsidy_is_the_standard_and_its_uplift(standard: Decimal, uplift: Decimal) -> None:
    expected = (standard * (1 + uplift)).quantize(FEN, ROUND_HALF_UP)
    figures = {"direct-subsidy-standard": f"{standard:.2f}", "direct-subsidy-uplift-ratio": f"{uplift:f}"}
    decision = BUNDLED.engine.decide({**SEED, "parameters": figures})
    outcome = "eligible" if expected else "ineligible"  # of a standard of nothing, nothing is paid
    assert (decision.outcome, decision.amount_status) == (outcome, "determined")
    data: Any = decision.to_dict()
    paid = [(payment["payee"], payment["yuan"]) for payment in data["payments"]]
    assert paid == ([("person", str(expected))] if expected else [])


def numbers_in(value: Any) -> Iterator[Any]:  # noqa: ANN401  # any part of a decision
    if isinstance(value, dict):
        for item in value.values():
            yield from numbers_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from numbers_in(item)
    elif not isinstance(value, str | bool | None):
        yield value


@settings(max_examples=examples(2.0))
@given(data=st.data())
def test_no_decision_holds_a_binary_fraction(data: st.DataObject) -> None:
    law = data.draw(st.sampled_from(LAWS), label="law")
    question = data.draw(st.sampled_from(sorted(law.seeds)), label="question")
    decision = law.engine.decide(data.draw(requests(law.engine.plan, question, law.seeds[question])))
    found = decision.to_dict()
    assert {type(number) for number in numbers_in(found)} <= {int}
    assert {type(payment.fen) for payment in decision.payments} <= {int}
    again = json.loads(canonical(found))
    assert again == found
    assert canonical(again) == canonical(found)
