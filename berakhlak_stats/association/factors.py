"""Factor extraction from a correlation matrix: least squares and maximum likelihood.

Both minimise over the uniquenesses alone, since the best loadings follow from them by one
eigendecomposition (Harman & Jones 1966, Psychometrika 31, 351-368; Joreskog 1967, Psychometrika
32, 443-482). Second derivatives are exact: a refit from a near solution takes two or three steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError, StatisticError

Array = NDArray[np.float64]
Method = Literal["minres", "ml"]
FLOOR = 0.005
"""Smallest uniqueness of a standardised item, as R's factanal and psych have it."""
STEPS = 200
GRADIENT = 1e-10


@dataclass(frozen=True)
class Loadings:
    """Unrotated factors of ``q`` items.

    Attributes
    ----------
    loadings : array (q, k)
        Factors in falling order of variance, each with a sum that is not negative.
    uniqueness : array (q,)
        Variance of each item outside the factors; 1 minus the sum of squared loadings.
    converged : bool
    heywood : bool array (q,)
        Items whose uniqueness stopped at the floor of .005: an improper solution, whose
        loadings should not be interpreted.
    method : "minres" or "ml"
    objective : float
        Value of the function minimised: half the sum of squared residuals, or the discrepancy
        ``log|M| - log|R| + tr(R inv(M)) - q`` of maximum likelihood.
    psi : array (q,)
        The uniquenesses searched over; give them as ``start`` to refit a similar matrix.
    steps : int
    """

    loadings: Array
    uniqueness: Array
    converged: bool
    heywood: NDArray[np.bool_]
    method: Method
    objective: float
    psi: Array
    steps: int

    @property
    def k(self) -> int:
        """Number of factors."""
        return int(self.loadings.shape[1])

    @property
    def communality(self) -> Array:
        """Variance of each item that the factors explain."""
        return np.asarray((self.loadings**2).sum(axis=1))


def minres(R: Array, k: int, *, start: Array | None = None) -> Loadings:
    """Factors that leave the smallest sum of squared residual correlations.

    Parameters
    ----------
    R : array (q, q)
        Correlation matrix; it may be indefinite.
    k : int
        Number of factors, less than ``q``.
    start : array (q,), optional
        Uniquenesses to start from, as of a similar matrix; else 1 minus the squared multiple
        correlations.

    Returns
    -------
    Loadings

    Notes
    -----
    Minimises half the sum of squares of ``R - LL' - Psi``. With ``R - Psi`` decomposed into
    ``lambda_m v_m v_m'``, that is half the sum of ``lambda_m^2`` over what the first ``k`` leave.
    Not a likelihood: it has no chi-square of its own.

    References
    ----------
    Harman & Jones (1966), Psychometrika 31, 351-368.

    Examples
    --------
    >>> import numpy as np
    >>> from berakhlak_stats.association.factors import minres
    >>> true = np.array([0.8, 0.7, 0.6, 0.5])
    >>> R = np.outer(true, true) + np.diag(1 - true**2)
    >>> minres(R, 1).loadings.ravel().round(6).tolist()
    [0.8, 0.7, 0.6, 0.5]
    """
    return _extract("minres", R, k, start)


def maximum_likelihood(R: Array, k: int, *, start: Array | None = None) -> Loadings:
    """Factors under which the correlations are most likely, for normal answers.

    Parameters
    ----------
    R : array (q, q)
        Positive definite correlation matrix.
    k : int
        Number of factors, less than ``q``.
    start : array (q,), optional
        Uniquenesses to start from.

    Returns
    -------
    Loadings

    Notes
    -----
    With ``e_m`` the eigenvalues of ``Psi^-1/2 R Psi^-1/2``, the discrepancy is the sum of
    ``e_m - log(e_m) - 1`` over all but the first ``k``.

    References
    ----------
    Joreskog (1967), Psychometrika 32, 443-482; Clarke (1970), British Journal of Mathematical
    and Statistical Psychology 23, 43-52, for the second derivatives.

    Examples
    --------
    >>> import numpy as np
    >>> from berakhlak_stats.association.factors import maximum_likelihood
    >>> true = np.array([0.8, 0.7, 0.6, 0.5])
    >>> R = np.outer(true, true) + np.diag(1 - true**2)
    >>> maximum_likelihood(R, 1).loadings.ravel().round(6).tolist()
    [0.8, 0.7, 0.6, 0.5]
    """
    matrix = np.asarray(R, float)
    smallest = float(np.linalg.eigvalsh(matrix)[0]) if np.isfinite(matrix).all() else 1.0
    if smallest <= 0:
        raise StatisticError("E821", statistic="maximum_likelihood", smallest=f"{smallest:.3g}")
    return _extract("ml", matrix, k, start)


def _extract(method: Method, correlation: Array, k: int, start: Array | None) -> Loadings:
    matrix = np.asarray(correlation, float)
    size = len(matrix)
    if not 1 <= k < size:
        raise OptionError("E703", name="k", expected=f"1 - {size - 1}", given=k)
    if not np.isfinite(matrix).all():
        raise StatisticError("E820", statistic=method)
    found = _Least(method, matrix, k).solve(_start(matrix) if start is None else start)
    psi, loadings = found.psi, found.loadings
    sign = np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    rest = np.diag(matrix) - (loadings**2).sum(axis=1)
    # Within the floor both are the same; on it, least squares prints what the loadings leave.
    return Loadings(
        loadings * sign,
        rest if method == "minres" else psi,
        found.converged,
        psi <= FLOOR * (1 + 1e-6),
        method,
        found.value,
        psi,
        found.steps,
    )


def _start(matrix: Array) -> Array:
    """One minus the squared multiple correlations; a half each where they do not exist."""
    with np.errstate(all="ignore"):
        try:
            unique = 1 / np.diag(np.linalg.inv(matrix))
        except np.linalg.LinAlgError:
            unique = np.full(len(matrix), np.nan)
    return np.where((unique > FLOOR) & (unique < 1), unique, 0.5)


@dataclass(frozen=True)
class _Point:
    """The function at one set of uniquenesses, with derivatives by ``x`` (psi, or its log)."""

    psi: Array
    value: float
    gradient: Array
    hessian: Array
    loadings: Array
    converged: bool = False
    steps: int = 0


@dataclass(frozen=True)
class _Least:
    """Newton's method between bounds."""

    method: Method
    matrix: Array
    k: int

    def at(self, x: Array) -> _Point:
        """Value, gradient and exact second derivatives at ``x``."""
        return self._ml(x) if self.method == "ml" else self._minres(x)

    def _minres(self, psi: Array) -> _Point:
        values, vectors = np.linalg.eigh(self.matrix - np.diag(psi))
        # Factors with a negative eigenvalue would be imaginary: they stay among what is left.
        top = (np.arange(len(values)) >= len(values) - self.k) & (values > 0)
        rest, share = ~top, _shares(values, top)
        weights = np.where(rest[:, None] & rest, 1.0, 0.0)
        weights[np.ix_(rest, top)] = 2 * values[rest, None] * share[np.ix_(rest, top)]
        gradient = -(vectors[:, rest] ** 2) @ values[rest]
        loadings = (vectors * np.sqrt(np.where(top, values, 0)))[:, ::-1][:, : self.k]
        value = 0.5 * float((values[rest] ** 2).sum())
        return _Point(psi, value, gradient, _curvature(vectors, weights), loadings)

    def _ml(self, x: Array) -> _Point:
        psi = np.exp(x)
        root = np.sqrt(psi)
        values, vectors = np.linalg.eigh(self.matrix / np.outer(root, root))
        top = (np.arange(len(values)) >= len(values) - self.k) & (values > 1)
        rest, share = ~top, _shares(values, top)
        sums = (values[:, None] + values) / 2
        weights = np.where(rest[:, None] & rest, sums, 0.0)
        across = np.ix_(rest, top)
        weights[across] = 2 * (values[rest, None] - 1) * sums[across] * share[across]
        gradient = -(vectors[:, rest] ** 2) @ (values[rest] - 1)
        scaled = vectors * np.sqrt(np.where(top, values - 1, 0))
        loadings = (root[:, None] * scaled)[:, ::-1][:, : self.k]
        value = float((values[rest] - np.log(values[rest]) - 1).sum())
        return _Point(psi, value, gradient, _curvature(vectors, weights), loadings)

    def solve(self, psi: Array) -> _Point:
        """The minimum between the floor and the variance of each item."""
        bounds = np.full(len(psi), FLOOR), np.maximum(np.diag(self.matrix), 1.0)
        low, high = np.log(bounds) if self.method == "ml" else bounds
        x = np.clip(np.log(psi) if self.method == "ml" else np.asarray(psi, float), low, high)
        point, steps, moved = self.at(x), 0, True
        while moved and steps < STEPS:
            held = ((x <= low) & (point.gradient > 0)) | ((x >= high) & (point.gradient < 0))
            if np.abs(point.gradient[~held]).max(initial=0.0) < GRADIENT:
                break
            x, point, moved = self._step(x, point, ~held, (low, high))
            steps += 1
        held = ((x <= low) & (point.gradient > 0)) | ((x >= high) & (point.gradient < 0))
        # Where rounding stops the descent first, the gradient is as good as zero.
        done = bool(np.abs(point.gradient[~held]).max(initial=0.0) < 1e-6)
        return _Point(
            point.psi, point.value, point.gradient, point.hessian, point.loadings, done, steps
        )

    def _step(
        self, x: Array, point: _Point, free: NDArray[np.bool_], bounds: tuple[Array, Array]
    ) -> tuple[Array, _Point, bool]:
        """One step downhill, halved until the function falls."""
        block = point.hessian[np.ix_(free, free)]
        values, vectors = np.linalg.eigh(block)
        # Directions that curve downwards are followed downhill, as far as their curvature says.
        curve = np.maximum(np.abs(values), 1e-8 * max(1.0, float(np.abs(values).max())))
        direction = np.zeros(len(x))
        direction[free] = -vectors @ ((vectors.T @ point.gradient[free]) / curve)
        size = 1.0
        while size > 1e-10:
            there = np.clip(x + size * direction, *bounds)
            new = self.at(there)
            if new.value <= point.value + 1e-4 * float(point.gradient @ (there - x)):
                return there, new, bool((there != x).any())
            size /= 2
        return x, point, False


def _shares(values: Array, top: NDArray[np.bool_]) -> Array:
    """``1 / (value_m - value_n)`` for what is left (m) against the factors (n)."""
    gap = values[:, None] - values
    return np.asarray(1 / np.where(~top[:, None] & top & (gap != 0), gap, np.inf))


def _curvature(vectors: Array, weights: Array) -> Array:
    """``sum weights_mn (v_m v_m') * (v_n v_n')`` over pairs of eigenvectors."""
    products = vectors[:, None, :] * vectors[None, :, :]
    return np.asarray(np.einsum("ijm,ijm->ij", products @ weights, products))
