"""Facts and history, checked against the vocabulary: every name known, every value in its one spelling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from subsidy_rules.core.errors import Diagnostic, RequestError, nearest
from subsidy_rules.ir.types import Type
from subsidy_rules.model.identifiers import check_identifier
from subsidy_rules.model.values import SCALARS, BadValueError, shown

if TYPE_CHECKING:
    from subsidy_rules.ir.vocabulary import Vocabulary

_ID_ENDINGS = ("_id", "_ids")


def read_facts(data: object, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return checked facts; what is not known is left out (事实).

    Raises:
        RequestError: with everything that is wrong, each with its path.
    """
    return _all_or_nothing(FactChecker(vocabulary), "facts", data)


def read_history(data: object, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return checked history; a part that is not known is left out (历史记录).

    Raises:
        RequestError: with everything that is wrong, each with its path.
    """
    return _all_or_nothing(FactChecker(vocabulary), "history", data)


class FactChecker:
    """Checks values against the vocabulary and collects what is wrong (事实核对)."""

    __slots__ = ("problems", "vocabulary")

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Start with no problems."""
        self.vocabulary = vocabulary
        self.problems: list[Diagnostic] = []

    def refuse(self, path: str, code: str, **values: str) -> None:
        """Note something that is wrong at a path."""
        self.problems.append(Diagnostic(code, values, path=path))

    def facts(self, data: object) -> dict[str, Any]:
        """Return the records and lists of records under ``facts``."""
        lists, records = self.vocabulary.fact_lists, self.vocabulary.records
        found: dict[str, Any] = {}
        for name, value in self.mapping(data, "facts").items():
            record = self.vocabulary.fact_record(name) if isinstance(name, str) else None
            if record is None:
                near = nearest(shown(name), [*records, *lists])
                self.refuse(f"facts.{shown(name)}", "unknown-record", name=shown(name), near=near)
            elif value is not None:
                type_ = Type("record", record)
                checked = self.value(Type("list", "", type_) if name in lists else type_, value, f"facts.{name}")
                if checked is not None:
                    found[name] = checked
                if name in lists and isinstance(checked, list):
                    self._refuse_twins(record, checked, f"facts.{name}")
        for many, one in lists.items():
            if many in found and one in found:
                self.refuse(f"facts.{one}", "one-and-many", one=one, many=many)
        return found

    def _refuse_twins(self, record: str, elements: list[Mapping[str, Any]], path: str) -> None:
        """Refuse two elements with one id: every element stands for other people."""
        for field in self.vocabulary.records[record].fields:
            seen: set[str] = set()
            for i, element in enumerate(elements):
                value = element.get(field) if field.endswith(_ID_ENDINGS) else None
                if isinstance(value, str) and value in seen:
                    self.refuse(f"{path}[{i}].{field}", "same-id-twice", value=shown(value))
                elif isinstance(value, str):
                    seen.add(value)

    def history(self, data: object) -> dict[str, Any]:
        """Return the lists of records under ``history``."""
        lists = self.vocabulary.history_lists
        found: dict[str, Any] = {}
        for name, value in self.mapping(data, "history").items():
            record = lists.get(name)
            if record is None:
                near = nearest(shown(name), lists)
                self.refuse(f"history.{shown(name)}", "unknown-list", name=shown(name), near=near)
            elif value is not None:
                checked = self.value(Type("list", "", Type("record", record)), value, f"history.{name}")
                if checked is not None:
                    found[name] = checked
        return found

    def value(self, type_: Type, value: object, path: str, *, is_id: bool = False) -> Any:  # noqa: ANN401  # of any type
        """Return a checked value that is not null, or ``None`` where it is refused."""
        kind = type_.kind
        if kind in SCALARS:
            return self._scalar(kind, value, path, is_id=is_id)
        if kind == "enum":
            return self._choice(type_.of, value, path)
        if kind == "record":
            return self._record(type_.of, value, path)
        if kind == "list" and type_.item:
            return self._list(type_.item, value, path, is_id=is_id)
        if kind == "table" and type_.item:
            return self._table(type_.of, type_.item, value, path)
        msg = f"no fact is of type {type_}"
        raise TypeError(msg)

    def mapping(self, data: object, path: str, code: str = "not-a-record") -> Mapping[Any, object]:
        """Return a mapping; nothing where there is none, or where something else stands there."""
        if isinstance(data, dict | Mapping):
            return data
        if data is not None:
            self.refuse(path, code, value=shown(data))
        return {}

    def _scalar(self, kind: str, value: object, path: str, *, is_id: bool) -> object:
        try:
            checked = SCALARS[kind](value)
        except BadValueError as fault:
            self.problems.append(replace(fault.diagnostic, path=path))
            return None
        if is_id and (problem := check_identifier(str(checked), path)):
            self.problems.append(problem)
            return None
        return checked

    def _choice(self, enum: str, value: object, path: str) -> str | None:
        values = self.vocabulary.enums[enum].values
        if isinstance(value, str) and value in values:
            return value
        near = nearest(value, values) if isinstance(value, str) else ""
        self.refuse(path, "unknown-enum-value", enum=enum, name=shown(value), near=near)
        return None

    def _record(self, name: str, value: object, path: str) -> dict[str, Any] | None:
        if not isinstance(value, dict | Mapping):
            self.refuse(path, "not-a-record", value=shown(value))
            return None
        fields = self.vocabulary.records[name].fields
        found: dict[str, Any] = {}
        for key, item in value.items():
            field = fields.get(key)
            if field is None:
                near = nearest(shown(key), fields)
                self.refuse(f"{path}.{shown(key)}", "unknown-field", record=name, name=shown(key), near=near)
            elif item is not None:
                checked = self.value(field.type, item, f"{path}.{key}", is_id=key.endswith(_ID_ENDINGS))
                if checked is not None:
                    found[key] = checked
        return found

    def _list(self, item: Type, value: object, path: str, *, is_id: bool) -> list[Any] | None:
        if not isinstance(value, list | tuple):
            self.refuse(path, "not-a-list", value=shown(value))
            return None
        found = []
        for index, element in enumerate(value):
            if element is None:
                self.refuse(f"{path}[{index}]", "null-in-list")
            else:
                found.append(self.value(item, element, f"{path}[{index}]", is_id=is_id))
        return found

    def _table(self, enum: str, item: Type, value: object, path: str) -> dict[str, Any]:
        keys = self.vocabulary.enums[enum].values
        found: dict[str, Any] = {}
        for key, element in self.mapping(value, path, "not-a-table").items():
            if key not in keys:
                near = nearest(shown(key), keys)
                self.refuse(f"{path}.{shown(key)}", "unknown-enum-value", enum=enum, name=shown(key), near=near)
            elif element is not None:
                found[key] = self.value(item, element, f"{path}.{key}")
        return found


def _all_or_nothing(checker: FactChecker, part: str, data: object) -> dict[str, Any]:
    found = checker.facts(data) if part == "facts" else checker.history(data)
    if checker.problems:
        raise RequestError(checker.problems)
    return found
