"""Intraclass correlations of raters, in the six forms.

Source: Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428; McGraw & Wong (1996),
Psychological Methods 1, 30-46.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.agreement.anova import f_quantile
from berakhlak_stats.agreement.raters import rater_names, ratings, require_quantities
from berakhlak_stats.agreement.rows import result_of, warn_of_design
from berakhlak_stats.agreement.unit_answers import complete
from berakhlak_stats.errors import StatisticError
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.indices.about import choice
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Array, Feature, Statistic

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Variant = Literal["shrout_fleiss", "mcgraw_wong", "irr"]
FORMS = ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k")


def rater_icc(
    survey: Survey,
    *,
    items: Sequence[str],
    by: str | None = None,
    variant: str = "shrout_fleiss",
    conf_level: float = 0.95,
) -> Estimates:
    """All six intraclass correlations of raters who rated the same subjects.

    Parameters
    ----------
    survey : Survey
        One row per subject.
    items : sequence of str
        At least two raters: rating or numeric items, or ``"list:word"``.
    by : str, optional
        Column of groups of subjects.
    variant : {"shrout_fleiss", "mcgraw_wong", "irr"}
        How ICC2 and ICC2k are tested: on the residual's degrees of freedom (psych::ICC), or on
        Satterthwaite's. "irr" is as irr::icc 0.84.1, which for ICC2k multiplies by the number
        of raters once more in these; its interval differs too. All else is the same.
    conf_level : float
        Between 0 and 1.

    Returns
    -------
    Estimates
        Six rows of level "coefficient" per group: ``ICC1`` (each subject has raters of its
        own), ``ICC2`` (raters drawn at random, their levels count), ``ICC3`` (these raters
        only, levels do not count), and the same for the mean of all raters with ``k``.
        ``statistic``, ``df``, ``df_2`` and ``p_value`` test that it is zero.

    Notes
    -----
    From the mean squares of subjects, raters and residual, of subjects that every rater rated.
    Intervals are exact for normal answers but for ICC2 and ICC2k, which use Satterthwaite's
    degrees of freedom. Ask which one you need before looking: whether another rater could have
    come (2), whether a rater's level matters (1 and 2 against 3), whether the mean of raters is
    used (k).

    References
    ----------
    Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428; McGraw & Wong (1996),
    Psychological Methods 1, 30-46.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> raters = ["j1", "j2", "j3", "j4"]
    >>> rated = pd.DataFrame(rows, columns=raters, dtype=float)
    >>> asked = bs.make_instrument(numbers=raters)
    >>> survey = bs.read_survey(rated, instrument=asked).with_smallest_group(5)
    >>> bs.agreement.rater_icc(survey, items=raters).to_frame()["estimate"].round(2).tolist()
    [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    """
    choice("variant", variant, Variant)
    require_answers(survey)
    level = Options(conf_level=conf_level).conf_level
    names = rater_names(items)
    require_quantities(survey, names)
    return result_of(
        survey,
        _rows(survey, names, by, variant, level),
        statistic="rater_icc",
        variant=variant,
        sureness="published",
        by=by or "",
        method="F",
        conf_level=level,
        missing_rule="subjects that every rater rated",
        references=("Shrout & Fleiss (1979)", "McGraw & Wong (1996)"),
        parameters={"items": list(names)},
        warnings=warn_of_design(survey, weights=True),
    )


def _rows(
    survey: Survey, names: tuple[str, ...], by: str | None, variant: str, level: float
) -> list[dict[str, Any]]:
    k = len(names)

    def compute(batch: Survey) -> NDArray[Any]:
        x = ratings(batch, names)
        known = complete(x)
        x = np.where(known[:, None], x - middle, 0.0)
        return np.column_stack([known, x, (x**2).sum(axis=1), x.sum(axis=1) ** 2])

    middle = _middle(survey, names)
    feature = Feature(f"raters:{','.join(names)}", ("known", *names, "square", "row"), compute)
    stated = Statistic(feature.name, (feature,), (), lambda t: t[feature.name], smooth=False)
    totals = collect(survey, [stated], by=by)
    # Subjects count once: these are plain counts, whatever the weights.
    sums = totals.by_group(totals.cells.count)
    rows = []
    for group, total in zip(totals.groups, sums, strict=True):
        n = int(total[0])
        if n < 2:
            if by is None:
                raise StatisticError(
                    "E832", statistic="rater_icc", needed="2 subjek / subjects", found=n
                )
            blank = {"group": group, "n": n, "note": "fewer than two subjects"}
            rows += [{"item": form, **blank} for form in FORMS]
            continue
        squares = mean_squares(total, k)
        rows += [{"group": group, **row} for row in six_forms(squares, variant, level)]
    return rows


def _middle(survey: Survey, names: Sequence[str]) -> float:
    from berakhlak_stats.survey.survey import Survey as InMemory

    first = survey if isinstance(survey, InMemory) else next(iter(survey))
    x = ratings(first, names)
    known = x[np.isfinite(x)]
    return float(np.round(np.median(known))) if len(known) else 0.0


@dataclass(frozen=True)
class MeanSquares:
    """Of ``n`` subjects and ``k`` raters: subjects, raters, residual, and within subjects."""

    n: int
    k: int
    subjects: float
    raters: float
    residual: float
    within: float


def mean_squares(total: Array, k: int) -> MeanSquares:
    """From count, sums of raters, sum of squares, and sum of squared sums of subjects."""
    n, columns, square, row = total[0], total[1 : 1 + k], total[-2], total[-1]
    correction = columns.sum() ** 2 / (n * k)
    subjects, raters = row / k - correction, (columns @ columns) / n - correction
    rest = square - correction - subjects - raters
    tiny = 1e-12 * max(square, 1.0)
    subjects, raters, rest = (0.0 if x < tiny else float(x) for x in (subjects, raters, rest))
    within = (raters + rest) / (n * (k - 1))
    return MeanSquares(
        int(n),
        k,
        subjects / (n - 1),
        raters / (k - 1),
        rest / ((n - 1) * (k - 1)),
        float(within),
    )


def six_forms(ms: MeanSquares, variant: str, level: float) -> list[dict[str, Any]]:
    """Rows of the six forms."""
    with np.errstate(divide="ignore", invalid="ignore"):
        values, ends = _estimates(ms), _bounds(ms, variant, level)
    rows = []
    for form in FORMS:
        value, (low, high) = values[form], ends[form]
        known = np.isfinite([value, low, high]).all()
        columns = {
            "estimate": value,
            "conf_low": low,
            "conf_high": high,
            **_test(ms, form, variant),
        }
        gone = {name: np.nan for name in columns} if not np.isfinite(value) else columns
        if not known:
            gone |= {"conf_low": np.nan, "conf_high": np.nan}
        rows.append({"item": form, "n": ms.n, **gone})
    return rows


def _estimates(ms: MeanSquares) -> dict[str, float]:
    k, b, w, e = ms.k, np.float64(ms.subjects), ms.within, ms.residual
    raters = (ms.raters - e) / ms.n
    return {
        "ICC1": float((b - w) / (b + (k - 1) * w)),
        "ICC2": float((b - e) / (b + (k - 1) * e + k * raters)),
        "ICC3": float((b - e) / (b + (k - 1) * e)),
        "ICC1k": float((b - w) / b),
        "ICC2k": float((b - e) / (b + raters)),
        "ICC3k": float((b - e) / b),
    }


def _test(ms: MeanSquares, form: str, variant: str) -> dict[str, float]:
    from scipy.special import fdtrc

    one_way = form.startswith("ICC1")
    error = ms.within if one_way else ms.residual
    f = float(np.divide(ms.subjects, error)) if error > 0 else np.inf
    df_2 = float(ms.n * (ms.k - 1) if one_way else (ms.n - 1) * (ms.k - 1))
    if variant != "shrout_fleiss" and form.startswith("ICC2"):
        df_2 = satterthwaite(ms, again=variant == "irr" and form.endswith("k"))
    p = float(fdtrc(ms.n - 1, df_2, f)) if np.isfinite(f) else np.nan
    return {"statistic": f, "df": ms.n - 1.0, "df_2": df_2, "p_value": p}


def satterthwaite(ms: MeanSquares, *, again: bool = False) -> float:
    """Degrees of freedom of the mixture of rater and residual mean squares in ICC2 and ICC2k.

    ``again`` multiplies by the number of raters a second time.
    """
    icc = _estimates(ms)["ICC2k" if again else "ICC2"]
    odds = np.divide(ms.k * icc, ms.n * (1 - icc))
    a, b = odds, 1 + odds * (ms.n - 1)
    top = (a * ms.raters + b * ms.residual) ** 2
    bottom = (a * ms.raters) ** 2 / (ms.k - 1)
    bottom += (b * ms.residual) ** 2 / ((ms.n - 1) * (ms.k - 1))
    return float(np.divide(top, bottom))


def _bounds(ms: MeanSquares, variant: str, level: float) -> dict[str, tuple[float, float]]:
    n, k, tail = ms.n, ms.k, 0.5 + level / 2
    ends: dict[str, tuple[float, float]] = {}
    for form, error, df_2 in (
        ("ICC1", ms.within, n * (k - 1)),
        ("ICC3", ms.residual, (n - 1) * (k - 1)),
    ):
        f = np.divide(ms.subjects, error)
        low = f / f_quantile(n - 1, df_2, tail)
        high = f * f_quantile(df_2, n - 1, tail)
        ends[form] = (float((low - 1) / (low + k - 1)), float((high - 1) / (high + k - 1)))
        ends[f"{form}k"] = (float(1 - 1 / low), float(1 - 1 / high))
        if error == 0:
            ends[form] = ends[f"{form}k"] = (np.nan, np.nan)
    ends["ICC2"] = _random_raters(ms, tail)
    low, high = ends["ICC2"]
    ends["ICC2k"] = (low * k / (1 + low * (k - 1)), high * k / (1 + high * (k - 1)))
    if variant == "irr":
        ends["ICC2k"] = _random_mean(ms, tail)
    return ends


def _random_raters(ms: MeanSquares, tail: float) -> tuple[float, float]:
    """Interval of ICC2 (Shrout & Fleiss 1979)."""
    n, k, b, r, e = ms.n, ms.k, ms.subjects, ms.raters, ms.residual
    v = satterthwaite(ms)
    upper, lower = f_quantile(n - 1, v, tail), f_quantile(v, n - 1, tail)
    rest = k * r + (k * n - k - n) * e
    low = n * (b - upper * e) / (upper * rest + n * b)
    return float(low), float(n * (lower * b - e) / (rest + n * lower * b))


def _random_mean(ms: MeanSquares, tail: float) -> tuple[float, float]:
    """Interval of ICC2k in the form of McGraw & Wong (1996, Table 7), on irr's df."""
    n, b, r, e = ms.n, ms.subjects, ms.raters, ms.residual
    v = satterthwaite(ms, again=True)
    upper, lower = f_quantile(n - 1, v, tail), f_quantile(v, n - 1, tail)
    low = n * (b - upper * e) / (upper * (r - e) + n * b)
    return float(low), float(n * (lower * b - e) / (r - e + n * lower * b))
