from __future__ import annotations

import json
from collections.abc import Callable

from typer.testing import Result

Run = Callable[..., Result]


def test_readings_are_listed_with_their_options_and_the_questions_they_change(run: Run) -> None:
    assert run("readings").stdout == (
        "LR-01 是否须登记\n"
        "  读法：\n"
        "    not_needed：无须登记（默认）\n"
        "    needed：须登记\n"
        "  严格模式：逐一比较\n"
        "  影响的问题：\n"
        "    apprentice-subsidy 学徒补贴\n"
    )


def test_one_reading_is_shown_with_the_words_of_its_clauses(run: Run) -> None:
    text = run("readings", "LR-01", "--lang", "en").stdout
    assert text.startswith("LR-01 ")


def test_readings_are_data_in_both_languages(run: Run) -> None:
    (found,) = json.loads(run("readings", "LR-01", "--json").stdout)["readings"]
    assert found["id"] == "LR-01"
    assert found["used_by"] == [{"question": "apprentice-subsidy", "decides": "meaning"}]
    assert {option["id"] for option in found["options"]} >= {found["default"]}


def test_a_reading_nobody_knows_is_refused_with_the_nearest(run: Run) -> None:
    done = run("readings", "LR-02", "--lang", "en")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "error[unknown-reading]: there is no reading `LR-02`" in done.stderr
    assert "did you mean `LR-01`" in done.stderr
