"""The `enterprise` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from subsidy_rules.model.records.school import Ownership

IndustryProgramme: TypeAlias = Literal["ten_industries", "twelve_farm_industries", "ten_service_projects", "none"]


class Enterprise(TypedDict, total=False):
    """Facts of a `enterprise` record."""

    enterprise_id: str | None
    ownership: Ownership | None
    enterprise_region: str | None
    industry_programme: IndustryProgramme | None
    is_new_business_form_enterprise: bool | None
    meets_local_conditions: bool | None
    is_in_industry_education_scheme: bool | None
    qualifying_investment_yuan: str | None
    education_surcharge_yuan: str | None
    employee_education_fund_yuan: str | None
    front_line_education_yuan: str | None
