"""The whole text of the five documents is accounted for, and every entry of the rules is live."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from subsidy_rules.engine import Engine
from subsidy_rules.reports.coverage import Coverage, coverage
from subsidy_rules.sources.library import load_sources
from subsidy_rules.testing.case_file import read_cases
from subsidy_rules.testing.coverage import proven_by
from subsidy_rules.testing.examples import run_examples

REPO = Path(__file__).resolve().parents[1]
WORKED = REPO.parent / "shared" / "cases"


@cache
def engine() -> Engine:
    return Engine.load()


@cache
def account() -> Coverage:
    return coverage(engine().plan)


def complete_law() -> None:
    """Skip while a question of the public contract has no rule: its clauses cannot be used yet."""
    waiting = sorted(engine().plan.vocabulary.not_yet_asked.keys() - engine().plan.rules.keys())
    if waiting:
        pytest.skip(f"{len(waiting)} questions have no rule yet, such as {waiting[0]}")


def register(shared: Path, name: str) -> Any:  # noqa: ANN401  # a list or a mapping
    return yaml.safe_load((shared / "register" / name).read_text(encoding="utf-8"))


def test_the_provisions_are_those_of_the_register(shared: Path) -> None:
    wanted = {entry["id"]: (entry["document"], tuple(entry["quotes"])) for entry in register(shared, "provisions.yaml")}
    found = {c.provision.id: (c.provision.document, c.provision.quotes) for c in account().clauses}
    assert found.keys() == wanted.keys()
    assert {name for name, (document, _) in wanted.items() if found[name][0] != document} == set()


def test_the_passages_are_those_of_the_register(shared: Path) -> None:
    wanted = register(shared, "non_computable.yaml")
    assert [p.id for p in account().passages if p.id not in wanted] == []
    assert wanted.keys() - {p.id for p in account().passages} == set()


def test_five_documents_288_provisions_and_111_passages_are_listed() -> None:
    assert Counter(c.provision.document for c in account().clauses) == {
        "GZ2022": 79, "GZ2025O": 32, "GZ2025G": 96, "ZN2022": 40, "ZY-DRAFT": 41,
    }  # fmt: skip
    assert len(account().passages) == 111


def test_every_reason_is_given_in_both_languages() -> None:
    reasons = [passage.why for passage in account().passages]
    reasons += [why for clause in account().clauses if (why := clause.provision.not_computable)]
    for why in reasons:
        assert any("\u4e00" <= character <= "\u9fff" for character in why.zh)
        assert any(character.isascii() and character.isalpha() for character in why.en)


def test_what_cannot_be_computed_is_not_used_after_all() -> None:
    both = [c.provision.id for c in account().clauses if c.provision.not_computable and c.state == "used"]
    assert both == []


def test_every_provision_is_accounted_for() -> None:
    complete_law()
    assert [clause.provision.id for clause in account().gaps] == []


def test_everything_the_documents_declare_is_read() -> None:
    complete_law()
    unread = {(entry.use.role, entry.use.name) for clause in account().clauses for entry in clause.unread}
    assert unread == set()


def test_every_entry_of_a_rule_is_live() -> None:
    """Each demand, payment and figure, by each of its clauses, is what some worked case is answered by."""
    complete_law()
    cases = [*read_cases([REPO / "tests" / "cases", *([WORKED] if WORKED.is_dir() else [])])]
    cases += [result.case for result in run_examples(engine(), load_sources())]
    found = coverage(engine().plan, proven_by(engine(), cases))
    idle = {f"{entry.question}/{entry.use.name}" for _, entry in found.unproven}
    assert idle == {"skill-assessment-subsidy/three-training-subsidies"}  # of a fragment: no assessment is a training
