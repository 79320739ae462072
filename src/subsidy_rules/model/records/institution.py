"""The `institution` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from subsidy_rules.model.records.integrity_record import IntegrityRecord

MandateItem: TypeAlias = Literal["principal", "agent", "entrusted_matters", "entrusted_powers", "term", "liability"]
Rectification: TypeAlias = Literal["ordered", "completed", "inadequate", "refused"]
InstitutionKind: TypeAlias = Literal[
    "technical_school", "vocational_school", "private_training_school", "enterprise_owned_institution", "other"
]


class Institution(TypedDict, total=False):
    """Facts of a `institution` record."""

    kind: InstitutionKind | None
    registered_region: str | None
    is_legally_qualified: bool | None
    has_good_reputation: bool | None
    has_complete_licences: bool | None
    integrity_records: list[IntegrityRecord] | None
    has_market_training: bool | None
    has_own_premises: bool | None
    is_county_reported: bool | None
    has_poor_training_quality: bool | None
    is_legal_representative_on_site: bool | None
    has_dedicated_manager: bool | None
    has_signed_mandate: bool | None
    is_mandate_filed: bool | None
    mandate_items: list[MandateItem] | None
    meets_venue_standard: bool | None
    meets_teacher_standard: bool | None
    meets_trade_standard: bool | None
    meets_equipment_standard: bool | None
    rectification: Rectification | None
    has_local_venue: bool | None
    has_local_equipment: bool | None
    teacher_count: int | None
    full_time_teacher_count: int | None
    trained_count: int | None
    certified_count: int | None
