"""What became of worked cases, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.core.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.testing.cases import CaseReport, CaseResult

_SUMMARY = Text(
    "相符 {passed} 例，不符 {failed} 例，尚未提问 {waiting} 例", "{passed} pass, {failed} fail, {waiting} not yet asked"
)
_WAITING = Text("尚未提问（尚无规则）：{waiting} 例", "not yet asked (no rule answers them): {waiting} cases")


def render(report: CaseReport, lang: Lang = "zh") -> str:
    """Return the report as text: what fails, what is not yet asked, and the count of each (算例报告)."""
    return "\n".join(_lines(report, lang)) + "\n"


def _lines(report: CaseReport, lang: Lang) -> Iterator[str]:
    failed = report.with_status("failed")
    for result in failed:
        yield from _failure(result, lang)
        yield ""
    waiting = report.with_status("not_yet_asked")
    if waiting:
        yield _WAITING.in_(lang).format(waiting=len(waiting))
        yield from _by_question(waiting)
        yield ""
    passed = len(report.with_status("passed"))
    yield _SUMMARY.in_(lang).format(passed=passed, failed=len(failed), waiting=len(waiting))


def _failure(result: CaseResult, lang: Lang) -> Iterator[str]:
    case = result.case
    yield f"✗ {case.id} {case.title}".rstrip() + f"  --> {case.span}"
    for difference in result.differences:
        yield f"    {difference.in_(lang)}"
    for fault in result.faults:
        yield from (f"    {line}" for line in fault.render(lang).split("\n"))


def _by_question(results: tuple[CaseResult, ...]) -> Iterator[str]:
    ids: dict[str, list[str]] = {}
    for result in results:
        ids.setdefault(result.case.question, []).append(result.case.id)
    for question, found in sorted(ids.items()):
        yield f"  {question} ({len(found)}): {', '.join(found)}"
