"""Worked cases: requests with the answers that were derived by hand (算例)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from subsidy_rules.core.errors import Diagnostic, SubsidyRulesError
from subsidy_rules.testing.case_file import Case, read_cases
from subsidy_rules.testing.comparison import Difference, differ, differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from subsidy_rules.engine import Engine

Status = Literal["passed", "failed", "not_yet_asked"]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one case (算例结果)."""

    case: Case
    status: Status
    differences: tuple[Difference, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseReport:
    """What became of every case, in the order of the files (算例汇总)."""

    results: tuple[CaseResult, ...]

    @property
    def holds(self) -> bool:
        """Whether no case failed; a question that is not yet asked is no failure."""
        return not self.with_status("failed")

    def with_status(self, status: Status) -> tuple[CaseResult, ...]:
        """Return the results of one kind."""
        return tuple(result for result in self.results if result.status == status)


def run_cases(engine: Engine, paths: Sequence[str | Path]) -> CaseReport:
    """Run the worked cases of some files and folders (运行算例).

    Raises:
        PolicyError: where a case file is not what it should be.
    """
    return CaseReport(tuple(run_case(engine, case) for case in read_cases(paths)))


def run_case(engine: Engine, case: Case, *, compares_strict: bool = True) -> CaseResult:
    """Run one case, in strict mode as well, and compare what it expects.

    With ``compares_strict`` strict mode must give the same outcome where the case does not expect another one.
    """
    plan, question = engine.plan, case.question
    if question in plan.vocabulary.not_yet_asked and question not in plan.rules:
        return CaseResult(case, "not_yet_asked")
    try:
        found = tuple(
            tuple(_differences(engine, case.request, expect, compares_strict=compares_strict))
            for expect in case.expectations
        )
    except SubsidyRulesError as error:
        return CaseResult(case, "failed", faults=error.diagnostics)
    if any(not apart for apart in found):
        return CaseResult(case, "passed")
    return CaseResult(case, "failed", found[0])


def _differences(
    engine: Engine, request: Mapping[str, Any], expect: Mapping[str, Any], *, compares_strict: bool
) -> Iterator[Difference]:
    yield from differences(expect, engine.decide(request))
    usual = expect.get("outcome") if compares_strict else None
    wanted = expect.get("strict_outcome", usual)
    if wanted is not None:
        strict = engine.decide({**request, "mode": "strict"})
        if difference := differ("strict_outcome", wanted, strict.outcome):
            yield difference
