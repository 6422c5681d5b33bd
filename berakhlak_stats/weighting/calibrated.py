"""A survey under calibrated weights, whose variances know of the calibration."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.survey.calibration import Calibration
from berakhlak_stats.weighting.calibration import Fit, fit
from berakhlak_stats.weighting.distance import Array
from berakhlak_stats.weighting.margins import Margins
from berakhlak_stats.weighting.trimming import trim_weights

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting.frame import Frame


def calibrated(
    survey: Survey,
    margins: Frame | Margins,
    *,
    method: str = "raking",
    bounds: tuple[float, float] | None = None,
    trim: tuple[float, float] | None = None,
    rescale: bool = False,
) -> Survey:
    """A survey whose weights meet known population counts, and whose variances know it.

    Parameters
    ----------
    survey : Survey
        With its strata, primary units and population already in its design: a later
        ``with_design`` would forget the calibration. Its weights are the starting weights.
    margins : Frame or mapping
        As for :func:`calibrate_weights`.
    method : {"raking", "linear", "logit", "post_stratify"}
    bounds : pair of float, optional
        Least and largest factor by which a weight may move from its start.
    trim : pair of float, optional
        Limits of the final weights, in people (see :func:`trim_weights`).
    rescale : bool
        Scale margins with unequal sums to the sum of the first instead of refusing them.

    Returns
    -------
    Survey
        The same answers; ``weights`` and ``design.calibration`` are new, and
        ``design.weights`` names method and margins for the methods page.

    Raises
    ------
    DesignError, AnswerError
        As :func:`calibrate_weights`; E628 where ``trim`` leaves no room.

    Notes
    -----
    Taylor errors are those of residuals from the regression on the margins; bootstrap and
    jackknife replicates are moved to the margins by the same regression. It is weighted by the
    starting weights, and after raking without bounds by ones, as R's ``rake`` has it. Trimmed
    weights miss the margins a little, and their errors are those of the calibration before
    trimming. Replicate weights given by hand would not follow, and are dropped.

    References
    ----------
    Deville & Sarndal (1992), JASA 87, 376-382; Deville, Sarndal & Sautory (1993), JASA 88,
    1013-1020.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> sexes = dict.fromkeys(survey.column("sex").labels, 5000)
    >>> weighted = calibrated(survey, {"sex": sexes})
    >>> weighted.design.weights, round(float(weighted.weights.sum()))
    ('raking: sex', 10000)
    """
    found = fit(survey, margins, method, bounds, rescale)
    weights = found.weights
    if trim is not None:
        weights = trim_weights(weights, low=trim[0], high=trim[1]).weights
    label = f"{method}: {', '.join(margin.name for margin in found.margins)}"
    # R's rake() regresses without weights; every other form by the starting weights.
    unweighted = method == "raking" and bounds is None
    base = np.ones(survey.n) if unweighted else found.start
    known = _calibration(found, base, label)
    design = replace(survey.design, weights=label, calibration=known, replicates=None)
    return replace(survey, weights=weights, design=design)


def _calibration(found: Fit, base: Array, label: str) -> Calibration:
    codes = np.stack([margin.codes for margin in found.margins], axis=1).astype(np.int32)
    return Calibration(
        codes=codes,
        sizes=tuple(len(margin.labels) for margin in found.margins),
        numbers=np.empty((len(base), 0)),
        base=base,
        targets=np.concatenate([margin.targets for margin in found.margins]),
        names=tuple(name for margin in found.margins for name in margin.calibrators()),
        method=label,
    )
