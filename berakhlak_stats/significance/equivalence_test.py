"""Whether a difference is small enough not to matter: two one-sided tests."""

from __future__ import annotations

import math

from berakhlak_stats.errors import OptionError
from berakhlak_stats.significance.result import TestResult


def equivalence_test(test: TestResult, *, margin: float) -> TestResult:
    """Whether the quantity of ``test`` lies within ``margin`` of nothing, on either side.

    Parameters
    ----------
    test : TestResult
        With an estimate, a standard error and degrees of freedom: of ``t_test``,
        ``two_sample_test``, ``paired_test`` or a regression.
    margin : float
        Largest difference that does not matter, in the units of the estimate, above 0. It must
        be chosen before the data are seen.

    Returns
    -------
    TestResult
        A p below alpha says "equivalent within the margin". Interval: the one at
        ``2 conf_level - 1`` (90% for 95%) that lies inside the margin exactly when
        p < 1 - conf_level.

    Notes
    -----
    The larger of two one-sided t tests. "Not significant" is not "the same": only this test may
    say so. A difference can be significant and equivalent at once: real, and too small to matter.

    References
    ----------
    Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"a": [1.0, 2, 3, 4, 5] * 8, "b": [1.1, 2, 2.9, 4.1, 4.9] * 8})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> test = bs.significance.t_test(survey, item="a", paired="b")
    >>> bs.significance.equivalence_test(test, margin=0.2).p_value < 0.001
    True
    """
    from scipy.special import stdtr, stdtrit

    if not margin > 0:
        raise OptionError("E703", name="margin", expected="> 0", given=margin)
    if not (math.isfinite(test.estimate) and test.std_error > 0):
        raise OptionError("E703", name="test", expected="estimate, std_error", given=test.method)
    df = test.df
    above = float(stdtr(df, -(test.estimate + margin) / test.std_error))
    below = float(stdtr(df, (test.estimate - margin) / test.std_error))
    reach = float(stdtrit(df, test.conf_level)) * test.std_error
    statistic = (abs(test.estimate) - margin) / test.std_error
    return TestResult(
        name=test.name,
        statistic=statistic,
        df=df,
        p_value=max(above, below),
        n=test.n,
        method=f"equivalence_test [margin {margin:g}] of {test.method}",
        reference="Schuirmann (1987)",
        estimate=test.estimate,
        std_error=test.std_error,
        conf_low=test.estimate - reach,
        conf_high=test.estimate + reach,
        conf_level=2 * test.conf_level - 1,
    )
