"""The account of the law: what every provision serves as, and the passages from which nothing is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from subsidy_rules.core.text import Lang, Text
from subsidy_rules.ir.uses import uses
from subsidy_rules.reports.entries import CATEGORIES, Entry, entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from subsidy_rules.ir.plan import Document, Passage, Plan, Provision
    from subsidy_rules.reports.entries import Category

State: TypeAlias = Literal["used", "not_computable", "gap"]
Spot: TypeAlias = tuple[str, str, str]
"""A question, a part of its rule, and a provision the part rests on (用处位置)."""
Proofs: TypeAlias = "Mapping[Spot, tuple[str, ...]]"
"""For each spot the cases whose answers rest on it (算例佐证)."""

STATES: dict[State, Text] = {
    "used": Text("已用", "used"),
    "not_computable": Text("不可计算", "not computable"),
    "gap": Text("缺口", "gap"),
}
UNUSED = Text("尚未用于任何规则", "not used by any rule yet")
UNREAD = Text("尚无规则读取", "no rule reads it yet")
UNPROVEN = Text("无算例", "no case")


@dataclass(frozen=True, slots=True)
class ClauseCoverage:
    """One provision and everything that rests on it (条款去向).

    It is used where a rule rests on it, or where something it declares is read; to be named by a reading is no use.
    """

    provision: Provision
    entries: tuple[Entry, ...]
    proofs: Proofs | None = None

    @property
    def state(self) -> State:
        """Whether it is used, cannot be computed, or is not accounted for."""
        if any(entry.use.is_read and entry.category != "reading" for entry in self.entries):
            return "used"
        return "not_computable" if self.provision.not_computable else "gap"

    @property
    def categories(self) -> tuple[Category, ...]:
        """What it serves as, each once."""
        found = {entry.category for entry in self.entries}
        return tuple(category for category in CATEGORIES if category in found)

    def cases(self, entry: Entry) -> tuple[str, ...] | None:
        """Return the cases that prove an entry of a rule; ``None`` of rows of tables, and where none are asked for."""
        if self.proofs is None or not entry.question or entry.use.role == "row":
            return None
        return self.proofs.get((entry.question, entry.use.name, self.provision.id), ())

    @property
    def unread(self) -> tuple[Entry, ...]:
        """What it declares and nothing reads, readings aside."""
        return tuple(entry for entry in self.entries if not entry.use.is_read and entry.category != "reading")

    @property
    def unproven(self) -> tuple[Entry, ...]:
        """The entries of rules that no case proves."""
        return tuple(entry for entry in self.entries if self.cases(entry) == ())


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """The provisions and passages of one document (文件去向)."""

    document: Document
    clauses: tuple[ClauseCoverage, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The account of all documents (全文去向)."""

    bundle: str
    documents: tuple[DocumentCoverage, ...]

    @property
    def clauses(self) -> tuple[ClauseCoverage, ...]:
        """Every provision, in the order of the documents."""
        return tuple(clause for document in self.documents for clause in document.clauses)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage from which nothing is computed."""
        return tuple(passage for document in self.documents for passage in document.passages)

    @property
    def gaps(self) -> tuple[ClauseCoverage, ...]:
        """The provisions that are not accounted for."""
        return tuple(clause for clause in self.clauses if clause.state == "gap")

    @property
    def unproven(self) -> tuple[tuple[ClauseCoverage, Entry], ...]:
        """The entries of rules that no case proves, each with its provision."""
        return tuple((clause, entry) for clause in self.clauses for entry in clause.unproven)

    @property
    def is_complete(self) -> bool:
        """Whether every provision is accounted for, and every entry proven where cases are given."""
        return not self.gaps and not self.unproven


def coverage(plan: Plan, proofs: Proofs | None = None) -> Coverage:
    """Return the account of every provision and passage; with proofs, of the cases as well (条款去向)."""
    found = uses(plan)
    documents = []
    for document in plan.documents.values():
        clauses = tuple(
            ClauseCoverage(clause, tuple(entry(plan, clause.id, use) for use in found[clause.id]), proofs)
            for clause in plan.provisions.values()
            if clause.document == document.id
        )
        passages = tuple(passage for passage in plan.passages.values() if passage.document == document.id)
        documents.append(DocumentCoverage(document, clauses, passages))
    return Coverage(plan.bundle, tuple(documents))


def counted(clauses: tuple[ClauseCoverage, ...]) -> dict[State, int]:
    """Return how many provisions are in each state."""
    return {state: sum(clause.state == state for clause in clauses) for state in STATES}


def shortfalls(found: Coverage, lang: Lang) -> Iterator[str]:
    """Yield a line for each provision that is not accounted for, and for each entry that no case proves (缺口)."""
    for clause in found.gaps:
        provision = clause.provision
        unread = [entry.use.name for entry in clause.unread]
        why = f"{UNREAD.in_(lang)} {', '.join(unread)}" if unread else UNUSED.in_(lang)
        yield f"{provision.id}  {provision.place}  {why}"
    for clause, unproven in found.unproven:
        where = f"{clause.provision.id}  {clause.provision.place}"
        yield f"{where}  {UNPROVEN.in_(lang)} {unproven.question}/{unproven.use.name}"
