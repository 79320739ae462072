"""Every mutant against the cases, on several processes."""

from __future__ import annotations

import multiprocessing
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from subsidy_rules.testing.mutation.bench import Bench, Ready

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from subsidy_rules.testing.case_file import Case
    from subsidy_rules.testing.mutation.law import Law
    from subsidy_rules.testing.mutation.mutant import Mutant

T = TypeVar("T")
_CASES_AT_ONCE: Final = 20
_MUTANTS_AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant: the case that noticed it, or nothing (变异结果)."""

    mutant: Mutant
    killer: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of every mutant, with the cases that were left out because they fail (变异检验)."""

    verdicts: tuple[Verdict, ...]
    left_out: tuple[str, ...] = ()

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """The mutants that no case noticed."""
        return tuple(verdict.mutant for verdict in self.verdicts if not verdict.killer)


class _Work:
    """What the processes inherit when they are started: nodes keep their identity, and nothing is copied by hand."""

    mutants: ClassVar[Sequence[Mutant]] = ()
    cases: ClassVar[Sequence[tuple[Case, bool]]] = ()
    bench: ClassVar[Bench]
    is_watched: ClassVar[bool] = True


def run(
    law: Law, mutants: Sequence[Mutant], paths: Sequence[str | Path], jobs: int = 0, *, is_quick: bool = False
) -> Trial:
    """Run mutants against the cases they may change, each until one case notices it (运行变异检验).

    ``jobs`` is the number of processes (0: one a core). A quick run neither runs the cases against the law itself
    first nor watches what they look at: worth it for few mutants.
    """
    wanted = {question for mutant in mutants for question in mutant.questions}
    _Work.mutants, _Work.bench, _Work.is_watched = mutants, Bench(law.plan), not is_quick
    _Work.cases = [pair for pair in law.cases(paths) if pair[0].question in wanted]
    starts = range(0, len(_Work.cases), _CASES_AT_ONCE)
    for found, left_out in _spread(_made_ready, starts, jobs, 1):
        for question, ready in found.items():
            _Work.bench.ready.setdefault(question, []).extend(ready)
        _Work.bench.left_out += left_out
    killers = _spread(_killer, range(len(mutants)), jobs, _MUTANTS_AT_ONCE)
    verdicts = tuple(Verdict(mutant, killer) for mutant, killer in zip(mutants, killers, strict=True))
    return Trial(verdicts, tuple(_Work.bench.left_out))


def _spread(work: Callable[[int], T], items: Sequence[int], jobs: int, at_once: int) -> Iterator[T]:
    """Do some work for every item, in order of the items; on one process where one is asked for."""
    jobs = jobs or len(os.sched_getaffinity(0))
    if jobs == 1:
        yield from map(work, items)
        return
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap(work, items, at_once)


def _made_ready(start: int) -> tuple[dict[str, list[Ready]], list[str]]:
    bench = Bench(_Work.bench.plan)
    for case, compares_strict in _Work.cases[start : start + _CASES_AT_ONCE]:
        bench.add(case, compares_strict=compares_strict, is_watched=_Work.is_watched)
    return bench.ready, bench.left_out


def _killer(index: int) -> str:
    return _Work.bench.killer(_Work.mutants[index])
