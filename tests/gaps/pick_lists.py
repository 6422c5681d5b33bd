"""Reference data about picks as surveys of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

import berakhlak_stats as bs
from berakhlak_stats.survey.survey import Survey
from tests.reference import reference_data
from tests.surveys import LISTS, pick_survey


def lists_of(
    data: str, lists: Mapping[str, Sequence[str]], labels: str = "", rows: Any = None
) -> Survey:
    """The 0/1 columns of a reference data set as lists; ``labels`` names a column of classes."""
    frame = reference_data(data)
    if rows is not None:
        frame = frame.iloc[rows]
    words = {
        name: {"words": list(columns), "k": len(columns), "rule": "at_most"}
        for name, columns in lists.items()
    }
    return pick_survey(
        {name: frame[list(columns)].to_numpy().astype(bool) for name, columns in lists.items()},
        instrument=bs.make_instrument(picks=words),
        columns={labels: [f"{each:.0f}" for each in frame[labels]]} if labels else None,
    )


def clustered_picks(
    rng: np.random.Generator, units: int, size: int, *, pull: float, weighted: bool = True
) -> Survey:
    """Independent lists in primary units whose members share a taste, one taste per list."""
    words, picks = 15, {}
    psu = np.repeat(np.arange(units), size)
    for name in LISTS:
        score = 0.7 * rng.normal(size=words) + pull * rng.normal(size=(units, words))[psu]
        score = score + rng.gumbel(size=(len(psu), words))
        picks[name] = np.argsort(np.argsort(-score, axis=1), axis=1) < 4
    weights = rng.uniform(0.5, 2.0, len(psu)).tolist() if weighted else None
    survey = pick_survey(picks, columns={"psu": [f"p{u:04d}" for u in psu]}, weights=weights)
    return survey.with_design(psu="psu")
