"""One source file, checked against its shape, with the place of everything in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar

from subsidy_rules.core.errors import Diagnostic, PolicyError, Span, nearest
from subsidy_rules.sources.described import described
from subsidy_rules.sources.yaml_reader import read_yaml

if TYPE_CHECKING:
    from subsidy_rules.sources.positions import Step, Tree
    from subsidy_rules.sources.shapes import Shape

ShapeT_co = TypeVar("ShapeT_co", covariant=True)
SourceKind: TypeAlias = Literal["policy", "rule", "fragment", "vocabulary", "overlay"]
KINDS: dict[str, SourceKind] = {
    "document": "policy",
    "question": "rule",
    "fragment": "fragment",
    "overlay": "overlay",
    "version": "vocabulary",
}
"""The key that says what a file is."""


@dataclass(frozen=True, slots=True)
class Source(Generic[ShapeT_co]):
    """A source file: its shape (``isinstance`` tells which), its values and their places (源文件)."""

    kind: SourceKind
    file: str
    shape: ShapeT_co
    tree: Tree

    def span(self, *path: Step) -> Span:
        """Return the place of a value, or of the nearest value around it."""
        return self.tree.spans.value(path)

    def key_span(self, *path: Step) -> Span:
        """Return the place of a key."""
        return self.tree.spans.key(path)

    def text_span(self, *path: Step) -> Span:
        """Return the place of the first character of a text, so that ``inside`` finds the parts of an expression.

        Exact for text on one line; a block starts at its first line, and escapes in quoted text are not counted.
        """
        return self.tree.spans.content(path)


def read_document(file: str, content: str | bytes) -> Source[Any]:
    """Return a source file, read and checked against its shape (读取源文件).

    Raises:
        PolicyError: with everything that is wrong, each at its line and column.
    """
    tree = read_yaml(content, file)
    kind = _kind(tree)
    from pydantic import ValidationError

    model = shape_of(kind)
    try:
        shape = model.model_validate(tree.data)
    except ValidationError as error:
        from subsidy_rules.sources.shape_errors import shape_diagnostics

        raise PolicyError(shape_diagnostics(error, model, tree)) from None
    return Source(kind, file, shape, tree)


def shape_of(kind: SourceKind) -> type[Shape]:
    """Return the shape that a kind of file has."""
    from subsidy_rules.sources.policy_document import Overlay, PolicyDocument
    from subsidy_rules.sources.rule_document import Fragment, RuleDocument, VocabularyDocument

    shapes: dict[SourceKind, type[Shape]] = {
        "policy": PolicyDocument,
        "rule": RuleDocument,
        "fragment": Fragment,
        "vocabulary": VocabularyDocument,
        "overlay": Overlay,
    }
    return shapes[kind]


def _kind(tree: Tree) -> SourceKind:
    data, start = tree.data, tree.spans.value(())
    if not isinstance(data, dict):
        found, found_zh = described(data)
        values = {"expected": "a mapping", "expected_zh": "映射", "found": found, "found_zh": found_zh}
        raise PolicyError([Diagnostic("wrong-shape", values, start)])
    for key, kind in KINDS.items():
        if key in data:
            return kind
    near = next((close for key in data if (close := nearest(key, KINDS))), "")
    raise PolicyError([Diagnostic("unknown-file-kind", {"near": near}, start)])
