"""The `authority` record; generated from the vocabulary."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

PlanItem: TypeAlias = Literal["trade", "head_count", "funds"]


class Authority(TypedDict, total=False):
    """Facts of a `authority` record."""

    year: int | None
    staff_training_count: int | None
    teacher_pool_update_count: int | None
    demand_list_quarters: list[int] | None
    progress_report_quarters: list[int] | None
    is_evaluation_reported: bool | None
    is_fund_use_published: bool | None
    fund_audit_count: int | None
    institution_review_count: int | None
    has_post_list: bool | None
    has_complete_post_records: bool | None
    has_training_need_list: bool | None
    has_migrant_training_need_list: bool | None
    has_project_catalogue: bool | None
    has_talent_plan: bool | None
    plan_items: list[PlanItem] | None
