"""The `teaching_post` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import date


class TeachingPost(TypedDict, total=False):
    """Facts of a `teaching_post` record."""

    institution_id: str | None
    started_on: date | str | None
    ended_on: date | str | None
