"""``decide --jsonl``: one request a line, one decision a line; what is wrong with a line does not stop the others."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from subsidy_rules.cli.exits import unreadable
from subsidy_rules.cli.settings import Settings
from subsidy_rules.core.errors import Diagnostic, RequestError, SubsidyRulesError
from subsidy_rules.core.text import Lang
from subsidy_rules.engine import Engine, read_request_text
from subsidy_rules.reports.as_json import canonical

_LONGEST_LINE = 2**20
_BOM = b"\xef\xbb\xbf"
_SECONDS_BETWEEN_REPORTS = 0.5


def decide_lines(engine: Engine, file: str, settings: Settings, lang: Lang) -> None:
    """Decide every line of a file, in order and each on its own (逐行判定).

    Raises:
        RequestError: where the file cannot be read at all.
    """
    with _opened(file) as stream:
        progress = _Progress(stream, is_shown=file != "-" and sys.stderr.isatty())
        for number, line in _lines(stream):
            sys.stdout.write(canonical(_answer(engine, number, line, settings, lang)) + "\n")
            if file == "-":
                sys.stdout.flush()
            progress.tell(number)
        progress.clear()


def _answer(engine: Engine, number: int, line: bytes, settings: Settings, lang: Lang) -> Mapping[str, object]:
    """Return the decision on a line, or what is wrong with it."""
    request: Mapping[str, Any] | None = None
    try:
        request = read_request_text(_decoded(line, number), is_yaml=False, name=f"line {number}")
        return engine.decide(settings.applied_to(request, engine.plan)).to_dict()
    except SubsidyRulesError as error:
        found = request if isinstance(request, Mapping) else _lenient(line)
        request_id = found.get("request_id")
        fault = error.diagnostics[0].to_dict(lang)
        return {
            "request_id": request_id if _is_writable(request_id) else None,
            "error": {**fault, "path": fault["path"] or f"line {number}"},
        }


def _decoded(line: bytes, number: int) -> str:
    if len(line) > _LONGEST_LINE:
        raise RequestError([Diagnostic("line-too-long", {"limit": str(_LONGEST_LINE)}, path=f"line {number}")])
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = Diagnostic("not-utf8", {"offset": str(error.start + 1)}, path=f"line {number}")
        raise RequestError([fault]) from None


def _lenient(line: bytes) -> Mapping[str, Any]:
    """Return what can still be read of a refused line, to name the request in its error."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_writable(request_id: object) -> bool:
    return isinstance(request_id, str) and not any("\ud800" <= c <= "\udfff" for c in request_id)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank with their numbers, never more of one than can be a request."""
    number = 0
    while line := stream.readline(_LONGEST_LINE + 1):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(_LONGEST_LINE)):
            pass
        text = (line.removeprefix(_BOM) if number == 1 else line).strip(b" \t\r\n")
        if text:
            yield number, text


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as opened:
        try:
            stream = opened.enter_context(Path(file).open("rb"))
        except OSError:
            raise RequestError([unreadable(file)]) from None
        yield stream


class _Progress:
    """How far the work is, on a terminal only."""

    def __init__(self, stream: BinaryIO, *, is_shown: bool) -> None:
        self._stream, self._is_shown = stream, is_shown
        self._size = stream.seek(0, 2) if is_shown and stream.seekable() else 0
        self._told = time.monotonic()
        if self._size:
            stream.seek(0)

    def tell(self, number: int) -> None:
        if self._is_shown and time.monotonic() - self._told > _SECONDS_BETWEEN_REPORTS:
            self._told = time.monotonic()
            share = f" {100 * self._stream.tell() // self._size}%" if self._size else ""
            sys.stderr.write(f"\r{number}{share}\x1b[K")
            sys.stderr.flush()

    def clear(self) -> None:
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
