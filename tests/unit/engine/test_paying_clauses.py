"""A payment names the clause that states it, and no clause about somebody else."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules import Engine

ENGINE = Engine.load()
CLASS = {
    "mode": "medium_long_project",
    "occupation": "养老护理员",
    "target_certificates": [{"kind": "skill_level", "level": "intermediate"}],
    "trainee_count": 40,
    "certified_trainee_count": 40,
    "has_national_standard": True,
    "training_institution_id": "INS-1",
    "assessment_body_id": "ASB-1",
    "teacher_ids": ["TEA-1"],
    "assessor_ids": ["ASR-1"],
    "has_skill_assessment": True,
    "is_provider_procured": True,
}


@pytest.mark.parametrize(
    ("opened_on", "occupation", "provisions"),
    [
        ("2023-03-06", "养老护理员", ("GZ2022-1-1-a",)),
        ("2023-03-06", "社群健康助理员", ("GZ2022-1-3-c",)),
        ("2026-03-02", "养老护理员", ("GZ2025G-18-i1-a", "GZ2025G-29-1-a", "GZ2025G-29-1-d")),
        ("2026-03-02", "社群健康助理员", ("GZ2025G-18-i1-a", "GZ2025G-29-1-a", "GZ2025G-29-1-d")),
    ],
)
def test_an_ordinary_class_is_not_paid_by_the_clause_on_new_occupations(
    opened_on: str, occupation: str, provisions: tuple[str, ...]
) -> None:
    request: dict[str, Any] = {
        "question": "training-class-subsidy",
        "region": "520000",
        "on": "2026-09-01",
        "facts": {
            "training_class": {**CLASS, "opened_on": opened_on, "occupation": occupation},
            "institution": {"kind": "technical_school"},
            "claim": {"applied_on": "2026-09-01", "is_in_real_name_system": True},
        },
        "parameters": {"training-class-standard": "1500.00"},
    }
    (payment,) = ENGINE.decide(request).payments
    assert payment.provisions == provisions
