"""The request: a question put for one day and region, with facts, history and local standards (请求)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Request:
    """One question, checked against the vocabulary (请求).

    Facts hold checked values: dates as ``date``, yuan as ``int`` fen, ratios as ``Fraction``, other scalars as they
    are; an unknown fact is left out. ``history`` parts that are absent are unknown, ``[]`` is known to be none.
    ``parameters`` hold supplied local standards as scalars or nested tables of checked values. ``on`` is ``None``
    where it was left out and the reference date is to stand in.
    """

    question: str
    region: str
    on: date | None
    facts: Mapping[str, Any]
    history: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    mode: Literal["default", "strict"] = "default"
    drafts: Literal["exclude", "what_if"] = "exclude"
    request_id: str | None = None
    person_id: str | None = None
    warnings: tuple[str, ...] = ()
