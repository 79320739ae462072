"""What somebody who knows Polars would write for this one law, this one workload, and nothing else."""

from __future__ import annotations

import polars as pl
from benchmarks.columnar.claims import LEVELS

OLD = {"junior": 100000, "intermediate": 150000, "advanced": 200000, "technician": 300000, "senior_technician": 400000}
NEW = {"junior": 110000, "intermediate": 160000, "advanced": 220000, "technician": 330000, "senior_technician": 440000}
MOST, STEP, LEAP, CLIPPED = 3, 100, 229, 228
KEY = ("person_id", "certificate.occupation", "certificate.level")
ORDER = ("person_id", "claim.applied_on", "request_id")


def decide(claims: pl.DataFrame, uplift_percent: int) -> pl.DataFrame:
    """Return request_id, outcome and fen, in the order of the claims."""
    applied, issued, born = (pl.col(n) for n in ("claim.applied_on", "certificate.issued_on", "person.birth_on"))
    since, day = (d.dt.month().cast(pl.Int32) * STEP + d.dt.day() for d in (born, applied))
    is_past = (since <= day) | ((since == LEAP) & (day == CLIPPED) & ~applied.dt.is_leap_year())
    age = applied.dt.year() - born.dt.year() - (~is_past).cast(pl.Int32)
    fits = (
        pl.col("certificate.learning_path").is_in(["self_study", "self_paid"])
        & pl.col("certificate.issued_region").str.starts_with("99")
        & applied.is_between(issued, issued.dt.offset_by("1y"))
        & age.is_between(16, 59)
    )
    is_in_law = pl.col("region").str.starts_with("99")
    level = pl.col("certificate.level").cast(pl.Enum(LEVELS)).to_physical()
    base = (
        pl.when(applied < pl.date(2024, 7, 1))
        .then(pl.col("certificate.level").replace_strict(OLD, return_dtype=pl.Int64))
        .otherwise(pl.col("certificate.level").replace_strict(NEW, return_dtype=pl.Int64))
    )
    fen = (base * (100 + min(uplift_percent, 30)) * 2 + 100) // 200
    frame = claims.with_row_index("row").with_columns(fits=fits & is_in_law, in_law=is_in_law, rank=level, fen=fen)
    candidates = frame.filter("fits").select(
        "row", *ORDER, "certificate.occupation", "certificate.level", "rank", "in_law"
    )
    held = frame.select(
        "person_id", "certificate.occupation", "rank", "certificate.issued_on", "claim.applied_on", "request_id"
    )
    pairs = candidates.lazy().join(held.lazy(), on=["person_id", "certificate.occupation"], suffix="_held")
    earlier = (pl.col("claim.applied_on_held") < applied) | (
        (pl.col("claim.applied_on_held") == applied) & (pl.col("request_id_held") < pl.col("request_id"))
    )
    barred = pairs.filter(earlier & (pl.col("rank_held") > pl.col("rank")) & (issued <= applied)).select("row").unique()
    open_ones = candidates.lazy().join(barred, on="row", how="anti").sort(ORDER)
    in_window = applied.is_between(pl.date(2024, 1, 1), pl.date(2025, 12, 31))
    marked = open_ones.with_columns(first=pl.struct(KEY).is_first_distinct(), window=in_window)
    counted = (pl.col("first") & pl.col("window")).cast(pl.Int32)
    is_new = (pl.col("person_id") != pl.col("person_id").shift()).fill_null(value=True)
    before = pl.when(is_new).then(counted.cum_sum() - counted).forward_fill()
    marked = marked.with_columns(used=counted.cum_sum() - before)
    done = marked.with_columns(granted=pl.col("first") & (~pl.col("window") | (pl.col("used") <= MOST))).collect()
    refused = done.filter(pl.col("first") & ~pl.col("granted")).select("person_id").unique()
    again = done.join(refused, on="person_id", how="semi", maintain_order="left")
    granted = done.join(refused, on="person_id", how="anti").filter("granted").get_column("row")
    rows = pl.concat([granted, pl.Series("row", _one_by_one(again), dtype=pl.UInt32)])
    outcome = (
        pl.when(~pl.col("in_law"))
        .then(pl.lit("not_applicable"))
        .when(pl.col("granted"))
        .then(pl.lit("eligible"))
        .otherwise(pl.lit("ineligible"))
    )
    sums = pl.when(pl.col("granted")).then("fen").when("in_law").then(0)
    is_granted = pl.DataFrame({"row": rows, "granted": True})
    joined: pl.DataFrame = frame.join(is_granted, on="row", how="left", maintain_order="left").with_columns(
        pl.col("granted").fill_null(value=False)
    )
    return joined.select("request_id", outcome.alias("outcome"), sums.alias("fen.person"))


def _one_by_one(marked: pl.DataFrame) -> list[int]:
    granted: list[int] = []
    had: set[tuple[str, str]] = set()
    person, used = None, 0
    for row, who, occupation, level, window in marked.select("row", *KEY, "window").iter_rows():
        if who != person:
            person, had, used = who, set(), 0
        if (occupation, level) not in had and (not window or used < MOST):
            granted.append(row)
            had.add((occupation, level))
            used += window
    return granted
