"""One-way analysis of variance from unit totals, and the F test it ends in.

Source: Searle (1971), Linear Models, ch. 10; Bartko (1976), Psychological Bulletin 83, 762-765.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from berakhlak_stats.agreement.unit_totals import UnitTotals


@dataclass(frozen=True)
class Anova:
    """Mean squares between and within ``units``, and the two average sizes in use.

    ``mean_size`` is ``N / k``; ``anova_size`` is ``(N - sum n^2 / N) / (k - 1)``, with which the
    estimator of variance between units is unbiased. Equal units have both alike.
    """

    units: int
    persons: float
    between: float
    within: float
    mean_size: float
    anova_size: float

    @property
    def f(self) -> float:
        """The F statistic; infinite without variance within units, NaN without any."""
        if self.within > 0:
            return self.between / self.within
        return np.inf if self.between > 0 else np.nan

    @property
    def df(self) -> tuple[float, float]:
        """Degrees of freedom of numerator and denominator."""
        return self.units - 1.0, self.persons - self.units

    @property
    def p_value(self) -> float:
        """Upper tail of the F distribution."""
        from scipy.special import fdtrc

        return float(fdtrc(*self.df, self.f)) if np.isfinite(self.f) else np.nan

    def test(self) -> dict[str, Any]:
        """The columns of the F test."""
        df, df_2 = self.df
        return {"statistic": self.f, "df": df, "df_2": df_2, "p_value": self.p_value}

    def f_bounds(self, conf_level: float) -> tuple[float, float]:
        """The ratio of expected mean squares that F may come from, lowest and highest."""
        if not np.isfinite(self.f):
            return np.nan, np.nan
        df, df_2 = self.df
        tail = (1 - conf_level) / 2
        upper, lower = f_quantile(df, df_2, 1 - tail), f_quantile(df, df_2, tail)
        return self.f / upper, self.f / lower


def f_quantile(df: float, df_2: float, level: float) -> float:
    """Quantile of the F distribution."""
    from scipy.special import fdtri

    return float(fdtri(df, df_2, level))


def one_way(units: UnitTotals) -> Anova:
    """The analysis of variance of the first value of ``units``."""
    size, mean = units.size, units.mean[:, 0]
    total, k = float(size.sum()), len(size)
    grand = float(size @ mean) / total
    between = float(size @ (mean - grand) ** 2) / (k - 1)
    within = max(float(units.within[:, 0, 0].sum()), 0.0) / (total - k)
    # What rounding leaves of nothing is nothing.
    scale = max(between, within, 1.0)
    between, within = (0.0 if each < 1e-13 * scale else each for each in (between, within))
    return Anova(
        k, total, between, within, total / k, (total - float(size @ size) / total) / (k - 1)
    )
