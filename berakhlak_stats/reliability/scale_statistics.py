"""What the correlations within a scale look like, and where its scores lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.association.covariance import Moments, set_moments
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.reliability import classical, remarks
from berakhlak_stats.reliability.coefficients import Coefficient, Measured, mean_rows, measured
from berakhlak_stats.reliability.item_sets import ItemSet, item_sets
from berakhlak_stats.reliability.results import described, estimates
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

REFERENCES = ("Briggs & Cheek (1986)", "Cronbach & Gleser (1964)", "Binder (1983)")
PARTS = (
    Coefficient("mean_r", "correlation"),
    Coefficient("median_r", "correlation"),
    Coefficient("sd_r", "plain"),
    Coefficient("signal_to_noise", "plain"),
    Coefficient("sd", "plain"),
)
MEAN = "mean"


def scale_statistics(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    missing: str = "listwise",
    **options: Any,
) -> Estimates:
    """Mean, median and spread of the correlations within scales, and mean and spread of scores.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        At least two; without them every scale of the instrument, and all rating items together.
    missing : {"listwise", "pairwise"}
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Per set and group, level "coefficient": "SET:mean_r", "SET:median_r" and "SET:sd_r"
        (of the correlations between items), "SET:signal_to_noise", "SET:mean" and "SET:sd" (of
        the mean of the items, in categories).

    Notes
    -----
    A mean correlation of .2 to .4 is usual for a broad concept, .4 to .5 for a narrow one; a
    large spread says that the items do not form one cluster, which alpha hides. The signal to
    noise ratio is ``k r / (1 - r)`` with the mean correlation ``r``. The derivative of the median
    is that of the correlation in the middle. Not a test of one dimension: that is factor
    analysis.

    References
    ----------
    Briggs & Cheek (1986), Journal of Personality 54, 106-148; Cronbach & Gleser (1964), Educational
    and Psychological Measurement 24, 467-480; Clark & Watson (1995), Psychological Assessment 7,
    309-319.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import scale_statistics
    >>> answers = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0] * 5, "b": [1.0, 2.0, 4.0, 3.0] * 5})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> frame = scale_statistics(survey, items=["a", "b"]).to_frame().set_index("item")
    >>> round(float(frame["estimate"]["a+b:mean_r"]), 3)
    0.8
    """
    chosen = Options(**options)
    sets, short = item_sets(survey.instrument, items, "scale_statistics")
    found = set_moments(survey, sets=[each.items for each in sets], by=chosen.by, missing=missing)
    parts = [
        part
        for each, moments in zip(sets, found, strict=True)
        for part in (_correlations(each, moments), _mean(each, moments))
    ]
    made = described(
        "scale_statistics",
        sets,
        REFERENCES,
        matrix=f"correlation, {missing}",
        missing=missing,
    )
    result = estimates(survey, parts, chosen, made)
    said = [*short, *remarks.item_remarks(sets, found, result)]
    return remarks.warned(result, said)


def _correlations(each: ItemSet, found: Moments) -> Measured:
    names = [Coefficient(f"{each.name}:{part.item}", part.scale) for part in PARTS]

    def f(S: Array) -> Array:
        r = classical.off_diagonal(classical.correlations(S))
        spread = r.std(axis=-1, ddof=1) if r.shape[-1] > 1 else np.full(r.shape[:-1], np.nan)
        score = np.sqrt(classical.total(S)) / len(each)
        middle = np.median(r, axis=-1)
        of_noise = classical.signal_to_noise(S)
        return np.stack([r.mean(axis=-1), middle, spread, of_noise, score], axis=-1)

    return measured(found, names, f)


def _mean(each: ItemSet, found: Moments) -> Measured:
    name = (Coefficient(f"{each.name}:{MEAN}", "plain"),)
    means = np.diagonal(found.mean, axis1=1, axis2=2) + found.centre
    gradient = np.full((len(means), 1, len(each)), 1 / len(each))
    return Measured(name, means.mean(axis=1)[:, None], mean_rows(found, gradient), found.base)
