"""Types of values in the plan: small, closed, with units."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a value (类型).

    ``of`` names the unit of an integer (empty: a plain number), the enum, the record or the reading; ``item`` is the
    element type of a list.
    """

    kind: str
    of: str = ""
    item: Type | None = None

    def __str__(self) -> str:
        """Return the type in the words of a policy author."""
        if self.kind in ("list", "range") and self.item:
            return f"{self.kind} of {self.item}"
        words = {"integer": f"number of {self.of}" if self.of else "number", "record": f"{self.of} record".strip()}
        return words.get(self.kind, f"{self.kind} {self.of}".strip())

    @property
    def is_numeric(self) -> bool:
        """Whether arithmetic and ``<`` make sense."""
        return self.kind in ("integer", "yuan", "ratio")


BOOLEAN = Type("boolean")
DATE = Type("date")
YUAN = Type("yuan")
RATIO = Type("ratio")
REGION = Type("region")
STRING = Type("string")
PERIOD = Type("period")
LEVEL = Type("region_level")
NUMBER = Type("integer")


def list_of(item: Type) -> Type:
    """Return the type of a list of ``item``."""
    return Type("list", "", item)
