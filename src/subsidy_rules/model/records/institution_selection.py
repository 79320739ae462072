"""The `institution_selection` record; generated from the vocabulary."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

SelectionMethod: TypeAlias = Literal["tender", "selection", "other"]


class InstitutionSelection(TypedDict, total=False):
    """Facts of a `institution_selection` record."""

    selecting_region: str | None
    method: SelectionMethod | None
    is_plan_filed: bool | None
    is_result_filed: bool | None
    medium_long_project_person_times: int | None
    entrepreneurship_person_times: int | None
    short_course_person_times: int | None
    designated_institution_count: int | None
    withdrawn_institution_count: int | None
    replacement_institution_count: int | None
