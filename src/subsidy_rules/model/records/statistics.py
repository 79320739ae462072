"""The `statistics` record; generated from the vocabulary."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

TrainingField: TypeAlias = Literal[
    "advanced_manufacturing",
    "elderly_and_child_care",
    "rural_revitalisation",
    "culture_and_tourism",
    "digital_economy",
    "transport",
    "low_altitude_economy",
    "construction",
    "special_operations",
    "young_people",
    "hardship_groups",
    "labour_brand_human_resources",
    "labour_brand_womens_federation",
    "care_services",
    "new_apprenticeship",
    "poverty_exited_workers",
    "sauce_liquor",
    "tea",
    "equipment_manufacturing",
    "guitar",
]


class Statistics(TypedDict, total=False):
    """Facts of a `statistics` record."""

    year: int | None
    total_person_times: int | None
    field_person_times: dict[TrainingField, int] | None
    assigned_person_times: int | None
    completed_person_times: int | None
    employment_training_person_times: int | None
    order_training_person_times: int | None
    trained_count: int | None
    certified_count: int | None
    issued_voucher_count: int | None
    used_voucher_count: int | None
    order_class_count: int | None
    brand_project_count: int | None
    skilled_worker_count: int | None
    high_skilled_worker_count: int | None
    employed_count: int | None
    apprenticeship_enterprise_count: int | None
    cooperating_school_count: int | None
    quality_institution_count: int | None
    demonstration_class_count: int | None
    teacher_demonstration_class_count: int | None
    self_assessing_manufacturer_count: int | None
    qualified_manufacturer_count: int | None
    county_with_base_count: int | None
    county_count: int | None
