"""The `trainee` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.model.records.certificate import Certificate
    from subsidy_rules.model.records.employment import Employment
    from subsidy_rules.model.records.person import (
        EducationStage,
        EmploymentKind,
        HouseholdKind,
        PersonGroup,
        StaffStatus,
        TechnicalSchoolClass,
    )


class Trainee(TypedDict, total=False):
    """Facts of a `trainee` record."""

    person_id: str | None
    birth_on: date | str | None
    household_region: str | None
    work_region: str | None
    household_kinds: list[HouseholdKind] | None
    groups: list[PersonGroup] | None
    employment_kind: EmploymentKind | None
    staff_status: StaffStatus | None
    is_on_skill_post: bool | None
    has_labour_contract: bool | None
    labour_contract_started_on: date | str | None
    labour_contract_ended_on: date | str | None
    education_stage: EducationStage | None
    technical_school_class: TechnicalSchoolClass | None
    graduated_on: date | str | None
    is_in_further_schooling: bool | None
    is_full_time_student: bool | None
    is_formally_enrolled: bool | None
    has_employment_need: bool | None
    has_business_intention: bool | None
    has_training_need: bool | None
    meets_local_conditions: bool | None
    meets_unemployment_insurance_conditions: bool | None
    head_count: int | None
    enrolled_on: date | str | None
    completed_semester_count: int | None
    training_started_on: date | str | None
    training_ended_on: date | str | None
    certificates: list[Certificate] | None
    employments: list[Employment] | None
