"""The `target_certificate` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from subsidy_rules.model.records.certificate import CertificateKind, SkillLevel


class TargetCertificate(TypedDict, total=False):
    """Facts of a `target_certificate` record."""

    kind: CertificateKind | None
    level: SkillLevel | None
