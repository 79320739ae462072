"""Law lives in YAML: no statutory number, day, region, list, level, clause or document stands in the package.

What is law is read from the compiled plan, so that the search grows with the law. A number of the law may well stand in
Python for another reason; such a one is listed here with that reason, and the list may hold nothing that is not there.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subsidy_rules.core.dates import Period
from subsidy_rules.core.money import yuan_from_fen
from subsidy_rules.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.ir.plan import Plan

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "subsidy_rules"
GENERATED = PACKAGE / "model" / "records"  # written from rules/vocabulary.yaml, and a test holds them against it
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if GENERATED not in path.parents]

SMALL = 20
"""Numbers below this are everywhere: they are looked at only where they are given a name or compared."""
YEARS = range(2015, 2040)
ANSWERS = {"amount_status"}
"""Enums that say what an answer is, not what the law is."""

# Numbers of the law that mean something else here, by module: each with what it is.
NOT_LAW: dict[str, dict[int | Fraction, str]] = {
    "backends/columnar/calendar.py": {
        10_000: "places of the year in a day written as a number",
        100: "places of the month in it",
        4: "digits of a prefecture",
        6: "digits of a code",
    },
    "backends/columnar/expressions.py": {100: "fen in a yuan"},
    "backends/columnar/sequence.py": {2: "facts that two entries of one award have in common"},
    "backends/columnar/spelling.py": {2: "places of an amount"},
    "backends/scalar/prepared.py": {10_000: "how many prepared things are kept"},
    "backends/scalar/runner.py": {4: "how many first days are tried the fast way"},
    "backends/scalar/standards.py": {10_000: "how many prepared things are kept"},
    "backends/verdict.py": {2: "order of telling", 3: "order of telling"},
    "cli/exits.py": {3: "an exit status"},
    "cli/jsonl.py": {
        Fraction(1, 2): "seconds between reports of progress", 20: "a power of two: bytes of a line", 100: "per cent",
    },
    "cli/settings.py": {2: "a setting is a record and a field"},
    "compiler/syntax.py": {2_000: "characters of an expression", 20_000: "nodes of an expression"},
    "compiler/tables.py": {20_000: "cases of a table that are tried"},
    "core/characters.py": {60: "characters shown of a value"},
    "core/errors.py": {Fraction(3, 5): "how alike a misspelt name is"},
    "core/money.py": {100: "fen in a yuan"},
    "core/regions.py": {2: "digits a level", 6: "digits of a code"},
    "engine/phrases.py": {100: "per cent"},
    "engine/worlds.py": {20_000: "combinations of readings that are tried"},
    "model/generate.py": {120: "characters in a line of Python"},
    "model/identifiers.py": {2: "characters shown of an id", 3: "characters shown of an id"},
    "model/quick.py": {20_000: "how many prepared things are kept"},
    "model/schema.py": {2: "ends of a range"},
    "reports/as_text.py": {4: "blanks between columns"},
    "reports/coverage_page.py": {3: "cases shown", 120: "characters shown of a quote"},
    "reports/entries.py": {60: "characters shown of an expression"},
    "reports/names.py": {2: "decimals of a percentage"},
    "reports/questions.py": {2: "blanks between columns"},
    "reports/show.py": {100: "characters in a line"},
    "sources/positions.py": {500: "characters shown of a line"},
    "sources/quotes.py": {2: "characters in a row that make a passage alike", 5: "one part in five makes it alike"},
    "sources/scalars.py": {8: "base of an octal number"},
    "sources/shapes.py": {2_000: "characters of an expression"},
    "sources/yaml_reader.py": {50: "faults that are told at once", 200_000: "values of a file"},
    "testing/mutation/bench.py": {
        4: "times as many worlds as the law itself takes", 8: "cases that are tried before their coverage is looked at",
    },
    "testing/mutation/of_figures.py": {100: "a mutant moves a ratio by a hundredth"},
    "testing/mutation/of_rules.py": {1_000_000: "a limit that never bites"},
    "testing/mutation/report.py": {100: "per cent"},
    "testing/mutation/trial.py": {8: "mutants a parcel"},
    "testing/strategies.py": {
        2: "a date has two hyphens; the month of a leap day", 3: "so many elements are enough", 6: "digits of a code",
        100: "a ratio moves by a hundredth", 2_000: "a leap year", 150_000: "a sum to try",
    },
}  # fmt: skip
EXAMPLES = {"sources/shapes.py": "`GZ2022"}
"""Texts that name an id only to say what ids look like, by the words they contain."""


@dataclass(frozen=True)
class Law:
    """What is looked for: numbers, texts (exact), marks (anywhere in a text), and the values of enums."""

    numbers: frozenset[int | Fraction]
    texts: frozenset[str]
    marks: re.Pattern[str]
    enums: tuple[frozenset[str], ...]


def law_of(plan: Plan) -> Law:
    numbers: set[int | Fraction] = set()
    texts: set[str] = set()
    for parameter in plan.parameters.values():
        for stated in parameter.values:
            numbers |= set(numbers_of(stated.value, is_yuan=parameter.type.kind == "yuan"))
            texts |= set(texts_of(stated.value, is_yuan=parameter.type.kind == "yuan"))
    spelt = [found for found in plan.lists.values() if found.type.item and found.type.item.kind != "enum"]
    texts |= {str(value) for found in spelt for value in found.values}
    texts |= {document.region for document in plan.documents.values()}
    levels = {label.zh for label in plan.vocabulary.enums["skill_level"].values.values()}
    named = {word for d in plan.documents.values() for word in (d.id, d.number, d.title, d.issuer) if word}
    words = [r"^\d{6}$", r"^20\d\d-\d\d-\d\d$", *(f"(?<![A-Z0-9]){re.escape(p)}(?![0-9])" for p in plan.provisions)]
    words += sorted(map(re.escape, levels | named), key=len, reverse=True)
    enums = [frozenset(e.values) for e in plan.vocabulary.enums.values() if e.name not in ANSWERS]
    return Law(frozenset(numbers - {0, 1}), frozenset(texts), re.compile("|".join(words)), tuple(enums))


def numbers_of(value: object, *, is_yuan: bool) -> Iterator[int | Fraction]:
    """Yield a figure as Python might have it: an amount in fen and in yuan, a ratio as such and in a hundred."""
    if isinstance(value, Fraction):
        yield value
        if (value * 100).denominator == 1:
            yield int(value * 100)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value
        if is_yuan and value % 100 == 0:
            yield value // 100


def texts_of(value: object, *, is_yuan: bool) -> Iterator[str]:
    match value:
        case int() if is_yuan:
            yield yuan_from_fen(value)
        case Fraction() if (value * 100).denominator == 1:
            yield f"0.{int(value * 100):02}"
        case date():
            yield value.isoformat()
        case Period():
            yield from (day.isoformat() for day in (value.first, value.last) if day)


# ---------------------------------------------------------------- the search


def found_in(source: str, law: Law) -> Iterator[tuple[int, str, object]]:
    """Yield line, kind and value of everything in a module that is in the law; docstrings are left out."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    stating = {id(part) for node in ast.walk(tree) for part in stated_in(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in told:
            yield from constants(node, law, is_stated=id(node) in stating)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fraction":
            yield from fractions(node, law)
        else:
            yield from lists(node, law)


def constants(node: ast.Constant, law: Law, *, is_stated: bool) -> Iterator[tuple[int, str, object]]:
    value = node.value
    if isinstance(value, str):
        if value in law.texts or law.marks.search(value):
            yield node.lineno, "text", value
    elif isinstance(value, float):
        if Fraction(str(value)) in law.numbers:
            yield node.lineno, "number", Fraction(str(value))
    elif isinstance(value, int) and not isinstance(value, bool):
        is_law = value in law.numbers or value in YEARS
        if is_law and (is_stated or value >= SMALL):
            yield node.lineno, "number", value


def stated_in(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the numbers a statement names or compares; how long something is says nothing of the law."""
    match node:
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            yield from [value, *(value.elts if isinstance(value, ast.Tuple | ast.List | ast.Set) else [])]
            yield from value.values if isinstance(value, ast.Dict) else []
        case ast.Compare(left=left, comparators=others):
            parts = [left, *others]
            if not any(isinstance(part, ast.Call) and getattr(part.func, "id", "") == "len" for part in parts):
                yield from parts
        case ast.Call(func=ast.Name(id=name), args=arguments) if name.startswith(("add_", "date")):
            yield from arguments


def fractions(node: ast.Call, law: Law) -> Iterator[tuple[int, str, object]]:
    match node.args:
        case [ast.Constant(value=int() as part), ast.Constant(value=int() as whole)] if whole:
            if Fraction(part, whole) in law.numbers:
                yield node.lineno, "number", Fraction(part, whole)


def lists(node: ast.AST, law: Law) -> Iterator[tuple[int, str, object]]:
    """Yield a list, set, mapping or choice that names several values of one enum of the vocabulary."""
    parts: list[ast.expr | None] = []
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        parts = list(node.elts)
    elif isinstance(node, ast.Dict):
        parts = [*node.keys, *node.values]
    words = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    named = next((words & enum for enum in law.enums if len(words & enum) > 1), None)
    if named:
        yield node.lineno, "list", ", ".join(sorted(named))  # type: ignore[attr-defined]  # a display has a line


@pytest.fixture(scope="module")
def law() -> Law:
    return law_of(Engine.load().plan)


@pytest.fixture(scope="module")
def everything(law: Law) -> dict[str, list[tuple[int, str, object]]]:
    """Return what is found, by module."""
    return {
        path.relative_to(PACKAGE).as_posix(): list(found_in(path.read_text(encoding="utf-8"), law)) for path in MODULES
    }


# ---------------------------------------------------------------- nothing is found, and the search can find


def test_no_text_or_list_in_the_package_is_law(everything: dict[str, list[tuple[int, str, object]]]) -> None:
    found = [
        f"{name}:{line}: {value}"
        for name, hits in everything.items()
        for line, kind, value in hits
        if kind != "number" and not (name in EXAMPLES and EXAMPLES[name] in str(value))
    ]
    assert found == []


def test_every_number_of_the_law_in_the_package_is_something_else(
    everything: dict[str, list[tuple[int, str, object]]],
) -> None:
    found = [
        f"{name}:{line}: {value}"
        for name, hits in everything.items()
        for line, kind, value in hits
        if kind == "number" and value not in NOT_LAW.get(name, {})
    ]
    assert found == []


def test_no_number_is_explained_that_is_not_there(everything: dict[str, list[tuple[int, str, object]]]) -> None:
    explained = {(name, value) for name, numbers in NOT_LAW.items() for value in numbers}
    numbers = {(name, value) for name, hits in everything.items() for _, kind, value in hits if kind == "number"}
    assert explained - numbers == set()
    assert all(why for numbers_ in NOT_LAW.values() for why in numbers_.values())


PLANTED = {
    '"""Of region 520300 and 高级工, by GZ2022-1-4-a."""': [],
    'region = "520300"': ["520300"],
    'day = "2024-01-01"': ["2024-01-01"],
    'level = f"{region}高级工"': ["高级工"],
    'clause = "by GZ2022-1-4-a"': ["by GZ2022-1-4-a"],
    'number = "按黔人社通〔2022〕33号办理"': ["按黔人社通〔2022〕33号办理"],
    'rate = "4000.00"': ["4000.00"],
    "rate = 400_000": [400_000],
    'uplift = "0.30"': ["0.30"],
    "uplift = 0.3": [Fraction(3, 10)],
    "uplift = Fraction(3, 10)": [Fraction(3, 10)],
    "if heads > 50:\n    pass": [50],
    "hours = total * 30": [30],
    "LARGEST = 60": [60],
    "YEARS = 2": [2],
    "end = add_months(start, 6)": [6],
    "end = date(2025, 12, 31)": [2025],
    "start = year >= 2026": [2026],
    'levels = ["junior", "intermediate"]': ["intermediate, junior"],
    'if level in ("junior", "advanced"):\n    pass': ["advanced, junior"],
    'rates = {"junior": 1, "advanced": 0}': ["advanced, junior"],
    # what is no law
    "second = items[2]": [],
    "if len(pair) == 2:\n    pass": [],
    'width = "12345"': [],
    "one = 1": [],
    "is_it = True": [],
    "half = Fraction(part, 2)": [],
    'kinds = ("scheme", "duty")': [],
}


@pytest.mark.parametrize(("source", "expected"), PLANTED.items())
def test_the_search_finds_what_is_planted(law: Law, source: str, expected: list[object]) -> None:
    assert [value for _, _, value in found_in(source, law)] == expected
