"""``subsidy-rules check``: policies and rules compile, quotes are true, examples come out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from subsidy_rules.cli.exits import DIFFERS, errors_told, tell, unreadable
from subsidy_rules.cli.options import LangOption, Language

if TYPE_CHECKING:
    from subsidy_rules.core.errors import Diagnostic
    from subsidy_rules.core.text import Lang


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH…]", help="A folder with policies/ and rules/ in place of the bundled law; overlays."
        ),
    ] = None,
    sources: Annotated[
        Path | None, typer.Option("--sources", metavar="DIR", help="Official texts: every quote must be in them.")
    ] = None,
    lang: LangOption = Language.zh,
) -> None:
    """Tell all that is wrong with policies and rules (检查)."""
    with errors_told(lang.value):
        law = _Law.of(paths or [], sources)
        found = law.diagnostics(sources)
        if not _has_errors(found):
            found += law.examples(lang.value)
        if found:
            tell(found, lang.value)
        if not _has_errors(found):
            sys.stdout.write(law.summary(sources, lang.value))
            return
    raise typer.Exit(DIFFERS)


def _has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)


@dataclass(frozen=True, slots=True)
class _Law:
    """What is to be checked: the bundled law or another folder, and overlays."""

    policies: Path | None
    rules: Path | None
    overlays: tuple[Path, ...]

    @classmethod
    def of(cls, paths: Sequence[Path], texts: Path | None) -> _Law:
        from subsidy_rules.core.errors import PolicyError

        lost = [unreadable(str(path)) for path in (*paths, *([texts] if texts else [])) if not path.exists()]
        if lost:
            raise PolicyError(lost)
        folders = [path for path in paths if (path / "policies").is_dir() or (path / "rules").is_dir()]
        if len(folders) > 1:
            msg = "one folder of law at a time"
            raise typer.BadParameter(msg, param_hint="PATH")
        overlays = tuple(path for path in paths if path not in folders)
        if not folders:
            return cls(None, None, overlays)
        policies, rules = folders[0] / "policies", folders[0] / "rules"
        return cls(policies if policies.is_dir() else None, rules if rules.is_dir() else None, overlays)

    def diagnostics(self, texts: Path | None) -> list[Diagnostic]:
        from subsidy_rules.engine import check_sources

        return check_sources(self.policies, self.rules, self.overlays, sources_dir=texts)

    def examples(self, lang: Lang) -> list[Diagnostic]:
        from subsidy_rules.engine import Engine
        from subsidy_rules.sources.library import load_sources
        from subsidy_rules.testing.examples import check_examples

        engine = Engine.load(overlays=self.overlays, policies=self.policies, rules=self.rules)
        return list(check_examples(engine, load_sources(self.policies, self.rules, self.overlays), lang))

    def summary(self, texts: Path | None, lang: Lang) -> str:
        from subsidy_rules.sources.library import load_sources

        found = load_sources(self.policies, self.rules, self.overlays)
        documents = [source.shape for source in found if source.kind in ("policy", "overlay")]
        provisions = [clause for shape in documents for clause in getattr(shape, "provisions", {}).values()]
        rules = sum(source.kind == "rule" for source in found)
        quoted = [shape for shape in documents if getattr(shape, "text", None)]
        quotes = [len(clause.quotes or [clause.quote]) for shape in quoted for clause in shape.provisions.values()]
        quotes += [len(shape.not_computable) for shape in quoted]
        counts = [
            (len(documents), "document", "份文件"),
            (len(provisions), "provision", "条条款"),
            (rules, "rule", "份规则"),
        ]
        parts = [_counted(lang, *count) for count in counts]
        if texts:
            parts.append(
                f"{_counted(lang, sum(quotes), 'quote', '处引文')}{' verified' if lang == 'en' else '核对无误'}"
            )
        return f"ok: {(', ' if lang == 'en' else '，').join(parts)}\n"


def _counted(lang: Lang, count: int, en: str, zh: str) -> str:
    return f"{count} {zh}" if lang == "zh" else f"{count} {en}{'' if count == 1 else 's'}"
