"""The `task_assignment` record; generated from the vocabulary."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

AllocationMethod: TypeAlias = Literal["by_capacity_and_need", "by_township", "equal_share"]
IncreaseStep: TypeAlias = Literal[
    "funding_channel", "affordability_assessment", "government_approval", "superior_filing"
]


class TaskAssignment(TypedDict, total=False):
    """Facts of a `task_assignment` record."""

    assigned_person_times: int | None
    planned_person_times: int | None
    increase_steps: list[IncreaseStep] | None
    allocation_method: AllocationMethod | None
    institution_share_ratio: str | None
    has_written_explanation: bool | None
