"""The bivariate normal distribution over the cells of cross-tables, with its derivatives.

Sources: Owen (1956), Annals of Mathematical Statistics 27, 1075-1090 (distribution function);
Drezner & Wesolowsky (1990), Journal of Statistical Computation and Simulation 35, 101-107
(its derivative by the correlation is the density).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
FAR = 38.0
"""Cut points beyond this hold all of the normal distribution in double precision."""
TINY = 1e-300


@dataclass(frozen=True)
class Cells:
    """Probabilities of cells (..., r, c) and their derivatives.

    Attributes
    ----------
    p, d_rho, d2_rho : array (..., r, c)
        Probability, and its first and second derivative by the correlation.
    """

    p: Array
    d_rho: Array
    d2_rho: Array


def normal_density(x: Array) -> Array:
    """Density of the standard normal distribution."""
    return np.asarray(np.exp(-0.5 * x**2) / np.sqrt(2 * np.pi))


def bivariate_density(h: Array, k: Array, rho: Array) -> Array:
    """Density of the standard bivariate normal distribution with correlation ``rho``."""
    rest = 1 - rho**2
    square = (h**2 - 2 * rho * h * k + k**2) / rest
    return np.asarray(np.exp(-0.5 * square) / (2 * np.pi * np.sqrt(rest)))


def bivariate_cdf(h: Array, k: Array, rho: Array) -> Array:
    """Probability that both of two standard normal variables stay below ``h`` and ``k``.

    Parameters
    ----------
    h, k : array
        Within ``FAR`` of zero.
    rho : array
        Correlation, strictly between -1 and 1.
    """
    from scipy.special import ndtr, owens_t

    # A zero has the sign and the limit of a number next to it.
    h, k = np.where(h == 0, TINY, h), np.where(k == 0, TINY, k)
    scale = np.sqrt((1 - rho) * (1 + rho))
    with np.errstate(over="ignore"):
        towards_h, towards_k = (k - rho * h) / h / scale, (h - rho * k) / k / scale
    apart = np.where((h < 0) != (k < 0), 0.5, 0.0)
    half = 0.5 * (ndtr(h) + ndtr(k))
    return np.asarray(half - owens_t(h, towards_h) - owens_t(k, towards_k) - apart)


def cell_probabilities(rows: Array, columns: Array, rho: Array) -> Cells:
    """Cells between cut points.

    Parameters
    ----------
    rows, columns : array (..., r - 1), (..., c - 1)
        Cut points in rising order; infinite where the outer categories are empty.
    rho : array (...)

    Returns
    -------
    Cells
        Shapes (..., r, c).
    """
    from scipy.special import ndtr

    h, k, r = _grid(rows, columns, rho)
    inner = bivariate_cdf(h, k, r)
    top, side = ndtr(k[..., :1, :]), ndtr(h[..., :, :1])
    whole = np.concatenate([np.zeros_like(inner[..., :1, :]), inner, top], axis=-2)
    edge = np.concatenate(
        [np.zeros_like(side[..., :1, :]), side, np.ones_like(side[..., :1, :])], -2
    )
    whole = np.concatenate([np.zeros_like(edge), whole, edge], axis=-1)
    density = bivariate_density(h, k, r)
    rest = 1 - r**2
    bend = r / rest + (h * k * (1 + r**2) - r * (h**2 + k**2)) / rest**2
    return Cells(_differences(whole), _inner(density), _inner(density * bend))


def threshold_slopes(rows: Array, columns: Array, rho: Array) -> tuple[Array, Array]:
    """Derivatives of cells by each cut point of the rows: of ``p`` and of ``d_rho``.

    Returns
    -------
    tuple of array (..., r - 1, r, c)
    """
    from scipy.special import ndtr

    h, k, r = _grid(rows, columns, rho)
    rest = 1 - r**2
    inner = normal_density(h) * ndtr((k - r * h) / np.sqrt(rest))
    # Along the last axis the distribution runs from nothing to the density of the cut itself.
    full = np.concatenate([np.zeros_like(inner[..., :1]), inner, normal_density(h[..., :1])], -1)
    slope = -bivariate_density(h, k, r) * (h - r * k) / rest
    none = np.zeros_like(slope[..., :1])
    bent = np.concatenate([none, slope, none], axis=-1)
    return tuple(_one_cut(np.diff(each, axis=-1)) for each in (full, bent))  # type: ignore[return-value]


def _grid(rows: Array, columns: Array, rho: Array) -> tuple[Array, Array, Array]:
    h = np.clip(rows, -FAR, FAR)[..., :, None]
    k = np.clip(columns, -FAR, FAR)[..., None, :]
    h, k = np.broadcast_arrays(h, k)
    return h, k, np.asarray(rho)[..., None, None]


def _differences(values: Array) -> Array:
    return np.diff(np.diff(values, axis=-1), axis=-2)


def _inner(values: Array) -> Array:
    """Differences of something that is zero outside the outermost cut points."""
    pad = [(0, 0)] * (values.ndim - 2) + [(1, 1), (1, 1)]
    return _differences(np.pad(values, pad))


def _one_cut(slopes: Array) -> Array:
    """Each cut moves probability (..., r - 1, c) from the row above it to the row below it."""
    cuts = slopes.shape[-2]
    out = np.zeros((*slopes.shape[:-2], cuts, cuts + 1, slopes.shape[-1]))
    index = np.arange(cuts)
    out[..., index, index, :] = slopes
    out[..., index, index + 1, :] = -slopes
    return out
