"""Enums that no record uses; generated from the vocabulary."""

from __future__ import annotations

from typing import Literal, TypeAlias

AmountStatus: TypeAlias = Literal["determined", "undetermined"]
