"""A plan as plain JSON data and back. Spans are left out: they serve those who write the law, not those who run it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from subsidy_rules.core.dates import Period
from subsidy_rules.core.errors import Span
from subsidy_rules.core.text import Text
from subsidy_rules.ir import nodes, plan, vocabulary
from subsidy_rules.ir.types import Type

_CLASSES: Final[Mapping[str, type]] = {
    name: class_
    for room in (nodes, plan, vocabulary)
    for name, class_ in vars(room).items()
    if isinstance(class_, type) and is_dataclass(class_)
} | {"Period": Period, "Text": Text, "Type": Type}
_FIELDS: Final = {class_: tuple(f.name for f in fields(class_)) for class_ in _CLASSES.values()}


def encode(value: object) -> object:
    """Return a part of a plan as JSON data: an object as a list, its class first (编码).

    Raises:
        TypeError: where a plan holds what this module does not know.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Span):
        return None
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, Fraction):
        return ["ratio", value.numerator, value.denominator]
    if isinstance(value, Mapping):
        return ["map", {key: encode(item) for key, item in value.items()}]
    if isinstance(value, tuple | frozenset):
        parts = sorted(value) if isinstance(value, frozenset) else value
        return ["set" if isinstance(value, frozenset) else "tuple", *map(encode, parts)]
    class_ = type(value)
    return [_name(class_), *(encode(getattr(value, name)) for name in _FIELDS[class_])]


def decode(data: object) -> Any:  # noqa: ANN401  # whatever was encoded
    """Return the part of a plan that JSON data stands for (解码)."""
    if not isinstance(data, list):
        return data
    tag, *parts = data
    if tag == "Type":  # a plan has thousands of types, and few different ones
        key = json.dumps(parts)
        return _TYPES.get(key) or _TYPES.setdefault(key, Type(*map(decode, parts)))
    class_ = _CLASSES.get(tag)
    return _PLAIN[tag](parts) if class_ is None else class_(*map(decode, parts))


_TYPES: dict[str, Type] = {}
_PLAIN: Final[Mapping[str, Callable[[list[Any]], object]]] = {
    "date": lambda parts: date.fromisoformat(parts[0]),
    "ratio": lambda parts: Fraction(parts[0], parts[1]),
    "map": lambda parts: {key: decode(item) for key, item in parts[0].items()},
    "set": lambda parts: frozenset(map(decode, parts)),
    "tuple": lambda parts: tuple(map(decode, parts)),
}


def _name(class_: type) -> str:
    if class_ not in _FIELDS:
        msg = f"a plan holds a {class_.__name__}"
        raise TypeError(msg)
    return class_.__name__


class Decoded(Mapping[str, Any]):
    """A mapping whose values are decoded when they are first asked for (按需解码)."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Hold the values as JSON text."""
        self._texts, self._values = texts, dict[str, Any]()

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401  # whatever was encoded
        """Return a value; two threads that ask at once decode it twice, to the same."""
        if key not in self._values:
            self._values[key] = decode(json.loads(self._texts[key]))
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        """Whether there is such a key; no value is decoded."""
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._texts)
