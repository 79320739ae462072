"""One kind of diagnostic for everything that can be wrong with a policy file, a rule or a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from subsidy_rules.core.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from subsidy_rules.core.text import Lang


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file; lines and columns start at 1 (出处)."""

    file: str
    line: int
    column: int
    length: int = 1
    excerpt: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"

    def inside(self, offset: int, length: int) -> Span:
        """Return the span ``offset`` characters into this one, for a part of an expression."""
        return Span(self.file, self.line, self.column + offset, max(length, 1), self.excerpt)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a diagnostic: the second of two clauses that disagree (相关条款)."""

    note: str
    span: Span | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about a source or a request (诊断).

    ``code`` is a permanent slug listed in ``core/catalogue``; ``values`` fill the message of that code. Where the
    message concerns a request, ``path`` names the field (``facts.person.birth_on``) and there may be no span.
    """

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    span: Span | None = None
    provision: str = ""
    related: tuple[Related, ...] = ()
    path: str = ""
    severity: str = "error"

    def __post_init__(self) -> None:
        """Refuse a code without a catalogue entry: an undocumented error is a bug."""
        if self.code not in CATALOGUE:
            msg = f"undocumented diagnostic code {self.code}"
            raise LookupError(msg)

    def message(self, lang: Lang = "en") -> str:
        """Return what is wrong, in one line."""
        return _fill(CATALOGUE[self.code][lang], self.values)

    def help(self, lang: Lang = "en") -> str:
        """Return what to do about it."""
        return _fill(CATALOGUE[self.code][f"help_{lang}"], self.values)

    def render(self, lang: Lang = "en") -> str:
        """Return the diagnostic as a person reads it on a terminal."""
        lines = [f"{self.severity}[{self.code}]: {self.message(lang)}"]
        if self.span:
            clause = f"   ({self.provision})" if self.provision else ""
            lines.append(f"  --> {self.span}{clause}")
            if self.span.excerpt:
                lines.append(f"   | {self.span.excerpt}")
                lines.append(f"   | {' ' * (self.span.column - 1)}{'^' * self.span.length}")
        elif self.path:
            lines.append(f"  --> {self.path}")
        for other in self.related:
            quote = f"“{other.quote}” " if other.quote else ""
            lines.append(f"  = {other.note}: {quote}{other.span or ''}".rstrip())
        if help_text := self.help(lang):
            lines.append(f"  help: {help_text}")
        return "\n".join(lines)

    def to_dict(self, lang: Lang = "en") -> dict[str, str]:
        """Return ``{code, message, path}``, as an error line of ``decide --jsonl`` carries it."""
        found = {"code": self.code, "message": self.message(lang), "path": self.path or str(self.span or "")}
        if help_text := self.help(lang):
            found["help"] = help_text
        return found


class SubsidyRulesError(Exception):
    """Everything that was found wrong, collected and raised once (错误汇总)."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the diagnostics, in order of place."""
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(d.render() for d in self.diagnostics))


class PolicyError(SubsidyRulesError):
    """A policy, rule, vocabulary or overlay file does not compile (政策文件错误)."""


class RequestError(SubsidyRulesError):
    """A request cannot be read: it is set aside with the reason (请求错误)."""


class ComputationError(SubsidyRulesError):
    """A well-formed request led out of the range of dates or money (计算越界)."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like ``name``, or the empty string (近似名称)."""
    names = list(known)
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return close[0]
    tail = [other for other in names if other.rsplit(".", 1)[-1] == name.rsplit(".", 1)[-1]]
    return tail[0] if tail else ""


def _fill(template: str, values: Mapping[str, str]) -> str:
    """Fill a template; a clause in ``[...]`` is dropped where one of its values is empty."""
    out, rest = [], template
    while "[[" in rest:
        before, _, tail = rest.partition("[[")
        optional, _, rest = tail.partition("]]")
        out.append(before)
        names = [part.split("}")[0] for part in optional.split("{")[1:]]
        if all(values.get(name) for name in names):
            out.append(optional)
    return "".join([*out, rest]).format_map(_Blank(values))


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
