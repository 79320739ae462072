"""What can be asked, as text and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.core.text import Lang, Text
from subsidy_rules.ir.show import show
from subsidy_rules.ir.traverse import supplied_in
from subsidy_rules.reports.columns import padded, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.ir.plan import Plan

_WAITING = Text("尚无规则", "No rule yet")
_GAP = 2


def questions_as_text(plan: Plan, lang: Lang = "zh") -> str:
    """Return the questions by kind, then those that no rule answers yet (问题清单)."""
    return "\n".join(_lines(plan, lang)) + "\n"


def questions_as_data(plan: Plan) -> dict[str, object]:
    """Return the questions with what they ask and need, and those that no rule answers yet."""
    asked = [
        {
            "id": question,
            "kind": rules[-1].kind,
            "label": rules[-1].label.to_dict(),
            "asks": rules[-1].asks.to_dict(),
            "reference": show(rules[-1].reference) if rules[-1].reference else "on",
            "requires": [show(fact) for fact in rules[-1].requires],
            "payees": list(rules[-1].payees),
            "parameters": list(supplied_in(plan, rules[-1])),
        }
        for question, rules in sorted(plan.rules.items())
    ]
    waiting = [{"id": id_, "label": label.to_dict()} for id_, label in sorted(_waiting(plan).items())]
    return {"questions": asked, "not_yet_asked": waiting}


def _lines(plan: Plan, lang: Lang) -> Iterator[str]:
    columns = max((width(question) for question in (*plan.rules, *plan.vocabulary.not_yet_asked)), default=0) + _GAP
    kinds = dict.fromkeys([*plan.vocabulary.kinds, *(rules[-1].kind for rules in plan.rules.values())])
    for kind in kinds:
        label = plan.vocabulary.kinds.get(kind)
        found = {q: rules[-1].label for q, rules in sorted(plan.rules.items()) if rules[-1].kind == kind}
        yield from _group(label.in_(lang) if label else kind, found, columns, lang)
    yield from _group(_WAITING.in_(lang), dict(sorted(_waiting(plan).items())), columns, lang)


def _group(heading: str, questions: dict[str, Text], columns: int, lang: Lang) -> Iterator[str]:
    if questions:
        yield heading
        for question, label in questions.items():
            yield f"  {padded(question, columns)}{label.in_(lang)}"
        yield ""


def _waiting(plan: Plan) -> dict[str, Text]:
    return {id_: label for id_, label in plan.vocabulary.not_yet_asked.items() if id_ not in plan.rules}
