"""What an analysis of variance needs of every unit: size, means, and products about the means.

Sizes are effective numbers of persons, ``(sum w)^2 / sum w^2``: under weights a unit's mean
varies like that of so many persons, and without weights they are the persons themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.agreement.person_values import PersonValue
from berakhlak_stats.agreement.unit_answers import complete
from berakhlak_stats.errors import StatisticError
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Array, Feature, Statistic

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class UnitTotals:
    """Units with at least one person who has all values.

    Attributes
    ----------
    names : tuple of str, the ``p`` values
    labels : tuple of str, the ``G`` units
    persons : array (G,), unweighted
    size : array (G,), effective
    mean : array (G, p), less ``centre``
    within : array (G, p, p), products about the unit's own mean, times size
    centre : array (p,)
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    persons: Array
    size: Array
    mean: Array
    within: Array
    centre: Array

    @property
    def n(self) -> int:
        """All persons."""
        return int(self.persons.sum())


def unit_totals(
    survey: Survey | SurveyStream, values: Sequence[PersonValue], by: str, statistic: str
) -> UnitTotals:
    """Collect ``values`` by unit, of people who have all of them.

    Raises
    ------
    StatisticError
        E832 with fewer than two units, or no unit with two persons.
    """
    require_answers(survey)
    p, centre = len(values), _centre(survey, values)
    i, j = np.triu_indices(p)

    def compute(batch: Survey) -> NDArray[Any]:
        x = np.stack([value.compute(batch) for value in values], axis=1) - centre
        known = complete(x)
        x = np.where(known[:, None], x, 0.0)
        return np.column_stack([known, known * row_weights(batch), x, x[:, i] * x[:, j]])

    names = tuple(value.label for value in values)
    products = (f"{a}*{b}" for a, b in zip(i, j, strict=True))
    columns = ("known", "weight", *(str(k) for k in range(p)), *products)
    feature = Feature(f"units:{','.join(names)}", columns, compute)
    stated = Statistic(feature.name, (feature,), (), lambda t: t[feature.name], smooth=False)
    totals = collect(survey, [stated], by=by)
    found = totals.by_group(totals.cells.total)
    persons = totals.by_group(totals.cells.count[:, :1])[:, 0]
    used = persons > 0
    require_spread(persons[used], statistic)
    found = found[used]
    size = found[:, 0] ** 2 / found[:, 1]
    mean = found[:, 2 : 2 + p] / found[:, :1]
    square = np.empty((len(found), p, p))
    square[:, i, j] = square[:, j, i] = found[:, 2 + p :] / found[:, :1]
    within = size[:, None, None] * (square - mean[:, :, None] * mean[:, None, :])
    labels = tuple(label for label, kept in zip(totals.groups, used, strict=True) if kept)
    return UnitTotals(names, labels, persons[used], size, mean, within, centre)


def require_spread(persons: Array, statistic: str) -> None:
    """Refuse what has no variance between or within units to compare."""
    if len(persons) < 2 or persons.max() < 2:
        needed = "2 unit / units, n >= 2"
        found = f"{len(persons)} unit / units, n = {int(persons.max(initial=0))}"
        raise StatisticError("E832", statistic=statistic, needed=needed, found=found)


def _centre(survey: Survey | SurveyStream, values: Sequence[PersonValue]) -> Array:
    """A whole number near the middle of each value, fixed before the pass."""
    from berakhlak_stats.survey.survey import Survey as InMemory

    first = survey if isinstance(survey, InMemory) else next(iter(survey))
    found = [value.compute(first.take(slice(0, 65_536))) for value in values]
    known = [each[np.isfinite(each)] for each in found]
    return np.array([np.round(np.median(each)) if len(each) else 0.0 for each in known])
