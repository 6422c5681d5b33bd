"""Rotation of factors to simple structure, and the Schmid-Leiman general factor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.factors import minres
from berakhlak_stats.association.projection import (
    STEEPNESS,
    Rotated,
    communality_weights,
    descend,
    unrotated,
)
from berakhlak_stats.association.varimax import varimax

__all__ = ["Rotated", "SchmidLeiman", "oblimin", "promax", "schmid_leiman", "varimax"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class SchmidLeiman:
    """A general factor and ``k`` group factors, all uncorrelated.

    Attributes
    ----------
    general : array (q,)
    group : array (q, k)
    h2, u2 : array (q,)
        Communality of each item under the first-order factors, and 1 minus it.
    pattern, phi
        The oblique first-order factors behind it.
    second_order : array (k,)
        Loadings of the first-order factors on the general one.
    negative : bool array (q,)
        Items that load negatively on the general factor. Coefficients of a sum score (omega)
        are about the sum after turning these items round: multiply their rows and the rows and
        columns of the correlation matrix by -1, and say so.
    heywood : bool
        Whether any first- or second-order uniqueness stopped at its floor.
    converged : bool
    psi : array (q,)
        First-order uniquenesses searched over.
    """

    general: Array
    group: Array
    h2: Array
    u2: Array
    pattern: Array
    phi: Array
    second_order: Array
    negative: NDArray[np.bool_]
    heywood: bool
    converged: bool
    psi: Array


def oblimin(
    L: Array,
    *,
    gamma: float = 0.0,
    kaiser: bool = False,
    start: Array | None = None,
    tolerance: float = STEEPNESS,
) -> Rotated:
    """Oblique factors whose squared loadings overlap least (direct oblimin).

    Parameters
    ----------
    L : array (q, k)
        Unrotated loadings.
    gamma : float
        0 is quartimin; larger values let factors correlate more.
    kaiser : bool
        Whether items are weighted to equal communality while rotating; psych and GPArotation
        do not do so unless asked.
    start : array (k, k), optional
        ``transform`` of a similar solution.
    tolerance : float
        Length of the gradient at which to stop; GPArotation and psych stop at 1e-5.

    Returns
    -------
    Rotated
        Factors keep the order in which the rotation leaves them; each has a sum of loadings
        that is not negative.

    Notes
    -----
    Gradient projection. The criterion may have several minima; this is the one below the start.

    References
    ----------
    Jennrich & Sampson (1966), Psychometrika 31, 313-323; Bernaards & Jennrich (2005),
    Educational and Psychological Measurement 65, 676-696.

    Examples
    --------
    >>> import numpy as np
    >>> from berakhlak_stats.association.rotation import oblimin
    >>> simple = np.array([[0.8, 0.0], [0.7, 0.0], [0.0, 0.6], [0.0, 0.5]])
    >>> turned = simple @ np.array([[0.8, 0.6], [-0.6, 0.8]])
    >>> np.abs(oblimin(turned).pattern).round(4).max(axis=1).tolist()
    [0.8, 0.7, 0.6, 0.5]
    """
    loadings = np.asarray(L, float)
    size, k = loadings.shape
    if k == 1:
        return unrotated(loadings)
    weights = communality_weights(loadings) if kaiser else np.ones((size, 1))
    mixing = np.eye(size) - gamma / size

    def criterion(pattern: Array) -> tuple[float, Array]:
        square = pattern**2
        others = mixing @ (square.sum(axis=1, keepdims=True) - square)
        return float((square * others).sum()) / 4, pattern * others

    first = np.eye(k) if start is None else start
    transform, value, converged = descend(loadings / weights, criterion, first, tolerance)
    pattern = loadings @ np.linalg.inv(transform).T
    sign = np.where(pattern.sum(axis=0) < 0, -1.0, 1.0)
    transform = transform * sign
    return Rotated(pattern * sign, transform.T @ transform, transform, converged, value)


def promax(L: Array, *, power: float = 4.0, kaiser: bool = True) -> Rotated:
    """Oblique factors nearest to a power of the varimax loadings.

    Parameters
    ----------
    L : array (q, k)
        Unrotated loadings.
    power : float
        Of the varimax loadings; 4, as R's ``promax`` has it.
    kaiser : bool
        Whether the varimax rotation weights items to equal communality.

    Returns
    -------
    Rotated

    References
    ----------
    Hendrickson & White (1964), British Journal of Statistical Psychology 17, 65-70.

    Examples
    --------
    >>> import numpy as np
    >>> from berakhlak_stats.association.rotation import promax
    >>> simple = np.array([[0.8, 0.0], [0.7, 0.0], [0.0, 0.6], [0.0, 0.5]])
    >>> turned = simple @ np.array([[0.8, 0.6], [-0.6, 0.8]])
    >>> np.abs(promax(turned).pattern).round(4).max(axis=1).tolist()
    [0.8, 0.7, 0.6, 0.5]
    """
    first = varimax(L, kaiser=kaiser)
    if first.pattern.shape[1] == 1:
        return first
    x = first.pattern
    target = x * np.abs(x) ** (power - 1)
    mixing = np.linalg.lstsq(x, target, rcond=None)[0]
    scale = np.sqrt(np.diag(np.linalg.inv(mixing.T @ mixing)))
    mixing = mixing * scale
    mixing *= np.where((x @ mixing).sum(axis=0) < 0, -1.0, 1.0)
    transform = first.transform @ np.linalg.inv(mixing).T
    return Rotated(x @ mixing, transform.T @ transform, transform, first.converged)


def schmid_leiman(R: Array, k: int, *, start: SchmidLeiman | None = None) -> SchmidLeiman:
    """A general factor and ``k`` group factors from correlated factors of a correlation matrix.

    Parameters
    ----------
    R : array (q, q)
        Correlation matrix.
    k : int
        Number of group factors. With 2 the loadings of the group factors on the general one are
        not identified and are set equal; with 1 the only factor is the general one.
    start : SchmidLeiman, optional
        The solution of a similar matrix, from which to refit; factors keep its order.

    Returns
    -------
    SchmidLeiman

    Notes
    -----
    Minimum residual factors, turned by varimax and then direct oblimin; their correlations get
    one minimum residual factor of their own. A loading of item ``i`` on the general factor is
    the sum over ``j`` of ``pattern_ij gamma_j``; on group factor ``j`` it is ``pattern_ij
    sqrt(1 - gamma_j^2)``, 0 where ``gamma_j`` exceeds 1.

    References
    ----------
    Schmid & Leiman (1957), Psychometrika 22, 53-61; Zinbarg, Revelle, Yovel & Li (2005),
    Psychometrika 70, 123-133; conventions as in psych::schmid of R.

    Examples
    --------
    >>> import numpy as np
    >>> from berakhlak_stats.association.rotation import schmid_leiman
    >>> block = np.kron(np.eye(3), np.full((3, 3), 0.3)) + 0.3
    >>> np.fill_diagonal(block, 1)
    >>> schmid_leiman(block, 3).general.round(3).tolist()
    [0.548, 0.548, 0.548, 0.548, 0.548, 0.548, 0.548, 0.548, 0.548]
    """
    matrix = np.asarray(R, float)
    first = minres(matrix, k, start=None if start is None else start.psi)
    if start is None:
        turned = oblimin(varimax(first.loadings).pattern)
    else:
        turned = oblimin(first.loadings, start=_towards(first.loadings, start.pattern))
    gamma, heywood, converged = _second_order(turned.phi)
    general = turned.pattern @ gamma
    group = turned.pattern * np.sqrt(np.maximum(1 - gamma**2, 0))
    h2 = first.communality
    return SchmidLeiman(
        general,
        group,
        h2,
        np.diag(matrix) - h2,
        turned.pattern,
        turned.phi,
        gamma,
        general < 0,
        bool(first.heywood.any()) or heywood,
        first.converged and turned.converged and converged,
        first.psi,
    )


def _towards(loadings: Array, pattern: Array) -> Array:
    """The transformation that brings ``loadings`` nearest to an earlier ``pattern``."""
    transform = np.linalg.inv(np.linalg.lstsq(loadings, pattern, rcond=None)[0]).T
    return np.asarray(transform / np.sqrt((transform**2).sum(axis=0)))


def _second_order(phi: Array) -> tuple[Array, bool, bool]:
    """Loadings of factors on the general one; whether they are improper, and converged."""
    k = len(phi)
    if k == 1:
        return np.ones(1), False, True
    if k == 2:
        equal = np.sqrt(abs(phi[0, 1]))
        return np.array([equal, np.copysign(equal, phi[0, 1])]), False, True
    above = minres(phi, 1)
    return above.loadings[:, 0], bool(above.heywood.any()), above.converged
