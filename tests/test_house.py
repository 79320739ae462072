"""What the house requires, enforced: sizes, names, light imports, layers, true paths."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

REPO = Path(__file__).resolve().parent.parent
PACKAGE = REPO / "src" / "subsidy_rules"
MODULES = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = Path(sys.executable).parent

MODULE_LINES = 400
INTERPRETER_LINES = 250
NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "misc", "tools", "util", "utils"}


def name_of(path: Path) -> str:
    return path.relative_to(REPO).as_posix()


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


# ---------------------------------------------------------------- sizes and names


def test_the_package_is_found() -> None:
    assert MODULES, "no module under src/subsidy_rules: the tests of this file would hold of nothing"


def test_no_module_is_longer_than_400_lines() -> None:
    assert {name_of(path): lines_of(path) for path in MODULES if lines_of(path) > MODULE_LINES} == {}


def test_the_interpreter_is_at_most_250_lines() -> None:
    assert lines_of(PACKAGE / "backends" / "interpreter.py") <= INTERPRETER_LINES


def test_every_module_name_says_what_is_inside() -> None:
    parts = {name_of(path): {path.stem, *path.relative_to(PACKAGE).parts[:-1]} for path in MODULES}
    assert {name for name, words in parts.items() if words & NAMES_THAT_SAY_NOTHING} == set()


# ---------------------------------------------------------------- light imports


def imported_by(*command: str) -> set[str]:
    """Return the top-level names of the modules a fresh process imports while it runs ``command``."""
    environment = os.environ | {"PYTHONPROFILEIMPORTTIME": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = re.findall(r"^import time:[ \d|]+\| +(\w+)", done.stderr, re.MULTILINE)
    assert "subsidy_rules" in found
    return set(found)


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = {"dateutil", "polars", "pyarrow", "pydantic", "rich", "typer", "yaml"}
    assert imported_by(sys.executable, "-c", "import subsidy_rules") & heavy == set()


def test_help_imports_nothing_it_does_not_need() -> None:
    heavy = {"dateutil", "polars", "pyarrow", "pydantic", "yaml"}
    assert imported_by(str(SCRIPTS / "subsidy-rules"), "--help") & heavy == set()


# ---------------------------------------------------------------- layers


def test_rooms_import_only_downward() -> None:
    command = [str(SCRIPTS / "lint-imports"), "--config", str(REPO / "pyproject.toml"), "--no-cache"]
    done = subprocess.run(command, cwd=REPO, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# ---------------------------------------------------------------- true paths

PAGES = sorted([*REPO.glob("*.md"), *(REPO / "docs").rglob("*.md")])
ENDINGS = {".html", ".json", ".md", ".py", ".toml", ".txt", ".yaml", ".yml"}
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def looks_like_a_path(word: str) -> bool:
    """Tell a path in this repository from other words: it has a slash, and starts or ends as a path here does."""
    if not re.fullmatch(r"[\w.][\w.*-]*(/[\w.*-]+)*/?", word) or "/" not in word or word.startswith(".."):
        return False
    first = word.split("/", maxsplit=1)[0]
    return (REPO / first).exists() or (PACKAGE / first).exists() or Path(word).suffix in ENDINGS


def paths_named_in(text: str) -> Iterator[str]:
    """Yield the paths that ``text`` names between backticks; ``<place>`` and ``…`` mark a name left open."""
    for quoted in re.findall(r"`([^`\n]+)`", FENCE.sub("", text)):
        yield from filter(looks_like_a_path, quoted.split())


def test_there_is_a_page_to_read() -> None:
    assert REPO / "README.md" in PAGES


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_path_a_page_names_exists(page: Path) -> None:
    named = set(paths_named_in(page.read_text(encoding="utf-8")))
    lost = {name for name in named if not any(any(top.glob(name.rstrip("/"))) for top in (REPO, PACKAGE, page.parent))}
    assert lost == set()


def test_paths_are_told_from_other_words() -> None:
    text = "`src/gone.py` `make demo` `lint src/subsidy_rules/` `policies/<place>/x.yaml` `tests/*.py` `and/or`"
    assert list(paths_named_in(text)) == ["src/gone.py", "src/subsidy_rules/", "tests/*.py"]


MACHINE = re.compile(r"(?<![\w.-])/(?:home|mnt|opt|private|root|tmp|usr/local|Users|var|work)/|\b[A-Z]:\\\\?Users\\")
NOT_OURS = {".git", ".venv", "build", "dist", "node_modules"}


def files_of_the_repository() -> list[Path]:
    """Return the files git would commit; where there is no git, all but what is made here."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(listed, cwd=REPO, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        done = None
    if done and done.returncode == 0:
        paths = [REPO / name for name in done.stdout.split("\0") if name]
    else:
        paths = [path for path in REPO.rglob("*") if not NOT_OURS & set(path.relative_to(REPO).parts)]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_path_of_one_machine() -> None:
    found = []
    for path in files_of_the_repository():
        content = path.read_bytes()
        if b"\0" not in content:
            for number, line in enumerate(content.decode("utf-8").splitlines(), start=1):
                if MACHINE.search(line):
                    found.append(f"{name_of(path)}:{number}: {line.strip()[:80]}")
    assert found == []


@pytest.mark.parametrize("name", ["core.txt", "dev.txt"])
def test_the_lock_files_have_hashes_and_no_address(name: str) -> None:
    text = (REPO / "requirements" / name).read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\S)", text.strip())
    assert "://" not in text
    assert [pin.splitlines()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []


# ---------------------------------------------------------------- what is shipped


def test_the_wheel_carries_the_law(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        shipped = set(wheel.namelist())
    law = {
        f"subsidy_rules/data/{name_of(path)}"
        for top in ("policies", "rules", "scenarios")
        for path in (REPO / top).rglob("*.yaml")
    }
    assert {path.split("/")[2] for path in law} == {"policies", "rules", "scenarios"}
    assert law | {"subsidy_rules/py.typed"} <= shipped
