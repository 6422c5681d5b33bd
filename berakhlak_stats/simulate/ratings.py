"""Ratings on ordered categories from a latent score."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.simulate.spec import PopulationSpec
from berakhlak_stats.survey.survey import MISSING_RATING


def rate(
    spec: PopulationSpec,
    units: NDArray[np.int64],
    view: NDArray[np.float32],
    rng: np.random.Generator,
) -> NDArray[np.int8]:
    """Let everybody rate every item.

    Parameters
    ----------
    spec : PopulationSpec
        With ``ratings`` and an instrument that has rating items and a scale.
    units : int array, shape (n,)
    view : float array, shape (n,)
        A negative view lowers the ratings: it is minus the general factor.
    rng : Generator

    Returns
    -------
    int8 array, shape (n, items)
        Categories of the instrument's scale; -1 is missing.
    """
    rating, items, scale = spec.ratings, spec.instrument.ratings, spec.instrument.scale
    if rating is None or scale is None or not items:
        raise make_error(
            "E702",
            instrument=spec.instrument.id,
            needed="rating items",
            statistic="the rating generator",
        )
    n, m = len(units), len(items)
    scales = sorted({item.scale or "" for item in items})
    of_item = np.array([scales.index(item.scale or "") for item in items])
    value = rng.standard_normal((n, len(scales)), dtype=np.float32)
    unit = rng.standard_normal((len(spec.units), m))
    person = rating.acquiescence_sd * rng.standard_normal((n, 1), dtype=np.float32)
    latent = -rating.general_sd * view[:, None] + rating.value_sd * value[:, of_item]
    latent = latent + rating.unit_sd * unit[units] + rating.means
    latent = np.where([item.reversed for item in items], scale.low + scale.high - latent, latent)
    # Acquiescence comes after the turning: those who agree with everything agree with
    # reversed items too.
    latent = latent + person + rating.noise_sd * rng.standard_normal((n, m), dtype=np.float32)
    answers: NDArray[np.int8] = np.clip(np.rint(latent), scale.low, scale.high).astype(np.int8)
    answers[rng.random((n, m), dtype=np.float32) < rating.missing] = MISSING_RATING
    return answers
