"""What ``import subsidy_rules`` offers."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import subsidy_rules

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def test_every_public_name_can_be_used() -> None:
    for name in subsidy_rules.__all__:
        assert getattr(subsidy_rules, name) is not None
    assert dir(subsidy_rules) == sorted(subsidy_rules.__all__)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Engin"):
        getattr(subsidy_rules, "Engin")  # noqa: B009  # the type checker would object to the plain form


def test_the_version_is_that_of_the_project() -> None:
    assert tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"] == subsidy_rules.__version__


def test_importing_the_package_imports_none_of_its_rooms() -> None:
    code = "import subsidy_rules, sys; print([m for m in sys.modules if m.startswith('subsidy_rules.')])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
