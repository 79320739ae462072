"""The survivors that are explained: a list by name, each with a reason; it may be neither stale nor short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from subsidy_rules.sources.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a survivor is no gap in the cases (存活说明)."""

    why: str
    is_equivalent: bool


def read_explained(path: Path) -> Mapping[str, Explained]:
    """Return the explained survivors by name.

    The file is a list of groups: ``why``, ``mutants`` (their names), and ``equivalent: false`` where another answer is
    possible but not worth a case.

    Raises:
        ValueError: where it has another shape.
    """
    data: Any = read_yaml(path.read_bytes(), path.name).data
    found: dict[str, Explained] = {}
    for group in data["explained"]:
        why = str(group["why"]).strip()
        for name in group["mutants"]:
            if not why or name in found:
                msg = f"{path.name}: `{name}` is explained twice or not at all"
                raise ValueError(msg)
            found[name] = Explained(why, bool(group.get("equivalent", True)))
    return found
