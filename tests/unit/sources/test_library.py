"""The library: which files are read, in which order, under which names, and their fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from subsidy_rules.core.errors import PolicyError
from subsidy_rules.sources.files import bundled
from subsidy_rules.sources.library import fingerprint, load_sources, read_files

if TYPE_CHECKING:
    from pathlib import Path

FRAGMENT = "fragment: {name}\nzh: 片段\nen: part\ndefinitions: {{one: claim.applied_on, two: 'True'}}\n"
OVERLAY = 'overlay: demo\ntitle: {zh: 示例, en: demo}\nregion: "990000"\nillustrative: true\nsets: {}\n'


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Return a folder of two rule files and something else."""
    folder = tmp_path / "rules"
    (folder / "schemes").mkdir(parents=True)
    (folder / "schemes" / "b.yaml").write_text(FRAGMENT.format(name="b"), encoding="utf-8")
    (folder / "a.yaml").write_text(FRAGMENT.format(name="a"), encoding="utf-8")
    (folder / "notes.md").write_text("not a source", encoding="utf-8")
    return folder


def found(*locations: Path, overlays: tuple[Path, ...] = ()) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        load_sources(policies=[], rules=locations, overlays=overlays)
    return [f"{d.code} {d.span}" for d in caught.value.diagnostics]


def test_a_folder_is_searched_and_its_files_are_named_from_it(rules: Path) -> None:
    assert [s.file for s in load_sources(policies=[], rules=rules)] == ["rules/a.yaml", "rules/schemes/b.yaml"]


def test_the_order_of_locations_makes_no_difference(rules: Path) -> None:
    files = [rules / "schemes" / "b.yaml", rules / "a.yaml"]
    one, other = load_sources(policies=[], rules=files), load_sources(policies=files[1], rules=files[0])
    assert [s.file for s in one] == [s.file for s in other] == sorted(path.as_posix() for path in files)


def test_a_file_named_twice_is_read_once(rules: Path) -> None:
    assert len(load_sources(policies=rules, rules=[rules, rules / "a.yaml"])) == 2


def test_all_files_are_read_before_anything_is_reported(rules: Path) -> None:
    (rules / "c.yaml").write_text("fragment: c\nzh: 1.5\n", encoding="utf-8")
    (rules / "d.yml").write_text(FRAGMENT.format(name="d"), encoding="utf-8")
    (rules / "e.yaml").write_text("fragment: E\nzh: 片段\nen: part\n", encoding="utf-8")
    assert found(rules) == [
        "number-not-quoted rules/c.yaml:2:5",
        "wrong-file-name rules/d.yml:1:1",
        "wrong-form rules/e.yaml:1:11",
    ]


def test_a_location_that_is_not_there_is_reported(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    assert found(tmp_path / "gone.yaml")[0].startswith("unreadable-file ")
    assert found(tmp_path / "gone")[0].startswith("unreadable-file ")


def test_a_folder_that_ends_in_yaml_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "all" / "sub.yaml").mkdir(parents=True)
    (tmp_path / "all" / "sub.yaml" / "a.yaml").write_text(FRAGMENT.format(name="a"), encoding="utf-8")
    assert [s.file for s in load_sources(policies=[], rules=tmp_path / "all")] == ["all/sub.yaml/a.yaml"]


def test_overlays_and_law_are_not_mistaken_for_each_other(rules: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "my-city.yaml"
    overlay.write_text(OVERLAY, encoding="utf-8")
    assert [s.kind for s in load_sources(policies=[], rules=rules, overlays=overlay)] == [
        "fragment",
        "fragment",
        "overlay",
    ]
    assert found(rules, overlays=(rules / "a.yaml",))[0].startswith("not-an-overlay ")
    assert found(overlay)[0].startswith("overlay-among-law ")


def test_what_can_be_read_is_returned_beside_what_is_wrong(rules: Path) -> None:
    (rules / "c.yaml").write_text("fragment: c\nzh: 1.5\n", encoding="utf-8")
    sources, wrong = read_files([rules])
    assert [s.file for s in sources] == ["rules/a.yaml", "rules/schemes/b.yaml"]
    assert [d.code for d in wrong] == ["number-not-quoted"]


# ---------------------------------------------------------------- fingerprint


def digest(rules: Path) -> str:
    return fingerprint(load_sources(policies=[], rules=rules))


def test_the_fingerprint_is_of_what_the_files_say(rules: Path) -> None:
    before = digest(rules)
    assert len(before) == 64
    reordered = "# a comment\nen: part\ndefinitions: {two: 'True', one: 'claim.applied_on'}\nzh: 片段\nfragment: a\n"
    (rules / "a.yaml").write_text(reordered, encoding="utf-8")
    (rules / "schemes" / "b.yaml").rename(rules / "renamed.yaml")
    assert digest(rules) == before


@pytest.mark.parametrize("change", [("claim", "clain"), ("one:", "ones:"), ("part", "parts")])
def test_the_fingerprint_changes_with_what_the_files_say(rules: Path, change: tuple[str, str]) -> None:
    before = digest(rules)
    path = rules / "a.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    assert digest(rules) != before


def test_a_date_and_its_text_are_different(rules: Path) -> None:
    field = "{type: date, zh: 乙, meaning: b, absent_means: X}"
    text = f"version: 1\nrecords: {{a: {{zh: 甲, meaning: a, fields: {{b: {field}}}}}}}\n"
    digests = set()
    for day in ("2025-01-01", "'2025-01-01'"):
        (rules / "a.yaml").write_text(text.replace("X", day), encoding="utf-8")
        digests.add(digest(rules))
    assert len(digests) == 2


# ---------------------------------------------------------------- bundled law


@pytest.mark.parametrize("name", ["policies", "rules"])
def test_the_bundled_law_is_found_without_configuration(name: str) -> None:
    assert list(bundled(name).rglob("*.yaml"))


def test_the_bundled_law_can_be_read() -> None:
    sources = load_sources()
    assert {"policy", "rule", "vocabulary"} <= {source.kind for source in sources}
    assert {source.file.partition("/")[0] for source in sources} == {"policies", "rules"}
