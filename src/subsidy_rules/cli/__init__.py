"""The command line; one file a command."""

from __future__ import annotations

import sys
from io import TextIOWrapper


def main() -> None:
    """Run the command line (命令行入口)."""
    from subsidy_rules.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    app(prog_name="subsidy-rules")


def _write_utf8(stream: object) -> None:
    """Write UTF-8 into files and pipes, and never fail for a character that a terminal cannot show."""
    if isinstance(stream, TextIOWrapper):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")
