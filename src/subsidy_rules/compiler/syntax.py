"""Syntax of expressions: Python's parser reads the text, nothing is ever evaluated by Python.

The tree stays Python's own ``ast`` until ``typing_rules`` turns it into typed nodes; this module refuses what is no
part of the language, bounds the size, and knows where in the file every part stands.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from subsidy_rules.core.errors import Diagnostic, Span

MAX_LENGTH = 2000
MAX_DEPTH = 40
MAX_NODES = 20_000  # of an expression with its definitions written out
_HYPHEN = "·"  # a letter to Python: stands for the hyphen inside a kebab-case name while the text is parsed
_KEBAB = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)+")
_MAX_ASCII = 127
_ALLOWED = (
    ast.Expression, ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.List, ast.Compare, ast.BoolOp,
    ast.UnaryOp, ast.BinOp, ast.IfExp, ast.Call, ast.GeneratorExp, ast.comprehension, ast.expr_context, ast.cmpop,
    ast.boolop, ast.unaryop, ast.operator,
)  # fmt: skip
_REFUSED_OPERATORS = (
    ast.Is, ast.IsNot, ast.Invert, ast.UAdd, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult, ast.LShift,
    ast.RShift, ast.BitOr, ast.BitXor, ast.BitAnd,
)  # fmt: skip


_CONSTRUCTS = {
    "Div": "`/`", "FloorDiv": "`//`", "Mod": "`%`", "Pow": "`**`", "MatMult": "`@`", "LShift": "`<<`", "RShift": "`>>`",
    "BitOr": "`|`", "BitXor": "`^`", "BitAnd": "`&`", "Invert": "`~`", "UAdd": "`+` before a number", "Is": "`is`",
    "IsNot": "`is not`", "JoinedStr": "text", "Lambda": "`lambda`", "ListComp": "a list built by `for`",
    "SetComp": "a set", "DictComp": "a mapping", "Set": "a set", "Dict": "a mapping", "NamedExpr": "`:=`",
    "Await": "`await`", "Yield": "`yield`", "YieldFrom": "`yield`", "Starred": "`*`", "keyword": "a named argument",
    "Slice": "a slice", "Tuple": "a list in round brackets", "GeneratorExp": "`for` outside any, all, count and sum",
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """An expression as written: its text and where the text starts (表达式原文)."""

    text: str
    span: Span
    provision: str = ""

    @cached_property
    def flat(self) -> str:
        """The text in one line, as long as the original."""
        return re.sub(r"\s", " ", self.text)

    @cached_property
    def _places(self) -> list[int]:
        """For each byte of the parsed text the character it belongs to; empty where every character is one byte."""
        parsed = _protect(self.flat)
        if parsed.isascii():
            return []
        return [i for i, character in enumerate(parsed) for _ in character.encode()] + [len(parsed)]

    def place(self, node: ast.expr) -> Span:
        """Return where a part of the expression stands; Python counts columns in bytes, people in characters."""
        start, end = node.col_offset, node.end_col_offset or node.col_offset + 1
        if self._places:
            start, end = self._places[start], self._places[min(end, len(self._places) - 1)]
        return self.span.inside(start, end - start)

    def diagnostic(self, code: str, node: ast.expr | None = None, **values: str) -> Diagnostic:
        """Return a diagnostic about the expression or a part of it."""
        span = self.place(node) if node is not None else self.span.inside(0, len(self.flat))
        return Diagnostic(code, values, span, self.provision)


def name_of(identifier: str) -> str:
    """Return an identifier as the author wrote it."""
    return identifier.replace(_HYPHEN, "-")


def parse(written: Written) -> ast.expr | Diagnostic:
    """Parse an expression, or say what is wrong with it."""
    text = written.flat
    if len(text) > MAX_LENGTH:
        return written.diagnostic("expression-too-long", limit=str(MAX_LENGTH))
    if wide := next((c for c in text if ord(c) > _MAX_ASCII), None):
        plain = unicodedata.normalize("NFKC", wide)
        return Diagnostic(
            "full-width-character",
            {"character": wide, "plain": plain if plain != wide and plain.isascii() else ""},
            written.span.inside(text.index(wide), 1),
            written.provision,
        )
    try:
        tree = ast.parse(_protect(text).strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return _syntax_problem(written, error)
    lead = len(text) - len(text.lstrip())
    for node in ast.walk(tree):
        if hasattr(node, "col_offset"):
            node.col_offset += lead
            node.end_col_offset += lead  # type: ignore[attr-defined]  # ast.walk is not typed by located nodes
    return _refusal(written, tree) or tree


def _protect(text: str) -> str:
    return _KEBAB.sub(lambda match: match.group().replace("-", _HYPHEN), text)


def _syntax_problem(written: Written, error: Exception) -> Diagnostic:
    if isinstance(error, RecursionError | MemoryError):
        return written.diagnostic("expression-too-deep", limit=str(MAX_DEPTH))
    problem = getattr(error, "msg", None) or str(error)
    return written.diagnostic("expression-syntax", problem=problem.lower().rstrip("."))


def _refusal(written: Written, tree: ast.expr) -> Diagnostic | None:
    """Return why the tree is no expression of the language."""
    level: list[ast.AST] = [tree]
    depth = 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            return written.diagnostic("expression-too-deep", limit=str(MAX_DEPTH))
        for node in level:
            if not isinstance(node, _ALLOWED) or isinstance(node, _REFUSED_OPERATORS):
                where = node if isinstance(node, ast.expr) else tree
                return written.diagnostic("not-allowed", where, construct=construct(node))
            if isinstance(node, ast.comprehension) and (node.is_async or len(node.ifs) > 1):
                return written.diagnostic("not-allowed", tree, construct="more than one `if` in a `for`")
            if isinstance(node, ast.GeneratorExp) and len(node.generators) > 1:
                return written.diagnostic("not-allowed", node, construct="more than one `for`")
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return None


def construct(node: ast.AST) -> str:
    """Return what an author calls a part of the text that is not in the language."""
    return _CONSTRUCTS.get(type(node).__name__, "this")
