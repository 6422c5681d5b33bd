"""From measured coefficients to the finished result: intervals, notes, provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.analyse import Options, finish
from berakhlak_stats.estimates.influence import Influence, analyse_influence
from berakhlak_stats.reliability.coefficients import Measured, Problem, Scale
from berakhlak_stats.reliability.item_sets import ItemSet
from berakhlak_stats.totals.coded import Block, side_by_side
from berakhlak_stats.totals.statistic import Output

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

LEVEL = "coefficient"
NOTES = {
    "E807": "matrix not positive definite",
    "E808": "Heywood case",
    "E809": "not converged",
}
"""What the note of an empty row says, by the code of its warning."""


def described(
    statistic: str,
    sets: Sequence[ItemSet],
    references: Sequence[str],
    *,
    matrix: str,
    missing: str,
    variant: str = "",
    **parameters: Any,
) -> dict[str, Any]:
    """What the provenance of a coefficient holds; ``matrix`` names what it was made from."""
    items = {each.name: list(each.items) for each in sets}
    return {
        "statistic": statistic,
        "variant": variant,
        "sureness": "published",
        "references": tuple(references),
        "missing_rule": missing,
        "parameters": {"items": items, "matrix": matrix, **parameters},
    }


def estimates(
    survey: Survey | SurveyStream,
    parts: Sequence[Measured],
    options: Options,
    about: Mapping[str, Any],
) -> Estimates:
    """The finished result of all ``parts``, with the covariance between all rows."""
    named = [each for part in parts for each in part.coefficients]
    outputs = tuple(
        Output(each.item, LEVEL, part.base.name, "mean")
        for part in parts
        for each in part.coefficients
    )
    bases = tuple(dict.fromkeys(part.base for part in parts))

    def rows(batch: Survey) -> Block:
        return side_by_side([part.rows(batch) for part in parts])

    values = np.concatenate([part.values for part in parts], axis=1)
    name = f"{about['statistic']}:{','.join(each.item for each in named)}"
    given = Influence(name, outputs, bases, values, rows)
    result = finish(survey, analyse_influence(survey, [given], options), about)
    return _with_intervals(_noted(result, parts), [each.scale for each in named])


def _noted(result: Estimates, parts: Sequence[Measured]) -> Estimates:
    """The result with the reason beside every row that was not solved."""
    if not any(problems for part in parts for problems in part.problems):
        return result
    groups = len(parts[0].values)
    notes = [
        _note(part.problems[g] if part.problems else ())
        for g in range(groups)
        for part in parts
        for _ in part.coefficients
    ]
    frame = result.to_frame()
    empty = frame["estimate"].isna() & ~frame["suppressed"].astype(bool) & (np.array(notes) != "")
    frame["note"] = np.where(empty, notes, frame["note"])
    return replace(result, frame=frame.astype({"note": object}))


def _note(problems: Sequence[Problem]) -> str:
    return next((NOTES[each.code] for each in problems if each.code in NOTES), "")


def _with_intervals(result: Estimates, scales: Sequence[Scale]) -> Estimates:
    """The result with intervals that stay below 1, or between -1 and 1."""
    from scipy.special import stdtrit

    frame = result.to_frame()
    kind = np.array(list(scales) * (len(frame) // len(scales)))
    x, se, df = (frame[name].to_numpy(float) for name in ("estimate", "std_error", "df"))
    usable = frame["conf_low"].notna().to_numpy() & (se > 0) & (df > 0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        half = stdtrit(np.where(df > 0, df, np.nan), 0.5 + result.provenance.conf_level / 2) * se
        short = half / (1 - x)
        bounds = 1 - (1 - x) * np.exp(short), 1 - (1 - x) * np.exp(-short)
        wide = half / (1 - x**2)
        turned = np.tanh(np.arctanh(x) - wide), np.tanh(np.arctanh(x) + wide)
    below = usable & (kind == "reliability") & (x < 1)
    inside = usable & (kind == "correlation") & (np.abs(x) < 1)
    for name, one, other in zip(("conf_low", "conf_high"), bounds, turned, strict=True):
        limit = frame[name].to_numpy(float)
        frame[name] = np.where(below, one, np.where(inside, other, limit))
    return replace(result, frame=frame)
