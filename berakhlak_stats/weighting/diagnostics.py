"""How far weights went, what they cost in precision, and what they mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.design import check_weights
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.weighting.distance import Array
from berakhlak_stats.weighting.margins import Margin, Margins, resolve_margins
from berakhlak_stats.weighting.texts import styled

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting.frame import Frame

LARGEST_RATIO = 5.0
LARGEST_DESIGN_EFFECT = 2.0
LARGEST_TRIMMED = 0.05
LARGEST_SUM_GAP = 0.001


@dataclass(frozen=True)
class WeightDiagnostics:
    """Spread, cost and balance of a set of weights.

    Attributes
    ----------
    n : int
    total, smallest, median, largest : float
    ratio : float
        Largest over median.
    design_effect : float
        Kish's ``1 + cv^2``: variance lost to unequal weights, for answers unrelated to them.
    n_eff : float
        ``n / design_effect``.
    balance : tuple of (margin, category, population, before, after, asmd_before, asmd_after)
        Shares 0-1 in the population and in the sample, and absolute standardised mean
        differences; empty without margins.
    warnings : tuple of Problem
    """

    n: int
    total: float
    smallest: float
    median: float
    largest: float
    ratio: float
    design_effect: float
    n_eff: float
    balance: tuple[tuple[str, str, float, float, float, float, float], ...] = ()
    warnings: tuple[Problem, ...] = ()

    def balance_frame(self) -> pd.DataFrame:
        """One row per category of each margin."""
        import pandas as pd

        columns = ["margin", "category", "population", "before", "after"]
        return pd.DataFrame(self.balance, columns=[*columns, "asmd_before", "asmd_after"])


def weight_diagnostics(
    weights: Any,
    *,
    survey: Survey | None = None,
    margins: Frame | Margins | None = None,
    trimmed: float = 0.0,
) -> WeightDiagnostics:
    """What a set of weights does and costs, with warnings.

    Parameters
    ----------
    weights : array (n,)
        Final weights, all positive.
    survey : Survey, optional
        With ``margins``: balance before (the survey's own weights, else none) and after.
    margins : Frame or mapping, optional
        Population counts, as for :func:`calibrate_weights`.
    trimmed : float
        Share of the total weight that trimming moved (0-1), for the warning.

    Returns
    -------
    WeightDiagnostics
        Warnings: E630 (largest over median above 5), E631 (design effect above 2), E632
        (more than 5% trimmed). E227, an error, where the weights sum to more than 0.1% off
        the population.

    Notes
    -----
    The standardised difference of a category is
    ``|p - P| / sqrt((p(1-p) + P(1-P)) / 2)``; below 0.1 is usually taken as balanced.

    References
    ----------
    Kish (1992), Journal of Official Statistics 8, 183-200; Austin (2009), Communications in
    Statistics - Simulation and Computation 38, 1228-1234.

    Examples
    --------
    >>> found = weight_diagnostics([1.0, 1.0, 1.0, 3.0])
    >>> found.design_effect, found.n_eff, found.ratio
    (1.3333333333333333, 3.0, 3.0)
    """
    w = np.asarray(weights, float)
    if w.ndim != 1 or not len(w):
        raise OptionError("E703", name="weights", expected="(n,), n >= 1", given=w.shape)
    check_weights(w)
    found = _margins(w, survey, margins)
    effect = kish_design_effect(w)
    ratio = float(w.max() / np.median(w))
    problems = [*_spread_problems(ratio, effect, trimmed), *_sum_problems(w, found)]
    return WeightDiagnostics(
        n=len(w),
        total=float(w.sum()),
        smallest=float(w.min()),
        median=float(np.median(w)),
        largest=float(w.max()),
        ratio=ratio,
        design_effect=effect,
        n_eff=len(w) / effect,
        balance=_balance(w, survey, found),
        warnings=tuple(problems),
    )


def kish_design_effect(weights: Array) -> float:
    """``n sum(w^2) / (sum w)^2``."""
    return float(len(weights) * (weights @ weights) / weights.sum() ** 2)


def asmd(share: float, population: float) -> float:
    """Absolute standardised difference of two proportions."""
    spread = (share * (1 - share) + population * (1 - population)) / 2
    gap = abs(share - population)
    return gap / float(np.sqrt(spread)) if spread > 0 else (0.0 if gap == 0 else float("inf"))


def _margins(
    w: Array, survey: Survey | None, margins: Frame | Margins | None
) -> tuple[Margin, ...]:
    if margins is None:
        return ()
    if survey is None or survey.n != len(w):
        given = None if survey is None else survey.n
        raise OptionError("E703", name="survey", expected=f"n = {len(w)}", given=given)
    return resolve_margins(survey, margins, rescale=True)


def _balance(
    w: Array, survey: Survey | None, margins: tuple[Margin, ...]
) -> tuple[tuple[str, str, float, float, float, float, float], ...]:
    if survey is None or not margins:
        return ()
    start = row_weights(survey)
    rows = []
    for margin in margins:
        shares = [
            np.bincount(margin.codes, weights=each, minlength=len(margin.labels)) / each.sum()
            for each in (start, w)
        ]
        whole = margin.targets / margin.targets.sum()
        for label, p, before, after in zip(margin.labels, whole, *shares, strict=True):
            differences = asmd(float(before), float(p)), asmd(float(after), float(p))
            rows.append((margin.name, label, float(p), float(before), float(after), *differences))
    return tuple(rows)


def _spread_problems(ratio: float, effect: float, trimmed: float) -> list[Problem]:
    problems = []
    if ratio > LARGEST_RATIO:
        limit = int(LARGEST_RATIO)
        problems.append(
            make_problem("warning", "E630", source="", limit=limit, **styled(ratio=ratio))
        )
    if effect > LARGEST_DESIGN_EFFECT:
        limit = int(LARGEST_DESIGN_EFFECT)
        problems.append(
            make_problem("warning", "E631", source="", limit=limit, **styled(2, effect=effect))
        )
    if trimmed > LARGEST_TRIMMED:
        limit = round(100 * LARGEST_TRIMMED)
        share = styled(share=100 * trimmed)
        problems.append(make_problem("warning", "E632", source="", limit=limit, **share))
    return problems


def _sum_problems(w: Array, margins: tuple[Margin, ...]) -> list[Problem]:
    if not margins:
        return []
    total, people = float(w.sum()), float(margins[0].targets.sum())
    if abs(total - people) <= LARGEST_SUM_GAP * people:
        return []
    return [
        make_problem(
            "error",
            "E227",
            source="",
            first="weights",
            sum_first=f"{total:.15g}",
            second=margins[0].name,
            sum_second=f"{people:.15g}",
        )
    ]
