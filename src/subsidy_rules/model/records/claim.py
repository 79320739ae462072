"""The `claim` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from datetime import date

SubsidyKind: TypeAlias = Literal[
    "certificate_direct_subsidy",
    "skill_assessment_subsidy",
    "training_class_subsidy",
    "short_course_subsidy",
    "entrepreneurship_training_subsidy",
    "new_business_form_training_subsidy",
    "school_level_assessment_subsidy",
    "state_enterprise_school_training_subsidy",
    "labour_preparatory_training_subsidy",
    "labour_preparatory_living_allowance",
    "new_apprenticeship_subsidy",
    "post_training_subsidy",
    "living_and_transport_allowance",
    "unemployment_insurance_skill_subsidy",
]
FundSource: TypeAlias = Literal[
    "employment_subsidy",
    "skills_action_account",
    "east_west_cooperation",
    "rural_revitalisation",
    "industry_and_talent",
    "enterprise_education",
    "culture_and_tourism",
    "talent_team",
    "other",
]


class Claim(TypedDict, total=False):
    """Facts of a `claim` record."""

    subsidy_kind: SubsidyKind | None
    applied_on: date | str | None
    accepted_on: date | str | None
    paid_on: date | str | None
    is_in_real_name_system: bool | None
    has_employment_commitment: bool | None
    has_no_duplication_commitment: bool | None
    platform_fee_yuan: str | None
    fund_source: FundSource | None
    fund_region: str | None
