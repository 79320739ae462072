"""Reading a request: JSON text or a mapping in, a checked request or everything that is wrong with it out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, cast

from subsidy_rules.core.errors import Diagnostic, RequestError, nearest
from subsidy_rules.ir.types import DATE, REGION, STRING
from subsidy_rules.model.facts import FactChecker
from subsidy_rules.model.parameters import read_parameters
from subsidy_rules.model.request import Request
from subsidy_rules.model.values import InexactNumber, shown

if TYPE_CHECKING:
    from datetime import date

    from subsidy_rules.ir.plan import Plan

KEYS = (
    "question",
    "region",
    "on",
    "facts",
    "history",
    "parameters",
    "readings",
    "mode",
    "drafts",
    "request_id",
    "person_id",
)
MODES = ("default", "strict")
DRAFTS = ("exclude", "what_if")
_BYTE_ORDER_MARK = "\ufeff"


def read_request(data: Mapping[str, Any], *, plan: Plan) -> Request:
    """Return the request that a mapping states (读取请求).

    Raises:
        RequestError: with everything that is wrong, each with its path.
    """
    checker = FactChecker(plan.vocabulary)
    if not isinstance(data, dict | Mapping):
        raise RequestError([Diagnostic("not-a-record", {"value": shown(data)}, path="request")])
    given = {key: value for key, value in data.items() if value is not None and _is_known(key, KEYS, checker)}
    readings = _readings(given.get("readings"), plan, checker)
    request = Request(
        question=_question(given, plan, checker),
        region=_region(given, checker),
        on=cast("date | None", _optional(DATE, given, "on", checker)),
        facts=checker.facts(given.get("facts")),
        history=checker.history(given.get("history")),
        parameters=read_parameters(given.get("parameters"), plan, checker),
        mode=cast('Literal["default", "strict"]', _choice(given, "mode", MODES, checker)),
        drafts=_drafts(given, readings, plan, checker),
        readings=readings,
        request_id=cast("str | None", _optional(STRING, given, "request_id", checker)),
        person_id=cast("str | None", _optional(STRING, given, "person_id", checker)),
    )
    if checker.problems:
        raise RequestError(checker.problems)
    return request


def read_json(text: str | bytes) -> dict[str, Any]:
    """Return the object that a JSON text states; decimals and ``NaN`` are kept as what the checks refuse.

    Raises:
        RequestError: where it is not JSON, not an object, not UTF-8, or names a key twice.
    """
    try:
        found = json.loads(
            _decoded(text), object_pairs_hook=_object, parse_float=InexactNumber, parse_constant=InexactNumber
        )
    except json.JSONDecodeError as error:
        values = {"problem": error.msg, "line": str(error.lineno), "column": str(error.colno)}
        raise RequestError([Diagnostic("json-syntax", values)]) from None
    except RecursionError:
        raise RequestError([Diagnostic("json-too-deep")]) from None
    except ValueError:  # an integer with more digits than Python reads
        raise RequestError([Diagnostic("json-number-too-long")]) from None
    if not isinstance(found, dict):
        raise RequestError([Diagnostic("json-not-an-object", {"value": shown(found)})])
    return found


def _decoded(text: str | bytes) -> str:
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise RequestError([Diagnostic("not-utf8", {"offset": str(error.start + 1)})]) from None
    if text.startswith(_BYTE_ORDER_MARK):
        raise RequestError([Diagnostic("byte-order-mark")])
    return text


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise RequestError([Diagnostic("duplicate-key", {"key": shown(twice)}, path=shown(twice))])
    return found


def _is_known(key: object, known: tuple[str, ...], checker: FactChecker) -> bool:
    if key in known:
        return True
    checker.refuse(shown(key), "unknown-key", key=shown(key), near=nearest(shown(key), known))
    return False


def _question(given: Mapping[str, Any], plan: Plan, checker: FactChecker) -> str:
    name = given.get("question")
    later = plan.vocabulary.not_yet_asked
    if name is None:
        checker.refuse("question", "missing-key", key="question")
    elif not isinstance(name, str):
        checker.refuse("question", "not-text", value=shown(name))
    elif name in later and name not in plan.rules:
        checker.refuse("question", "question-not-yet-asked", name=name, label=later[name].zh)
    elif name not in plan.rules:
        near = nearest(name, [*plan.rules, *later])
        checker.refuse("question", "unknown-question", name=shown(name), near=near)
    return name if isinstance(name, str) else ""


def _region(given: Mapping[str, Any], checker: FactChecker) -> str:
    if "region" not in given:
        checker.refuse("region", "missing-key", key="region")
    return cast("str", _optional(REGION, given, "region", checker))


def _optional(type_: Any, given: Mapping[str, Any], key: str, checker: FactChecker) -> object:  # noqa: ANN401
    value = given.get(key)
    return None if value is None else checker.value(type_, value, key, is_id=key.endswith("_id"))


def _choice(given: Mapping[str, Any], key: str, options: tuple[str, ...], checker: FactChecker) -> str:
    value = given.get(key, options[0])
    if isinstance(value, str) and value in options:
        return value
    near, choices = nearest(shown(value), options), ", ".join(options)
    checker.refuse(key, "unknown-choice", value=shown(value), choices=choices, near=near)
    return options[0]


def _readings(data: object, plan: Plan, checker: FactChecker) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, option in checker.mapping(data, "readings").items():
        path = f"readings.{shown(name)}"
        reading = plan.readings.get(name)
        if reading is None:
            checker.refuse(path, "unknown-reading", name=shown(name), near=nearest(shown(name), plan.readings))
        elif option is None:
            continue
        elif not isinstance(option, str) or option not in reading.options:
            near = nearest(shown(option), reading.options)
            checker.refuse(path, "unknown-option", reading=name, name=shown(option), near=near)
        elif option in reading.unsupported:
            checker.refuse(path, "option-not-offered", reading=name, name=option)
        else:
            found[name] = option
    return found


def _drafts(
    given: Mapping[str, Any], readings: dict[str, str], plan: Plan, checker: FactChecker
) -> Literal["exclude", "what_if"]:
    """Return what is done with drafts; the reading that asks the same is the same switch, and is set with it."""
    stated = _choice(given, "drafts", DRAFTS, checker)
    switch = next((r.id for r in plan.readings.values() if set(r.options) == set(DRAFTS)), None)
    chosen = readings.get(switch, stated) if switch else stated
    if "drafts" in given and chosen != stated:
        checker.refuse("drafts", "switches-disagree", one=stated, reading=str(switch), other=chosen)
    elif switch and "drafts" in given:
        readings[switch] = stated
    return cast('Literal["exclude", "what_if"]', chosen)
