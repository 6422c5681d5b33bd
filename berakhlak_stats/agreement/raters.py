"""Subjects by raters: the rows of a survey are subjects, some of its items are raters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.agreement.unit_answers import complete
from berakhlak_stats.agreement.within_units import complement, on_scale
from berakhlak_stats.association.variables import quantity
from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.estimates.analyse import Options, analyse, finish
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.statistic import Array, Feature, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.analyse import Analysis
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Categories = Literal["scale", "used"]
MOST_CATEGORIES = 50
UNDEFINED = "no variance"


def rater_names(items: Sequence[str], *, exactly: int = 0) -> tuple[str, ...]:
    """Distinct raters: at least two, or ``exactly`` so many."""
    names = tuple(dict.fromkeys([items] if isinstance(items, str) else items))
    if len(names) < 2 or (exactly and len(names) != exactly):
        expected = f"{exactly or '>= 2'} penilai / raters"
        raise OptionError("E703", name="items", expected=expected, given=list(names))
    return names


def ratings(batch: Survey, names: Sequence[str]) -> Array:
    """What each rater said of each subject (n, raters), as answered; NaN where nothing."""
    return np.stack([quantity(batch, name) for name in names], axis=1)


def categories_of(
    survey: Survey | SurveyStream,
    names: Sequence[str],
    statistic: str,
    *,
    which: str = "scale",
    most: int = MOST_CATEGORIES,
) -> Array:
    """The answers there can be: all of the rating scale, or those that any rater used.

    Numeric items have no scale; of them the answers in use count.
    """
    scale, rated = survey.instrument.scale, survey.instrument.rating_index
    if which == "scale" and scale is not None and all(name in rated for name in names):
        return np.arange(scale.low, scale.high + 1.0)
    require_answers(survey)
    from berakhlak_stats.survey.survey import Survey as InMemory

    found = np.empty(0)
    for batch in [survey] if isinstance(survey, InMemory) else survey:
        x = ratings(batch, names)
        x = x[complete(x)] if which == "used" else x
        found = np.union1d(found, x[np.isfinite(x)])
        if len(found) > most:
            item = "+".join(names)
            raise StatisticError(
                "E833", statistic=statistic, item=item, found=len(found), limit=most
            )
    if len(found) < 2:
        needed = "2 kategori / categories"
        raise StatisticError("E832", statistic=statistic, needed=needed, found=len(found))
    return found


def require_quantities(survey: Survey | SurveyStream, names: Sequence[str]) -> None:
    """Refuse raters that the survey does not know (E705)."""
    from berakhlak_stats.survey.survey import Survey as InMemory

    first = survey if isinstance(survey, InMemory) else next(iter(survey))
    ratings(first.take(slice(0, 1)), names)


def counts_feature(
    names: Sequence[str], answers: Array, compute: Callable[[Array], NDArray[Any]], kind: str
) -> Feature:
    """Columns computed from the table of raters; the first is 1 where the subject counts."""

    def of_batch(batch: Survey) -> NDArray[Any]:
        return compute(ratings(batch, names))

    width = compute(np.full((1, len(names)), answers[0])).shape[1]
    columns = ("known", *(str(j) for j in range(1, width)))
    shown = ",".join(f"{answer:g}" for answer in answers)
    return Feature(f"{kind}:{','.join(names)}@{shown}", columns, of_batch)


def chance_corrected(
    survey: Survey,
    statistic: Statistic,
    options: dict[str, Any],
    made: dict[str, Any],
    null_variance: Callable[[View], Array] | None = None,
) -> Estimates:
    """One minus observed over expected disagreement, with a z test of no agreement.

    ``null_variance`` maps totals, scaled to the number of subjects, to variances (G, outputs)
    under no agreement beyond chance.
    """
    analysis = analyse(survey, [statistic], Options(**options))
    result = on_scale(finish(survey, analysis, made), complement(), spread=False)
    frame = result.frame
    gone = frame["estimate"].isna() & ~frame["suppressed"] & (frame["n"] > 0)
    frame.loc[gone, "note"] = UNDEFINED
    if null_variance is None:
        return result
    return replace(result, frame=_with_test(frame, statistic, analysis, null_variance))


def _with_test(
    frame: Any, statistic: Statistic, analysis: Analysis, null_variance: Callable[[View], Array]
) -> Any:
    from scipy.special import ndtr

    totals = analysis.totals
    columns = totals.plan.columns_of(statistic)
    weighted = totals.by_group(totals.cells.total[:, columns])
    base = statistic.layout.column(at(statistic.features[0], "known"))
    counted = totals.by_group(totals.cells.count[:, columns])[:, base]
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = weighted * (counted / weighted[:, base])[:, None]
        variance = null_variance(statistic.layout.view(scaled))
        z = frame["estimate"].to_numpy(float) / np.sqrt(variance).ravel()
    return frame.assign(statistic=z, p_value=2 * ndtr(-np.abs(z)))
