"""Files of worked cases, read with positions; what is not a case is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from subsidy_rules.core.errors import Diagnostic, PolicyError, Related, Span, nearest
from subsidy_rules.sources.described import described
from subsidy_rules.sources.yaml_reader import read_yaml
from subsidy_rules.testing.comparison import compared_keys

if TYPE_CHECKING:
    from subsidy_rules.sources.positions import Tree

_NEEDED = ("id", "request", "expect")
_KEYS = frozenset({*_NEEDED, "title", "why", "keys", "disputed", "alternative"})
_FILE_KEYS = frozenset({"version", "cases"})
_MAPPING = ("a mapping", "映射")
_TEXT = ("text", "文字")


@dataclass(frozen=True, slots=True)
class Case:
    """A request and what must come out: one expectation, and in a disputed case a second one (算例)."""

    id: str
    title: str
    request: Mapping[str, Any]
    expectations: tuple[Mapping[str, Any], ...]
    span: Span

    @property
    def question(self) -> str:
        """Return the question that is put."""
        return str(self.request.get("question", ""))


def read_cases(paths: Sequence[str | Path]) -> tuple[Case, ...]:
    """Return the cases of some files and folders, in order (读取算例).

    Raises:
        PolicyError: with everything that is wrong, each at its line and column.
    """
    cases: list[Case] = []
    faults: list[Diagnostic] = []
    for path in _files(paths):
        try:
            content = path.read_bytes()
        except OSError:
            faults.append(Diagnostic("unreadable-file", {"name": str(path)}, path=str(path)))
            continue
        try:
            tree = read_yaml(content, str(path))
        except PolicyError as error:
            faults += error.diagnostics
            continue
        faults += check_case_file(tree)
        if not faults:
            cases += _cases(tree)
    faults += _repeated(cases)
    if faults:
        raise PolicyError(faults)
    return tuple(cases)


def check_expectation(tree: Tree, path: tuple[str | int, ...], expect: object) -> Iterator[Diagnostic]:
    """Yield what is wrong with what a case or an example expects."""
    if not isinstance(expect, Mapping):
        yield _wrong_shape(tree, path, _MAPPING, expect)
        return
    yield from _unknown_keys(tree, path, expect, compared_keys())


def check_case_file(tree: Tree) -> Iterator[Diagnostic]:
    """Yield what is wrong with a file of cases."""
    data = tree.data
    if not isinstance(data, Mapping):
        yield _wrong_shape(tree, (), _MAPPING, data)
        return
    yield from _unknown_keys(tree, (), data, _FILE_KEYS)
    cases = data.get("cases")
    if not isinstance(cases, list):
        yield Diagnostic("missing-key", {"key": "cases"}, tree.spans.value(()))
        return
    for number, case in enumerate(cases):
        yield from _check_case(tree, ("cases", number), case)


def _check_case(tree: Tree, path: tuple[str | int, ...], case: object) -> Iterator[Diagnostic]:
    if not isinstance(case, Mapping):
        yield _wrong_shape(tree, path, _MAPPING, case)
        return
    yield from _unknown_keys(tree, path, case, _KEYS)
    for key in _NEEDED:
        if key not in case:
            yield Diagnostic("missing-key", {"key": key}, tree.spans.value(path))
    if not isinstance(case.get("id", ""), str):
        yield _wrong_shape(tree, (*path, "id"), _TEXT, case["id"])
    if not isinstance(case.get("request", {}), Mapping):
        yield _wrong_shape(tree, (*path, "request"), _MAPPING, case["request"])
    for key in ("expect", "alternative"):
        if key in case:
            yield from check_expectation(tree, (*path, key), case[key])


def _cases(tree: Tree) -> Iterator[Case]:
    data: Any = tree.data
    for number, case in enumerate(data["cases"]):
        expectations = (case["expect"], *([case["alternative"]] if case.get("disputed") else []))
        span = tree.spans.value(("cases", number, "id"))
        yield Case(case["id"], str(case.get("title", "")), case["request"], expectations, span)


def _repeated(cases: Iterable[Case]) -> Iterator[Diagnostic]:
    first: dict[str, Case] = {}
    for case in cases:
        earlier = first.setdefault(case.id, case)
        if earlier is not case:
            related = (Related(f"`{case.id}`", earlier.span),)
            yield Diagnostic("duplicate-definition", {"kind": "case", "name": case.id}, case.span, related=related)


def _files(paths: Sequence[str | Path]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(path.rglob("*.yaml"))
        else:
            yield path


def _unknown_keys(
    tree: Tree, path: tuple[str | int, ...], found: Mapping[str, object], known: frozenset[str]
) -> Iterator[Diagnostic]:
    for key in found:
        if key not in known:
            values = {"key": key, "near": nearest(key, sorted(known))}
            yield Diagnostic("unknown-key", values, tree.spans.key((*path, key)))


def _wrong_shape(tree: Tree, path: tuple[str | int, ...], wanted: tuple[str, str], found: object) -> Diagnostic:
    is_, is_zh = described(found)
    values = {"expected": wanted[0], "expected_zh": wanted[1], "found": is_, "found_zh": is_zh}
    return Diagnostic("wrong-shape", values, tree.spans.value(path))
