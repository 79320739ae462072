"""How a command ends: exit statuses, and errors on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from subsidy_rules.core.errors import Diagnostic, RequestError, SubsidyRulesError
from subsidy_rules.core.text import Lang

DIFFERS = 1
"""Something checked does not hold."""
REFUSED = 3
"""Input refused."""


@contextmanager
def errors_told(lang: Lang) -> Iterator[None]:
    """Turn what is wrong with the input into messages and exit status 3; a reader who stops reading is no error."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _close_output()
        raise typer.Exit from None
    except SubsidyRulesError as error:
        tell(error.diagnostics, lang)
        raise typer.Exit(REFUSED) from None


def tell(diagnostics: Iterable[Diagnostic], lang: Lang) -> None:
    """Write diagnostics to standard error."""
    typer.echo("\n\n".join(diagnostic.render(lang) for diagnostic in diagnostics), err=True)


def read_bytes(name: str) -> bytes:
    """Return the content of a file, or of standard input for ``-``.

    Raises:
        RequestError: where it cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError:
        raise RequestError([unreadable(name)]) from None


def unreadable(name: str) -> Diagnostic:
    """Return the diagnostic of a file that cannot be read."""
    return Diagnostic("unreadable-file", {"name": name}, path=name)


def _close_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain when it ends."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
