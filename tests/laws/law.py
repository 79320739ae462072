"""The bodies of law that the laws are tested on: the bundled one and Fantasia, each with requests to start from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from subsidy_rules import Engine
from subsidy_rules.sources.library import load_sources
from subsidy_rules.testing.case_file import read_cases
from subsidy_rules.testing.examples import _examples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subsidy_rules.sources.documents import Source

REPO = Path(__file__).resolve().parents[2]
FANTASIA = REPO / "tests" / "fixtures" / "fantasia"
CASES = REPO / "tests" / "cases"
PER_QUESTION = 0.15


@dataclass(frozen=True, eq=False)
class Law:
    """A body of law, its sources and requests by question."""

    name: str
    engine: Engine
    sources: tuple[Source[Any], ...]
    seeds: Mapping[str, tuple[Mapping[str, Any], ...]]


def laws() -> tuple[Law, ...]:
    found = [_law("bundled", load_sources(), Engine.load(), [CASES])]
    if FANTASIA.is_dir():
        places: dict[str, Any] = {part: FANTASIA / part for part in ("policies", "rules", "overlays")}
        found.append(_law("fantasia", load_sources(**places), Engine.load(**places), []))
    return tuple(found)


def _law(name: str, sources: list[Source[Any]], engine: Engine, cases: list[Path]) -> Law:
    seeds: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for source in sources:
        if source.kind == "rule":
            for case in _examples(source, engine.plan):
                seeds[case.question].append(case.request)
    for case in read_cases(cases):
        seeds[case.question].append(case.request)
    return Law(name, engine, tuple(sources), {question: tuple(seeds[question]) for question in engine.plan.rules})


LAWS = laws()
BUNDLED = LAWS[0]
QUESTIONS = [(law, question) for law in LAWS for question in law.engine.plan.rules]


def each(questions: list[tuple[Law, str]]) -> pytest.MarkDecorator:
    """Run a test for each of some questions."""
    return pytest.mark.parametrize(
        ("law", "question"), questions, ids=[f"{law.name}-{name}" for law, name in questions]
    )


every_law = pytest.mark.parametrize("law", LAWS, ids=[law.name for law in LAWS])
every_question = each(QUESTIONS)


def examples(share: float) -> int:
    """Return a share of the examples the profile asks for; each law is tried on every question, so fewer will do."""
    return max(round(settings().max_examples * share * PER_QUESTION), 1)
