"""How often the intervals of polychoric correlations hold the truth: a study by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association import polychoric
from berakhlak_stats.survey.survey import Survey
from tests.association.polychoric_surveys import Array, rated

CUTS = np.array([-1.0, -0.2, 0.6, 1.4])
TRUTH = np.array([[1, 0.6, 0.2], [0.6, 1, 0.4], [0.2, 0.4, 1]])
PAIRS = TRUTH[np.triu_indices(3, 1)]
SAMPLES = 1500


def simple(rng: np.random.Generator) -> Survey:
    """250 people drawn at random."""
    return rated(_cut(rng.multivariate_normal(np.zeros(3), TRUTH, 250)))


def weighted(rng: np.random.Generator) -> Survey:
    """400 people; who answers high on the first item was drawn less often and weighs more."""
    latent = rng.multivariate_normal(np.zeros(3), TRUTH, 1600)
    chance = np.where(latent[:, 0] > 0, 0.15, 0.35)
    drawn = rng.random(1600) < chance
    return rated(_cut(latent[drawn]), weights=1 / chance[drawn])


def clustered(rng: np.random.Generator) -> Survey:
    """50 units of 10 people, with a fifth of the variance between units."""
    units = rng.multivariate_normal(np.zeros(3), 0.2 * TRUTH, 50)
    people = rng.multivariate_normal(np.zeros(3), 0.8 * TRUTH, (50, 10))
    latent = (units[:, None] + people).reshape(-1, 3)
    survey = rated(_cut(latent), unit=np.repeat(np.arange(50), 10))
    return survey.with_design(psu="unit")


def _cut(latent: Array) -> np.ndarray:
    return (1 + np.searchsorted(CUTS, latent)).astype(np.int8)


@pytest.mark.slow
@pytest.mark.parametrize("draw", [simple, weighted, clustered])
def test_intervals_hold_the_truth_as_often_as_they_say(draw: object) -> None:
    # The Monte Carlo standard error of one pair's share is .0056.
    assert callable(draw)
    rng = np.random.default_rng(20)
    held = np.zeros(3)
    for _ in range(SAMPLES):
        frame = polychoric(draw(rng), items=["i1", "i2", "i3"]).to_frame()
        low, high = frame["conf_low"].to_numpy(), frame["conf_high"].to_numpy()
        held += (low < PAIRS) & (high > PAIRS)
    share = held / SAMPLES
    assert (share > 0.932).all() and (share < 0.968).all()
    assert 0.94 < share.mean() < 0.965
