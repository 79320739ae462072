"""The `person` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from datetime import date

EmploymentKind: TypeAlias = Literal[
    "enterprise_employee",
    "flexible_worker",
    "household_business_staff",
    "private_non_enterprise_staff",
    "not_employed",
    "other",
]
StaffStatus: TypeAlias = Literal["employed", "intended_hire", "engaged", "intern_graduate"]
EducationStage: TypeAlias = Literal[
    "junior_high_school",
    "senior_high_school",
    "technical_school",
    "vocational_school",
    "university",
    "special_education_vocational",
]
TechnicalSchoolClass: TypeAlias = Literal[
    "intermediate_class", "advanced_class", "preparatory_technician_class", "technician_class"
]
HouseholdKind: TypeAlias = Literal["poverty_exited", "monitored", "rural_low_income", "relocated", "retired_fishing"]
PersonGroup: TypeAlias = Literal[
    "monitored_against_poverty_return",
    "rural_transfer_worker",
    "registered_unemployed",
    "employment_hardship",
    "relocated_resident",
    "veteran",
    "disabled",
    "retired_fisher",
    "prisoner",
    "prisoner_near_release",
    "compulsory_rehabilitation",
    "laid_off",
    "poverty_exited_worker",
    "at_risk_household_worker",
    "rural_worker",
    "cooperative_member",
]


class Person(TypedDict, total=False):
    """Facts of a `person` record."""

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
