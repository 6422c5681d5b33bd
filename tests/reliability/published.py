"""Published matrices, and surveys whose answers have exactly a given covariance."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.survey import Survey
from tests.surveys import number_survey

Array = NDArray[np.float64]


def blocks() -> Array:
    """Revelle, An introduction to psychometric theory, chapter 7, table 7.5."""
    R = np.full((12, 12), 0.2)
    for start, stop, r in ((0, 6, 0.5), (6, 10, 0.6), (10, 12, 0.7)):
        R[start:stop, start:stop] = r
    np.fill_diagonal(R, 1.0)
    return R


def _symmetric(rows: list[list[float]]) -> Array:
    R = np.eye(len(rows) + 1)
    for i, row in enumerate(rows, 1):
        R[i, :i] = R[:i, i] = row
    return R


def thurstone() -> Array:
    """Nine tests of Thurstone & Thurstone (1941), as in McDonald (1999) and R's psych."""
    return _symmetric(
        [
            [0.828],
            [0.776, 0.779],
            [0.439, 0.493, 0.460],
            [0.432, 0.464, 0.425, 0.674],
            [0.447, 0.489, 0.443, 0.590, 0.541],
            [0.447, 0.432, 0.401, 0.381, 0.402, 0.288],
            [0.541, 0.537, 0.534, 0.350, 0.367, 0.320, 0.555],
            [0.380, 0.358, 0.359, 0.424, 0.446, 0.325, 0.598, 0.452],
        ]
    )


def wolff_preising() -> Array:
    """Wolff & Preising (2005), Behavior Research Methods 37, 48-58."""
    return _symmetric(
        [
            [0.483],
            [0.340, 0.624],
            [0.180, 0.260, 0.240],
            [0.277, 0.433, 0.376, 0.534],
            [0.257, 0.301, 0.244, 0.654, 0.609],
            [-0.074, -0.028, 0.233, 0.165, 0.041, 0.133],
            [0.212, 0.362, 0.577, 0.411, 0.300, 0.399, 0.346],
            [0.226, 0.236, 0.352, 0.306, 0.239, 0.320, 0.206, 0.457],
        ]
    )


def names(size: int) -> list[str]:
    return [f"i{j}" for j in range(size)]


def with_covariance(S: Array, n: int = 60, seed: int = 1, **options: Any) -> Survey:
    """Numeric items whose sample covariances (divisor n - 1) are ``S`` to the last digits."""
    x = np.random.default_rng(seed).normal(size=(n, len(S)))
    x -= x.mean(axis=0)
    flat = np.linalg.qr(x)[0] * np.sqrt(n - 1)
    answers = flat @ np.linalg.cholesky(S).T
    return number_survey(dict(zip(names(len(S)), answers.T.tolist(), strict=True)), **options)
