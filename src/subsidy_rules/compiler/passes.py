"""The compiler is this list of passes: each reads what the ones before it collected and adds to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from subsidy_rules.compiler.compilation import Compilation
from subsidy_rules.compiler.conflicts import check_payments, check_values
from subsidy_rules.compiler.declarations import check_scopes, declare_documents, declare_lists, declare_readings
from subsidy_rules.compiler.delegation import check_delegations, declare_overlays
from subsidy_rules.compiler.parameters import declare_parameters
from subsidy_rules.compiler.periods import check_effective_readings
from subsidy_rules.compiler.rules import lower_rules
from subsidy_rules.compiler.vocabulary import lower_vocabulary
from subsidy_rules.core.errors import Diagnostic, PolicyError
from subsidy_rules.ir.plan import Plan

if TYPE_CHECKING:
    from subsidy_rules.sources.documents import Source

Pass = Callable[[Compilation], None]

PASSES: tuple[Pass, ...] = (
    lower_vocabulary,  # records, fields, enums, units
    declare_documents,  # documents and provisions; a provision has words
    check_scopes,
    declare_readings,
    check_effective_readings,  # periods that hang on a reading
    declare_lists,
    declare_parameters,  # every value cited, typed, with a unit
    check_delegations,
    declare_overlays,  # every local value within its delegation
    lower_rules,  # names, types, units, citations; tables and definitions written out
    check_values,  # overlapping and expired values
    check_payments,  # two amounts for one thing
)


def compile_sources(sources: Sequence[Source[Any]], bundle: str) -> Plan:
    """Compile sources to a plan.

    Raises:
        PolicyError: with everything that is wrong, in the order of files and lines.
    """
    plan, diagnostics = examine(sources, bundle)
    if plan is None:
        raise PolicyError(diagnostics)
    return plan


def examine(sources: Sequence[Source[Any]], bundle: str) -> tuple[Plan | None, list[Diagnostic]]:
    """Compile sources; return the plan, if there is one, and everything that is wrong."""
    compilation = Compilation(sources)
    for run in PASSES:
        run(compilation)
    found = sorted(compilation.diagnostics, key=lambda d: (d.span is None, d.span, d.code))
    if found:
        return None, found
    c = compilation
    rules = {question: tuple(rules) for question, rules in c.rules.items()}
    standards = {name: tuple(values) for name, values in c.local_standards.items()}
    plan = Plan(
        c.vocabulary, c.documents, c.provisions, c.parameters, c.lists, c.readings, c.delegations, rules, bundle,
        standards, c.passages,
    )  # fmt: skip
    return plan, []
