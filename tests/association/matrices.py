"""Correlation matrices of the reference data, and loadings made comparable."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.reference import reference_data

Array = NDArray[np.float64]


def correlations(data: str, case: dict[str, Any]) -> Array:
    """Pearson correlations of the complete rows of a case, its items turned as it says."""
    given = case["input"]
    answers = reference_data(data)[given["items"]].astype(float)
    turned = given.get("reverse_scored") or []
    if turned:
        total = float(given["reverse_rule"].split()[2])
        answers[turned] = total - answers[turned]
    return np.corrcoef(answers.dropna().to_numpy(), rowvar=False)


def numbers(value: Any) -> Array:
    """A matrix of a case, however R wrote it down."""
    inner = value.get("loadings", value) if isinstance(value, dict) else value
    inner = inner.get("values", inner) if isinstance(inner, dict) else inner
    found = np.array(inner, float)
    return found.reshape(len(found), -1)


def aligned(found: Array, expected: Array) -> Array:
    """``found`` with its factors in the order and sign of ``expected``."""
    orders = permutations(range(found.shape[1]))
    turned = (found[:, list(p)] for p in orders)
    signed = (x * np.where((x * expected).sum(axis=0) < 0, -1.0, 1.0) for x in turned)
    return min(signed, key=lambda x: float(np.abs(x - expected).max()))
