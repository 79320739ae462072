"""Reading what is plainly right, fast: anything else is left to the careful reader, which says what is wrong with it.

Both accept a scalar by the same functions of ``model.values``; this module only spares the paths and the collecting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from subsidy_rules.ir.types import DATE, REGION, STRING, Type
from subsidy_rules.model.identifiers import check_identifier
from subsidy_rules.model.request import Request
from subsidy_rules.model.values import SCALARS, read_text

if TYPE_CHECKING:
    from subsidy_rules.ir.plan import Parameter, Plan

Read = Callable[[Any], Any]
_REMEMBERED: Final = ("date", "region", "yuan", "ratio")  # spellings that come again and again
_MOST = 20_000
_ID_ENDINGS = ("_id", "_ids")


class NotPlainError(ValueError):
    """Something has to be looked at carefully; it may be right or wrong."""


class QuickReader:
    """Reads plain requests for one plan (快速读取)."""

    def __init__(self, plan: Plan) -> None:
        """Prepare a reader for every field of the vocabulary."""
        self._plan = plan
        self._scalars: dict[str, Read] = {kind: _Remembering(SCALARS[kind]).__getitem__ for kind in _REMEMBERED}
        self._date, self._region = self._reader(DATE), self._reader(REGION)
        self._name = self._reader(STRING, is_id=True)
        self._records: dict[str, dict[str, Read]] = {}
        vocabulary = plan.vocabulary
        self._ids = {name: tuple(f for f in r.fields if f.endswith("_id")) for name, r in vocabulary.records.items()}
        for name, record in vocabulary.records.items():
            self._records[name] = {}
            for key, field in record.fields.items():
                self._records[name][key] = self._reader(field.type, is_id=key.endswith(_ID_ENDINGS))
        lists = vocabulary.fact_lists
        self._facts = {name: self._record(name) for name in vocabulary.records}
        self._facts |= {name: self._elements(record) for name, record in lists.items()}
        self._alternatives = {one: many for many, one in lists.items()}
        self._history = {name: self._list(self._record(record)) for name, record in vocabulary.history_lists.items()}
        self._parameters = {
            name: read for name, p in plan.parameters.items() if p.is_supplied and (read := self._parameter(p))
        }
        self._keys: dict[str, Read] = {
            "region": self._region,
            "on": self._date,
            "facts": self._mapping(self._facts),
            "history": self._mapping(self._history),
            "parameters": self._mapping(self._parameters),
            "mode": {"default": "default"}.__getitem__,
            "drafts": {"exclude": "exclude"}.__getitem__,
            "request_id": self._name,
            "person_id": self._name,
        }

    def request(self, data: object) -> Request | None:
        """Return a plain request, or ``None`` where the careful reader has to look at it."""
        if type(data) is not dict:
            return None
        given = dict(data)
        question = given.pop("question", None)
        try:
            if question not in self._plan.rules or "region" not in given:
                return None
            found: dict[str, Any] = {key: self._keys[key](value) for key, value in given.items() if value is not None}
        except (LookupError, TypeError, ValueError):
            return None
        facts = found.get("facts")
        if facts is None or any(one in facts and many in facts for one, many in self._alternatives.items()):
            return None
        found.setdefault("on", None)
        return Request(question, **found)

    # ------------------------------------------------------------------ readers

    def _reader(self, type_: Type, *, is_id: bool = False) -> Read:
        kind = type_.kind
        if kind in self._scalars:
            return self._scalars[kind]
        if kind in SCALARS:
            return _identifier if is_id and kind == "string" else SCALARS[kind]
        if kind == "enum":
            return {value: value for value in self._plan.vocabulary.enums[type_.of].values}.__getitem__
        if kind == "record":
            return self._record(type_.of)
        if kind == "list" and type_.item:
            return self._list(self._reader(type_.item, is_id=is_id))
        if kind == "table" and type_.item:
            keys = self._plan.vocabulary.enums[type_.of].values
            return self._mapping(dict.fromkeys(keys, self._reader(type_.item)))
        return _careful

    def _record(self, name: str) -> Read:
        records = self._records

        def read(value: object) -> dict[str, Any]:
            if type(value) is not dict:
                raise NotPlainError
            fields = records[name]
            found = {}
            for key, item in value.items():
                if item is None and key in fields:
                    continue
                found[key] = fields[key](item)
            return found

        return read

    @staticmethod
    def _mapping(readers: Mapping[str, Read]) -> Read:
        def read(value: object) -> dict[str, Any]:
            if type(value) is not dict:
                raise NotPlainError
            return {key: readers[key](item) for key, item in value.items()}

        return read

    @staticmethod
    def _list(element: Read) -> Read:
        def read(value: object) -> list[Any]:
            if type(value) is not list or None in value:
                raise NotPlainError
            return [element(item) for item in value]

        return read

    def _elements(self, record: str) -> Read:
        """Return a reader of the elements of a request, which have no id in common."""
        read_list, ids = self._list(self._record(record)), self._ids[record]

        def read(value: object) -> list[Any]:
            found: list[Any] = read_list(value)
            if len(found) > 1:
                for name in ids:
                    named = [element[name] for element in found if name in element]
                    if len(set(named)) < len(named):
                        raise NotPlainError
            return found

        return read

    def _parameter(self, parameter: Parameter) -> Read | None:
        """Return a reader of one figure, or of a table by the one dimension; anything richer is read carefully."""
        delegation = self._plan.delegations.get(parameter.delegation)
        is_bounded = delegation is not None and delegation.strength == "hard" and delegation.at_most
        if parameter.is_range or is_bounded or len(parameter.dimensions) > 1:
            return None
        figure = self._reader(parameter.type)
        if not parameter.dimensions:
            return figure
        enums = self._plan.vocabulary.enums
        names = [name for name in parameter.dimensions[0] if name != "region"]
        keys = {value for name in names for value in enums[name].values}
        is_region = self._region if "region" in parameter.dimensions[0] else None

        def read(value: object) -> object:
            if type(value) is not dict:
                return figure(value)
            found = {}
            for key, item in value.items():
                if key not in keys:
                    if is_region is None:
                        raise NotPlainError
                    is_region(key)
                if item is None:
                    raise NotPlainError
                found[key] = figure(item)
            return found

        return read


class _Remembering(dict[Any, Any]):
    """What some spellings mean, as long as there are not too many; a value that is refused is not kept."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, value: object) -> object:
        found = self._read(value)
        if type(value) is str:
            if len(self) >= _MOST:
                self.clear()
            self[value] = found
        return found


def _identifier(value: object) -> str:
    text = read_text(value)
    if check_identifier(text):
        raise NotPlainError
    return text


def _careful(_: object) -> object:
    raise NotPlainError
