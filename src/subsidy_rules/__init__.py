"""Vocational training subsidy law as YAML: decide a claim exactly, explain it, and quote the clause."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subsidy_rules.core.errors import ComputationError, Diagnostic, PolicyError, RequestError, SubsidyRulesError
    from subsidy_rules.engine import Engine
    from subsidy_rules.model.decision import Decision
    from subsidy_rules.model.request import Request

__version__ = "0.1.0"

__all__ = [
    "ComputationError",
    "Decision",
    "Diagnostic",
    "Engine",
    "PolicyError",
    "Request",
    "RequestError",
    "SubsidyRulesError",
    "__version__",
]

# A name is looked up on first use (PEP 562), so that importing the package costs next to nothing.
_HOMES = {
    "ComputationError": "subsidy_rules.core.errors",
    "Decision": "subsidy_rules.model.decision",
    "Diagnostic": "subsidy_rules.core.errors",
    "Engine": "subsidy_rules.engine",
    "PolicyError": "subsidy_rules.core.errors",
    "Request": "subsidy_rules.model.request",
    "RequestError": "subsidy_rules.core.errors",
    "SubsidyRulesError": "subsidy_rules.core.errors",
}


def __getattr__(name: str) -> object:
    """Return a public name from the room it lives in."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
