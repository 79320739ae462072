"""The policy, rule and overlay files of one engine: found, read, checked, and fingerprinted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from subsidy_rules.core.errors import Diagnostic, PolicyError, Span
from subsidy_rules.sources.documents import Source, read_document

Location: TypeAlias = str | Path
Locations: TypeAlias = Location | Sequence[Location]

_PACKAGE = Path(__file__).resolve().parent.parent
_ENDING = ".yaml"
_WRONG_ENDING = ".yml"


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read and the name it goes by."""

    path: Path
    name: str


def bundled(name: str) -> Path:
    """Return a folder of the bundled law: beside ``src`` in a checkout, inside the package in a wheel (内置政策)."""
    checkout = _PACKAGE.parent.parent / name
    is_checkout = _PACKAGE.parent.name == "src" and checkout.is_dir()
    return checkout if is_checkout else _PACKAGE / "data" / name


def load_sources(
    policies: Locations | None = None, rules: Locations | None = None, overlays: Locations = ()
) -> list[Source[Any]]:
    """Return every source file, in order of name; without arguments, those of the bundled law (加载源文件).

    A location is a file, or a folder that is searched for ``*.yaml``.

    Raises:
        PolicyError: with everything that is wrong in any file.
    """
    law, wrong_law = read_files([*_listed(policies, "policies"), *_listed(rules, "rules")])
    added, wrong_added = read_files(_listed(overlays))
    misplaced = [s for s in law if s.kind == "overlay"] + [s for s in added if s.kind != "overlay"]
    wrong = [*wrong_law, *wrong_added, *(_misplaced(source) for source in misplaced)]
    if wrong:
        raise PolicyError(wrong)
    return law + added


def read_files(locations: Iterable[Location]) -> tuple[list[Source[Any]], list[Diagnostic]]:
    """Return the source files under some locations, and all that is wrong with the others."""
    sources: list[Source[Any]] = []
    wrong: list[Diagnostic] = []
    for found in _files(locations):
        try:
            sources.append(_read(found))
        except PolicyError as error:
            wrong += error.diagnostics
    return sources, wrong


def fingerprint(sources: Iterable[Source[Any]]) -> str:
    """Return the SHA-256 of what the files say; comments, order and file names make no difference (规则指纹)."""
    total = sha256()
    for digest in sorted(_digest(source) for source in sources):
        total.update(digest)
    return total.hexdigest()


def _misplaced(source: Source[Any]) -> Diagnostic:
    code = "overlay-among-law" if source.kind == "overlay" else "not-an-overlay"
    return Diagnostic(code, {"name": source.file}, source.span())


def _digest(source: Source[Any]) -> bytes:
    text = json.dumps(
        source.tree.data, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return sha256(text.encode()).digest()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return {"": value.isoformat()}  # no mapping of a source file has an empty key: a date differs from its text
    raise TypeError


def _listed(locations: Locations | None, default: str = "") -> list[Location]:
    if locations is None:
        return [bundled(default)]
    return [locations] if isinstance(locations, str | Path) else list(locations)


def _files(locations: Iterable[Location]) -> list[_Found]:
    """Return the files under the locations, each once, in order of name."""
    found = {item.path.resolve(): item for location in locations for item in _under(Path(location))}
    return sorted(found.values(), key=lambda item: (item.name, item.path))


def _under(location: Path) -> Iterator[_Found]:
    if not location.is_dir():
        yield _Found(location, location.as_posix())
        return
    top = location.resolve()
    for path in top.rglob("*"):
        if path.suffix in (_ENDING, _WRONG_ENDING) and not path.is_dir():
            yield _Found(path, f"{top.name}/{path.relative_to(top).as_posix()}")


def _read(found: _Found) -> Source[Any]:
    start = Span(found.name, 1, 1)
    try:
        content = found.path.read_bytes()
    except OSError:
        raise PolicyError([Diagnostic("unreadable-file", {"name": found.name}, start)]) from None
    if found.path.suffix != _ENDING:
        raise PolicyError([Diagnostic("wrong-file-name", {"name": found.path.name}, start)])
    return read_document(found.name, content)
