"""Response surface of an outcome on two answers, and tests of whether agreement is what counts.

Source: Edwards & Parry (1993), Academy of Management Journal 36, 1577-1613; Edwards (2002);
Humberg, Nestler & Back (2019), Social Psychological and Personality Science 10, 409-419.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.association.items import check_items, item_answers
from berakhlak_stats.errors import DisclosureError, OptionError
from berakhlak_stats.estimates.tidy import finished, stacked, t_bounds, tidy
from berakhlak_stats.gaps.least_squares import Covariance, Fitted, least_squares
from berakhlak_stats.gaps.surface import AXES, COEFFICIENTS, SLOPES, derived, terms
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Centre = Literal["none", "grand"]
NAME = "response_surface"
POWERS = {"a1": 1, "a2": 2, "a3": 1, "a5": 2}
"""Slopes are per unit of the answers, curvatures per unit squared."""
REFERENCES = (
    "Edwards & Parry (1993), Academy of Management Journal 36, 1577-1613",
    "Humberg, Nestler & Back (2019)",
)


def response_surface(
    survey: Survey,
    *,
    x: str,
    y: str,
    outcome: str,
    centre: str = "none",
    covariance: str = "design",
    margin: float = 0.1,
    conf_level: float = 0.95,
) -> Estimates:
    """Quadratic regression of an outcome on two answers, and the shape of its surface.

    Parameters
    ----------
    survey : Survey
    x, y, outcome : str
        Rating or numeric items. ``x`` and ``y`` must be on one scale, or agreement has no
        meaning.
    centre : {"none", "grand"}
        "grand" takes the pooled mean of ``x`` and ``y`` off both, which keeps agreement in
        place.
    covariance : {"design", "ols", "hc0", "hc3"}
        "design": linearised, over the primary units of the survey. The others are classical and
        robust forms for simple samples.
    margin : float
        What counts as near zero for ``a1``, ``a2``, ``a3`` and ``a5``: so many standard
        deviations of the outcome for one pooled standard deviation of the answers (squared for
        the curvatures). State it before looking.
    conf_level : float

    Returns
    -------
    Estimates
        Level "surface": ``b0`` to ``b5``; ``a1`` to ``a5`` with ``p_value`` of zero and
        ``p_equivalent`` of lying within the margin; the stationary point ``X0``, ``Y0`` and
        intercepts, slopes and curvatures of the principal axes ``p10``, ``p11``, ``p20``,
        ``p21``, ``PA1_curvature``, ``PA2_curvature`` and eigenvalues ``l1``, ``l2`` by the delta
        method; ``r_squared``. Then ``congruence_effect`` of level "test", whose p value
        is the largest of those of its conditions.

    Notes
    -----
    ``a1 = b1 + b2`` and ``a2 = b3 + b4 + b5`` are slope and curvature where both answers agree,
    ``a3 = b1 - b2`` and ``a4 = b3 - b4 + b5`` where they differ, ``a5 = b3 - b5`` says whether
    the ridge runs along agreement. That agreement as such goes with the outcome needs ``a4``
    below zero and the others near zero; "not significantly different from zero" is not near
    zero, so each is tested for equivalence (two one-sided tests), and all conditions must hold.
    With a flat surface the stationary point and the axes hardly exist: their intervals say so.
    Associations in one survey are no effects.

    References
    ----------
    Edwards & Parry (1993), Academy of Management Journal 36, 1577-1613; Shanock et al. (2010),
    Journal of Business and Psychology 25, 543-554; Humberg, Nestler & Back (2019), Social
    Psychological and Personality Science 10, 409-419; Schuirmann (1987), Journal of
    Pharmacokinetics and Biopharmaceutics 15, 657-680, for equivalence.

    Examples
    --------
    >>> import numpy as np, pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import response_surface
    >>> rng = np.random.default_rng(1)
    >>> me, us = rng.normal(size=(2, 200))
    >>> answers = pd.DataFrame({"me": me, "us": us, "stay": -((me - us) ** 2)})
    >>> answers["stay"] += rng.normal(size=200)
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=list(answers)))
    >>> frame = response_surface(survey, x="me", y="us", outcome="stay").to_frame()
    >>> bool(frame.set_index("item").loc["a4", "conf_high"] < 0)
    True
    """
    choice("centre", centre, Centre)
    choice("covariance", covariance, Covariance)
    if not 0 < conf_level < 1:
        expected = "0 < conf_level < 1"
        raise OptionError("E703", name="conf_level", expected=expected, given=conf_level)
    if not margin > 0:
        raise OptionError("E703", name="margin", expected="> 0", given=margin)
    answers = [answer(survey, name) for name in (x, y, outcome)]
    first, second, response = centred(survey, answers[0], answers[1], answers[2], centre)
    fitted = least_squares(survey, COEFFICIENTS, terms(first, second), response, covariance, NAME)
    if fitted.n < survey.smallest_group:
        raise DisclosureError("E301", minimum=survey.smallest_group)
    step = _pooled_spread(survey, first, second, response)
    made = about(
        NAME,
        variant=covariance,
        sureness="published",
        references=REFERENCES,
        x=x,
        y=y,
        outcome=outcome,
        centre=centre,
        margin=margin,
    )
    frame, cov = _frame(fitted, margin * fitted.spread, step, conf_level)
    changes = {"conf_level": conf_level, "missing_rule": "respondents with every answer"}
    return finished(survey, fitted.analysis, frame, made, cov, **changes)


def answer(survey: Survey, name: str) -> Array:
    """One rating or numeric item (n,), NaN for missing."""
    require_answers(survey)
    return item_answers(survey, check_items(survey.instrument, (name,), least=1))[:, 0]


def centred(
    survey: Survey, x: Array, y: Array, z: Array, centre: str
) -> tuple[Array, Array, Array]:
    """Both answers less their pooled mean where asked, and the outcome as it is."""
    if centre == "none":
        return x, y, z
    known = np.isfinite(x) & np.isfinite(y) & np.isfinite(z)
    w = row_weights(survey)[known]
    middle = float(w @ (x[known] + y[known]) / (2 * w.sum()))
    return x - middle, y - middle, z


def _pooled_spread(survey: Survey, x: Array, y: Array, z: Array) -> float:
    """Standard deviation of both answers together, each about its own mean."""
    known = np.isfinite(x) & np.isfinite(y) & np.isfinite(z)
    w = row_weights(survey)[known]
    variances = [w @ (v - w @ v / w.sum()) ** 2 / w.sum() for v in (x[known], y[known])]
    return float(np.sqrt(np.mean(variances)))


def _frame(
    fitted: Fitted, margin: float, step: float, conf_level: float
) -> tuple[pd.DataFrame, Array]:
    from scipy.special import stdtr

    values, slopes = derived(fitted.coefficients)
    whole = np.concatenate([np.eye(6), slopes])
    estimate = np.concatenate([fitted.coefficients, values])
    cov = whole @ fitted.covariance @ whole.T
    names = [*COEFFICIENTS, *SLOPES, *AXES]
    shape = _shape(names, estimate, cov, fitted, conf_level)
    shape["p_equivalent"] = [
        _tost(b, se, margin / step ** POWERS[name], fitted.df) if name in POWERS else np.nan
        for name, b, se in zip(names, estimate, shape["std_error"], strict=True)
    ]
    ridge = names.index("a4")
    falls = float(stdtr(fitted.df, shape["statistic"][ridge]))
    below = {
        "level": ["surface", "test"],
        "item": ["r_squared", "congruence_effect"],
        "estimate": [fitted.r_squared, float(estimate[ridge])],
        "n": float(fitted.n),
        "df": fitted.df,
        "note": ["no interval", "every condition must pass"],
        "p_value": [np.nan, max(falls, float(np.nanmax(shape["p_equivalent"])))],
    }
    frame = stacked([tidy(shape), tidy(below)])
    full = np.full((len(frame), len(frame)), np.nan)
    full[: len(names), : len(names)] = cov
    return frame, full


def _shape(
    names: list[str], estimate: Array, cov: Array, fitted: Fitted, conf_level: float
) -> dict[str, Any]:
    """Columns of coefficients and what they make; points and axes have no zero to test."""
    from scipy.special import stdtr

    se = np.sqrt(np.maximum(np.diag(cov), 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        t = estimate / se
    tested = np.array([name not in AXES for name in names])
    return {
        "level": "surface",
        "item": names,
        "estimate": estimate,
        "std_error": se,
        **t_bounds(estimate, se, fitted.df, conf_level),
        "n": float(fitted.n),
        "df": fitted.df,
        "statistic": np.where(tested, t, np.nan),
        "p_value": np.where(tested, 2 * stdtr(fitted.df, -np.abs(t)), np.nan),
    }


def _tost(estimate: float, std_error: float, margin: float, df: float) -> float:
    """P value of the larger of two one-sided tests that the truth lies outside the margin."""
    from scipy.special import stdtr

    return float(stdtr(df, (abs(estimate) - margin) / std_error))
