"""The account of the law as data, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_rules.reports.coverage import counted

if TYPE_CHECKING:
    from subsidy_rules.reports.coverage import ClauseCoverage, Coverage
    from subsidy_rules.reports.entries import Entry


def coverage_as_data(found: Coverage) -> dict[str, object]:
    """Return the account as JSON data: totals, then every provision and passage (条款去向数据)."""
    return {
        "bundle": found.bundle,
        "is_complete": found.is_complete,
        "documents": [
            {
                "id": each.document.id,
                "number": each.document.number,
                "title": each.document.title,
                "provisions": len(each.clauses),
                **counted(each.clauses),
                "passages": len(each.passages),
            }
            for each in found.documents
        ],
        "gaps": [clause.provision.id for clause in found.gaps],
        "provisions": [_clause(clause) for clause in found.clauses],
        "passages": [
            {"id": p.id, "document": p.document, "place": p.place, "quote": p.quote, "reason": p.why.to_dict()}
            for p in found.passages
        ],
    }


def _clause(clause: ClauseCoverage) -> dict[str, object]:
    reason = clause.provision.not_computable
    return {
        "id": clause.provision.id,
        "document": clause.provision.document,
        "place": clause.provision.place,
        "quotes": list(clause.provision.quotes),
        "state": clause.state,
        "reason": reason.to_dict() if reason else None,
        "serves_as": list(clause.categories),
        "entries": [_entry(clause, entry) for entry in clause.entries],
    }


def _entry(clause: ClauseCoverage, entry: Entry) -> dict[str, object]:
    found: dict[str, object] = {
        "category": entry.category,
        "role": entry.use.role,
        "name": entry.use.name,
        "question": entry.question or None,
        "title": entry.title.to_dict(),
        "says": entry.says.to_dict() if entry.says else None,
        "lines": [{"label": label.to_dict(), "value": value.to_dict()} for label, value in entry.lines],
        "decided_by": entry.decided_by,
        "is_read": entry.use.is_read,
    }
    cases = clause.cases(entry)
    return found if cases is None else found | {"cases": list(cases)}
