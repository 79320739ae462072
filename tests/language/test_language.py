"""Every operator and construct of the rule language, by golden files: good ones come out, bad ones are refused."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from tests.language.golden import FOLDER, Golden, compiled, evaluated, golden_files, request_of, rule_of

from subsidy_rules.core.money import fen_from_yuan, ratio_from_text
from subsidy_rules.core.values import Bounds, Unknown
from subsidy_rules.engine import Engine
from subsidy_rules.ir.show import show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from subsidy_rules.core.errors import Diagnostic
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.ir.types import Type
    from subsidy_rules.model.decision import Decision, Finding

GOOD = [golden for golden in golden_files() if golden.is_good]
BAD = [golden for golden in golden_files() if not golden.is_good]
CONSTRUCTS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name != "__pycache__")


def expressions_of(golden: Golden) -> list[dict[str, Any]]:
    return list(golden.data.get("expressions", ()))


def with_expressions(golden: Golden) -> dict[str, str]:
    """Return the parts of a golden file, its rule requiring its expressions."""
    written = [item["expression"] for item in expressions_of(golden)]
    return {**golden.parts, "rule": rule_of(written, golden.parts.get("rule", ""))}


# ---------------------------------------------------------------- every construct has both kinds of file


@pytest.mark.parametrize("construct", CONSTRUCTS)
@pytest.mark.parametrize("kind", ["good", "bad"])
def test_every_construct_has_golden_files_of_both_kinds(construct: str, kind: str) -> None:
    assert list((FOLDER / construct / kind).glob("*.yaml")) != []


@pytest.mark.parametrize("golden", golden_files(), ids=str)
def test_a_golden_file_checks_something(golden: Golden) -> None:
    known = {"about", "expressions", *golden.parts}
    known |= {"decide", "plan"} if golden.is_good else {"errors"}
    assert set(golden.data) <= known
    assert golden.data.keys() & {"expressions", "decide", "plan", "errors"}


# ---------------------------------------------------------------- good files


@cache
def compiled_once(*parts: tuple[str, str]) -> tuple[Plan | None, list[Diagnostic]]:
    return compiled(dict(parts))


def plan_of(parts: Mapping[str, str]) -> Plan:
    plan, wrong = compiled_once(*parts.items())
    assert [diagnostic.render() for diagnostic in wrong] == []
    assert plan is not None
    return plan


@pytest.mark.parametrize("golden", [g for g in GOOD if expressions_of(g)], ids=str)
def test_good_expressions_have_their_type_plan_and_value(golden: Golden) -> None:
    plan = plan_of(with_expressions(golden))
    for item, found in zip(expressions_of(golden), plan.rules["probe"][0].requires, strict=True):
        assert set(item) <= {"expression", "type", "show", "given", "value", "unknown", "between", "because"}
        text = item["expression"]
        assert (text, str(found.type)) == (text, item["type"])
        assert show(found) == item.get("show", " ".join(text.split()))
        value = evaluated(plan, found, item.get("given", {}))
        assert (text, described(found.type, value)) == (text, wanted(found.type, item))


@pytest.mark.parametrize("golden", [g for g in GOOD if expressions_of(g)], ids=str)
def test_what_is_shown_can_be_written(golden: Golden) -> None:
    plan = plan_of(with_expressions(golden))
    shown = [show(found) for found in plan.rules["probe"][0].requires]
    shown = [text for text in shown if '"' not in text]
    again = plan_of({**golden.parts, "rule": rule_of(shown, golden.parts.get("rule", ""))})
    assert [show(found) for found in again.rules["probe"][0].requires] == shown


def described(type_: Type, value: object) -> object:
    """Return a value as a golden file says it."""
    match value:
        case Unknown(reasons=reasons):
            return "unknown", sorted(missing.what for missing in reasons)
        case Bounds(low=low, high=high, reasons=reasons):
            return "between", [low, high], sorted(missing.what for missing in reasons)
        case list() | tuple():
            return [described(type_.item or type_, item) for item in value]
        case bool() | int() | Fraction():
            return type(value).__name__, value
        case _:
            return str(value)


def wanted(type_: Type, item: Mapping[str, Any]) -> object:
    """Return what a golden file says of a value."""
    if "unknown" in item:
        return "unknown", sorted(item["unknown"])
    if "between" in item:
        return "between", [plain(type_, end) for end in item["between"]], sorted(item["because"])
    return described(type_, plain(type_, item["value"]))


def plain(type_: Type, written: Any) -> Any:  # noqa: ANN401  # of any type
    """Return the value of a YAML scalar: money and ratios are written as decimals."""
    if isinstance(written, list):
        return [plain(type_.item or type_, item) for item in written]
    if type_.kind == "yuan" and isinstance(written, str):
        return fen_from_yuan(written)
    if type_.kind == "ratio" and isinstance(written, str):
        return ratio_from_text(written)
    return written


DECIDED = [(golden, i) for golden in GOOD for i in range(len(golden.data.get("decide", ())))]


@pytest.mark.parametrize(("golden", "number"), DECIDED, ids=str)
def test_good_rules_decide(golden: Golden, number: int) -> None:
    plan = plan_of(golden.parts)
    item = golden.data["decide"][number]
    assert set(item) <= {"question", "given", "expect"}
    decision = Engine(plan).decide(request_of(item.get("given", {}), item.get("question", "probe")))
    expect = item["expect"]
    assert {key: said(decision, key, value) for key, value in expect.items()} == expect


def said(decision: Decision, key: str, expected: Any) -> object:  # noqa: ANN401  # of any shape
    """Return what a decision says under a key of ``expect``."""
    return WAYS_TO_SAY[key](decision, expected) if key in WAYS_TO_SAY else decision.to_dict().get(key)


def of_findings(part: Callable[[Finding], object]) -> Callable[[Decision, Any], object]:
    """Return a way to say something of the findings that are expected."""

    def said_of(decision: Decision, expected: Any) -> object:  # noqa: ANN401  # of any shape
        findings = {finding.id: finding for finding in decision.findings}
        return {name: part(findings[name]) if name in findings else None for name in expected}

    return said_of


WAYS_TO_SAY: Mapping[str, Callable[[Decision, Any], object]] = {
    "payments": lambda decision, _: [[line.payee, line.to_dict()["yuan"]] for line in decision.payments],
    "missing": lambda decision, _: [item.what for item in decision.missing],
    "findings": of_findings(lambda finding: finding.status),
    "says": of_findings(lambda finding: finding.required.zh),
    "says_en": of_findings(lambda finding: finding.required.en),
    "titles": of_findings(lambda finding: finding.title.zh),
    "facts": of_findings(lambda finding: dict(finding.facts)),
    "cites": lambda decision, names: [n for n in names if n in {line.provision for line in decision.citations}],
    "quotes": lambda decision, quotes: [q for q in quotes if q in {line.quote for line in decision.citations}],
    "forces": lambda decision, names: {c.provision: c.force for c in decision.citations if c.provision in names},
    "payees": lambda decision, _: list(decision.payees),
}
"""What a golden file may expect of a decision beside the keys of the public contract."""


@pytest.mark.parametrize("golden", [g for g in GOOD if "plan" in g.data], ids=str)
def test_good_files_make_the_plan_they_say(golden: Golden) -> None:
    plan = plan_of(golden.parts)
    assert {path: str(part_of(plan, path)) for path in golden.data["plan"]} == {
        path: str(value) for path, value in golden.data["plan"].items()
    }


def part_of(plan: Plan, path: str) -> Any:  # noqa: ANN401  # of any type
    """Return a part of a plan by a path such as ``rules/probe/0/label/zh``."""
    found: Any = plan
    for step in path.split("/"):
        if step == "#":
            found = len(found)
        elif isinstance(found, tuple | list):
            found = found[int(step)]
        elif step == "keys":
            found = ", ".join(found)
        else:
            found = found.get(step, "–") if hasattr(found, "get") else getattr(found, step)
    return found


# ---------------------------------------------------------------- bad files


@pytest.mark.parametrize("golden", [g for g in BAD if expressions_of(g)], ids=str)
def test_bad_expressions_are_refused_where_they_are_wrong(golden: Golden) -> None:
    items = expressions_of(golden)
    parts = with_expressions(golden)
    plan, wrong = compiled(parts)
    assert plan is None
    first = parts["rule"].split("requires:\n")[0].count("\n") + 2
    by_line: dict[int, list[Diagnostic]] = {}
    for diagnostic in wrong:
        assert diagnostic.span is not None
        by_line.setdefault(diagnostic.span.line - first, []).append(diagnostic)
    column_of_text = len('  - "')
    for line, item in enumerate(items):
        text = item["expression"]
        expected = {key: value for key, value in item.items() if key not in ("expression", "error", "at")}
        found = [
            (d.code, [d.span.column - column_of_text, d.span.length], {key: d.values.get(key) for key in expected})
            for d in by_line.pop(line, [])
            if d.span
        ]
        assert (text, found) == (text, [(item["error"], item["at"], expected)])
    assert by_line == {}
    assert_in_both_languages(wrong)


@pytest.mark.parametrize("golden", [g for g in BAD if "errors" in g.data], ids=str)
def test_bad_files_are_refused_where_they_are_wrong(golden: Golden) -> None:
    _, wrong = compiled(golden.parts)
    expected = golden.data["errors"]
    assert [error_said(d, item) for d, item in zip(wrong, expected, strict=False)] == list(expected)
    assert [d.render() for d in wrong[len(expected) :]] == []
    assert_in_both_languages(wrong)


def error_said(diagnostic: Diagnostic, item: Mapping[str, Any]) -> dict[str, object]:
    """Return what a diagnostic says under the keys of an expected one."""
    span = diagnostic.span
    found: dict[str, object] = {
        "code": diagnostic.code,
        "at": f"{span.file} {span.line}:{span.column}" if span else "",
        "length": span.length if span else 0,
        "quotes": [related.quote for related in diagnostic.related],
        "clause": diagnostic.provision,
        "message": diagnostic.message(),
        "help": diagnostic.help(),
    }
    found["values"] = {key: diagnostic.values.get(key) for key in item.get("values", ())}
    return {key: found.get(key) for key in {"code": "", "at": "", **item}}


def assert_in_both_languages(wrong: Iterable[Diagnostic]) -> None:
    for diagnostic in wrong:
        english, chinese = diagnostic.message("en"), diagnostic.message("zh")
        for message in (english, chinese):
            assert message
            assert "\n" not in message
        assert not english.endswith(".")
        assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
        assert diagnostic.render("en") != diagnostic.render("zh")
