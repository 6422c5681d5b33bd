"""Association between two classifications under a survey design.

Source: Rao & Scott (1981), JASA 76, 221-230; Rao & Scott (1984), Annals of Statistics 12, 46-60;
Thomas & Rao (1990) for the adjusted Wald test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.estimates.linearised import Linearised, for_tests, require_df, wald
from berakhlak_stats.significance.cross_table import CrossTable, cross_table
from berakhlak_stats.significance.quadratic_forms import exact_tail, saddlepoint_tail
from berakhlak_stats.significance.result import TestResult
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

AssociationStatistic = Literal["F", "Chisq", "Wald", "adjWald", "lincom", "saddlepoint"]
Denominator = Literal["satterthwaite", "infinite"]
REFERENCES = {
    "F": "Rao & Scott (1984)",
    "Chisq": "Rao & Scott (1981)",
    "Wald": "Koch, Freeman & Freeman (1975)",
    "adjWald": "Thomas & Rao (1990)",
    "lincom": "Rao & Scott (1981); Imhof (1961)",
    "saddlepoint": "Rao & Scott (1981); Kuonen (1999)",
}


def association_test(
    survey: Survey,
    *,
    row: str,
    column: str,
    statistic: AssociationStatistic = "F",
    denominator: Denominator = "satterthwaite",
    finite_population: bool = False,
) -> TestResult:
    """Whether two classifications of the same people are associated.

    Parameters
    ----------
    survey : Survey
    row, column : str
        Columns, rating items, or ``"list:word"`` for having picked a word. Respondents without
        an answer to either are outside the domain.
    statistic : {"F", "Chisq", "Wald", "adjWald", "lincom", "saddlepoint"}
        "F": second-order Rao-Scott correction of the Pearson statistic. "Chisq": first-order
        correction. "lincom": the distribution of the Pearson statistic itself, a weighted sum
        of chi-squares, integrated exactly. "saddlepoint": the same by Kuonen's approximation.
        "Wald": distance from independence by its own covariance. "adjWald": the same, less
        liberal where there are few primary units.
    denominator : {"satterthwaite", "infinite"}
        Degrees of freedom behind the design effects in "lincom" and "saddlepoint": those of
        the denominator of "F", or infinitely many (R's ``svychisq`` under replicate weights).
    finite_population : bool
        Apply the population counts of the design. Off for a test, which asks about more than
        the people of today. Replicate weights carry theirs with them.

    Returns
    -------
    TestResult
        ``statistic`` is an F for "F", "Wald" and "adjWald", with ``df`` and ``df_2``; for the
        others the Pearson statistic at the actual sample size.

    Notes
    -----
    With ``p`` the estimated cell shares, ``V`` their covariance and ``C`` contrasts of the
    interaction, the eigenvalues of ``(C' D^-1 C / n)^-1 C' D^-1 V D^-1 C``, ``D = diag(p)``, are
    the generalised design effects: all 1 for a simple random sample. Empty cells are allowed,
    labels that nobody has are dropped. Do not use it for answers of which one person may
    give several (pick lists): each word is a classification of its own.

    References
    ----------
    Rao & Scott (1981), JASA 76, 221-230; Rao & Scott (1984), Annals of Statistics 12, 46-60;
    Koch, Freeman & Freeman (1975), International Statistical Review 43, 59-78; Thomas & Rao
    (1990), Journal of the Royal Statistical Society C 39, 379-390; Kuonen (1999), Biometrika
    86, 929-935; Imhof (1961), Biometrika 48, 419-426.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.significance import association_test
    >>> survey = bs.simulate.simulate(seed=1)
    >>> test = association_test(survey, row="sex", column="current:bertanggung_jawab")
    >>> 0 <= test.p_value <= 1
    True
    """
    for name, given, choices in (
        ("statistic", statistic, get_args(AssociationStatistic)),
        ("denominator", denominator, get_args(Denominator)),
    ):
        if given not in choices:
            raise OptionError("E701", name=name, given=given, choices=", ".join(choices))
    table = cross_table(for_tests(survey, finite_population), row, column)
    if statistic in ("Wald", "adjWald"):
        found, value, df, df_2, p = _wald(table, adjusted=statistic == "adjWald")
    else:
        found, value, df, df_2, p = _pearson(table, statistic, denominator)
    return TestResult(
        name=f"{row} by {column}",
        statistic=value,
        df=df,
        df_2=df_2,
        p_value=p,
        n=found.n,
        method=f"association_test [{statistic}]",
        reference=REFERENCES[statistic],
    )


Verdict = tuple[Linearised, float, float, float, float]


def _pearson(table: CrossTable, statistic: str, denominator: str) -> Verdict:
    """Pearson's statistic against what the design makes of its distribution."""
    found = table.shares()
    nu = require_df(found.df, "association_test")
    p = found.estimate.reshape(len(table.rows), len(table.columns))
    independent = np.outer(p.sum(axis=1), p.sum(axis=0))
    pearson = float(found.n * ((p - independent) ** 2 / independent).sum())
    effects = _design_effects(found, len(table.rows), len(table.columns))
    df = float(effects.sum() ** 2 / (effects**2).sum())
    size, value = float(len(effects)), pearson / float(effects.sum())
    if statistic == "F":
        return found, value, df, df * nu, _f_tail(value, df, df * nu)
    if statistic == "Chisq":
        return found, pearson, size, np.nan, _f_tail(value, size, np.inf)
    tail = exact_tail if statistic == "lincom" else saddlepoint_tail
    df_2 = df * nu if denominator == "satterthwaite" else np.inf
    return found, pearson, size, df_2, tail(pearson, effects, df_2)


def _design_effects(found: Linearised, rows: int, columns: int) -> Array:
    """Generalised design effects: eigenvalues of the actual over the binomial covariance."""
    from scipy.linalg import eigh

    centred = [np.eye(size)[:, 1:] - 1 / size for size in (rows, columns)]
    contrasts = np.kron(*centred)
    p = found.estimate
    # Empty cells say nothing about the covariance of the others.
    inverse = np.divide(1.0, p, out=np.zeros_like(p), where=p > 0)
    scaled = inverse[:, None] * contrasts
    simple = contrasts.T @ scaled / found.n
    if np.linalg.matrix_rank(simple, hermitian=True) < len(simple):
        raise DesignError("E643", statistic="association_test")
    values = eigh(scaled.T @ found.covariance @ scaled, simple, eigvals_only=True)
    if not values.max() > 0:
        raise DesignError("E643", statistic="association_test")
    return np.asarray(np.maximum(values, 0.0))


def _wald(table: CrossTable, adjusted: bool) -> Verdict:
    """Distance of the cells from independence, by its linearised covariance.

    Linearised from the totals of the cells also under replicate weights, where the
    difference itself would be replicated with a bias of its own.
    """
    found = table.totals()
    nu = require_df(found.df, "association_test")
    cells = found.estimate.reshape(len(table.rows), len(table.columns))
    by_row, by_column, total = cells.sum(axis=1), cells.sum(axis=0), cells.sum()
    inner = np.arange(cells.size).reshape(cells.shape)[:-1, :-1].ravel()
    i, j = np.divmod(inner, len(table.columns))
    k, m = np.divmod(np.arange(cells.size), len(table.columns))
    slopes = (
        (inner[:, None] == np.arange(cells.size)).astype(float)
        - (i[:, None] == k) * by_column[j][:, None] / total
        - (j[:, None] == m) * by_row[i][:, None] / total
        + (by_row[i] * by_column[j])[:, None] / total**2
    )
    distance = cells[i, j] - by_row[i] * by_column[j] / total
    size = len(inner)
    value = wald(distance, slopes @ found.covariance @ slopes.T, "association_test") / size
    df_2 = nu
    if adjusted:
        df_2 = require_df(nu - size + 1, "association_test")
        value *= df_2 / nu
    return found, value, float(size), df_2, _f_tail(value, size, df_2)


def _f_tail(value: float, df: float, df_2: float) -> float:
    from scipy.special import chdtrc, fdtrc

    if np.isinf(df_2):
        return float(chdtrc(df, value * df))
    return float(fdtrc(df, df_2, value))
