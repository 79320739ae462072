"""The policy, rule and overlay files of one engine: found, read, checked, and fingerprinted."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from subsidy_rules.core.errors import Diagnostic, PolicyError, Span
from subsidy_rules.sources.documents import Source, read_document
from subsidy_rules.sources.files import ENDING, Found, Location, Locations, files_under, listed

if TYPE_CHECKING:
    from collections.abc import Iterable


def load_sources(
    policies: Locations | None = None, rules: Locations | None = None, overlays: Locations = ()
) -> list[Source[Any]]:
    """Return every source file, in order of name; without arguments, those of the bundled law (加载源文件).

    A location is a file, or a folder that is searched for ``*.yaml``.

    Raises:
        PolicyError: with everything that is wrong in any file.
    """
    law, wrong_law = read_files([*listed(policies, "policies"), *listed(rules, "rules")])
    added, wrong_added = read_files(listed(overlays))
    misplaced = [s for s in law if s.kind == "overlay"] + [s for s in added if s.kind != "overlay"]
    wrong = [*wrong_law, *wrong_added, *(_misplaced(source) for source in misplaced)]
    if wrong:
        raise PolicyError(wrong)
    return law + added


def read_files(locations: Iterable[Location]) -> tuple[list[Source[Any]], list[Diagnostic]]:
    """Return the source files under some locations, and all that is wrong with the others."""
    sources: list[Source[Any]] = []
    wrong: list[Diagnostic] = []
    for found in files_under(locations):
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


def _read(found: Found) -> Source[Any]:
    start = Span(found.name, 1, 1)
    try:
        content = found.path.read_bytes()
    except OSError:
        raise PolicyError([Diagnostic("unreadable-file", {"name": found.name}, start)]) from None
    if found.path.suffix != ENDING:
        raise PolicyError([Diagnostic("wrong-file-name", {"name": found.path.name}, start)])
    return read_document(found.name, content)
