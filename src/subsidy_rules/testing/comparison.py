"""What a case expects, held against a decision: exactly the keys it has are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from subsidy_rules.core.text import Lang, Text

if TYPE_CHECKING:
    from subsidy_rules.model.decision import Decision

_SENTENCE = Text("{key}：应为 {expected}，实为 {actual}", "{key}: expected {expected}, found {actual}")
_PAYMENT_KEYS = ("payee", "yuan", "item")
ONLY_FOR_READERS = frozenset({"considered"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One key on which a decision is not what was expected (差异)."""

    key: str
    expected: str
    actual: str

    def in_(self, lang: Lang) -> str:
        """Return the difference in one line."""
        return _SENTENCE.in_(lang).format(key=self.key, expected=self.expected, actual=self.actual)


def differences(expect: Mapping[str, object], decision: Decision) -> tuple[Difference, ...]:
    """Return where a decision is not what was expected; ``strict_outcome`` is not looked at (结果差异)."""
    found = (_COMPARE[key](key, expect[key], decision) for key in expect if key in _COMPARE)
    return tuple(difference for difference in found if difference)


def compared_keys() -> frozenset[str]:
    """Return the keys that ``expect`` may have."""
    return frozenset(_COMPARE) | ONLY_FOR_READERS | {"strict_outcome"}


def differ(key: str, expected: object, actual: object) -> Difference | None:
    """Return the difference between two plain values, if any."""
    return None if _same(expected, actual) else Difference(key, in_words(expected), in_words(actual))


def in_words(value: object) -> str:
    """Return a plain value as a case file writes it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {in_words(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "[" + ", ".join(in_words(item) for item in value) + "]"
    return str(value)


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _plain(key: str, expected: object, decision: Decision) -> Difference | None:
    return differ(key, expected, decision.to_dict().get(key))


def _is_binding(key: str, expected: object, decision: Decision) -> Difference | None:
    return differ(key, expected, decision.is_binding)


def _payments(key: str, expected: object, decision: Decision) -> Difference | None:
    if decision.amount_status == "undetermined":
        return Difference(key, in_words(expected), decision.amount_status)
    actual = [{name: line.to_dict()[name] for name in _PAYMENT_KEYS} for line in decision.payments]
    return None if _as_set(expected) == _as_set(actual) else Difference(key, in_words(expected), in_words(actual))


def _payees(key: str, expected: object, decision: Decision) -> Difference | None:
    actual = list(decision.payees)
    return None if _as_set(expected) == _as_set(actual) else Difference(key, in_words(expected), in_words(actual))


def _missing(key: str, expected: object, decision: Decision) -> Difference | None:
    return _lacking(key, expected, [item.what for item in decision.missing])


def _decisive(key: str, expected: object, decision: Decision) -> Difference | None:
    return _lacking(key, expected, [citation.provision for citation in decision.citations])


def _lacking(key: str, expected: object, actual: list[str]) -> Difference | None:
    wanted = expected if isinstance(expected, list) else [expected]
    absent = [item for item in wanted if item not in actual]
    return Difference(key, in_words(absent), in_words(actual)) if absent else None


def _as_set(items: object) -> list[str]:
    """Return items in an order of their own; two that are alike stay two."""
    found = items if isinstance(items, list) else [items]
    return sorted(in_words(dict(sorted(i.items())) if isinstance(i, Mapping) else i) for i in found)


_COMPARE: dict[str, Callable[[str, object, Decision], Difference | None]] = {
    "outcome": _plain,
    "severity": _plain,
    "amount_status": _plain,
    "amount_range_yuan": _plain,
    "quantity": _plain,
    "payments": _payments,
    "payees": _payees,
    "missing": _missing,
    "is_binding": _is_binding,
    "decisive": _decisive,
}
