"""``python -m subsidy_rules.cli``."""

from __future__ import annotations

from subsidy_rules.cli import main

if __name__ == "__main__":
    main()
