"""What things are called to a reader: facts, parameters, readings, payees, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.reports.clauses import source_of
from subsidy_rules.reports.wording import EFFECTIVE_FROM, SETTLE, SUPPLY

if TYPE_CHECKING:
    from subsidy_rules.core.text import Lang
    from subsidy_rules.ir.plan import Plan

_EFFECTIVE = ".effective_from"
_PERCENT_PLACES = 2


def missing_label(plan: Plan, what: str, lang: Lang) -> str:
    """Return the words for something that is missing (缺失项)."""
    if what in plan.parameters:
        return plan.parameters[what].label.in_(lang)
    if what in plan.readings:
        return f"{what} {plan.readings[what].label.in_(lang)}"
    document = plan.documents.get(what.removesuffix(_EFFECTIVE))
    if document and what.endswith(_EFFECTIVE):
        return EFFECTIVE_FROM.in_(lang).format(source=source_of(document))
    return plan.vocabulary.label(what).in_(lang)


def request_for(plan: Plan, what: str, lang: Lang) -> str:
    """Return the sentence that asks for it: facts are supplied, what the texts leave open is settled."""
    is_open = what in plan.readings or what.endswith(_EFFECTIVE)
    sentence = SETTLE if is_open else SUPPLY
    return sentence.in_(lang).format(label=missing_label(plan, what, lang))


def enum_label(plan: Plan, enum: str, value: str, lang: Lang) -> str:
    """Return the words for a value of an enum, or the value itself."""
    definition = plan.vocabulary.enums.get(enum)
    label = definition.values.get(value) if definition else None
    return label.in_(lang) if label else value


def question_label(plan: Plan, question: str, lang: Lang) -> str:
    """Return the words for a question, asked or not yet."""
    rules = plan.rules.get(question)
    if rules:
        return rules[-1].label.in_(lang)
    label = plan.vocabulary.not_yet_asked.get(question)
    return label.in_(lang) if label else question


def reading_in_words(plan: Plan, reading: str, option: str, lang: Lang) -> tuple[str, str]:
    """Return the words for a reading and for one of its options."""
    found = plan.readings.get(reading)
    if found is None:
        return reading, option
    label = found.options.get(option)
    return f"{reading} {found.label.in_(lang)}", label.in_(lang) if label else option


def measured(plan: Plan, value: int | str, unit: str, lang: Lang) -> str:
    """Return a figure with its unit; a ratio in percent (数量)."""
    if unit == "ratio":
        whole, _, decimals = str(value).partition(".")
        digits = decimals.ljust(_PERCENT_PLACES, "0")
        percent = int(whole + digits[:_PERCENT_PLACES])
        return f"{percent}.{digits[_PERCENT_PLACES:] or '0'}%"
    label = plan.vocabulary.units.get(unit)
    return f"{value} {label.in_(lang) if label else unit}"
