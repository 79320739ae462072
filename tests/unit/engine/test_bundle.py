"""A compiled bundle is read where it was made of the same files and code, and only then."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from subsidy_rules import Engine, PolicyError
from subsidy_rules.engine.bundle import read_bundle, write_bundle
from subsidy_rules.sources.files import made_of

FANTASIA = Path(__file__).resolve().parents[2] / "fixtures" / "fantasia"


@pytest.fixture
def law(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FANTASIA, tmp_path / "fantasia"))


def load(law: Path, keep: Path) -> Engine:
    return Engine.load(policies=law / "policies", rules=law / "rules", bundle=keep)


def test_the_second_load_reads_what_the_first_compiled(law: Path, tmp_path: Path) -> None:
    keep = tmp_path / "kept" / "law.bundle"
    compiled = load(law, keep).plan
    assert keep.is_file()
    assert [path.name for path in keep.parent.iterdir()] == ["law.bundle"]
    made = made_of(law / "policies", law / "rules")
    assert read_bundle(keep, made) == compiled
    marked = keep.read_text(encoding="utf-8").replace(compiled.bundle, "0" * 64)
    keep.write_text(marked, encoding="utf-8")
    assert load(law, keep).plan.bundle == "0" * 64, "the bundle was not read"


def test_a_change_of_one_character_makes_it_out_of_date(law: Path, tmp_path: Path) -> None:
    keep = tmp_path / "law.bundle"
    before = load(law, keep).plan
    changed = next((law / "policies").rglob("*.yaml"))
    changed.write_text(changed.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")
    assert read_bundle(keep, made_of(law / "policies", law / "rules")) is None
    assert load(law, keep).plan == before, "a remark changes no law"
    assert read_bundle(keep, made_of(law / "policies", law / "rules")) == before, "the bundle was not renewed"


def test_broken_law_is_refused_although_a_bundle_is_there(law: Path, tmp_path: Path) -> None:
    keep = tmp_path / "law.bundle"
    load(law, keep)
    broken = next((law / "rules").rglob("*.yaml"))
    broken.write_text(broken.read_text(encoding="utf-8") + "\nnonsense: 1\n", encoding="utf-8")
    with pytest.raises(PolicyError, match="nonsense"):
        load(law, keep)


@pytest.mark.parametrize("content", [b"", b"one line", b"\xff\xfe\n{}"])
def test_what_is_no_bundle_does_not_count(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "law.bundle"
    path.write_bytes(content)
    assert read_bundle(path, "0" * 64) is None
    assert read_bundle(tmp_path / "nowhere", "0" * 64) is None


def test_the_bundled_law_comes_back_whole(tmp_path: Path) -> None:
    plan = Engine.load(overlays=()).plan
    write_bundle(tmp_path / "law.bundle", plan, "1" * 64)
    assert read_bundle(tmp_path / "law.bundle", "1" * 64) == plan
