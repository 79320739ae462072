"""The law to be changed: its plan, its sources, every mutant of it, and the cases that guard it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from subsidy_rules.compiler.passes import compile_sources
from subsidy_rules.sources.library import fingerprint, load_sources
from subsidy_rules.testing.case_file import read_cases
from subsidy_rules.testing.examples import examples_of
from subsidy_rules.testing.mutation.of_figures import Figures
from subsidy_rules.testing.mutation.of_rules import mutants_of_rules
from subsidy_rules.testing.mutation.places import Places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from subsidy_rules.ir.plan import Plan
    from subsidy_rules.sources.documents import Source
    from subsidy_rules.sources.files import Locations
    from subsidy_rules.testing.case_file import Case
    from subsidy_rules.testing.mutation.mutant import Mutant


@dataclass(frozen=True, slots=True)
class Law:
    """A compiled body of law with its sources (待变异的规则)."""

    plan: Plan
    sources: tuple[Source[Any], ...]

    @classmethod
    def load(cls, policies: Locations | None = None, rules: Locations | None = None) -> Law:
        """Load and compile the law; never from a bundle, which does not know where things were written.

        Raises:
            PolicyError: with everything that is wrong in any file.
        """
        sources = load_sources(policies, rules)
        return cls(compile_sources(sources, fingerprint(sources)), tuple(sources))

    def mutants(self) -> list[Mutant]:
        """Return every mutant, in the order of files and lines (全部变异体)."""
        places = Places(self.sources)
        found = [*Figures(self.plan, self.sources, places).mutants(), *mutants_of_rules(self.plan, places)]
        return sorted(found, key=lambda m: (m.place.file, m.place.line, m.place.entry, m.change))

    def cases(self, paths: Sequence[str | Path]) -> list[tuple[Case, bool]]:
        """Return the cases of some files and the examples of the rule files; the latter leave strict mode out."""
        found = [(case, True) for case in read_cases(paths)]
        return found + [(case, False) for case in examples_of(self.sources, self.plan)]
