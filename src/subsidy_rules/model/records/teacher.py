"""The `teacher` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from subsidy_rules.model.records.teaching_post import TeachingPost


class Teacher(TypedDict, total=False):
    """Facts of a `teacher` record."""

    has_post_certificate: bool | None
    is_full_time: bool | None
    posts: list[TeachingPost] | None
