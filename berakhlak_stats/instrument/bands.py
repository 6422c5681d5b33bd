"""Rounding and banding of 0-100 scores, by the rule the published figures follow.

A score is rounded half up to one decimal and then placed, so 74.95 is reported as 75.0 and
belongs to the upper band. Python's own :func:`round` works on binary fractions and would
put 74.95 on either side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.instrument.model import Band

_SNAP = Decimal("1e-9")
_HALF_SNAP = 5e-10
_DECIMALS = 1


def round_half_up(x: float, decimals: int = 1) -> float:
    """Round ``x`` half up (halves away from zero) in decimal arithmetic.

    Parameters
    ----------
    x : float
        Any number; NaN and infinities come back unchanged.
    decimals : int
        Decimals to keep.

    Returns
    -------
    float
        The float nearest to the rounded decimal.

    Notes
    -----
    ``x`` is first snapped to 1e-9, so that a mean that is 74.95 on paper but
    74.94999999999999 in binary still counts as 74.95. Not meant for intermediate results:
    round once, at the end.

    Examples
    --------
    >>> round_half_up(74.95)
    75.0
    >>> round_half_up(0.25), round(0.25, 1)
    (0.3, 0.2)
    """
    if not math.isfinite(x):
        return x
    snapped = Decimal(float(x)).quantize(_SNAP)
    rounded = snapped.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return float(rounded) + 0.0  # no negative zero


def band_of(score: float, bands: Sequence[Band]) -> Band:
    """The band that a 0-100 score belongs to.

    Parameters
    ----------
    score : float
        A score on the scale of the bands (0-100).
    bands : sequence of Band
        Highest first, as an instrument holds them.

    Returns
    -------
    Band

    Raises
    ------
    OptionError
        E703 where the score is not a number or lies below the lowest band.

    Notes
    -----
    The score is rounded half up to one decimal first.

    Examples
    --------
    >>> from berakhlak_stats.instrument import load_instrument
    >>> bands = load_instrument("berakhlak-2022").bands
    >>> [band_of(score, bands).code for score in (74.9, 74.95, 75.0, 50.0, 49.9, 25.0)]
    ['B', 'A', 'A', 'B', 'C', 'C']
    """
    rounded = round_half_up(score, _DECIMALS)
    for band in bands:
        if rounded >= band.low:
            return band
    lowest = bands[-1].low if bands else math.nan
    raise make_error("E703", name="score", expected=f">= {lowest:g}", given=score)


def cut_points(bands: Sequence[Band]) -> tuple[float, ...]:
    """Where bands change on the unrounded scale, lowest cut first.

    Parameters
    ----------
    bands : sequence of Band
        Highest first.

    Returns
    -------
    tuple of float
        One less than there are bands: half a rounding step below each published low end.

    Examples
    --------
    >>> from berakhlak_stats.instrument import load_instrument
    >>> cut_points(load_instrument("berakhlak-2022").bands)
    (24.95, 49.95, 74.95)
    """
    step = Decimal(1).scaleb(-_DECIMALS)
    return tuple(float(Decimal(str(band.low)) - step / 2) for band in reversed(bands[:-1]))


def band_codes(scores: ArrayLike, bands: Sequence[Band]) -> NDArray[np.str_]:
    """The band code of every score: :func:`band_of` for arrays.

    Parameters
    ----------
    scores : array_like of float, any shape
        Scores on the scale of the bands (0-100).
    bands : sequence of Band
        Highest first.

    Returns
    -------
    ndarray of str, same shape
        Codes; an empty string where the score is NaN or below the lowest band.

    Examples
    --------
    >>> from berakhlak_stats.instrument import load_instrument
    >>> band_codes([60.9, 92.4, float("nan")], load_instrument("berakhlak-2022").bands).tolist()
    ['B', 'A', '']
    """
    values = np.asarray(scores, dtype=np.float64)
    if not bands:
        return np.full(values.shape, "", dtype=np.str_)
    floor = float(Decimal(str(bands[-1].low)) - Decimal(1).scaleb(-_DECIMALS) / 2)
    cuts = np.array([floor, *cut_points(bands)]) - _HALF_SNAP
    codes = np.array(["", *(band.code for band in reversed(bands))], dtype=np.str_)
    place = np.searchsorted(cuts, values, side="right")
    # searchsorted puts NaN above every cut.
    return np.asarray(codes[np.where(np.isnan(values), 0, place)], dtype=np.str_)
