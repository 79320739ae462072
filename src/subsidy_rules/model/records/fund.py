"""The `fund` record; generated from the vocabulary."""

from __future__ import annotations

from typing import TypedDict


class Fund(TypedDict, total=False):
    """Facts of a `fund` record."""

    remaining_yuan: str | None
    direct_claims_yuan: str | None
    other_claims_yuan: str | None
