"""The vocabulary in its compiled form: records, fields, enums and units by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from subsidy_rules.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subsidy_rules.ir.types import Type


@dataclass(frozen=True, slots=True)
class EnumDef:
    """A closed set of values; ``ranking`` holds them lowest first where they are ranked (枚举)."""

    name: str
    label: Text
    values: Mapping[str, Text]
    ranking: tuple[str, ...] = ()

    def rank(self, value: str) -> int:
        """Return the place of a value in the ranking, from 0."""
        return self.ranking.index(value)


@dataclass(frozen=True, slots=True)
class FieldDef:
    """One fact of a record (字段). ``absent_means`` is set for the few fields whose absence says something."""

    name: str
    type: Type
    label: Text
    unit: str = ""
    absent_means: object = None
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class RecordDef:
    """A kind of record (记录)."""

    name: str
    label: Text
    fields: Mapping[str, FieldDef]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every name a request or a rule may use (词汇表)."""

    enums: Mapping[str, EnumDef]
    records: Mapping[str, RecordDef]
    units: Mapping[str, Text]
    outcomes: Mapping[str, Text]
    kinds: Mapping[str, Text]
    fact_lists: Mapping[str, str]
    history_lists: Mapping[str, str]
    not_yet_asked: Mapping[str, Text] = field(default_factory=dict)

    def fact_record(self, name: str) -> str | None:
        """Return the record a name under ``facts`` holds (``trainees`` and ``trainee`` hold a trainee)."""
        return self.fact_lists.get(name) or (name if name in self.records else None)

    def label(self, path: str) -> Text:
        """Return the words for a fact path such as ``trainees[].employments`` or ``certificate.level``."""
        head, _, rest = path.replace("[]", "").partition(".")
        if head == "history":
            head, _, rest = rest.partition(".")
            head = self.history_lists.get(head, head)
        record = self.records.get(self.fact_record(head) or "")
        label = record.label if record else Text(path, path)
        while record and rest:
            name, _, rest = rest.partition(".")
            found = record.fields.get(name)
            if found is None:
                return Text(path, path)
            label = found.label
            item = found.type.item or found.type
            record = self.records.get(item.of) if item.kind == "record" else None
            if found.type.kind == "table" and rest:
                key = self.enums[found.type.of].values[rest]
                label = Text(f"{label.zh}（{key.zh}）", f"{label.en} ({key.en})")
        return label
