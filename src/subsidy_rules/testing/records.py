"""Write the typed records of ``model/records/`` anew from the bundled vocabulary.

``python -m subsidy_rules.testing.records``, or ``make records``. With ``--check`` nothing is written; the status says
whether the files are those the vocabulary makes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from subsidy_rules import model
from subsidy_rules.compiler.vocabulary import compile_vocabulary
from subsidy_rules.core.errors import PolicyError
from subsidy_rules.model.generate import record_modules
from subsidy_rules.sources.files import bundled
from subsidy_rules.sources.library import read_files

FOLDER = Path(model.__file__).parent / "records"


def expected_records() -> dict[str, str]:
    """Return the text of every record module by file name, from the bundled vocabulary (生成类型)."""
    sources, wrong = read_files(sorted(bundled("rules").glob("*.yaml")))
    if wrong:
        raise PolicyError(wrong)
    return record_modules(compile_vocabulary(sources))


def stale_records() -> list[str]:
    """Return the names of the files that differ from what the vocabulary makes, or are too many."""
    expected = expected_records()
    found = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")}
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))


def write_records() -> None:
    """Write every record module, and remove those of records that are gone."""
    FOLDER.mkdir(exist_ok=True)
    expected = expected_records()
    for path in FOLDER.glob("*.py"):
        if path.name not in expected:
            path.unlink()
    for name, text in expected.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def main() -> int:
    """Write the records, or say which of them are stale."""
    if "--check" not in sys.argv[1:]:
        write_records()
        return 0
    stale = stale_records()
    if stale:
        sys.stderr.write(f"not what the vocabulary makes: {', '.join(stale)}; run `make records`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
