"""What each person would contribute to an index that is a mean over persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.association.items import scales_of
from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.about import ALIGNMENTS
from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.survey import Survey

BATCH_ROWS = 65_536
MEAN_INDICES = (
    "implementation",
    "positive_energy",
    "alignment_personal_current",
    "alignment_current_desired",
    "rating",
)


def person_scores(survey: Survey, index: str = "implementation") -> Array:
    """The score (0-100) each person alone would give an index; NaN where they did not answer.

    Parameters
    ----------
    survey : Survey
    index : str
        "implementation" (reach), "positive_energy", "alignment_personal_current",
        "alignment_current_desired", the id of a value, the id of a scale of rating items, or
        "rating" (all rating items). Ratings: the mean of who answered at least half.

    Returns
    -------
    array (n,)

    Notes
    -----
    Their weighted mean is the index itself where lists are full. Balance and the total are
    properties of a group; a person has none, so they are refused. Never publish these.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> mean = float(person_scores(survey, "implementation").mean())
    >>> index = bs.indices.implementation(survey).to_frame()["estimate"][0]
    >>> round(mean - float(index), 9)
    0.0
    """
    statistic = _statistic(survey.instrument, index)
    place = [output.item for output in statistic.outputs].index(index)
    pieces = []
    for start in range(0, max(survey.n, 1), BATCH_ROWS):
        batch = survey.take(slice(start, start + BATCH_ROWS))
        x = [np.asarray(f.rows(batch), float) for f in dict.fromkeys(statistic.features)]
        pieces.append(evaluate(statistic, np.concatenate(x, axis=1))[:, place])
    return np.concatenate(pieces)


def _statistic(instrument: Instrument, index: str) -> Statistic:
    scales = scales_of(instrument)
    if index in scales or index == "rating":
        return _rating(instrument, index, scales.get(index))
    if index == "positive_energy":
        return parts.energy(instrument)
    if index == "implementation" or index in {value.id for value in instrument.values}:
        return parts.values(instrument)
    for first, second in ALIGNMENTS:
        if index == f"alignment_{first}_{second}":
            return parts.overlap(instrument, first, second)
    choices = ", ".join((*MEAN_INDICES, *(value.id for value in instrument.values)))
    raise OptionError("E701", name="index", given=index, choices=choices)


def _rating(instrument: Instrument, index: str, members: Sequence[str] | None) -> Statistic:
    scale = instrument.scale
    if not instrument.ratings or scale is None:
        needed = "rating items / butir penilaian"
        raise OptionError(
            "E702", instrument=instrument.id, needed=needed, statistic="person_scores"
        )
    items = tuple(members or (item.id for item in instrument.ratings))
    turned = tuple(item.id for item in instrument.ratings if item.reversed)
    mean, known = ft.rating_mean({index: items}, scale.midpoint, turned, f"person:{index}")
    width = scale.high - scale.low

    def f(t: View) -> Array:
        return 50 + 100 * t[mean.name] / t[known.name] / width

    output = Output(index, "total", known.name, "composite", 100)
    return Statistic(f"rating:person:{index}", (mean, known), (output,), f)
