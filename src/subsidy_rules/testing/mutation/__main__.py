"""``python -m subsidy_rules.testing.mutation``: change the law piece by piece, and see which case notices."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from subsidy_rules.testing.mutation.explained import read_explained
from subsidy_rules.testing.mutation.law import Law
from subsidy_rules.testing.mutation.report import Score, render
from subsidy_rules.testing.mutation.trial import run


def main() -> int:
    """Run the mutants that are asked for and print the score (变异检验)."""
    parser = argparse.ArgumentParser(prog="python -m subsidy_rules.testing.mutation", description=__doc__)
    parser.add_argument("cases", nargs="+", help="files of worked cases, or folders of them")
    parser.add_argument("--explained", type=Path, help="the file that explains survivors")
    parser.add_argument("--at-least", type=float, default=0.0, metavar="PERCENT", help="the score that is demanded")
    parser.add_argument("--only", default="", metavar="TEXT", help="only mutants whose name contains this")
    parser.add_argument("--named", type=Path, metavar="FILE", help="only the mutants whose names this file lists")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every n-th mutant")
    parser.add_argument("--jobs", type=int, default=0, help="processes (default: one a core)")
    chosen = parser.parse_args()
    law = Law.load()
    named = set(chosen.named.read_text(encoding="utf-8").splitlines()) if chosen.named else None
    mutants = [m for m in law.mutants() if chosen.only in m.name and (named is None or m.name in named)]
    mutants = mutants[:: chosen.every]
    explained = read_explained(chosen.explained) if chosen.explained else {}
    score = Score(run(law, mutants, chosen.cases, chosen.jobs), explained)
    is_whole = not chosen.only and named is None and chosen.every == 1
    sys.stdout.write(render(score, is_whole=is_whole))
    holds = score.percent >= chosen.at_least and not score.trial.left_out
    if chosen.explained:
        holds = holds and not score.unexplained and not (is_whole and score.stale)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
