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

    from subsidy_rules.testing.mutation.law import Law
    from subsidy_rules.testing.mutation.mutant import Mutant

T = TypeVar("T")
_AT_ONCE: Final = 8


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
    cases: ClassVar[Sequence[Ready]] = ()
    bench: ClassVar[Bench]


def run(law: Law, mutants: Sequence[Mutant], paths: Sequence[str | Path], jobs: int = 0) -> Trial:
    """Run mutants against the cases they may change, each until one case notices it (运行变异检验).

    ``jobs`` is the number of processes (0: one a core). For many mutants every case is first run against the law
    itself, to know what it looks at; for few, only those cases that are needed.
    """
    wanted = {question for mutant in mutants for question in mutant.questions}
    _Work.mutants, _Work.bench = mutants, Bench(law.plan)
    for case, compares_strict in law.cases(paths):
        if case.question in wanted:
            _Work.bench.add(case, compares_strict=compares_strict)
    _Work.cases = [ready for found in _Work.bench.ready.values() for ready in found]
    if len(mutants) > len(_Work.cases):
        for ready, looked in zip(_Work.cases, _spread(_looked, range(len(_Work.cases)), jobs, _AT_ONCE), strict=True):
            ready.seen, ready.runs, ready.passes = looked
    parcels = list(_spread(_killer, range(len(mutants)), jobs, _AT_ONCE))
    verdicts = tuple(Verdict(mutant, killer) for mutant, (killer, _) in zip(mutants, parcels, strict=True))
    failing = {name for _, names in parcels for name in names}
    failing |= {ready.case.id for ready in _Work.cases if not all(ready.passes.values())}
    return Trial(verdicts, tuple(sorted(failing.union(_Work.bench.left_out))))


def _spread(work: Callable[[int], T], items: Sequence[int], jobs: int, at_once: int) -> Iterator[T]:
    """Do some work for every item, in order of the items; on one process where one is asked for."""
    jobs = jobs or len(os.sched_getaffinity(0))
    if jobs == 1:
        yield from map(work, items)
        return
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap(work, items, at_once)


def _looked(index: int) -> tuple[dict[bool, frozenset[int]], dict[bool, int], dict[bool, bool]]:
    ready = _Work.cases[index]
    for in_strict in (False, True) if ready.is_strict else (False,):
        _Work.bench.look(ready, in_strict=in_strict)
    return ready.seen, ready.runs, ready.passes


def _killer(index: int) -> tuple[str, tuple[str, ...]]:
    return _Work.bench.killer(_Work.mutants[index]), tuple(_Work.bench.left_out)
