"""Where the files of one body of law lie, and the digest of all of them. Nothing is read as YAML here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias

Location: TypeAlias = str | Path
Locations: TypeAlias = Location | Sequence[Location]

PACKAGE: Final = Path(__file__).resolve().parent.parent
ENDING: Final = ".yaml"
_WRONG_ENDING = ".yml"
_COMPILING = ("core", "ir", "sources", "compiler")  # the rooms that make a plan of source files


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read and the name it goes by."""

    path: Path
    name: str


def bundled(name: str) -> Path:
    """Return a folder of the bundled law: beside ``src`` in a checkout, inside the package in a wheel (内置政策)."""
    checkout = PACKAGE.parent.parent / name
    is_checkout = PACKAGE.parent.name == "src" and checkout.is_dir()
    return checkout if is_checkout else PACKAGE / "data" / name


def listed(locations: Locations | None, default: str = "") -> list[Location]:
    """Return the locations as a list; ``None`` is a folder of the bundled law."""
    if locations is None:
        return [bundled(default)]
    return [locations] if isinstance(locations, str | Path) else list(locations)


def files_under(locations: Iterable[Location]) -> list[Found]:
    """Return the files under the locations, each once, in order of name."""
    found = {item.path.resolve(): item for location in locations for item in _under(Path(location))}
    return sorted(found.values(), key=lambda item: (item.name, item.path))


def _under(location: Path) -> Iterator[Found]:
    if not location.is_dir():
        yield Found(location, location.as_posix())
        return
    top = location.resolve()
    for path in top.rglob("*"):
        if path.suffix in (ENDING, _WRONG_ENDING) and not path.is_dir():
            yield Found(path, f"{top.name}/{path.relative_to(top).as_posix()}")


def made_of(policies: Locations | None = None, rules: Locations | None = None, overlays: Locations = ()) -> str:
    """Return the SHA-256 of everything a plan is made of: source files, and the code that compiles them (成分指纹).

    Raises:
        OSError: where a file cannot be read.
    """
    law = files_under([*listed(policies, "policies"), *listed(rules, "rules")])
    code = [Found(path, path.name) for room in _COMPILING for path in sorted((PACKAGE / room).rglob("*.py"))]
    total = sha256()
    for found in (*law, *files_under(listed(overlays)), *code):
        content = found.path.read_bytes()
        total.update(f"{found.name}\n{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()
