"""How far an index could move if those who did not answer think differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import OptionError, make_error
from berakhlak_stats.estimates.threshold import hidden_groups
from berakhlak_stats.indices.person_scores import person_scores
from berakhlak_stats.survey.checks.report import Problem
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.weighting.distance import Array
from berakhlak_stats.weighting.frame import Frame, require_column, respondents
from berakhlak_stats.weighting.response import rate_problems, require_known

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.survey import Survey

LOWEST, HIGHEST = 0.0, 100.0


@dataclass(frozen=True)
class NonresponseBounds:
    """Bounds of a mean over everybody, by group.

    ``rows`` are (group, population, n, rate, estimate, low, high, worst_low, worst_high,
    note), the first about everybody; hidden groups hold NaN and a note.
    """

    index: str
    percentiles: tuple[float, float]
    scores: tuple[float, float]
    """The person scores at the two percentiles, of all respondents."""
    rows: tuple[tuple[Any, ...], ...]
    warnings: tuple[Problem, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """One row per group."""
        import pandas as pd

        columns = ["group", "population", "n", "rate", "estimate", "low", "high"]
        frame = pd.DataFrame(self.rows, columns=[*columns, "worst_low", "worst_high", "note"])
        return frame.astype({"n": "Int64"})


def nonresponse_bounds(
    survey: Survey,
    population: Frame | int,
    *,
    index: str = "implementation",
    by: str | None = None,
    percentiles: tuple[float, float] = (0.1, 0.9),
) -> NonresponseBounds:
    """An index over the whole population, if all who did not answer scored low, or high.

    Parameters
    ----------
    survey : Survey
    population : Frame or int
        People asked; a frame is needed for ``by``.
    index : str
        An index that is a mean over persons; see :func:`person_scores`.
    by : str, optional
        A column of the frame, for bounds by unit.
    percentiles : pair of float
        Where the non-respondents are put among the scores of all respondents (0-1).

    Returns
    -------
    NonresponseBounds
        ``low`` and ``high``: all non-respondents at the two percentiles; ``worst_low`` and
        ``worst_high``: all at 0 and all at 100, beyond which nothing can be.

    Notes
    -----
    ``rate * mean + (1 - rate) * score``, with the rate of those who answered what the index
    needs, and the weighted mean of respondents. Not a confidence interval: sampling error
    comes on top, and no weighting takes these bounds away.

    References
    ----------
    Manski (1989), Journal of Human Resources 24, 343-360; Horowitz & Manski (1998), Journal
    of Econometrics 84, 37-58.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> row = nonresponse_bounds(survey, 2 * survey.n).to_frame().iloc[0]
    >>> bool(row["worst_low"] < row["low"] < row["estimate"] < row["high"] < row["worst_high"])
    True
    """
    first, second = percentiles
    if not 0 <= first < second <= 1:
        expected = "0 <= low < high <= 1"
        raise OptionError("E703", name="percentiles", expected=expected, given=percentiles)
    if by is not None and not isinstance(population, Frame):
        raise OptionError("E703", name="population", expected="Frame", given=population)
    scores = person_scores(survey, index)
    known = np.isfinite(scores)
    if not known.any():
        raise make_error("E102", place=survey.log.source)
    weights = row_weights(survey)
    ends = np.quantile(scores[known], percentiles, weights=weights[known], method="inverted_cdf")
    rows = [_row("", _people(survey, population), scores, known, weights, ends)]
    if by is not None and isinstance(population, Frame):
        rows += _groups(survey, population, by, scores, known, weights, ends)
    pair = float(ends[0]), float(ends[1])
    return NonresponseBounds(index, percentiles, pair, tuple(rows), rate_problems(rows[0][3]))


def _people(survey: Survey, population: Frame | int) -> int:
    people = population.total if isinstance(population, Frame) else int(population)
    if people < survey.n:
        cells = f"{survey.n} > {people}"
        raise make_error("E218", place=survey.log.source, column="", cells=cells)
    return people


def _row(
    group: str, people: int, scores: Array, known: Array, weights: Array, ends: Array
) -> tuple[Any, ...]:
    n = int(np.count_nonzero(known))
    rate = n / people
    mean = float(np.average(scores[known], weights=weights[known])) if n else float("nan")
    bounds = [
        rate * mean + (1 - rate) * score if n else score
        for score in (float(ends[0]), float(ends[1]), LOWEST, HIGHEST)
    ]
    return (group, people, n, rate, mean, *bounds, "")


def _groups(
    survey: Survey,
    frame: Frame,
    by: str,
    scores: Array,
    known: Array,
    weights: Array,
    ends: Array,
) -> list[tuple[Any, ...]]:
    population = require_column(survey, frame, by)
    require_known(survey, by, respondents(survey, by), population)
    column = survey.column(by)
    place = {label: code for code, label in enumerate(column.labels)}
    masks = [
        known & (column.codes == place[unit]) if unit in place else np.zeros(survey.n, bool)
        for unit in population
    ]
    hidden = hidden_groups([int(mask.sum()) for mask in masks], survey.smallest_group)
    rows = []
    for (unit, people), mask, reason in zip(population.items(), masks, hidden, strict=True):
        if reason or not people:
            rows.append((unit, people, None, *[float("nan")] * 6, reason))
        else:
            rows.append(_row(unit, people, scores, mask, weights, ends))
    return rows
