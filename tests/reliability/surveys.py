"""Rating surveys with known factors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

import berakhlak_stats as bs
from berakhlak_stats.survey.survey import Survey

SCALES = {"trust": ["t1", "t2", "t3"], "work": ["w1", "w2", "w3", "w4"], "pair": ["p1", "p2"]}
ITEMS = [item for items in SCALES.values() for item in items]


def latent(seed: int, n: int) -> np.ndarray[Any, Any]:
    """A general factor, one per scale, and noise (n, items)."""
    rng = np.random.default_rng(seed)
    scale = np.concatenate(
        [np.repeat(rng.normal(size=(n, 1)), len(items), axis=1) for items in SCALES.values()],
        axis=1,
    )
    return rng.normal(size=(n, 1)) + 0.8 * scale + rng.normal(size=(n, len(ITEMS)))


def rated(
    seed: int = 1, n: int = 240, *, blank: float = 0.0, turned: tuple[str, ...] = (), units: int = 0
) -> Survey:
    """Ratings 1 to 5; items in ``turned`` run the other way and are declared so."""
    answers = np.clip(np.round(3 + 0.8 * latent(seed, n)), 1, 5)
    frame = pd.DataFrame(answers, columns=ITEMS)
    for item in turned:
        frame[item] = 6 - frame[item]
    rng = np.random.default_rng(seed + 100)
    frame = frame.mask(rng.random(frame.shape) < blank)
    if units:
        frame["unit"] = [f"u{i}" for i in rng.integers(0, units, n)]
    asked = bs.make_instrument(ratings=SCALES, reversed=turned)
    return bs.read_survey(frame, instrument=asked)


def answers(survey: Survey, items: list[str]) -> np.ndarray[Any, Any]:
    """The ratings as numbers (n, items), for a calculation outside the package."""
    columns = [[each.id for each in survey.instrument.ratings].index(item) for item in items]
    return survey.ratings[:, columns].astype(float)
