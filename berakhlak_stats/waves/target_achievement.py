"""Target, realised value and achievement, as government performance reports print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.bounds import SCORE_LEVELS, tested_size
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.inference.degrees import has_spread
from berakhlak_stats.inference.intervals import logit_below, student_below
from berakhlak_stats.inference.multiplicity import adjust_p_values, small_reasons
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

STATISTIC = "target_achievement"
SCALE = 100.0
_GONE = ("band", "deff", "n_eff", "count", "wave", "against", "statistic", "effect")


def target_achievement(
    result: Estimates, *, target: float | Mapping[str, float], adjust: str = "holm"
) -> Estimates:
    """Realised values against their targets: achievement in percent, with interval and test.

    Parameters
    ----------
    result : Estimates
        Scores, of one wave or of several (the last one counts).
    target : float or mapping of item to float
        In the units of the estimate, above 0; items without a target are left out.
    adjust : {"holm", "BH", "bonferroni", "hochberg", "hommel", "BY", "none"}
        Over all targets of this call: one family.

    Returns
    -------
    Estimates
        ``estimate`` with its interval is the realised value; ``achievement`` is realised over
        target times 100, with its own interval; ``target_probability`` the approximate
        probability that the true value reaches the target; ``p_value`` is two-sided.

    Notes
    -----
    A target is a fixed number, so the interval of the achievement is that of the realised value
    over the target. Scores of 0-100 are tested on the logit, as their intervals are made. A value
    at or above its target is not yet "reached": a sample allows that word where the adjusted test
    passes, and "not reached" likewise. Not for indicators of which less is better. The
    probability is the mass of the confidence distribution, not a posterior.

    References
    ----------
    Xie & Singh (2013), International Statistical Review 81, 3-39; Holm (1979), Scandinavian
    Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> score = bs.indices.implementation(bs.simulate.simulate(seed=1))
    >>> made = bs.waves.target_achievement(score, target=60).to_frame()
    >>> round(float(made["achievement"][0] * 60 / made["estimate"][0]))
    100
    """
    frame = _latest(result.frame)
    goals = _goals(frame, target)
    frame = frame[goals.notna().to_numpy()].reset_index(drop=True)
    goal = np.array(goals.dropna(), dtype=np.float64)
    shown = ~frame["suppressed"].to_numpy(bool) & frame["estimate"].notna().to_numpy()
    # Where everybody was asked there is nothing to be unsure of.
    sure = (frame["conf_low"] == frame["conf_high"]).to_numpy() & bool(result.provenance.population)
    below = np.where(shown, _below(frame, goal, sure), np.nan)
    why = _untested(frame, below, sure)
    p = np.where(why == "", 2 * np.fmin(below, 1 - below), np.nan)
    gone = [name for name in map(str, frame) if name in _GONE or name.startswith(("prob_", "p_"))]
    frame = frame.drop(columns=gone)
    for name, source in (
        ("achievement", "estimate"),
        ("achievement_low", "conf_low"),
        ("achievement_high", "conf_high"),
    ):
        frame[name] = 100 * frame[source].to_numpy(float) / goal
    frame["target"] = goal
    frame["target_probability"] = 1 - below
    frame["p_value"] = p
    frame["p_adjusted"] = adjust_p_values(p, adjust)
    silent = (why != "") & shown & (frame["note"] == "").to_numpy()
    frame.loc[silent, "note"] = "not tested: " + why[silent]
    parameters: dict[str, Any] = {"adjust": adjust, "family_size": int(np.isfinite(p).sum())}
    made, waves = result.provenance, "wave" in result.frame
    made = replace(
        made,
        statistic=STATISTIC,
        variant=made.variant if waves else made.statistic,
        n_used=int(made.parameters["n_of_waves"][-1]) if waves else made.n_used,
        parameters={**made.parameters, **parameters},
        references=(*made.references, "Xie & Singh (2013)", "Holm (1979)"),
    )
    return Estimates(frame.astype({"note": object}), made)


def _latest(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last wave; all rows where there are no waves."""
    if "wave" not in frame:
        return frame.copy()
    levels = frame[frame["against"] == ""]
    last: pd.DataFrame = levels[levels["wave"] == levels["wave"].iloc[-1]]
    return last.reset_index(drop=True)


def _goals(frame: pd.DataFrame, target: float | Mapping[str, float]) -> pd.Series[float]:
    """The target of every row, NaN where it has none; refuses what is no target."""
    if not isinstance(target, Mapping):
        target = dict.fromkeys(frame["item"], float(target))
    unknown = [item for item in target if item not in set(frame["item"])]
    if unknown:
        choices = ", ".join(dict.fromkeys(frame["item"]))
        raise OptionError("E701", name="target", given=unknown[0], choices=choices)
    for item, value in target.items():
        if not (np.isfinite(value) and value > 0):
            raise OptionError("E703", name=f"target[{item!r}]", expected="> 0", given=value)
    return frame["item"].map({item: float(value) for item, value in target.items()})


def _below(frame: pd.DataFrame, goal: Array, sure: NDArray[np.bool_]) -> Array:
    """Confidence that the true value lies below its target."""
    estimate, se, df = (frame[name].to_numpy(float) for name in ("estimate", "std_error", "df"))
    df = np.where(np.isfinite(df), df, 1.0)
    plain = student_below(goal, estimate, se, df)  # type: ignore[arg-type]
    bounded = frame["level"].isin(SCORE_LEVELS).to_numpy() & (goal < SCALE)
    inside = bounded & (estimate > 0) & (estimate < SCALE)
    u, cut = (np.where(inside, x, SCALE / 2) / SCALE for x in (estimate, goal))
    found = np.where(inside, logit_below(cut, u, se / SCALE, df), plain)  # type: ignore[arg-type]
    return np.where(sure, (estimate < goal).astype(float), found)


def _untested(frame: pd.DataFrame, below: Array, sure: NDArray[np.bool_]) -> Any:
    why = np.full(len(frame), "", dtype=object)
    error, value = (frame[name].to_numpy(float) for name in ("std_error", "estimate"))
    why[~has_spread(error, np.nan_to_num(value)) & ~sure] = "no spread"
    why = small_reasons(why, frame["n"].to_numpy(float), tested_size(frame))
    why[~np.isfinite(below)] = "no variance"
    return why
