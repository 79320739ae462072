"""Every diagnostic of the project, in both languages, with what to do about it; one module a room.

A code is permanent. ``[[...]]`` is left out where a value in it is empty; ``{{`` is a brace that stays. Where a value
is itself a phrase, the Chinese message takes its twin: ``{found}`` and ``{found_zh}``. ``docs/reference/errors.md`` is
made from this table.
"""

from __future__ import annotations

from subsidy_rules.core.catalogue.cli import CLI
from subsidy_rules.core.catalogue.compiler import COMPILER
from subsidy_rules.core.catalogue.computation import COMPUTATION
from subsidy_rules.core.catalogue.entry import Entry
from subsidy_rules.core.catalogue.request import REQUEST
from subsidy_rules.core.catalogue.sources import SOURCES

__all__ = ["CATALOGUE", "CLI", "COMPILER", "COMPUTATION", "REQUEST", "SOURCES", "Entry"]

CATALOGUE: dict[str, Entry] = {**SOURCES, **COMPILER, **REQUEST, **COMPUTATION, **CLI}
