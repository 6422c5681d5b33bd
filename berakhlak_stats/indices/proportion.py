"""Shares of the categories of one question, with intervals by several conventions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Analysis, Options, analyse, finish
from berakhlak_stats.estimates.suppression import hide
from berakhlak_stats.estimates.threshold import Reason, shield
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.inference.proportions import Form, Shares, proportion_interval
from berakhlak_stats.inference.summary import at_edge
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def proportion(
    survey: Survey | SurveyStream,
    *,
    column: str,
    category: str | int | None = None,
    interval: str = "wilson",
    **options: Any,
) -> Estimates:
    """Share of people in each category of a column or of a rating item, 0-1.

    Parameters
    ----------
    survey : Survey
    column : str
        A categorical column, or the id of a rating item.
    category : str or int, optional
        One label of the column, or one rating; all of them by default.
    interval : {"wilson", "logit", "likelihood", "asin", "beta", "mean", "xlogit"}
        "wilson" is the rule of the house; the others are those of R's ``svyciprop``, by name.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``, ``df_rule``. R's intervals
        go by the degrees of freedom of the whole design: ``df_rule="design"``.

    Returns
    -------
    Estimates
        One row per category and group, item ``"COLUMN:CATEGORY"``; ``count`` is the weighted
        number of people. Categories that fewer people chose than may be shown are hidden; of
        several categories never one alone, since the others would give it away.

    Notes
    -----
    Of those who answered. Where a share is 0 or 1 every form gives the exact binomial
    interval at the effective n. "likelihood" follows R to the way its profile is interpolated.

    References
    ----------
    Wilson (1927), JASA 22, 209-212; Korn & Graubard (1998), Survey Methodology 24, 193-201;
    Rao & Scott (1984), Annals of Statistics 12, 46-60.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> shares = bs.indices.proportion(survey, column="sex", interval="beta")
    >>> round(float(shares.to_frame()["estimate"].sum()), 12)
    1.0
    """
    from berakhlak_stats.survey.survey import require_answers

    choice("interval", interval, Form)
    require_answers(survey)
    chosen, known = _features(survey, column, None if category is None else str(category))
    shares, log_odds = _statistics(column, chosen, known)
    wanted = [shares, log_odds] if interval in ("logit", "likelihood") else [shares]
    whole = analyse(survey, wanted, Options(**options))
    analysis = replace(whole, results=whole.results[:1])
    made = about("proportion", variant=interval, sureness="published", column=column)
    result = _shielded(finish(survey, analysis, made), analysis, chosen, survey.smallest_group)
    if interval == "wilson":
        return result
    return _with_interval(result, cast(Form, interval), whole)


def _features(
    survey: Survey | SurveyStream, column: str, category: str | None
) -> tuple[Feature, Feature]:
    """Who is in each category, and who answered."""
    instrument = survey.instrument
    if column in instrument.rating_index and instrument.scale:
        scale = range(instrument.scale.low, instrument.scale.high + 1)
        labels = tuple(str(each) for each in scale)
        _check(category, labels)
        kept = scale if category is None else [int(category)]
        return ft.rating_category(column, tuple(kept)), ft.rating_answered((column,))
    labels = _labels(survey, column)
    _check(category, labels)
    kept_labels = labels if category is None else (category,)
    return ft.column_category(column, kept_labels), ft.column_answered(column)


def _labels(survey: Survey | SurveyStream, column: str) -> tuple[str, ...]:
    """The labels of a column; those of every batch, sorted, where the answers are streamed."""
    from berakhlak_stats.survey.survey import Survey

    if isinstance(survey, Survey):
        return survey.column(column).labels
    return tuple(sorted({label for batch in survey for label in batch.column(column).labels}))


def _check(category: str | None, labels: tuple[str, ...]) -> None:
    if category is not None and category not in labels:
        raise OptionError("E701", name="category", given=category, choices=", ".join(labels))


def _statistics(column: str, chosen: Feature, known: Feature) -> tuple[Statistic, Statistic]:
    """Shares, and their log odds."""

    def share(t: View) -> Array:
        return t[chosen.name] / t[known.name]

    def log_odds(t: View) -> Array:
        return np.asarray(np.log(t[chosen.name]) - np.log(t[known.name] - t[chosen.name]))

    outputs = tuple(
        Output(f"{column}:{label}", "category", known.name, "proportion", count=at(chosen, label))
        for label in chosen.columns
    )
    features = (chosen, known)
    return (
        Statistic(f"proportion:{chosen.name}", features, outputs, share),
        Statistic(f"log-odds:{chosen.name}", features, outputs, log_odds),
    )


def _shielded(
    result: Estimates, analysis: Analysis, chosen: Feature, smallest_group: int
) -> Estimates:
    """Hide a second category where a group hides one: shares of a question sum to one."""
    totals = analysis.totals
    if len(chosen.columns) < 2:
        return result
    counts = totals.by_group(totals.cells.count[:, totals.plan.layout.positions([chosen])])
    frame = result.frame.copy()
    note = frame["note"].to_numpy(dtype=object).reshape(counts.shape)
    hidden = frame["suppressed"].to_numpy(dtype=bool).reshape(counts.shape)
    why: NDArray[np.object_] = np.full(counts.shape, "", dtype=object)
    for g, people in enumerate(counts.astype(np.int64)):
        reasons: list[Reason] = [
            cast(Reason, str(reason)) if gone else ""
            for reason, gone in zip(note[g], hidden[g], strict=True)
        ]
        why[g] = shield(people, reasons, smallest_group)
    return replace(result, **hide(frame, result.covariance, why.ravel()))


def _with_interval(result: Estimates, form: Form, analysis: Analysis) -> Estimates:
    frame = result.frame.copy()
    p, se = (frame[name].to_numpy(dtype=float) for name in ("estimate", "std_error"))
    log_odds = analysis.results[-1].variance.ravel()
    usable = np.isfinite(se) & (at_edge(p, se) == 0)
    shares = Shares(
        p[usable],
        se[usable],
        np.sqrt(log_odds[usable]),
        frame["n"].to_numpy(dtype=float)[usable],
        frame["df"].to_numpy(dtype=float)[usable],
    )
    bounds = proportion_interval(form, shares, analysis.options.conf_level)
    frame.loc[usable, "conf_low"], frame.loc[usable, "conf_high"] = bounds.low, bounds.high
    return replace(result, frame=frame)
