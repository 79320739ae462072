"""Writing Python source: statements, and names for values."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subsidy_rules.ir import nodes as ir


class Bail(Exception):  # noqa: N818  # no error: the claim goes to the definition
    """What is asked cannot be told by generated code (交由定义处理)."""


class UnsupportedError(Exception):
    """A rule holds what generated code does not do; it is left to the definition."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A Python expression without effect: a constant or a local name. ``is_open``: it may be ``None``."""

    text: str
    is_open: bool = True


TRUE, FALSE, NONE = Atom("True", is_open=False), Atom("False", is_open=False), Atom("None")


@dataclass
class Statements:
    """The statements of one function, and the names their values have (语句)."""

    lines: list[str] = field(default_factory=list)
    constants: dict[str, object] = field(default_factory=dict)
    depth: int = 1
    known: list[dict[ir.Expr, Atom]] = field(default_factory=lambda: [{}])
    _count: int = 0

    def line(self, text: str) -> None:
        """Write a statement."""
        self.lines.append("    " * self.depth + text)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Write a compound statement; what is computed inside is not known after it."""
        self.line(head)
        self.depth += 1
        self.known.append({})
        yield
        self.known.pop()
        self.depth -= 1

    def named(self, text: str, *, is_open: bool = True) -> Atom:
        """Give a value a name of its own."""
        atom = Atom(self.fresh(), is_open)
        self.line(f"{atom.text} = {text}")
        return atom

    def fresh(self) -> str:
        """Return a name that is not in use."""
        self._count += 1
        return f"t{self._count}"

    def constant(self, value: object) -> Atom:
        """Return a value as a literal, or as a name in the function's globals."""
        if value is None or isinstance(value, bool | int | str):
            return Atom(repr(value), value is None)
        name = f"K{len(self.constants)}"
        self.constants[name] = value
        return Atom(name, is_open=False)
