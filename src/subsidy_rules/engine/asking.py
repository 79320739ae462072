"""What to ask next: the missing thing that settles most of the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subsidy_rules.backends.base import Check
    from subsidy_rules.core.values import Missing

_CAN_BE_ASKED = ("fact", "history", "pending", "parameter")


def ask_next(missing: Sequence[Missing], checks: Iterable[Check]) -> str | None:
    """Return what to ask for first, or ``None`` where nothing that can be asked is missing (下一步补充).

    What alone leaves a check open settles it; what shares the blame settles part of it; what only the amount lacks
    comes last, and so does a local standard, which a citizen cannot give.
    """
    open_checks = [check for check in checks if check.status == "unknown" and check.missing]
    askable = [m for m in missing if m.kind in _CAN_BE_ASKED]
    if not askable:
        return None

    def settles(item: Missing) -> tuple[int, int, bool]:
        shares = [len(check.missing) for check in open_checks if item in check.missing]
        alone = sum(1 for share in shares if share == 1)
        return alone, len(shares), item.kind != "parameter"

    return max(sorted(askable), key=settles).what
