"""The `integrity_record` record; generated from the vocabulary."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

IntegrityRecordKind: TypeAlias = Literal["violation", "blacklist", "complaint"]
IntegritySubject: TypeAlias = Literal["institution", "legal_representative"]


class IntegrityRecord(TypedDict, total=False):
    """Facts of a `integrity_record` record."""

    kind: IntegrityRecordKind | None
    subject: IntegritySubject | None
    is_written: bool | None
    is_issued_by_authority: bool | None
