"""Whether a matrix can be one of correlations, and what may be done by name if not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import message

if TYPE_CHECKING:
    from berakhlak_stats.association.pairs import PairCorrelations

Array = NDArray[np.float64]
ZERO = 1e-12
"""Eigenvalues up to here are zero but for rounding."""


def smallest_eigenvalue(matrices: Array) -> Array:
    """Of each symmetric matrix (..., q, q); NaN where the matrix has gaps."""
    known = np.asarray(np.isfinite(matrices).all(axis=(-2, -1)))
    filled = np.where(known[..., None, None], matrices, np.eye(matrices.shape[-1]))
    return np.asarray(np.where(known, np.linalg.eigvalsh(filled)[..., 0], np.nan))


def smooth_eigen(matrix: Array) -> Array:
    """The nearest neighbour of a matrix with eigenvalues of at least zero, its diagonal 1.

    Eigenvalues that are not positive become tiny, all are scaled to add up to ``q``, and the
    matrix to unit diagonal (as psych::cor.smooth of R does).
    """
    values, vectors = np.linalg.eigh(matrix)
    values = np.where(values < ZERO, 100 * ZERO, values)
    values *= len(matrix) / values.sum()
    raised = (vectors * values) @ vectors.T
    root = np.sqrt(np.diag(raised))
    out = raised / np.outer(root, root)
    np.fill_diagonal(out, 1.0)
    return np.asarray(out)


def matrix_warnings(found: PairCorrelations) -> tuple[tuple[str, str], ...]:
    """One warning where matrices of groups are not positive definite; none for gaps."""
    smallest = smallest_eigenvalue(found.matrix())
    bad = np.flatnonzero(smallest <= ZERO)
    if not len(bad):
        return ()
    worst = bad[np.argmin(smallest[bad])]
    groups = ", ".join(found.found.groups[g] for g in bad if found.found.groups[g])
    said = message(
        "E823", smallest=f"{smallest[worst]:.3g}", groups=f" ({groups})" if groups else ""
    )
    return ((said.id, said.en),)
