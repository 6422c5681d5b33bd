"""Surveys for this room: ratings from a matrix, public data, and people who were careless."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey.survey import Survey, make_keys, pack_picks, unpack_picks
from tests.reference import reference_case, reference_data
from tests.surveys import codes

DATA = {"bfi": "bfi", "careless": "careless_dataset", "geras": "geras"}


def rated(
    matrix: Any,
    *,
    scales: Mapping[str, Sequence[str]] | None = None,
    scale: tuple[int, int] = (1, 5),
    reversed: Sequence[str] = (),
    unit: Sequence[str] | None = None,
    weights: Sequence[float] | None = None,
    numbers: Mapping[str, Sequence[float]] | None = None,
) -> Survey:
    """Ratings (n, items) as a survey; items are ``q1``, ``q2``, ... where no scales name them."""
    x = np.asarray(matrix, np.int8)
    names = scales or [f"q{j + 1}" for j in range(x.shape[1])]
    made = dict(numbers or {})
    asked = make_instrument(ratings=names, scale=scale, reversed=reversed, numbers=list(made))
    values = np.stack([np.asarray(v, float) for v in made.values()], axis=1) if made else None
    return Survey(
        instrument=asked,
        n=len(x),
        ratings=x,
        numbers=np.empty((0, 0)) if values is None else values,
        columns={} if unit is None else {"unit": codes(unit)},
        weights=None if weights is None else np.asarray(weights, float),
        keys=make_keys([x], len(x)),
        smallest_group=5,
    )


def reference_survey(dataset: str) -> tuple[Survey, dict[str, Any]]:
    """The complete rows of a public data set, and the case of R's careless."""
    name = "cd" if dataset == "careless" else "all"
    case = reference_case(dataset, f"{name}.careless")
    items, sizes = case["input"]["items"], case["input"]["factor_sizes"]
    x = reference_data(DATA[dataset])[items].dropna().to_numpy().astype(np.int8)
    ends = np.cumsum([0, *sizes])
    scales = {f"scale{i}": items[a:b] for i, (a, b) in enumerate(pairwise(ends))}
    return rated(x, scales=scales, scale=(int(x.min()), int(x.max()))), case


def base_case(dataset: str, name: str) -> dict[str, Any]:
    """The same from base R."""
    return reference_case(dataset, f"{'cd' if dataset == 'careless' else 'all'}.{name}")


def check_rows(values: NDArray[np.float64], expected: Mapping[str, Any], tolerance: float) -> None:
    """Count, sums, ends, quantiles and first rows of an index as R gave them."""
    known = values[np.isfinite(values)]
    found = {
        "n": len(known),
        "sum": known.sum(),
        "sumsq": (known**2).sum(),
        "min": known.min(),
        "max": known.max(),
        "q": np.quantile(known, [0.05, 0.25, 0.5, 0.75, 0.95]),
        "first": values[:60],
    }
    for key, number in expected.items():
        wanted = np.array(number, float)
        off = np.abs(found[key] - wanted) / np.maximum(1, np.abs(wanted))
        assert np.array_equal(np.isnan(found[key]), np.isnan(wanted)), key
        assert np.nanmax(off) <= tolerance, key


def planted(seed: int = 3) -> tuple[Survey, dict[str, NDArray[np.bool_]]]:
    """A simulated rating survey of 1000, and who of them answers at random, straight or twice."""
    rng = np.random.default_rng(seed)
    survey = simulate("rating-2022", seed=seed, n=1000)
    x, n = survey.ratings.copy(), survey.n
    who = {name: np.zeros(n, bool) for name in ("random", "straight", "twin")}
    who["random"][:50], who["straight"][50:100], who["twin"][100:140] = True, True, True
    x[who["random"]] = rng.integers(1, 6, (50, x.shape[1]))
    x[who["straight"]] = rng.integers(1, 6, (50, 1))
    x[100:120] = x[120:140]
    who["honest"] = ~np.any(list(who.values()), axis=0)
    return replace(survey, ratings=x, keys=make_keys([x], n)), who


def planted_picks(seed: int = 3) -> tuple[Survey, dict[str, NDArray[np.bool_]], dict[str, Any]]:
    """The three lists of 1000: copied lists, the first ten words, only the first 18, few picks.

    The words were shown in a drawn order, which is the third part.
    """
    rng = np.random.default_rng(seed)
    survey = simulate("kapuas-2022", seed=seed, n=1000)
    block = survey.instrument.list_index["current"]
    width = len(block.words)
    shown = rng.permutation(width)
    who = {name: np.zeros(1000, bool) for name in ("copied", "straight", "top", "few")}
    for i, mask in enumerate(who.values()):
        mask[40 * i : 40 * (i + 1)] = True
    picks = {}
    current = unpack_picks(survey.picks["current"], width).astype(bool)
    for name, bits in survey.picks.items():
        votes = unpack_picks(bits, width).astype(bool)
        votes[who["copied"]] = current[who["copied"]]
        votes[who["straight"]] = np.isin(np.arange(width), shown[:10])
        top = [np.isin(np.arange(width), shown[rng.choice(18, 10, False)]) for _ in range(40)]
        votes[who["top"]] = top
        votes[who["few"]] &= np.cumsum(votes[who["few"]], axis=1) <= 3
        picks[name] = pack_picks(votes)
    who["honest"] = ~np.any(list(who.values()), axis=0)
    order = {name: [block.words[j] for j in shown] for name in picks}
    return replace(survey, picks=picks, keys=make_keys(list(picks.values()), 1000)), who, order
