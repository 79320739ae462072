from __future__ import annotations

from pathlib import Path

import pytest

from subsidy_rules.cli.settings import Settings
from subsidy_rules.engine import Engine

LAW = Path(__file__).resolve().parent / "law"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(policies=LAW / "policies", rules=LAW / "rules")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("apprentice.is_registered=true", {"facts": {"apprentice": {"is_registered": True}}}),
        ("apprentice.is_registered=yes", {"facts": {"apprentice": {"is_registered": "yes"}}}),
        ("workshop.head_count=31", {"facts": {"workshop": {"head_count": 31}}}),
        ("workshop.head_count=31.5", {"facts": {"workshop": {"head_count": "31.5"}}}),
        ("apprentice.home_region=990100", {"facts": {"apprentice": {"home_region": "990100"}}}),
        ("apprentice.name=a=b", {"facts": {"apprentice": {"name": "a=b"}}}),
        ("apprentice.name=", {"facts": {"apprentice": {"name": None}}}),
        ("apprentice.tools=[ladder, lamp]", {"facts": {"apprentice": {"tools": ["ladder", "lamp"]}}}),
        ("apprentices[0].name=a", {"facts": {"apprentices": [{"name": "a"}]}}),
        ("facts.apprentice.name=a", {"facts": {"apprentice": {"name": "a"}}}),
        ("region=990100", {"region": "990100"}),
        ("on=2025-01-01", {"on": "2025-01-01"}),
        ("parameters.living-standard.glazier=80.00", {"parameters": {"living-standard": {"glazier": "80.00"}}}),
        ("readings.LR-01=needed", {"readings": {"LR-01": "needed"}}),
        ("history.awards=[]", {"history": {"awards": []}}),
        ("history.awards[0].applied_on=2024-01-01", {"history": {"awards": [{"applied_on": "2024-01-01"}]}}),
        ("nonsense.name=1", {"facts": {"nonsense": {"name": "1"}}}),
    ],
)
def test_a_value_is_typed_by_the_vocabulary(engine: Engine, text: str, expected: object) -> None:
    assert Settings.read([text], is_strict=False).applied_to({}, engine.plan) == expected


def test_the_request_itself_is_left_as_it_was(engine: Engine) -> None:
    request = {"facts": {"apprentices": [{"name": "a"}]}}
    changed = Settings.read(["apprentices[0].name=b", "apprentices[1].name=c"], is_strict=True)
    assert changed.applied_to(request, engine.plan) == {
        "facts": {"apprentices": [{"name": "b"}, {"name": "c"}]},
        "mode": "strict",
    }
    assert request == {"facts": {"apprentices": [{"name": "a"}]}}
