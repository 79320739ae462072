"""``--set path=value``: changes to a request, typed by the vocabulary so that no quotes are needed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from subsidy_rules.core.errors import Diagnostic, RequestError

if TYPE_CHECKING:
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.ir.types import Type

_PATH = re.compile(r"[^\s.\[\]=]+(\[[0-9]{1,4}\])*(\.[^\s.\[\]=]+(\[[0-9]{1,4}\])*)*")
_STEP = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_TRUTH = {"true": True, "false": False}
_MEMBERS = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """The changes asked for on the command line (请求改动)."""

    entries: tuple[tuple[tuple[str | int, ...], str], ...]
    is_strict: bool

    @classmethod
    def read(cls, texts: Sequence[str], *, is_strict: bool) -> Settings:
        """Return the settings; one that is not ``path=value`` is a usage error."""
        return cls(tuple(_entry(text) for text in texts), is_strict)

    def applied_to(self, request: Mapping[str, Any], plan: Plan) -> Mapping[str, Any]:
        """Return the request with the changes made."""
        if not self.entries and not self.is_strict:
            return request
        changed = deepcopy(dict(request))
        for path, value in self.entries:
            _put(changed, path, _typed(value, path, plan))
        if self.is_strict:
            changed["mode"] = "strict"
        return changed


def _entry(text: str) -> tuple[tuple[str | int, ...], str]:
    path, equals, value = text.partition("=")
    if not equals or not _PATH.fullmatch(path):
        msg = f"{text!r} is not PATH=VALUE, such as person.birth_on=1990-01-01"
        raise typer.BadParameter(msg, param_hint="--set")
    from subsidy_rules.model.reader import KEYS

    steps: list[str | int] = [int(number) if number else name for number, name in _STEP.findall(path)]
    return tuple(steps if steps[0] in KEYS else ["facts", *steps]), value


def _put(request: dict[str, Any], path: tuple[str | int, ...], value: object) -> None:
    here: Any = request
    for step, following in zip(path, [*path[1:], None], strict=True):
        new = value if following is None else [] if isinstance(following, int) else {}
        fits = isinstance(here, list) and step <= len(here) if isinstance(step, int) else isinstance(here, dict)
        if not fits:
            raise RequestError([Diagnostic("setting-does-not-fit", {"step": str(step)}, path=_written(path))])
        if isinstance(step, int) and step == len(here):
            here.append(new)
        elif following is None or (isinstance(here, dict) and here.get(step) is None):
            here[step] = new
        here = here[step]


def _written(path: Sequence[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _typed(text: str, path: tuple[str | int, ...], plan: Plan) -> object:
    """Return a value as the field it is for wants it: only numbers, truth values and lists are more than text."""
    if text in ("", "null"):
        return None
    if text[0] in "[{":
        from subsidy_rules.sources.yaml_reader import read_yaml

        return read_yaml(text, f"--set {_written(path)}").data
    type_ = _type_at(path, plan)
    kind = type_.kind if type_ else ""
    if kind == "boolean":
        return _TRUTH.get(text, text)
    if kind == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    return text


def _type_at(path: tuple[str | int, ...], plan: Plan) -> Type | None:
    """Return the type of the field or parameter a path leads to, or ``None`` where it leads to neither."""
    names = [step for step in path if isinstance(step, str)]
    if len(names) < _MEMBERS:
        return None
    part, head, *rest = names
    if part == "parameters":
        parameter = plan.parameters.get(head)
        return parameter.type if parameter else None
    vocabulary = plan.vocabulary
    record = vocabulary.fact_record(head) if part == "facts" else vocabulary.history_lists.get(head)
    type_: Type | None = None
    for name in rest:
        definition = vocabulary.records.get(record or "")
        field = definition.fields.get(name) if definition else None
        if field is None:
            return type_ if type_ and type_.kind == "table" else None
        type_ = field.type.item or field.type
        record = type_.of if type_.kind == "record" else None
    return type_
