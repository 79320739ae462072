"""The glossary of the documentation: every name of the vocabulary with its Chinese term and its meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from subsidy_rules.sources.policy_document import ParameterShape
    from subsidy_rules.sources.rule_document import EnumShape, FieldShape, RecordShape, RuleDocument, VocabularyDocument
    from subsidy_rules.sources.shapes import TextShape

MARK = "<!-- Below this line: written by `make docs` from rules/; changes made here are lost. -->\n"
"""What parts the hand-written terms of the page from the generated ones."""

_Item = TypeVar("_Item")
_HEAD = ("中文", "Identifier", "Meaning")


def glossary(vocabularies: Sequence[VocabularyDocument], rules: Sequence[RuleDocument]) -> str:
    """Return the generated part of the glossary in Markdown (词汇对照表)."""
    asked = {rule.question: (rule.zh, f"`{rule.question}`", rule.asks.en) for rule in rules}
    waiting = _merged(v.not_yet_asked for v in vocabularies)
    lines = [
        *_table("Questions · 问题", _HEAD, (asked[name] for name in sorted(asked))),
        *_texts("Questions no rule answers yet · 尚无规则的问题", dict(sorted(waiting.items()))),
        *_texts("Kinds of question · 问题种类", _merged(v.kinds for v in vocabularies)),
        *_texts("Outcomes · 结论", _merged(v.outcomes for v in vocabularies)),
        *_texts("Units · 单位", _merged(v.units for v in vocabularies)),
        *_parameters(_merged(v.parameters for v in vocabularies)),
        *_readings(vocabularies),
        *_lists(vocabularies),
    ]
    for name, record in _merged(v.records for v in vocabularies).items():
        lines += _record(name, record)
    for name, enum in _merged(v.enums for v in vocabularies).items():
        lines += _enum(name, enum)
    return "\n".join(lines)


def _texts(title: str, texts: Mapping[str, TextShape]) -> Iterator[str]:
    return _table(title, _HEAD, ((text.zh, f"`{name}`", text.en) for name, text in texts.items()))


def _parameters(parameters: Mapping[str, ParameterShape]) -> Iterator[str]:
    head = ("中文", "Identifier", "Unit", "Meaning")
    rows = ((p.zh, f"`{name}`", _unit(p), p.en) for name, p in sorted(parameters.items()))
    return _table("Supplied parameters · 由请求或补充文件提供的参数", head, rows)


def _unit(parameter: ParameterShape) -> str:
    unit = f"`{parameter.unit.removeprefix('enum:')}`"
    whole = f"list of {unit}" if parameter.is_list else f"{unit} range" if parameter.is_range else unit
    keys = [" or ".join(f"`{name}`" for name in dimension.split("|")) for dimension in parameter.by]
    return f"{whole}, by {', '.join(keys)}" if keys else whole


def _readings(vocabularies: Sequence[VocabularyDocument]) -> Iterator[str]:
    head = ("中文", "Identifier", "Meaning", "Options, the default first")
    rows = []
    for name, reading in sorted(_merged(v.readings for v in vocabularies).items()):
        options = sorted(reading.options, key=lambda option: option != reading.default)
        rows.append((reading.zh, f"`{name}`", reading.en, ", ".join(f"`{option}`" for option in options)))
    return _table("Readings · 解释选项", head, rows)


def _lists(vocabularies: Sequence[VocabularyDocument]) -> Iterator[str]:
    records = _merged(v.records for v in vocabularies)
    history = {f"history.{n}": record for v in vocabularies for n, record in v.history_lists.items()}
    lists = _merged(v.fact_lists for v in vocabularies) | history
    rows = ((records[record].zh, f"`{name}`", f"list of `{record}`") for name, record in lists.items())
    return _table("Lists of a request · 请求中的列表", _HEAD, rows)


def _record(name: str, record: RecordShape) -> Iterator[str]:
    yield f"## {record.zh} · `{name}`\n"
    yield f"{_cell(record.meaning)}\n"
    rows = ((f.zh, f"`{field}`", _type(f), _meaning(f)) for field, f in record.fields.items())
    yield from _table("", ("中文", "Identifier", "Type", "Meaning"), rows)


def _type(field: FieldShape) -> str:
    kind, _, of = field.type.partition(":")
    one = f"table by `{of.partition(':')[0]}`" if kind == "table" else f"`{of or kind}`"
    several = f"list of {one}" if field.list else one
    return f"{several}, {field.unit}" if field.unit else several


def _meaning(field: FieldShape) -> str:
    absent = "" if field.absent_means is None else f"; left out: {field.absent_means}"
    return f"{field.meaning}{absent}{'; judged elsewhere' if field.outside else ''}"


def _enum(name: str, enum: EnumShape) -> Iterator[str]:
    ranked = " · ranked, lowest first" if enum.ranking else ""
    rows = (
        (words, f"`{value}`", value.replace("_", " ")) if isinstance(words, str) else (words.zh, f"`{value}`", words.en)
        for value, words in enum.values.items()
    )
    return _table(f"{enum.zh} · `{name}` · {enum.en}{ranked}", _HEAD, rows)


def _merged(parts: Iterable[Mapping[str, _Item]]) -> dict[str, _Item]:
    return {name: item for part in parts for name, item in part.items()}


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    if title:
        yield f"## {title}\n"
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"
    yield ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
