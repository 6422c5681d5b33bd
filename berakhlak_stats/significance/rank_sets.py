"""Which places a group may truly have: confidence sets for ranks, all at once.

Source: Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.estimates.bounds import tested_size
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.tidy import with_text
from berakhlak_stats.inference.degrees import has_spread
from berakhlak_stats.inference.multiplicity import LEAST_RANKED, small_reasons

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]
Marks = NDArray[np.bool_]
ROW_KEYS = ["list", "level", "item"]
BUDGET = 4_000_000
_GONE = ("band", "deff", "n_eff", "n_kish")
REFERENCE = "Mogstad, Romano, Shaikh & Wilhelm (2024)"


def rank_sets(
    result: Estimates,
    *,
    conf_level: float | None = None,
    highest_first: bool = True,
    replicates: int = 10_000,
    rng: int = 1,
) -> Estimates:
    """The places that each group may have, for all groups of an item at once.

    Parameters
    ----------
    result : Estimates
        By groups, with its covariance.
    conf_level : float, optional
        Chance that all sets of an item hold the true places; that of ``result`` by default.
    highest_first : bool
        Whether place 1 is the highest estimate.
    replicates : int
        Draws of the largest difference under no differences.
    rng : int
        Seed.

    Returns
    -------
    Estimates
        Level "rank": ``estimate`` is the place of the estimate (ties share the best of theirs),
        ``conf_low`` and ``conf_high`` the best and worst place that cannot be ruled out. Hidden
        groups, and those of fewer than 30 persons (by Kish's number where weights differ), have
        no place and do not count among the places of others; ``note`` says so.

    Notes
    -----
    Group ``j`` may be placed behind as many groups as are significantly better, and before as
    many as are significantly worse. Differences are tested simultaneously by the largest
    standardised one, stepwise: those that are beyond doubt no longer count against the others.
    A ranking without these sets is a list of accidents: half of the groups of equal merit
    stand in its upper half.

    References
    ----------
    Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518; Romano & Wolf
    (2005), Econometrica 73, 1237-1282.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> by_sex = bs.indices.implementation(survey, by="sex")
    >>> bs.significance.rank_sets(by_sex).to_frame()["conf_high"].tolist()
    [2.0, 2.0]
    """
    level = result.provenance.conf_level if conf_level is None else conf_level
    covariance, frame = _checked(result, level, replicates)
    generator = np.random.default_rng(rng)
    out = frame.copy()
    made_of = np.full((len(frame), 3), np.nan)
    for rows in frame.groupby(ROW_KEYS, sort=False).indices.values():
        places = _places(frame.iloc[rows], covariance, level, replicates, generator)
        made_of[rows] = places if highest_first else _turned(places)
    out["estimate"], out["conf_low"], out["conf_high"] = made_of.T
    out["std_error"], out["level"] = np.nan, "rank"
    why = _unranked(out)
    out["note"] = np.where(why != "", "not ranked: " + why, out["note"])
    gone = [c for c in out.columns if c.startswith("prob_") or c in _GONE]
    made = result.provenance
    provenance = replace(
        made,
        statistic="rank_sets",
        variant=made.statistic,
        conf_level=level,
        seed=rng,
        replicates=replicates,
        references=(*made.references, REFERENCE),
        parameters={**made.parameters, "highest_first": highest_first},
    )
    return Estimates(with_text(out.drop(columns=gone).reset_index(drop=True)), provenance)


def _checked(result: Estimates, conf_level: float, replicates: int) -> tuple[Array, pd.DataFrame]:
    """The covariance and the rows about groups, or a refusal."""
    if not 0 < conf_level < 1:
        expected = "0 < conf_level < 1"
        raise OptionError("E703", name="conf_level", expected=expected, given=conf_level)
    if replicates < 200:
        raise OptionError("E703", name="replicates", expected=">= 200", given=replicates)
    if result.covariance is None:
        raise DesignError("E609", reason="not kept")
    frame = result.frame[result.frame["group"] != ""]
    if frame.empty:
        raise OptionError("E706", given="rank_sets", needed="by")
    return result.covariance, frame


def _unranked(frame: pd.DataFrame) -> NDArray[np.object_]:
    """Why groups that are shown have no place; "" where they have one, or are hidden."""
    n = np.where(frame["suppressed"], np.inf, frame["n"].to_numpy(float))
    size = np.where(frame["suppressed"], np.inf, tested_size(frame))
    return small_reasons(np.full(len(frame), "", object), n, size, LEAST_RANKED)


def _places(
    frame: pd.DataFrame,
    covariance: Array,
    conf_level: float,
    replicates: int,
    generator: np.random.Generator,
) -> Array:
    """Place, best and worst place (groups, 3) of one item, highest first; NaN: no place."""
    shown = (~frame["suppressed"] & frame["std_error"].notna()).to_numpy(dtype=bool)
    known = shown & (_unranked(frame) == "")
    out = np.full((len(frame), 3), np.nan)
    at = frame.index.to_numpy()[known]
    estimate = frame["estimate"].to_numpy(float)[known]
    df = float(np.nanmin(frame["df"].to_numpy(float)[known], initial=np.inf))
    better, worse = separated(
        estimate, covariance[np.ix_(at, at)], df, conf_level, replicates, generator
    )
    place = 1 + (estimate[None, :] > estimate[:, None]).sum(axis=1)
    best, worst = 1 + better.sum(axis=1), len(estimate) - worse.sum(axis=1)
    out[known] = np.column_stack([place, best, worst])
    return out


def _turned(places: Array) -> Array:
    """The same places counted from the other end."""
    count = np.isfinite(places[:, 0]).sum()
    turned = count + 1 - places[:, [0, 2, 1]]
    # Ties share the best place, whichever end is counted from.
    tied = (places[:, None, 0] == places[None, :, 0]).sum(axis=1)
    turned[:, 0] -= np.maximum(tied - 1, 0)
    return np.asarray(turned)


def separated(
    estimate: Array,
    covariance: Array,
    df: float,
    conf_level: float,
    replicates: int,
    generator: np.random.Generator,
) -> tuple[Marks, Marks]:
    """Pairs beyond doubt: ``better[j, i]`` where ``i`` is above ``j``, ``worse`` where below.

    All pairs are tested at once by the largest standardised difference; what is rejected leaves
    the family, until nothing more is (Romano & Wolf 2005).
    """
    size = len(estimate)
    variance = np.diag(covariance)
    spread = np.sqrt(np.maximum(variance[:, None] + variance[None, :] - 2 * covariance, 0.0))
    difference = estimate[None, :] - estimate[:, None]
    usable = has_spread(spread, np.abs(estimate)[None, :] + np.abs(estimate)[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(usable, np.abs(difference) / spread, 0.0)
    noise = _noise(covariance, df, replicates, generator)
    open_pairs, rejected = np.triu(usable, 1), np.zeros((size, size), bool)
    while open_pairs.any():
        cut = np.quantile(_largest(noise, spread, open_pairs), conf_level)
        found = open_pairs & (t > cut)
        if not found.any():
            break
        rejected |= found
        open_pairs &= ~found
    rejected |= rejected.T
    return rejected & (difference > 0), rejected & (difference < 0)


def _noise(covariance: Array, df: float, replicates: int, generator: np.random.Generator) -> Array:
    """Draws (replicates, groups) of the estimates' errors, multivariate t."""
    values, vectors = np.linalg.eigh(covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    drawn = generator.standard_normal((replicates, len(values))) @ root.T
    if np.isfinite(df):
        drawn /= np.sqrt(generator.chisquare(df, replicates) / df)[:, None]
    return np.asarray(drawn)


def _largest(noise: Array, spread: Array, pairs: Marks) -> Array:
    """Largest standardised difference over ``pairs``, per draw."""
    i, j = np.nonzero(pairs)
    scale = spread[i, j]
    out = np.zeros(len(noise))
    step = max(1, BUDGET // max(len(noise), 1))
    for start in range(0, len(i), step):
        here = slice(start, start + step)
        moved = np.abs(noise[:, i[here]] - noise[:, j[here]]) / scale[here]
        np.maximum(out, moved.max(axis=1), out=out)
    return out
