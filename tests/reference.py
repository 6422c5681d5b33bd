"""Public data and the numbers R gives for them, where they lie beside the repository."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

HOME = Path(__file__).resolve().parents[2] / "shared" / "reference"


def reference_data(name: str) -> pd.DataFrame:
    """A data set by name; skips the test where the folder is absent."""
    path = HOME / "data" / f"{name}.csv.gz"
    if not path.exists():
        pytest.skip(f"no reference data {name!r} beside the repository")
    return pd.read_csv(path)


def reference_case(dataset: str, case: str) -> dict[str, Any]:
    """One case by its id without the data set; skips the test where the folder is absent."""
    path = HOME / "expected" / f"{dataset}.json"
    if not path.exists():
        pytest.skip(f"no expected numbers for {dataset!r} beside the repository")
    return _cases(path)[f"{dataset}.{case}"]


def near(value: float, expected: float, case: dict[str, Any]) -> bool:
    """Whether ``value`` meets the case at its own tolerance, relative above one."""
    tolerance = float(case["tolerance"]) * max(1.0, abs(expected))
    return math.isclose(value, expected, rel_tol=0, abs_tol=tolerance)


@cache
def _cases(path: Path) -> dict[str, dict[str, Any]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    return {case["id"]: case for case in content["cases"]}
