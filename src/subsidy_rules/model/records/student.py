"""The `student` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.model.records.certificate import Certificate


class Student(TypedDict, total=False):
    """Facts of a `student` record."""

    student_id: str | None
    head_count: int | None
    enrolled_on: date | str | None
    left_on: date | str | None
    is_preparatory_trainee: bool | None
    certificates: list[Certificate] | None
