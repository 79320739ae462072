"""The `assessment_body` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TypedDict


class AssessmentBody(TypedDict, total=False):
    """Facts of a `assessment_body` record."""

    filed_regions: list[str] | None
