"""Coefficients of classical test theory as functions of a covariance matrix.

All take matrices (..., q, q) and work on any leading axes, so that groups and the steps of a
numeric derivative are just more axes. A matrix that does not allow a coefficient gives NaN.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
BEYOND = 2.0
"""No correlation is that large; one that is comes from a variance of nearly nothing."""
SINGULAR = 1e-10
"""Smallest eigenvalue of a correlation matrix that may be inverted."""


def total(S: Array) -> Array:
    """Variance of the sum of all items."""
    return np.asarray(S.sum(axis=(-2, -1)))


def variances(S: Array) -> Array:
    """Variances of the items (..., q)."""
    return np.diagonal(S, axis1=-2, axis2=-1)


def correlations(S: Array) -> Array:
    """The correlation matrix; NaN beside an item without variance."""
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.sqrt(variances(S))
        return np.asarray(S / (scale[..., :, None] * scale[..., None, :]))


def through_correlations(S: Array, G: Array) -> Array:
    """Derivatives by the covariances from those by the correlations (..., k, q, q)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        scale, R = np.sqrt(variances(S)), correlations(S)
        size = S.shape[-1]
        off = np.where(np.eye(size, dtype=bool), 0.0, G)
        own = -(off * R).sum(axis=-1) / variances(S)
        out = off / (scale[:, None] * scale)
        return np.asarray(out + own[..., None] * np.eye(size))


def alpha(S: Array) -> Array:
    """Cronbach's alpha."""
    k = S.shape[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(k / (k - 1) * (1 - variances(S).sum(axis=-1) / total(S)))


def alpha_gradient(S: Array) -> Array:
    """Derivatives of alpha (..., q, q) by each entry of the matrix."""
    k = S.shape[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = total(S)[..., None, None]
        apart = variances(S).sum(axis=-1)[..., None, None]
        return np.asarray(k / (k - 1) * (apart / whole**2 - np.eye(k) / whole))


def without(S: Array, j: int) -> Array:
    """The matrix of all items but the ``j``-th."""
    kept = np.delete(np.arange(S.shape[-1]), j)
    return np.asarray(S[..., kept[:, None], kept])


def off_diagonal(S: Array) -> Array:
    """The entries above the diagonal (..., pairs)."""
    i, j = np.triu_indices(S.shape[-1], 1)
    return np.asarray(S[..., i, j])


def mean_correlation(S: Array) -> Array:
    """Average correlation between items."""
    return np.asarray(off_diagonal(correlations(S)).mean(axis=-1))


def average_gradient(S: Array) -> Array:
    """Derivatives of the average correlation (..., q, q) by each entry of the correlations."""
    k = S.shape[-1]
    return np.broadcast_to((1 - np.eye(k)) / (k * (k - 1)), S.shape)


def signal_to_noise(S: Array) -> Array:
    """``q r / (1 - r)``, with the average correlation (Cronbach & Gleser 1964)."""
    r = mean_correlation(S)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(S.shape[-1] * r / (1 - r))


def inverse(S: Array) -> Array:
    """Inverses, NaN where the correlation matrix is not positive definite."""
    R = correlations(S)
    out = np.full(S.shape, np.nan)
    known = _proper(R)
    known[known] = np.linalg.eigvalsh(R[known])[..., 0] > SINGULAR
    out[known] = np.linalg.inv(S[known])
    return out


def _proper(R: Array) -> NDArray[np.bool_]:
    """Whether all correlations are numbers, and none is beyond what rounding explains."""
    return np.asarray((np.isfinite(R) & (np.abs(R) < BEYOND)).all(axis=(-2, -1)))


def unique_variance(S: Array) -> Array:
    """Variance of each item that the others do not predict (..., q)."""
    return np.asarray(1 / variances(inverse(S)))


def multiple_correlations(S: Array) -> Array:
    """Squared multiple correlation of each item with the others (..., q)."""
    return np.asarray(1 - unique_variance(S) / variances(S))


def lambda6(S: Array) -> Array:
    """Guttman's sixth bound: unpredicted variance counts as error."""
    return np.asarray(1 - unique_variance(S).sum(axis=-1) / total(S))


def asymptotic_se(S: Array, n: Array | float) -> Array:
    """Standard error of alpha for normal answers of a simple random sample.

    References
    ----------
    Duhachek & Iacobucci (2004), Journal of Applied Psychology 89, 792-808.
    """
    k, whole = S.shape[-1], total(S)
    apart, square = variances(S).sum(axis=-1), S @ S
    spread = whole * (variances(square).sum(axis=-1) + apart**2)
    inner = spread - 2 * apart * square.sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt(2 * k**2 / ((k - 1) ** 2 * whole**3) * inner / n))


def item_rest(S: Array) -> Array:
    """Correlation of each item with the sum of the others (..., q)."""
    own = variances(S)
    shared = S.sum(axis=-1) - own
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = total(S)[..., None] - 2 * shared - own
        return np.asarray(shared / np.sqrt(own * rest))


def item_total(S: Array) -> Array:
    """Correlation of each item with the sum of all, itself among them (..., q)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(S.sum(axis=-1) / np.sqrt(variances(S) * total(S)[..., None]))


def item_corrected(S: Array) -> Array:
    """Correlation with the sum, each item standing in it with what the others predict of it.

    On the correlation matrix; the item's own variance is replaced by its squared multiple
    correlation, which takes out both its overlap with itself and its error.
    """
    R = correlations(S)
    smc = multiple_correlations(S)
    inner = R.sum(axis=-1) - 1 + smc
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = total(R) - R.shape[-1] + smc.sum(axis=-1)
        return np.asarray(inner / np.sqrt(whole)[..., None])


def lambda1(S: Array) -> Array:
    """Guttman's first bound: all of an item's own variance counts as error."""
    return np.asarray(1 - variances(S).sum(axis=-1) / total(S))


def lambda2(S: Array) -> Array:
    """Guttman's second bound, never below alpha (his third)."""
    k = S.shape[-1]
    return np.asarray(lambda1(S) + np.sqrt(k / (k - 1) * _squares(S).sum(axis=-1)) / total(S))


def lambda5(S: Array) -> Array:
    """Guttman's fifth bound, from the item that covaries most with the others."""
    return np.asarray(lambda1(S) + 2 * np.sqrt(_squares(S).max(axis=-1)) / total(S))


def lambda5_plus(S: Array) -> Array:
    """The fifth bound times ``k / (k - 1)``, as R's psych prints it (lambda.5p)."""
    k = S.shape[-1]
    excess = 2 * np.sqrt(_squares(S).max(axis=-1)) / total(S)
    return np.asarray(lambda1(S) + k / (k - 1) * excess)


def ten_berge(S: Array, depth: int) -> Array:
    """The bounds mu_0 (alpha), mu_1 (lambda 2), mu_2, ... of ten Berge & Zegers (1978)."""
    k = S.shape[-1]
    own = np.eye(k, dtype=bool)
    inner = k / (k - 1) * _power_sum(np.where(own, 0.0, S), depth)
    for r in range(depth - 1, -1, -1):
        inner = _power_sum(np.where(own, 0.0, S), r) + np.sqrt(inner)
    return np.asarray(inner / total(S))


def theta(S: Array) -> Array:
    """Reliability of the first principal component (Armor 1974), of the correlations."""
    R = correlations(S)
    out = np.full(np.shape(total(R)), np.nan)
    known = _proper(R)
    k = S.shape[-1]
    out[known] = k / (k - 1) * (1 - 1 / np.linalg.eigvalsh(R[known])[..., -1])
    return out


def _power_sum(C: Array, r: int) -> Array:
    return np.asarray((C ** (2**r)).sum(axis=(-2, -1)))


def _squares(S: Array) -> Array:
    """Sums of squared covariances of each item with the others (..., q)."""
    return np.asarray((S**2).sum(axis=-1) - variances(S) ** 2)
