"""A copy of the checkout in which the examples of a page are followed, as a reader would follow them."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.docs.markdown import REPO, Block

if TYPE_CHECKING:
    from pathlib import Path

_COPIED = ("src", "policies", "rules", "scenarios", "examples", "schemas", "Makefile")
_FILE = re.compile(r"# (?P<path>[\w./-]+\.(?:yaml|json|jsonl|txt))\n")
_PART = re.compile(r"# in (?P<path>[\w./-]+\.yaml), under (?P<keys>.+)\n")
_KINDS = {"document": "policies", "question": "rules", "fragment": "rules", "version": "rules", "overlay": ""}
_DIGESTS = re.compile(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{4}…[0-9a-f]{2}\b")
_NOT_RUN = {"cd", "git", "make"}
_CUT = "…"
_RUN_PYTHON = """\
import contextlib, io, json, sys
sources = json.load(sys.stdin)
space = {"__name__": "__main__"}
for source in sources[:-1]:
    with contextlib.redirect_stdout(io.StringIO()):
        exec(source, space)
exec(sources[-1], space)
"""


@dataclass
class Desk:
    """Where the blocks of a page are written down and run, one after the other."""

    folder: Path
    python: list[str] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    overlays: list[str] = field(default_factory=list)
    undone: list[tuple[Path, str]] = field(default_factory=list)

    @classmethod
    def laid(cls, folder: Path) -> Desk:
        """Return a desk with a copy of the checkout on it."""
        for name in _COPIED:
            if (REPO / name).is_dir():
                shutil.copytree(REPO / name, folder / name)
            else:
                shutil.copy2(REPO / name, folder / name)
        command = folder / "bin" / "subsidy-rules"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m subsidy_rules "$@"\n', encoding="utf-8")
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
        return cls(folder)

    def take(self, block: Block, following: Block | None) -> list[str]:
        """Follow a block; return what is not as the page says."""
        match block.language:
            case "yaml" | "json" | "text":
                self._write(block)
            case "diff":
                self._change(block)
            case "sh":
                return [fault for line in block.text.splitlines() if line.strip() for fault in self._must_run(line)]
            case "console":
                faults = [
                    fault for command, shown in _commands(block.text) for fault in self._must_show(command, shown)
                ]
                self._undo()
                return faults
            case "python":
                return self._must_print(block, following)
        return []

    def law_is_whole(self) -> list[str]:
        """Return what is wrong with the law on the desk, the overlays written down included."""
        done = self._run(["subsidy-rules", "check", "--lang", "en", *self.overlays])
        return [] if done.returncode == 0 else [done.stdout]

    # ------------------------------------------------------------------------------------------------ files

    def _write(self, block: Block) -> None:
        named, part = _FILE.match(block.text), _PART.match(block.text)
        if part:
            self._insert(part["path"], part["keys"].split(" > "), block.text[part.end() :])
            return
        path = block.title or (named["path"] if named else "")
        first = next((line for line in block.text.splitlines() if line and not line.startswith("#")), "")
        kind = first.partition(":")[0]
        if not path and block.language == "yaml" and kind in _KINDS:
            path = f"{_KINDS[kind]}/line-{block.line}.yaml".lstrip("/")
        if path:
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
            self.written.append(target)
            if kind == "overlay":
                self.overlays.append(path)

    def _insert(self, name: str, keys: list[str], rows: str) -> None:
        path = self.folder / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        place, indent = 0, 0
        for depth, key in enumerate(keys):
            indent = 2 * depth
            place = next(i for i in range(place, len(lines)) if lines[i].startswith(f"{' ' * indent}{key}:")) + 1
        added = [f"{' ' * (indent + 2)}{row}" if row.strip() else row for row in rows.splitlines(keepends=True)]
        path.write_text("".join([*lines[:place], *added, *lines[place:]]), encoding="utf-8")

    def _change(self, block: Block) -> None:
        """Replace lines of one file until the next commands have run."""
        old = "".join(f"{line[1:]}\n" for line in block.text.splitlines() if line.startswith("-"))
        new = "".join(f"{line[1:]}\n" for line in block.text.splitlines() if line.startswith("+"))
        law = [path for top in ("policies", "rules") for path in (self.folder / top).rglob("*.yaml")]
        own = [path for path in self.written if old in path.read_text(encoding="utf-8")]
        found = own or [path for path in law if old in path.read_text(encoding="utf-8")]
        assert len(found) == 1, f"line {block.line}: the lines to change stand in {len(found)} files"
        before = found[0].read_text(encoding="utf-8")
        self.undone.append((found[0], before))
        found[0].write_text(before.replace(old, new), encoding="utf-8")

    def _undo(self) -> None:
        while self.undone:
            path, before = self.undone.pop()
            path.write_text(before, encoding="utf-8")

    # ------------------------------------------------------------------------------------------------ commands

    def _run(self, command: list[str], given: str | None = None) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "PYTHONPATH": str(self.folder / "src"),
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONIOENCODING": "utf-8",
        }
        return subprocess.run(
            command, cwd=self.folder, env=environment, input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", check=False,
        )  # fmt: skip

    def _must_run(self, line: str) -> list[str]:
        word, *rest = line.split()
        if word == "make":
            targets = [name for name in rest if "=" not in name]
            return [f"there is no target {name}" for name in targets if not self._recipe(name)]
        if word in _NOT_RUN or line.startswith("#"):
            return []
        done = self._run(["sh", "-c", line])
        return [] if done.returncode == 0 else [f"$ {line}\n{done.stdout}"]

    def _must_show(self, command: str, shown: list[str]) -> list[str]:
        line = self._recipe(command.removeprefix("make ")) if command.startswith("make ") else command
        if not line:
            return [f"there is no target for {command}"]
        if command.split(maxsplit=1)[0] in _NOT_RUN and not shown:
            return []
        printed = self._run(["sh", "-c", line]).stdout
        return [] if agrees(shown, printed.splitlines()) else [f"$ {command}\n{printed}"]

    def _recipe(self, target: str) -> str:
        """Return what a target of the Makefile runs."""
        lines = (self.folder / "Makefile").read_text(encoding="utf-8").splitlines()
        start = next((i for i, line in enumerate(lines) if line.startswith(f"{target}:")), None)
        if start is None:
            return ""
        recipe = []
        for line in lines[start + 1 :]:
            if not line.startswith("\t"):
                break
            recipe.append(line.strip().removeprefix("@").replace("$(BIN)/", ""))
        return " && ".join(recipe) or "true"

    def _must_print(self, block: Block, following: Block | None) -> list[str]:
        self.python.append(block.text)
        done = self._run([sys.executable, "-c", _RUN_PYTHON], json.dumps(self.python))
        shows = following is not None and following.language == "text" and following.follows_directly
        shown = following.text.splitlines() if shows and following else [_CUT]
        fits = done.returncode == 0 and agrees(shown, done.stdout.splitlines())
        return [] if fits else [f"python, line {block.line}:\n{done.stdout}"]


def _commands(text: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a console block, each with the lines it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and found[-1][0].endswith("\\") and line.startswith("> "):
            command, shown = found.pop()
            found.append((f"{command[:-1].rstrip()} {line[2:].lstrip()}", shown))
        else:
            assert found, f"output before any command: {line}"
            found[-1][1].append(line)
    return found


def agrees(shown: list[str], printed: list[str]) -> bool:
    """Whether lines were printed as shown; a line ``…`` stands for any lines, ``…`` at an end for the rest of it."""
    want = [_DIGESTS.sub("*", line.rstrip()) for line in shown]
    have = [_DIGESTS.sub("*", line.rstrip()) for line in printed]
    reached = {0}
    for line in want:
        if line.strip() == _CUT:
            reached = set(range(min(reached), len(have) + 1))
        elif line.endswith(_CUT):
            reached = {i + 1 for i in reached if i < len(have) and have[i].startswith(line[:-1])}
        else:
            reached = {i + 1 for i in reached if i < len(have) and have[i] == line}
        if not reached:
            return False
    return len(have) in reached
