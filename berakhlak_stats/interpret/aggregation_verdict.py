"""May the mean of a unit be reported? Agreement, reliability and size, joined by a rule.

It stands here and not among the indices of agreement, since it is the rule that decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.agreement.a_wg import largest_variance_statistic
from berakhlak_stats.agreement.average_deviation import deviation_statistic
from berakhlak_stats.agreement.icc1 import icc1
from berakhlak_stats.agreement.icc2 import icc2
from berakhlak_stats.agreement.rwg import ratio_statistic
from berakhlak_stats.agreement.rwg_j import stepped_up
from berakhlak_stats.agreement.unit_answers import Items, resolve_items
from berakhlak_stats.agreement.within_units import IDENTITY, complement, on_scale, with_mean
from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.estimates.tidy import with_text
from berakhlak_stats.instrument.bands import round_half_up
from berakhlak_stats.interpret.verdict_rules import Criterion, VerdictRule, verdict_rules

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.totals.statistic import Statistic

DECIMALS = 2
DEFAULT_RULE = "aggregation-2008"


def aggregation_verdict(
    survey: Survey,
    *,
    by: str,
    items: Sequence[str] | str,
    null: str | float = "uniform",
    scale: tuple[float, float] | None = None,
    rule: str = DEFAULT_RULE,
    **options: Any,
) -> Estimates:
    """Whether the mean of each unit may be reported, with every number the answer rests on.

    Parameters
    ----------
    survey : Survey
    by : str
        Column of the units.
    items : sequence of str, or str
        Rating or numeric items of one scale, or the id of a scale of rating items.
    null : str or float
        Null distribution of rwg; see :func:`berakhlak_stats.agreement.rwg`.
    scale : (low, high), optional
        Lowest and highest answer; needed for numeric items.
    rule : str
        Id of a rule in ``interpret/verdicts``.
    **options
        ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Rows of level "coefficient". About everybody (group ""): the mean over units of
        ``rwg_j`` (``rwg`` of one item), ``r_star_wg_j``, ``average_deviation`` and ``a_wg``,
        then ``icc1`` and ``icc2`` with their F test. Then the four of each unit. ``verdict``
        is "report", "caution", "not" or "hidden" in every row of a unit.

    Notes
    -----
    "report" where every criterion of the rule passes its upper cut; "not" where at least two
    of the unit's own indices miss even the lower one; else "caution". That units hardly differ
    (ICC1), or that their means are not reliable (ICC2), can only bring "caution", as does an
    interval that reaches beyond a lower cut. A value that does not exist, such as ``a_wg`` of a
    mean at the end of the scale, is not judged. Criteria and sources stand in the provenance.
    The cuts are conventions; how they are joined is a proposal of this package.

    References
    ----------
    LeBreton & Senter (2008), Organizational Research Methods 11, 815-852; Brown & Hauenstein
    (2005), Organizational Research Methods 8, 165-184; Burke & Dunlap (2002), Organizational
    Research Methods 5, 159-172; Klein et al. (2000), in Klein & Kozlowski (eds), 512-553.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> found = bs.interpret.aggregation_verdict(survey, by="unit", items="AK")
    >>> set(found.to_frame()["verdict"]) <= {"", "report", "caution", "not", "hidden"}
    True
    """
    chosen = _rule(rule)
    known = resolve_items(survey, items, scale=scale)
    ready = Options(by=by, **options)
    made = {
        "statistic": "aggregation_verdict",
        "variant": chosen.id,
        "sureness": chosen.sureness,
        "references": tuple(chosen.source.split("; ")),
        "parameters": {
            "items": list(known.names),
            "label": known.label,
            "null": null,
            "criteria": [_words(each, known) for each in chosen.criteria],
        },
    }
    within = estimate(survey, _statistics(survey, known, null, by), ready, made)
    within = with_mean(on_scale(within, _scales(known)), _scales(known))
    whole = _whole(survey, by, items, known, ready.conf_level)
    frame = _joined(within.frame, whole)
    verdicts = _verdicts(frame, chosen, known)
    frame = frame.assign(verdict=verdicts).astype({"verdict": object})
    return replace(within, frame=frame, covariance=None)


def _rule(name: str) -> VerdictRule:
    if name not in verdict_rules():
        raise OptionError("E701", name="rule", given=name, choices=", ".join(verdict_rules()))
    return verdict_rules()[name]


def _first(items: Items) -> str:
    return "rwg_j" if len(items.names) > 1 else "rwg"


def _statistics(survey: Survey, items: Items, null: str | float, by: str) -> list[Statistic]:
    ratio = ratio_statistic(survey, items, null, "aggregation_verdict")
    named = {
        _first(items): ratio,
        "r_star_wg_j": ratio,
        "average_deviation": deviation_statistic(survey, items, "mean", by),
        "a_wg": largest_variance_statistic(survey, items),
    }
    return [
        replace(each, id=f"{name}:{each.id}", outputs=(replace(each.outputs[0], item=name),))
        for name, each in named.items()
    ]


def _scales(items: Items) -> dict[str, Any]:
    return {
        _first(items): stepped_up(len(items.names)),
        "r_star_wg_j": complement(),
        "average_deviation": IDENTITY,
        "a_wg": complement(),
    }


def _whole(
    survey: Survey, by: str, items: Sequence[str] | str, known: Items, conf_level: float
) -> list[dict[str, Any]]:
    """Rows of ICC(1) and ICC(2) of the persons' mean over the items."""
    rows: list[dict[str, Any]] = []
    for name, function in (("icc1", icc1), ("icc2", icc2)):
        found = function(survey, by=by, items=known.names, conf_level=conf_level)
        row = {str(key): value for key, value in found.frame.iloc[0].to_dict().items()}
        rows.append(row | {"item": name})
    return rows


def _joined(within: pd.DataFrame, whole: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    top = (within["group"] == "").to_numpy()
    for name in ("statistic", "df_2", "p_value"):
        within[name] = np.nan
    columns = [*within.columns]
    both = pd.concat([within[top], pd.DataFrame(whole)[columns], within[~top]], ignore_index=True)
    return with_text(both.astype({"suppressed": bool}))


def _verdicts(frame: pd.DataFrame, rule: VerdictRule, items: Items) -> list[str]:
    """One verdict per unit, repeated in its rows."""
    about_all = [
        _step(frame[(frame["group"] == "") & (frame["item"] == each.statistic)], each, 1.0)
        for each in rule.of("all")
    ]
    by_unit: dict[str, str] = {"": ""}
    for unit, rows in frame[frame["group"] != ""].groupby("group", sort=False):
        if bool(rows["suppressed"].all()):
            by_unit[str(unit)] = "hidden"
            continue
        steps = [
            _step(rows[rows["item"] == _row_of(each, items)], each, _unit(each, items))
            for each in rule.of("unit")
        ]
        by_unit[str(unit)] = rule.verdict(steps, about_all)
    return [by_unit[str(unit)] for unit in frame["group"]]


def _row_of(criterion: Criterion, items: Items) -> str:
    return _first(items) if criterion.statistic == "rwg_j" else criterion.statistic


def _unit(criterion: Criterion, items: Items) -> float:
    return items.categories if criterion.unit == "per_category" else 1.0


def _step(rows: pd.DataFrame, criterion: Criterion, unit: float) -> int | None:
    if not len(rows):
        return None
    columns = ("estimate", "conf_low", "conf_high")
    # As printed: a number that is shown and the verdict beside it can never disagree.
    value, low, high = (_printed(float(rows[name].iloc[0])) / unit for name in columns)
    return criterion.step(value, low, high)


def _printed(value: float) -> float:
    return value if np.isnan(value) else float(round_half_up(value, DECIMALS))


def _words(criterion: Criterion, items: Items) -> dict[str, Any]:
    """A criterion as it is printed: cuts in the units of the number itself."""
    unit = _unit(criterion, items)
    return {
        "statistic": _row_of(criterion, items),
        "better": criterion.better,
        "report": criterion.report * unit,
        "caution": None if criterion.caution is None else criterion.caution * unit,
        "source": criterion.source,
    }
