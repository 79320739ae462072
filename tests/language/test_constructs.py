"""Nothing of the language is without golden files: operators, functions, kinds of nodes, keys of source files."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING, get_args

import pytest
from tests.language.golden import FOLDER, compiled, golden_files, rule_of

from subsidy_rules.compiler import functions, syntax, typing_rules
from subsidy_rules.ir import nodes as ir
from subsidy_rules.ir.traverse import nodes
from subsidy_rules.sources import policy_document, rule_document, shapes
from subsidy_rules.sources.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

SYNTAX: dict[type[ast.AST], tuple[str, ...]] = {
    ast.Constant: ("constants",),
    ast.Name: ("names",),
    ast.Attribute: ("field",),
    ast.Subscript: ("parameter", "parameter-key", "entry"),
    ast.Tuple: ("parameter-keys",),
    ast.List: ("list-literal", "named-list"),
    ast.Compare: ("chained-comparison", "reading", "period-membership"),
    ast.BoolOp: ("and", "or", "unknown-logic"),
    ast.UnaryOp: ("not", "negative-one"),
    ast.BinOp: ("plus", "minus", "times", "ratio-product", "unknown-numbers"),
    ast.IfExp: ("if-else", "unknown-choice"),
    ast.Call: tuple(name.replace("_", "-") for name in functions.NAMES),
    ast.GeneratorExp: functions.QUANTIFIERS,
    ast.comprehension: functions.QUANTIFIERS,
    ast.Expression: ("refused",),
}
"""Every part of the grammar and the folders with its golden files."""

OPERATORS: dict[type[ast.AST], str] = {
    ast.Eq: "equal",
    ast.NotEq: "unequal",
    ast.Lt: "less",
    ast.LtE: "at-most",
    ast.Gt: "more",
    ast.GtE: "at-least",
    ast.In: "in",
    ast.NotIn: "not-in",
    ast.Add: "plus",
    ast.Sub: "minus",
    ast.Mult: "times",
    ast.And: "and",
    ast.Or: "or",
    ast.Not: "not",
    ast.USub: "negative-one",
}
"""Every operator and the folder with its golden files."""

TEXTS = {"zh", "en", "title", "asks", "note", "notes", "why", "meaning"}
"""Keys for human readers only."""

KEYS: dict[str, dict[str, str]] = {
    "DefinitionShape": {"with": "definition-with", "is": "definition-with"},
    "ExceptionShape": {"provision": "unless", "when": "unless"},
    "Cited": {"provision": "citations", "provisions": "citations"},
    "GroundShape": {"says": "sentence", "requires": "grounds", "applies_when": "applies-when", "topic": "topic"},
    "ConditionShape": {"unless": "unless", "otherwise": "pending", "force": "in-principle"},
    "LimitShape": {
        "says": "limits",
        "applies_when": "limit-applies-when",
        "counts": "limits",
        "where": "limits",
        "at_most": "limits",
        "per": "limit-per",
    },
    "PaymentShape": {"payee": "payees", "yuan": "pays", "when": "pays-when", "exception_to": "exception-to"},
    "QuantityShape": {"unit": "quantities", "value": "quantities", "when": "quantities"},
    "RowShape": {"when": "table", "then": "table"},
    "TableShape": {
        "with": "table",
        "by": "table",
        "hit": "table-hit",
        "rows": "table",
        "otherwise": "table-otherwise",
    },
    "ExampleShape": {"name": "examples", "given": "examples", "expect": "examples"},
    "Fragment": {
        "fragment": "fragment",
        "definitions": "fragment",
        "tables": "fragment",
        "grounds": "fragment",
        "conditions": "fragment",
        "limits": "fragment",
    },
    "RuleDocument": {
        "question": "rule-period",
        "kind": "rule-kind",
        "reference": "reference",
        "payees": "payees",
        "for_each": "for-each",
        "requires": "required-facts",
        "uses": "fragment",
        "effective": "rule-period",
        "topics": "topic",
        "definitions": "definitions",
        "tables": "table",
        "grounds": "grounds",
        "conditions": "conditions",
        "limits": "limits",
        "pays": "pays",
        "quantities": "quantities",
        "examples": "examples",
    },
    "EnumShape": {"values": "enums", "ranking": "enums"},
    "FieldShape": {
        "type": "fields",
        "list": "fields",
        "unit": "fields",
        "outside": "fields",
        "absent_means": "fields",
    },
    "RecordShape": {"extends": "records", "fields": "records"},
    "VocabularyDocument": {
        "version": "words",
        "units": "words",
        "outcomes": "words",
        "kinds": "words",
        "enums": "enums",
        "records": "records",
        "fact_lists": "lists-of-records",
        "history_lists": "lists-of-records",
        "parameters": "supplied-parameter",
        "readings": "in-principle",
        "not_yet_asked": "words",
    },
    "ProvisionShape": {
        "place": "provisions",
        "quote": "provisions",
        "quotes": "provisions",
        "force": "in-principle",
        "effective": "self-dated",
        "not_computable": "provisions",
    },
    "PassageShape": {"place": "passages", "quote": "passages"},
    "ValueShape": {
        "provision": "stated-parameter",
        "value": "stated-parameter",
        "from": "dated-values",
        "to": "dated-values",
        "starts_on": "period-parameter",
        "ends_on": "period-parameter",
    },
    "ParameterShape": {
        "unit": "stated-parameter",
        "by": "stated-parameter",
        "values": "stated-parameter",
        "supplied": "supplied-parameter",
        "is_range": "parameter-shapes",
        "is_list": "parameter-shapes",
        "left_open_by": "supplied-parameter",
        "points_to": "supplied-parameter",
    },
    "ListShape": {"provision": "policy-list", "of": "policy-list", "values": "policy-list"},
    "ReadingShape": {
        "default": "reading-shape",
        "strict": "reading-shape",
        "options": "reading-shape",
        "governs": "in-principle",
        "selects": "reading-shape",
        "unsupported": "reading-shape",
        "provisions": "reading-shape",
    },
    "DelegationShape": {
        "provision": "delegation",
        "sets": "delegation",
        "to": "delegation",
        "at_most": "delegation",
        "force": "delegation",
    },
    "PolicyDocument": {
        "document": "document",
        "number": "document",
        "issuer": "document",
        "region": "document",
        "force": "document-force",
        "effective": "period",
        "scope": "document",
        "text": "document",
        "provisions": "provisions",
        "not_computable": "passages",
        "parameters": "stated-parameter",
        "lists": "policy-list",
        "readings": "reading-shape",
        "delegations": "delegation",
    },
    "OverlayValue": {"delegation": "overlay", "provision": "overlay", "value": "overlay"},
    "Overlay": {
        "overlay": "overlay",
        "region": "overlay",
        "number": "overlay",
        "illustrative": "overlay",
        "effective": "overlay",
        "provisions": "overlay",
        "sets": "overlay",
    },
    "TextShape": {},
    "TermShape": {
        "from": "period",
        "to": "period",
        "not_before": "effective-bounds",
        "not_after": "effective-bounds",
    },
    "EffectiveShape": {"reading": "effective-reading", "options": "effective-reading"},
}
"""For each shape of the source files, its own keys and the folders with their golden files."""

ABSTRACT = {ast.expr_context, ast.cmpop, ast.boolop, ast.unaryop, ast.operator}


def folders() -> set[str]:
    return {golden.construct for golden in golden_files()}


def test_every_part_of_the_grammar_has_golden_files() -> None:
    parts = {part for part in syntax._ALLOWED if part not in ABSTRACT}
    assert parts - SYNTAX.keys() == set()
    assert {folder for names in SYNTAX.values() for folder in names} <= folders()


def test_every_operator_has_golden_files() -> None:
    operators = {*typing_rules._OPERATORS, *typing_rules._ARITHMETIC}
    for family in (ast.cmpop, ast.boolop, ast.unaryop, ast.operator):
        operators |= {kind for kind in family.__subclasses__() if kind not in syntax._REFUSED_OPERATORS}
    assert operators == OPERATORS.keys()
    assert set(OPERATORS.values()) <= folders()


@pytest.mark.parametrize("quantifier", functions.QUANTIFIERS)
@pytest.mark.parametrize("listed", ["students", "trainees", "employments", "awards"])
def test_every_quantifier_goes_over_every_kind_of_list(quantifier: str, listed: str) -> None:
    assert (FOLDER / quantifier / "good" / f"{listed}.yaml").is_file()
    refused = [path.read_text(encoding="utf-8") for path in (FOLDER / quantifier / "bad").glob("*.yaml")]
    assert any(f"{quantifier}(" in text for text in refused)


@cache
def good_nodes() -> tuple[ir.Expr, ...]:
    found: list[ir.Expr] = []
    for golden in golden_files():
        if golden.is_good and "expressions" in golden.data:
            written = [item["expression"] for item in golden.data["expressions"]]
            plan, wrong = compiled({**golden.parts, "rule": rule_of(written, golden.parts.get("rule", ""))})
            assert [diagnostic.render() for diagnostic in wrong] == []
            found += nodes(plan.rules["probe"][0].requires if plan else ())
    return tuple(found)


def test_every_kind_of_node_comes_out_of_some_golden_file() -> None:
    assert {type(node) for node in good_nodes()} == set(get_args(ir.Expr))


def test_every_function_is_called_in_some_golden_file() -> None:
    special = {ir.Given: "given", ir.CannotTell: "cannot_tell"}
    called = {special[type(node)] for node in good_nodes() if type(node) in special}
    for node in good_nodes():
        match node:
            case ir.Call(function=name) | ir.Quantifier(kind=name):
                called.add(name)
            case ir.LeftOpen(low=low):
                called.add("left_open_between" if low else "left_open")
            case _:
                continue
    assert called == set(functions.NAMES)


def shapes_of_source_files() -> Iterator[type[Shape]]:
    for module in (policy_document, rule_document, shapes):
        for shape in vars(module).values():
            is_shape = isinstance(shape, type) and issubclass(shape, Shape) and shape is not Shape
            if is_shape and shape.__module__ == module.__name__:
                yield shape


def own_keys(shape: type[Shape]) -> set[str]:
    inherited = {name for base in shape.__mro__[1:] if issubclass(base, Shape) for name in base.model_fields}
    named = {name: info.alias or name for name, info in shape.model_fields.items() if name not in inherited}
    return {key for key in named.values() if key not in TEXTS}


@pytest.mark.parametrize("shape", list(shapes_of_source_files()), ids=lambda shape: shape.__name__)
def test_every_key_of_a_source_file_has_golden_files(shape: type[Shape]) -> None:
    keys = KEYS[shape.__name__]
    assert keys.keys() == own_keys(shape)
    for key, folder in keys.items():
        texts = [path.read_text(encoding="utf-8") for path in (FOLDER / folder / "good").glob("*.yaml")]
        assert any(re.search(rf"\b{key}:", text) for text in texts), f"`{key}` in no good file of {folder}"
        assert any((FOLDER / folder / "bad").glob("*.yaml"))


def test_no_folder_is_left_over() -> None:
    known = {folder for names in SYNTAX.values() for folder in names}
    known |= {folder for keys in KEYS.values() for folder in keys.values()} | {"rule-texts"}
    assert folders() - known - set(OPERATORS.values()) == set()
