"""Golden files of the language: a good file says what comes out, a bad one what is wrong and where.

A file holds expressions, or parts of source files that are read beside the law of Fantasia. What a part does not say
for itself stands in ``TAILS`` and is put behind it, so that the lines of a part are those of its source file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from subsidy_rules.backends.interpreter import Walk
from subsidy_rules.compiler.passes import examine
from subsidy_rules.core.errors import PolicyError
from subsidy_rules.engine import Engine
from subsidy_rules.ir.force import World
from subsidy_rules.model.reader import KEYS
from subsidy_rules.sources.documents import Source, read_document
from subsidy_rules.sources.library import read_files
from subsidy_rules.sources.yaml_reader import read_yaml
from subsidy_rules.testing.examples import check_examples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from subsidy_rules.core.errors import Diagnostic
    from subsidy_rules.ir.nodes import Expr
    from subsidy_rules.ir.plan import Plan

FOLDER = Path(__file__).resolve().parent
FANTASIA = FOLDER.parent / "fixtures" / "fantasia"
REGION = "990101"
DAY = date(2025, 6, 1)

TAILS: Mapping[str, Mapping[str, str]] = {
    "rule": {
        "question": "probe",
        "kind": "scheme",
        "zh": "试问",
        "en": "probe",
        "asks": "{zh: 结果如何, en: What comes out?}",
        "reference": "claim.applied_on",
    },
    "second": {
        "question": "second-probe",
        "kind": "scheme",
        "zh": "再问",
        "en": "second probe",
        "asks": "{zh: 结果如何, en: What comes out?}",
        "reference": "claim.applied_on",
    },
    "policy": {
        "document": "FX2024",
        "number": "示例〔2024〕9号",
        "title": "试行本",
        "issuer": "示例省人力资源厅",
        "region": '"990000"',
        "force": "binding",
        "effective": "{from: 2024-01-01}",
        "scope": "[]",
    },
    "fragment": {"fragment": "shared-part", "zh": "共用部分", "en": "shared part"},
    "vocabulary": {"version": "1"},
    "overlay": {"overlay": "local", "title": "{zh: 地方标准, en: local standards}", "region": '"990100"'},
    "law": {},
}
"""The parts a golden file may have, and what is put behind each where the part does not say it."""


@dataclass(frozen=True)
class Golden:
    """One golden file (样例文件)."""

    path: Path
    construct: str
    is_good: bool
    data: Mapping[str, Any]

    @property
    def parts(self) -> dict[str, str]:
        """The parts of source files in it."""
        return {kind: self.data[kind] for kind in TAILS if kind in self.data}

    def __str__(self) -> str:
        """Return the path below the folder of the language."""
        return self.path.relative_to(FOLDER).as_posix().removesuffix(".yaml")


@cache
def fantasia() -> tuple[Source[Any], ...]:
    """Return the law of Fantasia, without overlays."""
    sources, wrong = read_files([FANTASIA / "policies", FANTASIA / "rules"])
    assert wrong == []
    return tuple(sources)


@cache
def golden_files() -> tuple[Golden, ...]:
    """Return every golden file, in order of name."""
    found = []
    for path in sorted(FOLDER.glob("*/*/*.yaml")):
        data: Any = read_yaml(path.read_text(encoding="utf-8"), path.name).data
        found.append(Golden(path, path.parts[-3], path.parts[-2] == "good", data))
    return tuple(found)


def source_text(kind: str, body: str) -> str:
    """Return a part as a whole source file."""
    stated = set(re.findall(r"^([a-z_]+):", body, re.MULTILINE))
    tail = [f"{key}: {value}" for key, value in TAILS[kind].items() if key not in stated]
    return "\n".join([body.rstrip("\n"), *tail]) + "\n"


def compiled(parts: Mapping[str, str]) -> tuple[Plan | None, list[Diagnostic]]:
    """Compile Fantasia with more parts, and run the examples in them; return everything that is wrong."""
    base = [] if "law" in parts else list(fantasia())
    added: list[Source[Any]] = []
    wrong: list[Diagnostic] = []
    for kind, body in parts.items():
        try:
            added.append(read_document(kind, source_text(kind, body)))
        except PolicyError as error:
            wrong += error.diagnostics
    if wrong:
        return None, wrong
    plan, found = examine([*base, *added], "")
    if plan is not None:
        found = list(check_examples(Engine(plan), added))
    return plan, found


def rule_of(expressions: Sequence[str], body: str = "") -> str:
    """Return a rule that requires the expressions, each on a line of its own, behind what the body says."""
    quoted = (json.dumps(text, ensure_ascii=False) for text in expressions)
    return body + "requires:\n" + "".join(f"  - {text}\n" for text in quoted)


def request_of(given: Mapping[str, Any], question: str = "probe") -> dict[str, Any]:
    """Return the request that a golden file means: what is no part of a request is a fact."""
    parts = {key: value for key, value in given.items() if key in KEYS}
    facts = {key: value for key, value in given.items() if key not in KEYS}
    return {"question": question, "region": REGION, "on": DAY, **parts, "facts": facts}


def evaluated(plan: Plan, expression: Expr, given: Mapping[str, Any], reference: date | None = None) -> Any:  # noqa: ANN401  # of any type
    """Return the value of an expression under the facts, by the reference interpreter."""
    request = Engine(plan).read(request_of(given))
    on = request.on or DAY
    walk = Walk(plan, plan.rules["probe"][0], request, on, World(request.readings))
    walk.reference = reference or on
    return walk.evaluate(expression, {})
