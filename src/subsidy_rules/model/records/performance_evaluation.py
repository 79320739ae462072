"""The `performance_evaluation` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import date


class PerformanceEvaluation(TypedDict, total=False):
    """Facts of a `performance_evaluation` record."""

    evaluated_year: int | None
    completed_on: date | str | None
    evaluated_person_times: int | None
    training_person_times: int | None
