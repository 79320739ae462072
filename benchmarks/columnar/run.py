"""Print how a batch of claims compares with a program written by hand for the same law; outputs are compared first.

``python -m benchmarks.columnar.run 200000`` measures with so many claims. It only prints and never fails.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import polars as pl
from benchmarks.columnar.by_hand import decide
from benchmarks.columnar.claims import claims

from subsidy_rules import Engine

if TYPE_CHECKING:
    from collections.abc import Callable

LAW = Path(__file__).parent / "law"
ROUNDS = 3
UPLIFT = 25


def batch(engine: Engine, frame: pl.DataFrame) -> pl.DataFrame:
    """Decide by the law."""
    people = {"person_id": frame.schema["person_id"]}
    nothing = {part: pl.DataFrame(schema=people) for part in ("awards", "certificates")}
    found: pl.DataFrame = engine.decide_frame(
        frame, question="level-award", history=nothing, parameters={"uplift": f"0.{UPLIFT}"}, share_history=True
    )
    return found


def timed(work: Callable[[], object]) -> float:
    """Return the seconds some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(count: int) -> None:
    """Compare, then measure in turns: a busy machine is slow for both."""
    engine = Engine.load(policies=LAW / "policies", rules=LAW / "rules")
    numbers, text, small = claims(count), claims(count, has_text_ids=True), claims(count // 10)
    expected = decide(numbers, UPLIFT)
    found = batch(engine, numbers).select("request_id", pl.col("outcome").cast(pl.String), "fen.person")
    print(f"{count:,} claims; outputs equal: {found.equals(expected)}")
    print(found.group_by("outcome").agg(pl.len(), pl.col("fen.person").sum()).sort("outcome"))
    turns = [
        (
            timed(lambda: decide(numbers, UPLIFT)),
            timed(lambda: batch(engine, numbers)),
            timed(lambda: batch(engine, text)),
            timed(lambda: batch(engine, small)),
        )
        for _ in range(ROUNDS)
    ]
    hand, ours, with_text, tenth = (median(column) for column in zip(*turns, strict=True))
    print(
        f"by hand {hand:.3f} s, by the law {ours:.3f} s ({ours / hand:.2f} times), {ours / count * 1e6:.2f} µs a claim"
    )
    print(f"text ids {with_text / ours:.2f} times numbers; ten times the claims {ours / tenth / 10:.2f} times a claim")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
