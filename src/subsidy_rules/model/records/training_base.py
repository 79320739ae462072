"""The `training_base` record; generated from the vocabulary."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

BaseKind: TypeAlias = Literal["high_skill_training_base", "master_studio"]


class TrainingBase(TypedDict, total=False):
    """Facts of a `training_base` record."""

    kind: BaseKind | None
    completed_years: list[int] | None
    missed_years: list[int] | None
    has_duplicate_in_county: bool | None
