"""The same index by three rules: mean over people, mean of groups, median of groups.

Which rule is used can change a band, and can flip the sign of a difference. So the rule is
part of a result, and this comparison stands beside every headline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.estimates.analyse import Analysis, Options, Result, analyse
from berakhlak_stats.estimates.estimates import OVERALL, Estimates
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.estimates.suppression import group_reasons, suppress
from berakhlak_stats.estimates.tidy import with_text
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.inference.summary import Rows, interval
from berakhlak_stats.totals.statistic import Array, Kind, Output, Statistic

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.survey import Survey

Rule = Literal["people", "mean_of_groups", "median_of_groups"]
RULES: tuple[Rule, ...] = ("people", "mean_of_groups", "median_of_groups")
Subject = Literal["indices", "gap"]


def aggregation_rules(
    survey: Survey,
    *,
    over: str,
    of: str = "indices",
    lists: tuple[str, str] = ("current", "desired"),
    **options: Any,
) -> Estimates:
    """Six indices, or the gaps of all areas, by three rules of aggregation.

    Parameters
    ----------
    survey : Survey
    over : str
        Column whose groups are averaged.
    of : {"indices", "gap"}
        "indices": the six, 0-100. "gap": difference in the share of positive votes per area
        between ``lists``, -1 to 1.
    lists : pair of list ids
        For ``of="gap"``.
    **options
        ``conf_level``, ``replicates``, ``rng``. Always the bootstrap, since a median is not
        smooth.

    Returns
    -------
    Estimates
        Three rows per item; ``item_2`` names the rule. The provenance carries a warning for
        every index whose band, and every gap whose sign, depends on the rule.

    Notes
    -----
    "people": every respondent counts alike (by weight). "mean_of_groups" and
    "median_of_groups": every group counts alike, whatever its size. Groups are taken as
    fixed; only respondents are resampled. Groups too small to be shown count among people
    but not in the mean and median of groups: a median is the score of one group.

    References
    ----------
    Rao & Wu (1988), JASA 83, 231-241.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> len(bs.indices.aggregation_rules(survey, over="unit", replicates=100))
    18
    """
    choice("of", of, Subject)
    statistics = _statistics(survey, of, lists)
    chosen = replace(Options(**options), method="bootstrap")
    seed = chosen.seed
    whole = analyse(survey, statistics, replace(chosen, by=None, rng=seed))
    split = shown_groups(analyse(survey, statistics, replace(chosen, by=over, rng=seed)), survey)
    frame = _frame(whole, split, chosen.conf_level)
    frame = suppress(frame, whole.totals, survey.smallest_group, {})
    frame = frame.drop(columns="_guards")
    made = about(
        f"aggregation_rules:{of}",
        variant=over,
        sureness="published",
        warnings=_conflicts(frame, of, survey),
    )
    origin = replace(describe_origin(survey, whole, made), aggregation=", ".join(RULES), by="")
    return Estimates(frame, origin, None)


def _statistics(survey: Survey, of: str, lists: tuple[str, str]) -> list[Statistic]:
    if of == "indices":
        return [parts.smooth_indices(survey.instrument), parts.health(survey.instrument)]
    from berakhlak_stats.indices.shares import gap_statistic

    return [gap_statistic(survey.instrument, lists, "area")]


def shown_groups(split: Analysis, survey: Survey) -> Analysis:
    """The analysis without the numbers of groups that may not be shown."""
    hidden = np.array(group_reasons(split.totals, survey.smallest_group), dtype=object) != ""
    results = []
    for result in split.results:
        drawn = np.where(hidden[:, None], np.nan, _drawn(result))
        kept = np.where(hidden[:, None], np.nan, result.estimate)
        results.append(replace(result, estimate=kept, replicates=drawn))
    return replace(split, results=tuple(results))


def _frame(whole: Analysis, split: Analysis, conf_level: float) -> pd.DataFrame:
    import pandas as pd

    rows = []
    order = {item: i for i, item in enumerate((*parts.COMPONENTS, "culture_health"))}
    for all_people, by_group in zip(whole.results, split.results, strict=True):
        wanted = [
            (j, output)
            for j, output in enumerate(all_people.statistic.outputs)
            if output.level != "value"
        ]
        for j, output in wanted:
            rows += [
                rule_row(whole, output, rule, *by_rule(all_people, by_group, j, rule), conf_level)
                for rule in RULES
            ]
    rows.sort(key=lambda row: order.get(row["item"], 0))
    return with_text(pd.DataFrame(rows))


def by_rule(whole: Result, split: Result, j: int, rule: Rule) -> tuple[float, Array]:
    """Estimate and replicates (B,) of one output under one rule."""
    if rule == "people":
        return float(whole.estimate[0, j]), _drawn(whole)[:, 0, j]
    middle = np.nanmean if rule == "mean_of_groups" else np.nanmedian
    values, drawn = split.estimate[:, j], _drawn(split)[:, :, j]
    known = np.isfinite(values)
    if not known.any():
        return float("nan"), np.full(len(drawn), np.nan)
    return float(middle(values[known])), np.asarray(middle(drawn[:, known], axis=1))


def _drawn(result: Result) -> Array:
    """The replicates; with the bootstrap, which is always used here, they exist."""
    return result.estimate[None] if result.replicates is None else result.replicates


def rule_row(
    whole: Analysis, output: Output, rule: Rule, value: float, drawn: Array, conf_level: float
) -> dict[str, Any]:
    """The row of one output under one rule, its interval from the replicates ``drawn``."""
    totals = whole.totals
    n = totals.by_group(totals.cells.count[:, totals.plan.layout.column(output.base)])
    # A mean or median of proportions is no proportion: it gets the composite's interval.
    kind: Kind = "composite" if output.kind == "proportion" else output.kind
    rows = Rows(
        estimate=np.array([value]),
        std_error=np.array([drawn.std(ddof=1)]),
        n=n,
        df=whole.df,
        scale=output.scale,
        deff=np.ones(1),
        replicates=drawn[:, None] if kind == "discrete" else None,
    )
    bounds = interval(kind, rows, conf_level)
    return {
        "list": output.list,
        "level": output.level,
        "item": output.item,
        "group": OVERALL,
        "estimate": value,
        "std_error": float(rows.std_error[0]),
        "conf_low": float(bounds.low[0]),
        "conf_high": float(bounds.high[0]),
        "n": float(n[0]),
        "df": float(whole.df[0]),
        "item_2": rule,
        "_guards": (),
        "suppressed": False,
        "note": "",
    }


def _conflicts(frame: pd.DataFrame, of: str, survey: Survey) -> list[tuple[str, str]]:
    """A warning per item on which the rules disagree, in both languages."""
    warnings = []
    for item, rows in frame.groupby("item", sort=False):
        values = rows["estimate"].dropna().to_numpy()
        if of == "gap":
            if not len({bool(value > 0) for value in values if value != 0}) > 1:
                continue
        elif len(bands_of(values, survey)) < 2:
            continue
        warnings.append(_sentence(survey, str(item), of))
    return warnings


def bands_of(values: Iterable[float], survey: Survey) -> set[str]:
    """The bands in which the values lie; none where the instrument has no bands."""
    from berakhlak_stats.instrument.bands import band_of

    bands = survey.instrument.bands
    return {band_of(float(value), bands).code for value in values} if bands else set()


def _sentence(survey: Survey, item: str, of: str) -> tuple[str, str]:
    label = survey.instrument.label
    if of == "gap":
        return (
            f"Arah selisih {label(item, 'id')} bergantung cara agregasi.",
            f"The direction of the gap in {label(item, 'en')} depends on the rule of aggregation.",
        )
    return (
        f"Kategori {label(item, 'id')} bergantung cara agregasi.",
        f"The band of {label(item, 'en')} depends on the rule of aggregation.",
    )
