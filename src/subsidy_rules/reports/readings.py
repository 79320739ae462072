"""The readings: what the texts leave open, the ways to read it, and which questions that can change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.core.text import Lang, Text
from subsidy_rules.ir.uses import readings_used
from subsidy_rules.reports import names, wording
from subsidy_rules.reports.clauses import Clauses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from subsidy_rules.ir.plan import Plan, Reading

_MARGIN = "  "
_OPTIONS = Text("读法", "options")
_UNSUPPORTED = Text("尚不支持", "not offered yet")
_STRICT = Text("严格模式", "strict mode")
_VARIED = Text("逐一比较", "varies it")
_HELD = Text("保持默认", "keeps the default")
_WHY = Text("默认的理由", "why the default")
_PROVISIONS = Text("条款", "provisions")
_USED_BY = Text("影响的问题", "can change")
_NOTHING = Text("尚无规则", "no rule yet")
_DECIDES = {
    "meaning": Text("", ""),
    "reference": Text("基准日", "which day selects the law"),
    "force": Text("施行期间", "when a clause has force"),
    "severity": Text("违反的后果", "how grave a breach is"),
}


def readings_as_text(plan: Plan, chosen: Iterable[str], lang: Lang = "zh", *, in_full: bool = False) -> str:
    """Return readings with their options, reasons, clauses and the questions they can change (解释清单)."""
    used = _used(plan)
    blocks = ("\n".join(_block(plan, plan.readings[name], used, lang, in_full=in_full)) for name in chosen)
    return "\n\n".join(blocks) + "\n"


def readings_as_data(plan: Plan, chosen: Iterable[str]) -> dict[str, object]:
    """Return readings as JSON data, in both languages."""
    used = _used(plan)
    return {"readings": [_data(plan.readings[name], used.get(name, {})) for name in chosen]}


def _used(plan: Plan) -> dict[str, dict[str, str]]:
    """Return for each reading the questions it can change, and what it decides there."""
    found: dict[str, dict[str, str]] = {}
    for question, rules in sorted(plan.rules.items()):
        for rule in rules:
            for name, decides in readings_used(plan, rule).items():
                found.setdefault(name, {}).setdefault(question, decides)
    return found


def _block(
    plan: Plan, reading: Reading, used: Mapping[str, Mapping[str, str]], lang: Lang, *, in_full: bool
) -> Iterator[str]:
    colon = wording.colon(lang)
    yield f"{reading.id} {reading.label.in_(lang)}"
    yield f"{_MARGIN}{_OPTIONS.in_(lang)}{colon}".rstrip()
    for option, label in reading.options.items():
        notes = [wording.DEFAULT.in_(lang)] if option == reading.default else []
        notes += [_UNSUPPORTED.in_(lang)] if option in reading.unsupported else []
        mark = wording.brackets(lang, wording.listed(lang, notes))
        yield f"{_MARGIN * 2}{option}{colon}{label.in_(lang)}{mark}"
    varied = _VARIED if reading.is_strict else _HELD
    yield f"{_MARGIN}{_STRICT.in_(lang)}{colon}{varied.in_(lang)}"
    if reading.why:
        yield f"{_MARGIN}{_WHY.in_(lang)}{colon}{reading.why.in_(lang)}"
    if reading.provisions:
        yield f"{_MARGIN}{_PROVISIONS.in_(lang)}{colon}{', '.join(reading.provisions)}"
    if in_full:
        for found in Clauses(plan, lang).quote(reading.provisions):
            yield f"{_MARGIN * 2}{found.words}{wording.dash(lang)}{found.source} [{found.provision}]"
    asked = used.get(reading.id)
    if not asked:
        yield f"{_MARGIN}{_USED_BY.in_(lang)}{colon}{_NOTHING.in_(lang)}"
        return
    yield f"{_MARGIN}{_USED_BY.in_(lang)}{colon}".rstrip()
    for question, decides in asked.items():
        note = wording.brackets(lang, _DECIDES[decides].in_(lang))
        yield f"{_MARGIN * 2}{question} {names.question_label(plan, question, lang)}{note}"


def _data(reading: Reading, used: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": reading.id,
        "label": reading.label.to_dict(),
        "default": reading.default,
        "strict": reading.is_strict,
        "options": [
            {"id": option, "label": label.to_dict(), "is_supported": option not in reading.unsupported}
            for option, label in reading.options.items()
        ],
        "governs": reading.governs or None,
        "why": reading.why.to_dict() if reading.why else None,
        "provisions": list(reading.provisions),
        "used_by": [{"question": question, "decides": decides} for question, decides in used.items()],
    }
