"""Weights whose totals equal known population totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.survey.design import check_weights
from berakhlak_stats.weighting.cells import distinct_cells
from berakhlak_stats.weighting.distance import Array, distance
from berakhlak_stats.weighting.margins import Margin, Margins, resolve_margins
from berakhlak_stats.weighting.solver import rake, solve

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting.frame import Frame

CalibrationMethod = Literal["raking", "linear", "logit", "post_stratify"]


def calibrate_weights(
    survey: Survey,
    margins: Frame | Margins,
    *,
    method: str = "raking",
    bounds: tuple[float, float] | None = None,
    rescale: bool = False,
) -> Array:
    """Weights that reproduce population counts on every margin.

    Parameters
    ----------
    survey : Survey
        With the columns that the margins name. Its weights, where it has any, are the
        starting weights; otherwise everybody starts with population over respondents.
    margins : Frame or mapping
        ``{"sex": {"Perempuan": 2307, "Laki-laki": 1953}, ...}``; a tuple of columns with
        tuples of categories is a joint margin.
    method : {"raking", "linear", "logit", "post_stratify"}
        "raking" multiplies and keeps weights positive; "linear" is the regression estimator
        and may give weights below zero, which are refused; "logit" needs ``bounds``;
        "post_stratify" takes one (possibly joint) margin.
    bounds : pair of float, optional
        Least and largest factor by which a weight may move from its start, such as (0.5, 2).
    rescale : bool
        Scale margins with unequal sums to the sum of the first instead of refusing them.

    Returns
    -------
    array (n,)
        Positive weights, in the order of the rows.

    Raises
    ------
    DesignError
        E622 and E623 where categories of survey and margins do not match, E620 and E621
        where no weights meet all margins; each names the margin. E624 where weights would
        not be positive.
    AnswerError
        E218 for more respondents than people, E227 for margins with unequal sums.

    Notes
    -----
    Calibration mends what the margins explain. It cannot mend that people who are content
    answer more readily than others of the same margin.

    References
    ----------
    Deville & Sarndal (1992), JASA 87, 376-382; Deming & Stephan (1940), Annals of
    Mathematical Statistics 11, 427-444.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> sexes = {label: 5000 for label in survey.column("sex").labels}
    >>> round(float(calibrate_weights(survey, {"sex": sexes}).sum()))
    10000
    """
    return fit(survey, margins, method, bounds, rescale).weights


@dataclass(frozen=True)
class Fit:
    """Calibrated weights with what they started from (n,) and the margins they meet."""

    weights: Array
    start: Array
    margins: tuple[Margin, ...]


def fit(
    survey: Survey,
    margins: Frame | Margins,
    method: str,
    bounds: tuple[float, float] | None,
    rescale: bool,
) -> Fit:
    """The work behind :func:`calibrate_weights`, keeping what a variance needs of it."""
    if method not in get_args(CalibrationMethod):
        choices = ", ".join(get_args(CalibrationMethod))
        raise OptionError("E701", name="method", given=method, choices=choices)
    found = resolve_margins(survey, margins, rescale=rescale)
    expansion = float(found[0].targets.sum()) / survey.n
    start = np.full(survey.n, expansion) if survey.weights is None else survey.weights
    check_weights(start, survey.log.source)
    if method == "post_stratify" and len(found) > 1:
        raise OptionError("E703", name="margins", expected="1 (post_stratify)", given=len(found))
    if method in ("raking", "post_stratify") and bounds is None:
        names = [margin.calibrators() for margin in found]
        factors = rake(start, [m.codes for m in found], [m.targets for m in found], names)
    else:
        factors = _by_cells(start, found, method, bounds)
    return Fit(_positive(start * factors, method), start, found)


def calibrate(
    weights: Array,
    x: Array,
    targets: Sequence[float] | Array,
    *,
    method: str = "linear",
    bounds: tuple[float, float] | None = None,
    names: Sequence[str] = (),
) -> Array:
    """Weights that reproduce known totals of any auxiliary variables.

    Parameters
    ----------
    weights : array (n,)
        Starting weights.
    x : array (n, q)
        Auxiliary variables; a column of ones calibrates to the number of people.
    targets : array (q,)
        Their population totals.
    method : {"linear", "raking", "logit"}
    bounds : pair of float, optional
        Least and largest factor by which a weight may move; "logit" needs them.
    names : sequence of str
        Names of the auxiliary variables, for errors.

    Returns
    -------
    array (n,)
        "linear" without bounds may return weights below zero.

    Notes
    -----
    This returns weights alone. For variances that know of a calibration on categories use
    :func:`calibrated`; on other totals (the regression estimator, GREG) give the survey these
    weights and a :class:`~berakhlak_stats.survey.calibration.Calibration` whose ``numbers`` are
    ``x`` and whose ``base`` are the starting ``weights``.

    Raises
    ------
    DesignError
        E620 where no weights meet all totals.

    References
    ----------
    Deville & Sarndal (1992), JASA 87, 376-382.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.column_stack([np.ones(4), [1.0, 2.0, 3.0, 4.0]])
    >>> calibrate(np.ones(4), x, [8, 22]).round(2).tolist()
    [1.4, 1.8, 2.2, 2.6]
    """
    start = np.asarray(weights, float)
    check_weights(start)
    rule = distance(method, bounds)
    return start * solve(start, np.asarray(x, float), np.asarray(targets, float), rule, names)


def _by_cells(
    start: Array, margins: Sequence[Margin], method: str, bounds: tuple[float, float] | None
) -> Array:
    """Factors by Newton steps on the distinct cells, whatever the number of rows."""
    cells, slot = distinct_cells([margin.codes for margin in margins])
    totals = np.asarray(np.bincount(slot, weights=start, minlength=len(cells)), float)
    names = [name for margin in margins for name in margin.calibrators()]
    targets = np.concatenate([margin.targets for margin in margins])
    rule = distance("raking" if method == "post_stratify" else method, bounds)
    x = _dummies(cells, [len(margin.labels) for margin in margins])
    return solve(totals, x, targets, rule, names)[slot]


def _dummies(cells: np.ndarray[tuple[int, ...], np.dtype[np.int64]], sizes: Sequence[int]) -> Any:
    """One 0/1 column per category, sparse: units are many and each row has one."""
    from scipy.sparse import csr_array

    n, margins = cells.shape
    starts = np.concatenate([[0], np.cumsum(sizes)])
    columns = (cells + starts[:-1]).reshape(-1)
    rows = np.arange(0, n * margins + 1, margins)
    return csr_array((np.ones(n * margins), columns, rows), shape=(n, int(starts[-1])))


def _positive(weights: Array, method: str) -> Array:
    bad = int(np.count_nonzero(~(weights > 0)))
    if bad:
        raise DesignError("E624", method=method, count=bad)
    return weights
