"""How many mutants the cases notice: the score, file by file, and every survivor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from subsidy_rules.testing.mutation.explained import Explained
    from subsidy_rules.testing.mutation.mutant import Mutant
    from subsidy_rules.testing.mutation.trial import Trial

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Score:
    """A trial held against the survivors that are explained (变异得分)."""

    trial: Trial
    explained: Mapping[str, Explained]

    @property
    def percent(self) -> float:
        """How many in a hundred were noticed, of those that could be: equivalent ones change no answer at all."""
        possible = len(self.trial.verdicts) - sum(self._is_equivalent(m) for m in self.trial.survivors)
        killed = len(self.trial.verdicts) - len(self.trial.survivors)
        return _PERCENT * killed / possible if possible else float(_PERCENT)

    @property
    def unexplained(self) -> tuple[Mutant, ...]:
        """The survivors nobody has explained."""
        return tuple(mutant for mutant in self.trial.survivors if mutant.name not in self.explained)

    @property
    def stale(self) -> tuple[str, ...]:
        """The explanations of what no longer survives, or no longer exists."""
        surviving = {mutant.name for mutant in self.trial.survivors}
        return tuple(name for name in self.explained if name not in surviving)

    def _is_equivalent(self, mutant: Mutant) -> bool:
        found = self.explained.get(mutant.name)
        return found is not None and found.is_equivalent


def render(score: Score, *, is_whole: bool = True) -> str:
    """Return the score as text; of a sample nothing can be called stale (变异报告)."""
    return "\n".join(_lines(score, is_whole=is_whole)) + "\n"


def _lines(score: Score, *, is_whole: bool) -> Iterator[str]:
    trial = score.trial
    every = Counter(verdict.mutant.place.file for verdict in trial.verdicts)
    alive = Counter(mutant.place.file for mutant in trial.survivors)
    open_ = Counter(mutant.place.file for mutant in score.unexplained)
    yield f"{'mutants':>8} {'noticed':>8} {'open':>6}  file"
    for file, count in sorted(every.items()):
        yield f"{count:8} {count - alive[file]:8} {open_[file]:6}  {file}"
    for mutant in score.unexplained:
        place = mutant.place
        yield f"survives: {place.file}:{place.line} {place.entry}: {mutant.change}"
    if is_whole:
        yield from (f"explained, but does not survive: {name}" for name in score.stale)
    if trial.left_out:
        yield f"left out, for they fail by themselves: {', '.join(trial.left_out)}"
    killed = len(trial.verdicts) - len(trial.survivors)
    explained = len(trial.survivors) - len(score.unexplained)
    yield (
        f"{killed} of {len(trial.verdicts)} mutants noticed, {explained} survivors explained, "
        f"{len(score.unexplained)} open: score {score.percent:.1f} %"
    )
