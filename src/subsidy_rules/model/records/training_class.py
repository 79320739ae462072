"""The `training_class` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.model.records.target_certificate import TargetCertificate

TrainingMode: TypeAlias = Literal[
    "medium_long",
    "medium_long_project",
    "project",
    "short_term_project",
    "short_course",
    "entrepreneurship",
    "preparatory",
    "apprenticeship",
]
EnterpriseTrainingKind: TypeAlias = Literal["pre_job", "on_post", "transfer", "safety", "apprenticeship"]
Audience: TypeAlias = Literal["enterprise_staff", "key_groups", "migrant_workers"]
Arrangement: TypeAlias = Literal["order_based", "embedded", "package", "directed", "post_based"]
Delivery: TypeAlias = Literal["in_person", "online", "blended"]
TrainingBody: TypeAlias = Literal["enterprise", "enterprise_owned_institution", "external_institution"]
Programme: TypeAlias = Literal["yuecai_chef", "nanyue_housekeeping", "skill_reserve_pack", "guizhou_artisan", "other"]
VenueKind: TypeAlias = Literal["training_base", "public_practice_base", "other"]
TradeCategory: TypeAlias = Literal["category_one", "category_two", "category_three"]
ClassCategory: TypeAlias = Literal["category_a", "category_b", "category_c", "category_d"]
OpeningFileItem: TypeAlias = Literal[
    "opening_application_form",
    "personal_application_forms",
    "identity_documents",
    "roster",
    "teaching_plan",
    "teacher_credentials",
    "venue",
    "equipment",
]
OpeningReviewItem: TypeAlias = Literal[
    "teaching_plan", "teachers", "trainee_qualification", "trainees", "venue", "mode", "trade", "class_hours"
]
SupervisionStep: TypeAlias = Literal[
    "prior_filing",
    "opening_application",
    "authenticity_review",
    "completeness_review",
    "on_site_verification",
    "process_inspection",
    "completion_examination",
    "post_evaluation",
    "payment_review",
    "full_system_entry",
    "archiving",
]
TrackedItem: TypeAlias = Literal["certificate", "employment", "income"]


class TrainingClass(TypedDict, total=False):
    """Facts of a `training_class` record."""

    mode: TrainingMode | None
    enterprise_training_kind: EnterpriseTrainingKind | None
    audience: Audience | None
    programme: Programme | None
    arrangement: Arrangement | None
    delivery: Delivery | None
    organised_by: TrainingBody | None
    delivered_by: TrainingBody | None
    cost_borne_by: TrainingBody | None
    occupation: str | None
    trade: str | None
    has_national_standard: bool | None
    is_in_guidance_catalogue: bool | None
    is_needed_by_local_industry: bool | None
    is_on_urgent_occupation_list: bool | None
    is_skill_unit: bool | None
    is_planting_or_breeding: bool | None
    has_ministry_course_package: bool | None
    trade_category: TradeCategory | None
    class_category: ClassCategory | None
    target_certificates: list[TargetCertificate] | None
    trainee_count: int | None
    certified_trainee_count: int | None
    class_hours: int | None
    segment_class_hours: list[int] | None
    theory_class_hours: int | None
    practice_class_hours: int | None
    training_days: int | None
    max_daily_class_hours: int | None
    approving_region: str | None
    approved_on: date | str | None
    filed_on: date | str | None
    opened_on: date | str | None
    ended_on: date | str | None
    has_special_circumstances: bool | None
    linked_post_count: int | None
    has_employment_service: bool | None
    opening_file_items: list[OpeningFileItem] | None
    opening_review_items: list[OpeningReviewItem] | None
    supervision_steps: list[SupervisionStep] | None
    is_fully_recorded: bool | None
    is_confidential: bool | None
    has_alternative_evidence: bool | None
    is_provider_procured: bool | None
    training_institution_id: str | None
    assessment_body_id: str | None
    assessment_region: str | None
    teacher_ids: list[str] | None
    assessor_ids: list[str] | None
    has_skill_assessment: bool | None
    has_practical_test: bool | None
    has_platform_examination: bool | None
    is_hazardous: bool | None
    has_emergency_plan: bool | None
    has_fire_safety_procedure: bool | None
    has_on_site_guardian: bool | None
    venue_kind: VenueKind | None
    tracked_until_on: date | str | None
    tracked_items: list[TrackedItem] | None
    has_tracking_ledger: bool | None
    has_recommended_trainees: bool | None
