"""A compiled body of law in one file, so that loading need not compile it again.

The file says what it was made of: the bytes of the source files and of the code that compiles them. Where either has
changed since, it does not count. Run as a module, it writes the bundled law's, which travels inside the wheel.
"""

from __future__ import annotations

import json
import os
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from subsidy_rules.ir.codec import Decoded, decode, encode
from subsidy_rules.ir.plan import Plan
from subsidy_rules.sources.files import PACKAGE, Locations, made_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BUILT_IN: Final = PACKAGE / "data" / "law.bundle"
_LAZY: Final = ("rules", "provisions", "passages", "readings")


def compiled(
    policies: Locations | None = None,
    rules: Locations | None = None,
    overlays: Locations = (),
    keep: Path | None = None,
) -> Plan:
    """Return the compiled law: from a bundle made of the same files where there is one, else compiled now (编译结果).

    ``keep`` names the bundle to use and, where it is out of date, to write.

    Raises:
        PolicyError: with everything that is wrong in any file.
    """
    ingredients = _ingredients(policies, rules, overlays)
    plan = read_bundle(keep or BUILT_IN, ingredients) if ingredients else None
    if plan is None:
        plan = _compile(policies, rules, overlays)
        if keep:
            write_bundle(keep, plan, ingredients)
    return plan


def _ingredients(policies: Locations | None, rules: Locations | None, overlays: Locations) -> str:
    """Return what the law is made of; nothing where a file cannot be read: the compiler says what is wrong with it."""
    try:
        return made_of(policies, rules, overlays)
    except OSError:
        return ""


def _compile(policies: Locations | None, rules: Locations | None, overlays: Locations) -> Plan:
    from subsidy_rules.compiler.passes import compile_sources
    from subsidy_rules.sources.library import fingerprint, load_sources

    sources = load_sources(policies, rules, overlays)
    return compile_sources(sources, fingerprint(sources))


def read_bundle(path: Path, made_of: str) -> Plan | None:
    """Return the plan a file holds, or ``None`` where there is none or it was made of something else (读取编译结果)."""
    try:
        first, head, *lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError, ValueError):
        return None
    if first != made_of:
        return None
    parts: dict[str, dict[str, str]] = {name: {} for name in _LAZY}
    for line in lines:
        part, key, text = line.split("\t", 2)
        parts[part][key] = text
    eager: dict[str, Any] = decode(json.loads(head))
    return Plan(**eager, **{name: Decoded(texts) for name, texts in parts.items()})  # type: ignore[arg-type]  # see _LAZY


def write_bundle(path: Path, plan: Plan, made_of: str) -> None:
    """Write a plan to a file, whole or not at all (写入编译结果)."""
    eager = {f.name: getattr(plan, f.name) for f in fields(plan) if f.name not in _LAZY}
    lines = [made_of, _text(eager)]
    for part in _LAZY:
        found: Mapping[str, object] = getattr(plan, part)
        lines += [f"{part}\t{key}\t{_text(value)}" for key, value in found.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f"{path.name}.{os.getpid()}")
    passing.write_text("\n".join(lines) + "\n", encoding="utf-8")
    passing.replace(path)


def _text(value: object) -> str:
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    write_bundle(BUILT_IN, _compile(None, None, ()), made_of())
