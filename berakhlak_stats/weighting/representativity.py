"""R-indicator: how evenly the groups of the population answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.errors import DesignError, OptionError, make_error
from berakhlak_stats.estimates.threshold import hidden_groups
from berakhlak_stats.weighting.cells import distinct_cells
from berakhlak_stats.weighting.distance import Array
from berakhlak_stats.weighting.margins import CROSS, quote_counts
from berakhlak_stats.weighting.propensity import (
    design_matrix,
    information,
    is_saturated,
    propensities,
)
from berakhlak_stats.weighting.sample_size import quantile
from berakhlak_stats.weighting.texts import named

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting.frame import Frame

PropensityModel = Literal["saturated", "main_effects"]
Cell = tuple[str, ...]
_CHUNK = 2_000_000


@dataclass(frozen=True)
class RIndicator:
    """Representativity of a response.

    Attributes
    ----------
    estimate : float
        ``1 - 2 S``, adjusted for bias: 1 where all cells answered at one rate, 0 at worst.
    std_error, conf_low, conf_high : float
    unadjusted : float
        Without the adjustment; too low, since rates scatter by chance alone.
    response_rate : float
    largest_bias : float
        ``S / rate``: no mean of a variable can be further off, in its standard deviations,
        as far as the cells explain the response.
    columns : tuple of str
        What the cells are made of.
    model : str
    cells : int
    partial : tuple of (cell, contribution)
        ``sqrt(N_c / N) (rate_c - rate)``: above zero over-represented, below zero
        under-represented. None where the cell is hidden for confidentiality.
    """

    estimate: float
    std_error: float
    conf_low: float
    conf_high: float
    unadjusted: float
    response_rate: float
    largest_bias: float
    columns: tuple[str, ...]
    model: str
    cells: int
    partial: tuple[tuple[str, float | None], ...]


def r_indicator(
    survey: Survey,
    frame: Frame,
    *,
    by: str | None = None,
    model: str = "saturated",
    conf_level: float = 0.95,
    replicates: int = 1000,
    rng: int | np.random.Generator = 1,
) -> RIndicator:
    """Representativity of who answered, over the cells of a frame.

    Parameters
    ----------
    survey : Survey
    frame : Frame
    by : str, optional
        One column of the frame; by default its crossed cells, or else its first column.
    model : {"saturated", "main_effects"}
        Rates of the cells as they are, or a logistic model with main effects of the columns.
    conf_level : float
    replicates : int
        Parametric bootstrap replicates behind the standard error.
    rng : int or numpy.random.Generator

    Returns
    -------
    RIndicator

    Raises
    ------
    DesignError
        E622 for respondents in cells that the frame does not hold.
    AnswerError
        E218 for more respondents than people in a cell.

    Notes
    -----
    ``S^2`` is the variance over the population of the response propensities, less the part
    that estimating them adds. Supposes that everybody in the frame was asked. It sees only
    what the cells tell apart: a value near 1 on units and sex says nothing about opinion.
    Compare only values made from the same columns and model.

    References
    ----------
    Schouten, Cobben & Bethlehem (2009), Survey Methodology 35, 101-113; Shlomo, Skinner &
    Schouten (2012), Journal of Statistical Planning and Inference 142, 201-211.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.weighting import Frame
    >>> survey = bs.simulate.simulate(seed=1)
    >>> sexes = dict.fromkeys(survey.column("sex").labels, survey.n)
    >>> 0 < r_indicator(survey, Frame({"sex": sexes})).estimate < 1
    True
    """
    if model not in get_args(PropensityModel):
        choices = ", ".join(get_args(PropensityModel))
        raise OptionError("E701", name="model", given=model, choices=choices)
    if replicates < 50:
        raise OptionError("E703", name="replicates", expected=">= 50", given=replicates)
    columns, population = _cells_of(frame, by)
    people, answered = _counts(survey, columns, population)
    x = design_matrix(list(population), model)
    rates = propensities(x, people, answered[None, :])[0]
    plain, adjusted = (float(v[0]) for v in _spread(x, people, rates[None, :]))
    generator = np.random.default_rng(rng)
    drawn = generator.binomial(people.astype(np.int64), rates, (replicates, len(rates)))
    se = 2 * float(np.std(_replicate_spreads(x, people, drawn.astype(float)), ddof=1))
    value, whole = 1 - 2 * adjusted, float(answered.sum() / people.sum())
    half = quantile(conf_level) * se
    return RIndicator(
        estimate=value,
        std_error=se,
        conf_low=max(value - half, 0.0),
        conf_high=min(value + half, 1.0),
        unadjusted=1 - 2 * plain,
        response_rate=whole,
        largest_bias=adjusted / whole if whole else float("nan"),
        columns=columns,
        model=model,
        cells=len(rates),
        partial=_partial(population, people, answered, survey.smallest_group),
    )


def _cells_of(frame: Frame, by: str | None) -> tuple[tuple[str, ...], dict[Cell, int]]:
    """The columns and the populated cells they form."""
    if by is None and frame.cells:
        columns, cells = next(iter(frame.cells.items()))
        return columns, {cell: count for cell, count in cells.items() if count}
    column = by if by is not None else next(iter(frame.margins))
    return (column,), {(name,): count for name, count in frame.counts(column).items() if count}


def _counts(
    survey: Survey, columns: Sequence[str], population: Mapping[Cell, int]
) -> tuple[Array, Array]:
    """People and respondents of every cell."""
    found = [survey.column(name) for name in columns]
    known = np.all([column.codes >= 0 for column in found], axis=0)
    cells, slot = distinct_cells([column.codes[known] for column in found])
    counts = np.bincount(slot, minlength=len(cells)).tolist()
    here = {
        tuple(column.labels[code] for column, code in zip(found, cell, strict=True)): count
        for cell, count in zip(cells.tolist(), counts, strict=True)
    }
    name = CROSS.join(columns)
    strangers = [CROSS.join(cell) for cell in here if cell not in population]
    if strangers:
        place = survey.log.source
        raise DesignError("E622", place=place, margin=name, categories=named(strangers))
    over = {CROSS.join(cell): n for cell, n in here.items() if n > population[cell]}
    if over:
        people = {CROSS.join(cell): count for cell, count in population.items()}
        shown = quote_counts(over, people)
        raise make_error("E218", place=survey.log.source, column=name, cells=shown)
    answered = np.array([here.get(cell, 0) for cell in population], float)
    return np.array(list(population.values()), float), answered


def _replicate_spreads(x: Array, people: Array, drawn: Array) -> Array:
    """Adjusted spread of every replicate, a few at a time to bound memory."""
    rows = max(1, _CHUNK // (x.shape[0] * x.shape[1]))
    pieces = []
    for start in range(0, len(drawn), rows):
        rates = propensities(x, people, drawn[start : start + rows])
        pieces.append(_spread(x, people, rates)[1])
    return np.concatenate(pieces)


def _spread(x: Array, people: Array, rates: Array) -> tuple[Array, Array]:
    """Standard deviation of propensities (b, cells), plain and adjusted for bias, each (b,)."""
    size = people.sum()
    centred = rates - (rates @ people / size)[:, None]
    plain = (centred**2 @ people) / (size - 1)
    slope = rates * (1 - rates)
    # Shlomo, Skinner & Schouten: mean over people of z' (sum z x')^-1 z with z = slope x.
    if is_saturated(x):
        noise = slope.sum(axis=1) / size
    else:
        inverse = np.linalg.pinv(information(x, people * slope), hermitian=True)
        leverage = np.sum((x @ inverse) * x, axis=-1)
        noise = (slope**2 * leverage) @ people / size
    return np.sqrt(plain), np.sqrt(np.maximum(plain - noise, 0.0))


def _partial(
    population: Mapping[Cell, int], people: Array, answered: Array, smallest: int
) -> tuple[tuple[str, float | None], ...]:
    rate = answered.sum() / people.sum()
    parts = np.sqrt(people / people.sum()) * (answered / people - rate)
    hidden = hidden_groups(answered.astype(np.int64), smallest)
    return tuple(
        (CROSS.join(cell), None if reason else float(part))
        for cell, part, reason in zip(population, parts, hidden, strict=True)
    )
