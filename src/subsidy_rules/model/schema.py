"""JSON Schemas (2020-12) of a request and of a decision, made from the vocabulary and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from subsidy_rules.ir.types import Type, list_of
from subsidy_rules.model.decision import AmountStatus, Outcome, Severity, Status
from subsidy_rules.model.reader import DRAFTS, MODES
from subsidy_rules.model.values import MAX_COUNT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from subsidy_rules.ir.plan import Parameter, Plan
    from subsidy_rules.ir.vocabulary import RecordDef, Vocabulary

Schema: TypeAlias = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL: Schema = {"type": "null"}
_TEXT: Schema = {"type": "string"}
_SCALARS: dict[str, Schema] = {
    "string": _TEXT,
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer", "minimum": 0, "maximum": MAX_COUNT},
    "yuan": {"type": "string", "pattern": r"^(0|[1-9][0-9]{0,12})\.[0-9]{2}$"},
    "ratio": {"type": "string", "pattern": r"^[0-9]{1,6}\.[0-9]{1,9}$"},
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "region": {"type": "string", "pattern": "^[1-9][0-9]{5}$"},
}
_WORDS: Schema = {"$ref": "#/$defs/text"}
_PROVISIONS: Schema = {"type": "array", "items": _TEXT}


def request_schema(plan: Plan) -> Schema:
    """Return the schema of a request; null stands for unknown, as being absent does (请求格式)."""
    vocabulary = plan.vocabulary
    questions = [*plan.rules, *(name for name in vocabulary.not_yet_asked if name not in plan.rules)]
    supplied = {p.id: p for p in plan.parameters.values() if p.is_supplied}
    readings = {r.id: [o for o in r.options if o not in r.unsupported] for r in plan.readings.values()}
    return {
        "$schema": _DIALECT,
        "title": "请求 request",
        **_object(
            {
                "question": {"enum": questions},
                "region": _of(Type("region")),
                "on": _optional(_of(Type("date"))),
                "facts": _optional(_facts(vocabulary)),
                "history": _optional(_object(_record_lists(vocabulary.history_lists))),
                "parameters": _optional(_object({name: _optional(_parameter(p)) for name, p in supplied.items()})),
                "readings": _optional(
                    _object({name: {"enum": [*options, None]} for name, options in readings.items()})
                ),
                "mode": {"enum": [*MODES, None]},
                "drafts": {"enum": [*DRAFTS, None]},
                "request_id": _optional(_TEXT),
                "person_id": _optional(_TEXT),
            },
            required=("question", "region"),
        ),
        "$defs": {
            **{f"enum-{e.name}": {"title": e.label.zh, "enum": list(e.values)} for e in vocabulary.enums.values()},
            **{f"record-{record.name}": _record(record) for record in vocabulary.records.values()},
        },
    }


def decision_schema(plan: Plan) -> Schema:
    """Return the schema of a decision; what does not apply is left out (决定格式)."""
    status, severity = {"enum": list(get_args(Status))}, {"enum": list(get_args(Severity))}
    question, unit, provisions = {"enum": list(plan.rules)}, {"enum": list(plan.vocabulary.units)}, _PROVISIONS
    payee = {"enum": sorted({payee for rules in plan.rules.values() for rule in rules for payee in rule.payees})}
    payment = _closed(payee=payee, yuan=_SCALARS["yuan"], item=question, provisions=provisions)
    missing = _closed(what=_TEXT, why=_WORDS, provisions=provisions)
    names = ("provision", "document", "number", "title", "place", "quote", "force")
    sentences = {"title": _WORDS, "required": _WORDS, "actual": _WORDS}
    finding = _object(
        {"id": _TEXT, "kind": _TEXT, "status": status, "severity": severity, "facts": {"type": "object"}}
        | sentences
        | {"provisions": provisions},
        required=("id", "kind", "status", "facts", *sentences, "provisions"),
    )
    always: Schema = {
        "request_id": _optional(_TEXT),
        "question": question,
        "outcome": {"enum": list(get_args(Outcome))},
        "missing": {"type": "array", "items": missing},
        "ask_next": _optional(_TEXT),
        "findings": {"type": "array", "items": finding},
        "citations": {"type": "array", "items": _closed(**dict.fromkeys(names, _TEXT))},
        "readings": {"type": "object", "additionalProperties": _TEXT},
        "is_binding": {"type": "boolean"},
        "flags": {"type": "array", "items": _TEXT},
        "region": _SCALARS["region"],
        "on": _SCALARS["date"],
        "bundle": _TEXT,
        "engine": _TEXT,
    }
    ends = {"type": "array", "items": _SCALARS["yuan"], "minItems": 2, "maxItems": 2}
    sometimes: Schema = {
        "severity": severity,
        "payments": {"type": "array", "items": payment},
        "amount_status": {"enum": list(get_args(AmountStatus))},
        "payees": {"type": "array", "items": payee},
        "amount_range_yuan": ends,
        "quantity": _closed(value={"type": ["integer", "string"]}, unit=unit),
    }
    return {
        "$schema": _DIALECT,
        "title": "决定 decision",
        **_object(always | sometimes, required=tuple(always)),
        "$defs": {"text": _closed(zh=_TEXT, en=_TEXT)},
    }


def _facts(vocabulary: Vocabulary) -> Schema:
    records = {name: _optional(_of(Type("record", name))) for name in vocabulary.records}
    return _object(records | _record_lists(vocabulary.fact_lists)) | {
        "allOf": [{"not": {"required": [many, one]}} for many, one in vocabulary.fact_lists.items()]
    }


def _record_lists(lists: Mapping[str, str]) -> dict[str, Schema]:
    return {name: _optional(_of(list_of(Type("record", record)))) for name, record in lists.items()}


def _record(record: RecordDef) -> Schema:
    fields = {f.name: {"title": f.label.zh, **_optional(_of(f.type))} for f in record.fields.values()}
    return {"title": record.label.zh, **_object(fields)}


def _parameter(parameter: Parameter) -> Schema:
    """Return a figure, or a table of figures by any of the dimensions; outer ones may be left out."""
    figure = _of(parameter.type)
    if parameter.is_range:
        figure = {"type": "array", "items": figure, "minItems": 2, "maxItems": 2}
    for _ in parameter.dimensions:
        figure = {"anyOf": [figure, {"type": "object", "additionalProperties": _optional(figure)}]}
    return {"title": parameter.label.zh, **figure}


def _of(type_: Type) -> Schema:
    if type_.kind == "list" and type_.item:
        return {"type": "array", "items": _of(type_.item)}
    if type_.kind == "table" and type_.item:
        names = {"$ref": f"#/$defs/enum-{type_.of}"}
        return {"type": "object", "propertyNames": names, "additionalProperties": _optional(_of(type_.item))}
    return _SCALARS.get(type_.kind) or {"$ref": f"#/$defs/{type_.kind}-{type_.of}"}


def _optional(schema: Schema) -> Schema:
    return {"anyOf": [schema, _NULL]}


def _closed(**properties: Schema) -> Schema:
    return _object(properties, required=tuple(properties))


def _object(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    found: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return found | ({"required": list(required)} if required else {})
