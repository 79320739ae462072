"""The `service_contract` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import date


class ServiceContract(TypedDict, total=False):
    """Facts of a `service_contract` record."""

    signed_on: date | str | None
    started_on: date | str | None
    ended_on: date | str | None
