"""The order of keys, records and files never matters."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.law import every_law, every_question, examples

from subsidy_rules import Engine
from subsidy_rules.compiler.passes import compile_sources
from subsidy_rules.sources.library import fingerprint, load_sources
from subsidy_rules.testing.invariants import difference_faults
from subsidy_rules.testing.strategies import requests
from subsidy_rules.testing.variations import shuffled

if TYPE_CHECKING:
    from pathlib import Path

    from tests.laws.law import Law

SEEDS = 12


@every_question
def test_order_of_keys_and_records_does_not_matter(law: Law, question: str) -> None:
    plan = law.engine.plan

    @settings(max_examples=examples(1.0))
    @given(request=requests(plan, question, law.seeds[question]), seed=st.integers(0, 999))
    def holds(request: dict[str, Any], seed: int) -> None:
        other = shuffled(request, plan, Random(seed))  # noqa: S311  # an order, not a secret
        assert list(difference_faults(law.engine.decide(request), law.engine.decide(other))) == []

    holds()


@every_law
def test_order_of_files_does_not_matter(law: Law) -> None:
    sources = list(law.sources)
    Random(1).shuffle(sources)  # noqa: S311  # an order, not a secret
    assert fingerprint(sources) == law.engine.plan.bundle
    say_the_same(law, Engine(compile_sources(sources, fingerprint(sources))))


@every_law
def test_files_with_reversed_keys_say_the_same(law: Law, tmp_path: Path) -> None:
    """Names are changed too, so that the files are read in another order."""
    places: dict[str, Path] = {}
    for number, source in enumerate(reversed(law.sources)):
        part = {"policy": "policies", "overlay": "overlays"}.get(source.kind, "rules")
        places[part] = tmp_path / part
        places[part].mkdir(exist_ok=True)
        (places[part] / f"{number:03}.yaml").write_text(written(turned(source.tree.data)), encoding="utf-8")
    other: dict[str, Any] = {part: str(place) for part, place in places.items()}
    assert fingerprint(load_sources(**other)) == law.engine.plan.bundle
    say_the_same(law, Engine.load(**other))


def say_the_same(law: Law, other: Engine) -> None:
    for seeds in law.seeds.values():
        for request in seeds[:SEEDS]:
            assert list(difference_faults(law.engine.decide(request), other.decide(request))) == []


def turned(value: Any) -> Any:  # noqa: ANN401  # any part of a file
    """Return the value with the keys of every mapping in reverse."""
    if isinstance(value, dict):
        return {key: turned(item) for key, item in reversed(value.items())}
    return [turned(item) for item in value] if isinstance(value, list) else value


def written(data: Any) -> str:  # noqa: ANN401  # a file
    return yaml.dump(data, Dumper=Exact, sort_keys=False, allow_unicode=True, width=10**6)


class Exact(yaml.SafeDumper):
    """Writes text in quotes and dates without: what is read back is what was written."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002  # any part of a file
        return True


Exact.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))
Exact.add_representer(date, lambda dumper, day: dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(day)))
