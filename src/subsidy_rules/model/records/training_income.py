"""The `training_income` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TypedDict


class TrainingIncome(TypedDict, total=False):
    """Facts of a `training_income` record."""

    training_subsidy_yuan: str | None
    staff_pay_yuan: str | None
    is_pay_listed_separately: bool | None
