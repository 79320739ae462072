"""What one person was granted, request by request: order, identity, and the award a granted claim becomes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from subsidy_rules.model.view import Rec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.model.request import Request

AWARDS, CERTIFICATES = "awards", "certificates"


def place_in_order(request: Request, applied_on: date) -> tuple[date, str, str]:
    """Return where a request stands in a person's order: day applied, request id, then what it says."""
    return applied_on, request.request_id or "", repr(sorted(request.facts.items()))


def with_history(request: Request, awards: Iterable[Mapping[str, Any]], held: Iterable[Mapping[str, Any]]) -> Request:
    """Return a request that also knows what was granted and shown before it; what was unknown stays unknown."""
    history = dict(request.history)
    for part, found in ((AWARDS, awards), (CERTIFICATES, held)):
        if part in history:
            known = list(history[part])
            history[part] = [*known, *(e for e in found if not any(_is_same(e, other) for other in known))]
    return replace(request, history=history)


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two entries tell of one thing: they agree in everything both of them state (同一笔)."""
    shared = one.keys() & other.keys()
    return len(shared) > 1 and all(one[name] == other[name] for name in shared)


def awards_of(
    plan: Plan, request: Request, payee: str, elements: Iterable[Mapping[str, Any]], applied_on: date
) -> list[dict[str, Any]]:
    """Return the awards that a granted request makes: one for each element that is granted (已享受补贴)."""
    kind = request.question.replace("-", "_")
    record = plan.vocabulary.history_lists.get(AWARDS, "")
    fields = plan.vocabulary.records[record].fields if record else {}
    if not any(kind in values.values for values in plan.vocabulary.enums.values()):
        return []
    found = []
    for env in elements:
        records = [value.data for value in env.values() if isinstance(value, Rec)]
        claim = {
            name: data[name] for data in (request.facts.get("claim", {}), *records) for name in fields if name in data
        }
        own = {"subsidy_kind": kind, "payee": payee, "applied_on": applied_on}
        found.append({name: value for name, value in {**claim, **own}.items() if name in fields})
    return found


def shown(request: Request) -> list[Mapping[str, Any]]:
    """Return the certificates a request shows: the person holds them from then on."""
    facts = request.facts
    return [*facts.get(CERTIFICATES, ()), *([facts["certificate"]] if "certificate" in facts else [])]
