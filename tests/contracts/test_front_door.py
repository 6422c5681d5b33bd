"""What ``import berakhlak_stats`` offers, and what it must not cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

import berakhlak_stats

HEAVY = (
    "babel",
    "jinja2",
    "matplotlib",
    "pandas",
    "pyarrow",
    "pydantic",
    "pyreadstat",
    "python_calamine",
    "rich",
    "scipy",
    "seaborn",
    "statsmodels",
    "typer",
    "xlsxwriter",
)
"""Anything but numpy: their imports cost from 0.2 to 6 CPU seconds each."""


def loaded_after(statement: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after ``statement``."""
    probe = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    result = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


def test_importing_the_package_loads_no_heavy_library() -> None:
    assert not loaded_after("import berakhlak_stats").intersection(HEAVY)


@pytest.mark.parametrize("name", ["Survey", "Estimates", "BerakhlakError", "indices", "training"])
def test_touching_the_core_names_loads_no_heavy_library(name: str) -> None:
    assert not loaded_after(f"import berakhlak_stats; berakhlak_stats.{name}").intersection(HEAVY)


@pytest.mark.parametrize("name", berakhlak_stats.__all__)
def test_every_public_name_resolves(name: str) -> None:
    assert getattr(berakhlak_stats, name) is not None


def test_names_are_listed_once_and_in_order() -> None:
    assert list(berakhlak_stats.__all__) == sorted(set(berakhlak_stats.__all__))
    assert dir(berakhlak_stats) == sorted(berakhlak_stats.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = berakhlak_stats.nonsense
