"""The result of a test of all pairs of marks: the tests of the whole, then every pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.tidy import finished, stacked, t_bounds, tidy
from berakhlak_stats.gaps.cell_spread import CellSpread, is_simple
from berakhlak_stats.gaps.crossed import Crossed
from berakhlak_stats.gaps.marginal_tests import Corrected
from berakhlak_stats.gaps.resampled import multiplier_p_values
from berakhlak_stats.indices.about import about as facts
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates.analyse import Analysis
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

REFERENCES = ("Bilder & Loughin (2004)", "Rao & Scott (1981)", "Koziol & Bilder (2014)")


@dataclass(frozen=True)
class PairCells:
    """Flat arrays, one entry per pair, and what the tests of the whole need."""

    survey: Survey
    analysis: Analysis
    crossed: Crossed
    spread: CellSpread
    total: Corrected
    items: Sequence[str]
    others: Sequence[str]
    phi: Array
    phi_variance: Array
    statistic: Array
    p_value: Array
    p_adjusted: Array
    few: NDArray[np.bool_]


def form_of(survey: Survey, form: str) -> str:
    """The form of the correction that "auto" stands for."""
    if form == "auto":
        return "IJ" if is_simple(survey) else "trace"
    if form == "IJ" and not is_simple(survey):
        from berakhlak_stats.errors import OptionError

        raise OptionError("E701", name="form", given=form, choices="auto, trace")
    return form


def pair_result(
    survey: Survey,
    cells: PairCells,
    *,
    about: Mapping[str, Any],
    resampling: tuple[bool, int, int],
    conf_level: float,
) -> Estimates:
    """Rows of the tests, then rows of the pairs."""
    wanted, replicates, seed = resampling
    whole = _whole(cells, about["list"], wanted, replicates, seed)
    frame = stacked([whole, _pairs(cells, about["list"], conf_level)])
    made = facts(
        about["statistic"],
        variant=about["form"],
        sureness="published",
        references=REFERENCES,
        family=f"{int(np.isfinite(cells.p_value).sum())} pairs, Bonferroni",
        **about["options"],
    )
    changes: dict[str, Any] = {"conf_level": conf_level, "missing_rule": "both answered"}
    if wanted:
        changes |= {"method": "taylor+bootstrap", "seed": seed, "replicates": replicates}
    return finished(survey, cells.analysis, frame, made, None, **changes)


def _whole(cells: PairCells, where: str, wanted: bool, replicates: int, seed: int) -> pd.DataFrame:
    size = float(np.sqrt((cells.phi**2).mean()))
    least = float(np.nanmin(cells.p_adjusted))
    total = cells.total
    rows = [("rao_scott", total.statistic, total.df, total.p_value)]
    rows.append(("bonferroni", float(np.nanmax(cells.statistic)), np.nan, least))
    if wanted:
        strata = cells.analysis.strata
        p = multiplier_p_values(
            cells.survey, cells.crossed, cells.spread, strata, replicates=replicates, seed=seed
        )
        rows.append(("bootstrap", float(np.nansum(cells.statistic)), np.nan, p[0]))
        rows.append(("bootstrap_cells", float(np.nanmax(cells.statistic)), np.nan, p[1]))
    names, statistics, df, p_values = zip(*rows, strict=True)
    return tidy(
        {
            "list": where,
            "level": "test",
            "item": list(names),
            "estimate": size,
            "n": float(cells.spread.n),
            "df": list(df),
            "note": "test of all pairs",
            "statistic": list(statistics),
            "p_value": list(p_values),
            "p_adjusted": list(p_values),
        }
    )


def _pairs(cells: PairCells, where: str, conf_level: float) -> pd.DataFrame:
    se = np.sqrt(cells.phi_variance)
    frame = tidy(
        {
            "list": where,
            "level": "cell",
            "item": list(cells.items),
            "item_2": list(cells.others),
            "estimate": cells.phi,
            "std_error": se,
            **t_bounds(cells.phi, se, cells.spread.df, conf_level),
            "n": float(cells.spread.n),
            "df": cells.spread.df,
            "statistic": cells.statistic,
            "p_value": cells.p_value,
            "p_adjusted": cells.p_adjusted,
        }
    )
    numbers = ["estimate", "std_error", "conf_low", "conf_high", "df", "statistic"]
    frame.loc[cells.few, [*numbers, "p_value", "p_adjusted"]] = np.nan
    frame.loc[frame["std_error"].isna(), "note"] = "no interval"
    frame.loc[cells.few, "note"] = "few picks"
    frame["suppressed"] = cells.few
    return frame
