"""The `certificate` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from datetime import date

CertificateKind: TypeAlias = Literal[
    "skill_level",
    "vocational_qualification",
    "professional_technical",
    "special_operation",
    "special_equipment",
    "construction_special_operation",
    "special_ability",
    "completion",
]
SkillLevel: TypeAlias = Literal[
    "apprentice_worker",
    "junior",
    "intermediate",
    "advanced",
    "technician",
    "senior_technician",
    "special_technician",
    "chief_technician",
]
LearningPath: TypeAlias = Literal["self_study", "self_paid", "employer_paid", "publicly_subsidised"]


class Certificate(TypedDict, total=False):
    """Facts of a `certificate` record."""

    kind: CertificateKind | None
    occupation: str | None
    trade: str | None
    level: SkillLevel | None
    issued_on: date | str | None
    issued_region: str | None
    learning_path: LearningPath | None
    is_filed_in_province: bool | None
    is_from_preparatory_training: bool | None
