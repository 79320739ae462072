"""A decision as JSON: canonical where bytes are compared or digested (RFC 8785), indented for people."""

from __future__ import annotations

import json
from collections.abc import Mapping

_LARGEST = 2**53 - 1  # beyond it a reader that holds numbers as doubles would see another one


def canonical(value: Mapping[str, object]) -> str:
    """Return canonical JSON (RFC 8785) of a decision or any other value without floats (规范 JSON).

    Raises:
        TypeError: where a value is no JSON, or a float.
        ValueError: where a number or a text has no exact form in JSON.
    """
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"))


def indented(value: Mapping[str, object]) -> str:
    """Return JSON in the order of the contract, for people to read."""
    _ordered(value)
    return json.dumps(value, ensure_ascii=False, indent=2)


def _ordered(value: object) -> object:
    """Return the value with the keys of every mapping in the order of their UTF-16 units; refuse what is not exact."""
    match value:
        case None | bool():
            return value
        case str():
            value.encode("utf-8")  # half a surrogate pair has no form in UTF-8
            return value
        case int():
            if abs(value) > _LARGEST:
                msg = f"not exact as a JSON number: {value}"
                raise ValueError(msg)
            return int(value)
        case Mapping():
            return {key: _ordered(value[key]) for key in sorted(value, key=_utf16)}
        case list() | tuple():
            return [_ordered(item) for item in value]
        case _:
            msg = f"not a value of canonical JSON: {value!r}"
            raise TypeError(msg)


def _utf16(key: object) -> bytes:
    if not isinstance(key, str):
        msg = f"a key of JSON is a text, not {key!r}"
        raise TypeError(msg)
    return key.encode("utf-16-be")
