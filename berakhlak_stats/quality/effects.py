"""What leaving some respondents out does to the scores: before, after, and the difference.

The two share respondents, so the difference is no difference of independent estimates: both
are functions of totals of the same people in one pass, and its interval follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, OptionError, make_error
from berakhlak_stats.estimates.analyse import Options, analyse, finish
from berakhlak_stats.indices import parts, ratings
from berakhlak_stats.quality.marks import mark, marked
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View, feature_of

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

KEPT = "kept"
HEADLINE = ("index", "total")
LISTS = ("personal", "current", "desired")


def compare(
    survey: Survey | SurveyStream,
    kept: NDArray[np.bool_],
    levels: tuple[str, str],
    options: Options,
    about: Mapping[str, Any],
) -> Estimates:
    """Scores of everybody, of who is ``kept``, and the difference, in that order."""
    if not kept.any():
        raise make_error("E847")
    whole = score_statistics(survey.instrument)
    some = [kept_only(each) for each in whole]
    change = [difference(a, b) for a, b in zip(some, whole, strict=True)]
    statistics = [
        *(_at_level(each, levels[0]) for each in whole),
        *(_at_level(each, levels[1]) for each in some),
        *change,
    ]
    carried = marked(survey, kept=kept[:, None])
    single = [each.item for part in whole for each in part.outputs if each.level == "item"]
    shown = {"headline": _headline(whole), "single": single}
    made = {**about, "parameters": {**about["parameters"], **shown}}
    result = finish(survey, analyse(carried, statistics, options), made)
    return _ordered(_hide_counts(result), whole)


def _headline(whole: Sequence[Statistic]) -> list[str]:
    """The indices, or the total of all scales."""
    found = {each.item for part in whole for each in part.outputs if each.level in HEADLINE}
    return [item for item in (*parts.COMPONENTS, "culture_health", "total") if item in found]


def _ordered(result: Estimates, whole: Sequence[Statistic]) -> Estimates:
    """Both scores and their difference together, headline scores first, within each group."""
    outputs = [each for part in whole for each in part.outputs]
    rest = sorted(outputs, key=lambda each: each.level == "item")
    items = list(dict.fromkeys([*_headline(whole), *(each.item for each in rest)]))
    frame, cov = result.frame, result.covariance
    place = frame["item"].map({item: i for i, item in enumerate(items)})
    group = frame.groupby("group", sort=False).ngroup()
    rows = np.lexsort((np.arange(len(frame)), place, group))
    return replace(
        result,
        frame=frame.iloc[rows].reset_index(drop=True),
        covariance=None if cov is None else cov[np.ix_(rows, rows)],
    )


def score_statistics(instrument: Instrument) -> list[Statistic]:
    """What the instrument is scored by: the six indices, else its rating scores."""
    if set(LISTS) <= set(instrument.list_index) and instrument.values:
        return [parts.smooth_indices(instrument), parts.health(instrument)]
    if instrument.ratings and instrument.scale is not None:
        return [ratings.score_statistic(instrument, "mean")]
    needed = Bilingual("enam indeks atau butir penilaian", "the six indices or rating items")
    raise OptionError(
        "E702", instrument=instrument.id, needed=needed, statistic="effect_of_exclusion"
    )


def kept_only(whole: Statistic) -> Statistic:
    """The same statistic of the people kept; its rows are hidden where few are left out."""
    features = tuple(_times(feature, "kept") for feature in whole.features)
    left_out = tuple(_times(feature, "left out") for feature in whole.features)

    def f(t: View) -> Array:
        return whole.f({each.name: t[f"kept:{each.name}"] for each in whole.features})

    outputs = tuple(
        replace(each, base=f"kept:{each.base}", guards=(f"left out:{each.base}",))
        for each in whole.outputs
    )
    needed = {feature_of(path) for each in outputs for path in each.guards}
    counted = tuple(each for each in left_out if each.name in needed)
    return Statistic(
        f"kept:{whole.id}",
        (*features, *counted),
        outputs,
        f,
        whole.smooth,
        counts=tuple((path, path) for each in outputs for path in each.guards),
    )


def difference(some: Statistic, whole: Statistic) -> Statistic:
    """Of the people kept, less everybody: both from the same totals."""
    features = tuple(dict.fromkeys((*whole.features, *some.features)))

    def f(t: View) -> Array:
        return some.f(t) - whole.f(t)

    outputs = tuple(
        replace(each, level="change", kind=_kind(each), step=None) for each in some.outputs
    )
    return Statistic(f"change:{whole.id}", features, outputs, f, whole.smooth, counts=some.counts)


def _kind(output: Output) -> Any:
    return "discrete" if output.kind == "discrete" else "difference"


def _at_level(statistic: Statistic, level: str) -> Statistic:
    outputs = tuple(replace(each, level=level) for each in statistic.outputs)
    return replace(statistic, outputs=outputs)


def _times(feature: Feature, who: str) -> Feature:
    """``feature`` where a person is kept, or left out, and 0 elsewhere."""
    kept = mark(KEPT, (KEPT,))

    def compute(survey: Survey) -> NDArray[Any]:
        here = kept.rows(survey).astype(bool)
        return np.asarray(feature.rows(survey) * (here if who == "kept" else ~here))

    return Feature(f"{who}:{feature.name}", feature.columns, compute)


def _hide_counts(result: Estimates) -> Estimates:
    """A hidden row gives no count either: with that of everybody it would tell how few left."""
    frame = result.frame.copy()
    frame.loc[frame["note"].eq("few picks"), "n"] = np.nan
    return replace(result, frame=frame)
