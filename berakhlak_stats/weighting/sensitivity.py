"""The same index computed in every defensible way, so that nobody mistakes a choice for a fact.

Four choices stand between answers and an index: whom the average is over, how people are
weighted, who is left out for missing answers, and which formula is meant. Where a band or a
sign depends on them, that is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.estimates.analyse import Analysis, Options, analyse
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.estimates.suppression import hide, suppress
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.indices.aggregation import RULES, Rule, by_rule, rule_row, shown_groups
from berakhlak_stats.instrument.bands import band_of
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.statistic import Statistic
from berakhlak_stats.weighting.scenarios import (
    AVAILABLE,
    Scenario,
    formula_variants,
    scenarios,
)
from berakhlak_stats.weighting.texts import Sentence, sentence, styled

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting.frame import Frame
    from berakhlak_stats.weighting.margins import Margins

SensitivityIndex = Literal["implementation", "culture_health"]
OTHER_BAND, OTHER_SIGN = "other band", "other sign"
NO_GROUP = "no group large enough"
SEPARATOR = " / "
"""Between the parts of ``item_2``: aggregation / weighting / missing rule / formula."""
SOURCE = (
    "Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), Perspectives on Psychological Science "
    "11, 702-712",
    "Saisana, Saltelli & Tarantola (2005), JRSS A 168, 307-323",
)


def sensitivity(
    survey: Survey,
    *,
    index: str = "implementation",
    over: str | None = None,
    frame: Frame | Margins | None = None,
    weights: Mapping[str, float] | None = None,
    conf_level: float = 0.95,
    replicates: int = 200,
    rng: int | np.random.Generator = 1,
) -> Estimates:
    """One index by every combination of aggregation, weighting, missing rule and formula.

    Parameters
    ----------
    survey : Survey
        With personal, current and desired lists.
    index : {"implementation", "culture_health"}
    over : str, optional
        Column whose groups are averaged; without it there is one rule of aggregation.
    frame : Frame or mapping, optional
        Population counts, as for ``calibrate_weights``; adds weights raked to them.
    weights : mapping of index id to weight, optional
        Of the five indices in the total; equal by default.
    conf_level, replicates, rng
        As everywhere; always the bootstrap.

    Returns
    -------
    Estimates
        The default combination first. ``item_2`` names the combination: rule of aggregation /
        weighting ("none", "as given", "raked") / missing rule ("available", "complete") /
        formula. ``note`` is "other band" where the estimate lies in another band than that of
        the first row. The provenance warns where bands differ.

    Notes
    -----
    "complete" keeps those who answered all lists. It is left out where everybody did; where
    fewer persons drop out than may be shown, its rows are hidden, since the difference of two
    results would give those few away. Formulas that published figures exclude are left out,
    and so are group forms of alignment, which need a correction of their own. For the total,
    one formula of a part is changed at a time. The spread is no confidence interval.

    References
    ----------
    Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), Perspectives on Psychological Science 11,
    702-712; Saisana, Saltelli & Tarantola (2005), JRSS A 168, 307-323.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = sensitivity(bs.simulate.simulate(seed=1), over="unit", replicates=50)
    >>> result.to_frame()["item_2"][0]
    'people / none / available / reach'
    """
    choice("index", index, SensitivityIndex)
    require_answers(survey)
    formulas = formula_variants(survey.instrument, index, weights)
    options = Options(method="bootstrap", conf_level=conf_level, replicates=replicates, rng=rng)
    ways, warnings = scenarios(survey, frame, missing=True)
    table, whole = _table(ways, formulas, over, options)
    table["item"] = index
    table["note"], found = _mark_bands(table, survey, index)
    made = about(f"sensitivity:{index}", sureness="assumed", references=SOURCE,
                 warnings=[*warnings, *found], over=over or "")  # fmt: skip
    return _finish(table, survey, whole, made, over)


def gap_sensitivity(
    survey: Survey,
    *,
    over: str | None = None,
    frame: Frame | Margins | None = None,
    lists: tuple[str, str] = ("current", "desired"),
    conf_level: float = 0.95,
    replicates: int = 200,
    rng: int | np.random.Generator = 1,
) -> Estimates:
    """Gaps of all areas by every combination of aggregation and weighting.

    Parameters
    ----------
    survey : Survey
    over : str, optional
        Column whose groups are averaged.
    frame : Frame or mapping, optional
        Population counts, as for ``calibrate_weights``.
    lists : pair of list ids
    conf_level, replicates, rng
        As everywhere; always the bootstrap.

    Returns
    -------
    Estimates
        Area by area, the default combination first, on -1 to 1. ``item_2`` is aggregation /
        weighting; ``note`` is "other sign" where the gap points the other way than in the
        first row of its area. The provenance warns of each such area.

    Notes
    -----
    Persons are those who answered both lists, so there is one missing rule.

    References
    ----------
    Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), Perspectives on Psychological Science 11,
    702-712.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = gap_sensitivity(bs.simulate.simulate(seed=1), over="unit", replicates=50)
    >>> sorted(set(result.to_frame()["item_2"]))[0]
    'mean_of_groups / none'
    """
    from berakhlak_stats.indices.shares import gap_statistic

    require_answers(survey)
    options = Options(method="bootstrap", conf_level=conf_level, replicates=replicates, rng=rng)
    statistic = gap_statistic(survey.instrument, lists, "area")
    ways, warnings = scenarios(survey, frame, missing=False)
    table, whole = _table(ways, {"": statistic}, over, options)
    order = {item: i for i, item in enumerate(dict.fromkeys(table["item"]))}
    table = table.sort_values("item", key=lambda items: items.map(order), kind="stable")
    table = table.reset_index(drop=True)
    table["note"], found = _mark_signs(table, survey)
    made = about("sensitivity:gap", sureness="assumed", references=SOURCE[:1],
                 warnings=[*warnings, *found], over=over or "", lists=list(lists))  # fmt: skip
    return _finish(table, survey, whole, made, over)


def _table(
    ways: list[Scenario],
    formulas: Mapping[str, Statistic],
    over: str | None,
    options: Options,
) -> tuple[pd.DataFrame, Analysis]:
    """All rows, the default first; and the analysis of the default."""
    import pandas as pd

    seeded = replace(options, rng=options.seed)
    made = [_of_scenario(way, formulas, over, seeded) for way in ways]
    table = pd.concat([frame for frame, _ in made], ignore_index=True)
    return table, made[0][1]


def _of_scenario(
    way: Scenario, formulas: Mapping[str, Statistic], over: str | None, options: Options
) -> tuple[pd.DataFrame, Analysis]:
    """The rows of one weighting and missing rule: every rule of aggregation and formula."""
    import pandas as pd

    statistics = list(formulas.values())
    whole = analyse(way.survey, statistics, options)
    split = whole
    if over is not None:
        split = analyse(way.survey, statistics, replace(options, by=over))
        split = shown_groups(split, way.survey)
    rows = []
    for rule in RULES if over is not None else RULES[:1]:
        for formula, all_people, by_group in zip(
            formulas, whole.results, split.results, strict=True
        ):
            name = _name(rule, way, formula)
            for j, output in enumerate(all_people.statistic.outputs):
                value, drawn = by_rule(all_people, by_group, j, rule)
                row = rule_row(whole, output, rule, value, drawn, options.conf_level)
                rows.append({**row, "item_2": name})
    frame = pd.DataFrame(rows)
    frame = suppress(frame, whole.totals, way.survey.smallest_group, {}).drop(columns="_guards")
    return _hidden(frame, way), whole


def _name(rule: Rule, way: Scenario, formula: str) -> str:
    parts = (rule, way.weighting, way.missing if formula else "", formula)
    return SEPARATOR.join(part for part in parts if part)


def _hidden(frame: pd.DataFrame, way: Scenario) -> pd.DataFrame:
    """Hide what the difference to the other missing rule would give away."""
    note = frame["note"].to_numpy(dtype=object).copy()
    shield = np.full(len(frame), way.missing != AVAILABLE and way.few_left_out)
    median = frame["item_2"].str.startswith("median_of_groups").to_numpy(dtype=bool)
    # A median of groups is the score of one group, which may have lost fewer than all did.
    shield |= median & (way.missing != AVAILABLE)
    note[shield & (note == "")] = "protected"
    frame = hide(frame, None, note)["frame"]
    empty = frame["estimate"].isna() & ~frame["suppressed"].astype(bool)
    frame.loc[empty, "note"] = NO_GROUP
    return frame


def _mark_bands(
    table: pd.DataFrame, survey: Survey, index: str
) -> tuple[list[str], list[Sentence]]:
    """Notes with "other band" where it applies, and the warning about it."""
    notes = [str(note) for note in table["note"]]
    bands, values = survey.instrument.bands, table["estimate"].to_numpy(float)
    known = np.flatnonzero(np.isfinite(values))
    if not bands or 0 not in known:
        return notes, []
    codes = {int(i): band_of(float(values[i]), bands).code for i in known}
    for i, code in codes.items():
        if code != codes[0]:
            notes[i] = OTHER_BAND
    if len(set(codes.values())) < 2:
        return notes, []
    low, high = known[values[known].argmin()], known[values[known].argmax()]
    label = survey.instrument.label
    return notes, [
        sentence(
            "sensitivity_band",
            name_id=label(index, "id"),
            name_en=label(index, "en"),
            lowest=codes[int(low)],
            highest=codes[int(high)],
            **styled(low=float(values[low]), high=float(values[high])),
        )
    ]


def _mark_signs(table: pd.DataFrame, survey: Survey) -> tuple[list[str], list[Sentence]]:
    notes = np.array([str(note) for note in table["note"]], dtype=object)
    values, warnings = table["estimate"].to_numpy(float), []
    for item in dict.fromkeys(table["item"]):
        rows = np.flatnonzero((table["item"] == item).to_numpy())
        other = rows[values[rows] * values[rows[0]] < 0]
        notes[other] = OTHER_SIGN
        if len(other):
            label = survey.instrument.label
            names = {"name_id": label(str(item), "id"), "name_en": label(str(item), "en")}
            warnings.append(sentence("sensitivity_sign", **names))
    return [str(note) for note in notes], warnings


def _finish(
    table: pd.DataFrame, survey: Survey, whole: Analysis, made: dict[str, Any], over: str | None
) -> Estimates:
    rules = RULES if over is not None else RULES[:1]
    origin = replace(describe_origin(survey, whole, made), aggregation=", ".join(rules))
    text = {name: object for name in ("list", "level", "item", "group", "note", "item_2")}
    return Estimates(table.astype(text), origin, None)
