"""The examples inside rule files, run as tests (规则内示例)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subsidy_rules.core.errors import Diagnostic
from subsidy_rules.model.reader import KEYS
from subsidy_rules.testing.case_file import Case, check_expectation
from subsidy_rules.testing.cases import CaseResult, run_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from subsidy_rules.core.text import Lang
    from subsidy_rules.engine import Engine
    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.sources.documents import Source
    from subsidy_rules.sources.rule_document import RuleDocument


def run_examples(engine: Engine, sources: Iterable[Source[Any]]) -> tuple[CaseResult, ...]:
    """Run the examples of rule files; strict mode only where an example says what it gives (运行示例)."""
    return tuple(run_case(engine, case, compares_strict=False) for case in examples_of(sources, engine.plan))


def examples_of(sources: Iterable[Source[Any]], plan: Plan) -> Iterator[Case]:
    """Yield the examples of rule files as cases (规则内示例)."""
    for source in sources:
        if source.kind == "rule":
            yield from _examples(source, plan)


def check_examples(engine: Engine, sources: Iterable[Source[Any]], lang: Lang = "en") -> Iterator[Diagnostic]:
    """Yield what is wrong with the examples of rule files, and each that does not come out (核对示例)."""
    kept = [source for source in sources if source.kind == "rule"]
    for source in kept:
        shape: Any = source.shape
        for number, example in enumerate(shape.examples):
            yield from check_expectation(source.tree, ("examples", number, "expect"), example.expect)
    for result in run_examples(engine, kept):
        if result.status == "failed":
            yield _failure(result, lang)


def _examples(source: Source[RuleDocument], plan: Plan) -> Iterator[Case]:
    shape: Any = source.shape
    for number, example in enumerate(shape.examples):
        request = _request(shape.question, example.given, plan)
        span = source.span("examples", number, "name")
        yield Case(example.name, example.name, request, (example.expect,), span)


def _request(question: str, given: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """Return the request an example stands for; what is no part of a request is a fact."""
    parts = {key: value for key, value in given.items() if key in KEYS}
    facts = {key: value for key, value in given.items() if key not in KEYS}
    return {
        "question": question,
        "region": _region(question, plan),
        **parts,
        "facts": {**parts.get("facts", {}), **facts},
    }


def _region(question: str, plan: Plan) -> str:
    """Return the region of the document that the first clause of the question stands in."""
    rules = plan.rules.get(question, ())
    first = next((provision for rule in rules for provision in rule.provisions), None)
    return plan.documents[plan.provisions[first].document].region if first else ""


def _failure(result: CaseResult, lang: Lang) -> Diagnostic:
    reasons = [difference.in_(lang) for difference in result.differences]
    reasons += [fault.message(lang) for fault in result.faults]
    values = {"name": result.case.id, "difference": "; ".join(reasons)}
    return Diagnostic("example-fails", values, result.case.span)
