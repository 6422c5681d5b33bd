"""Power of a comparison of two groups, and the respondents it needs.

Without a finite population correction: two groups are compared as if each came from a large
population, which is what a statement about the next survey needs.
"""

from __future__ import annotations

import math

from berakhlak_stats.errors import OptionError


def power_of_means(
    n: float,
    difference: float,
    sd: float,
    *,
    n_2: float | None = None,
    alpha: float = 0.05,
    comparisons: int = 1,
    design_effect: float = 1.0,
) -> float:
    """Probability that a two-sided t test sees a difference of two means.

    Parameters
    ----------
    n : float
        Respondents of the first group.
    difference : float
        True difference, in the units of ``sd`` (index points, say).
    sd : float
        Standard deviation between persons, the same in both groups.
    n_2 : float, optional
        Respondents of the second group; ``n`` by default.
    alpha : float
    comparisons : int
        Number of comparisons that share ``alpha`` (Bonferroni).
    design_effect : float
        By how much clusters or weights inflate the variance; sizes are divided by it.

    Returns
    -------
    float

    Notes
    -----
    Noncentral t. Of two indices of the same people, use the spread of the differences and a
    paired design instead: this is for two separate groups.

    References
    ----------
    Cohen (1988), Statistical Power Analysis, 2nd ed., ch. 2; Kish (1965), section 8.2.

    Examples
    --------
    >>> round(power_of_means(200, 5, 20), 2)
    0.7
    """
    from statsmodels.stats.power import TTestIndPower

    _check(alpha, comparisons, design_effect)
    first, second = _sizes(n, n_2, design_effect)
    _positive("sd", sd)
    power = TTestIndPower().power(
        abs(difference) / sd, first, alpha / comparisons, ratio=second / first
    )
    return float(power)


def size_for_means(
    difference: float,
    sd: float,
    *,
    power: float = 0.8,
    alpha: float = 0.05,
    comparisons: int = 1,
    design_effect: float = 1.0,
) -> int:
    """Respondents per group that see a difference of two means with a given power.

    Parameters
    ----------
    difference : float
        The smallest true difference that matters, in the units of ``sd``.
    sd : float
        Standard deviation between persons, the same in both groups.
    power : float
    alpha : float
    comparisons : int
        Number of comparisons that share ``alpha`` (Bonferroni).
    design_effect : float

    Returns
    -------
    int
        For each of two groups of equal size, rounded up.

    References
    ----------
    Cohen (1988), Statistical Power Analysis, 2nd ed., ch. 2.

    Examples
    --------
    >>> size_for_means(5, 20)
    253
    """
    from statsmodels.stats.power import TTestIndPower

    _check(alpha, comparisons, design_effect, power)
    _positive("sd", sd)
    _positive("difference", abs(difference))
    n = TTestIndPower().solve_power(
        effect_size=abs(difference) / sd, alpha=alpha / comparisons, power=power
    )
    return math.ceil(float(n) * design_effect - 1e-9)


def power_of_proportions(
    n: float,
    p: float,
    p_2: float,
    *,
    n_2: float | None = None,
    alpha: float = 0.05,
    comparisons: int = 1,
    design_effect: float = 1.0,
) -> float:
    """Probability that a two-sided z test sees a difference of two proportions.

    Parameters
    ----------
    n : float
        Respondents of the first group.
    p, p_2 : float
        True proportions, as shares.
    n_2 : float, optional
        Respondents of the second group; ``n`` by default.
    alpha : float
    comparisons : int
        Number of comparisons that share ``alpha`` (Bonferroni).
    design_effect : float

    Returns
    -------
    float

    Notes
    -----
    Pooled variance under no difference, separate variances otherwise.

    References
    ----------
    Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, section 4.3.

    Examples
    --------
    >>> round(power_of_proportions(50, 0.50, 0.75), 3)
    0.74
    """
    from statsmodels.stats.proportion import power_proportions_2indep

    _check(alpha, comparisons, design_effect)
    _shares(p, p_2)
    first, second = _sizes(n, n_2, design_effect)
    found = power_proportions_2indep(
        p - p_2, p_2, first, ratio=second / first, alpha=alpha / comparisons
    )
    return float(found.power)


def size_for_proportions(
    p: float,
    p_2: float,
    *,
    power: float = 0.8,
    alpha: float = 0.05,
    comparisons: int = 1,
    design_effect: float = 1.0,
) -> int:
    """Respondents per group that see a difference of two proportions with a given power.

    Parameters
    ----------
    p, p_2 : float
        True proportions, as shares.
    power : float
    alpha : float
    comparisons : int
        Number of comparisons that share ``alpha`` (Bonferroni).
    design_effect : float

    Returns
    -------
    int
        For each of two groups of equal size, rounded up.

    References
    ----------
    Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, section 4.3.

    Examples
    --------
    >>> size_for_proportions(0.50, 0.75, power=0.9)
    77
    """
    from scipy.special import ndtri

    _check(alpha, comparisons, design_effect, power)
    _shares(p, p_2)
    _positive("p_2 - p", abs(p_2 - p))
    middle = (p + p_2) / 2
    none = float(ndtri(1 - alpha / comparisons / 2)) * math.sqrt(2 * middle * (1 - middle))
    some = float(ndtri(power)) * math.sqrt(p * (1 - p) + p_2 * (1 - p_2))
    n = ((none + some) / (p_2 - p)) ** 2
    return math.ceil(n * design_effect - 1e-9)


def _sizes(n: float, n_2: float | None, design_effect: float) -> tuple[float, float]:
    sizes = (n, n if n_2 is None else n_2)
    for size in sizes:
        if not size >= 2:
            raise OptionError("E703", name="n", expected=">= 2", given=size)
    first, second = (size / design_effect for size in sizes)
    return first, second


def _shares(*shares: float) -> None:
    for share in shares:
        if not 0 < share < 1:
            raise OptionError("E703", name="p", expected="0 < p < 1", given=share)


def _positive(name: str, value: float) -> None:
    if not value > 0:
        raise OptionError("E703", name=name, expected="> 0", given=value)


def _check(
    alpha: float, comparisons: int, design_effect: float, power: float | None = None
) -> None:
    if not 0 < alpha < 1:
        raise OptionError("E703", name="alpha", expected="0 < alpha < 1", given=alpha)
    if power is not None and not alpha < power < 1:
        raise OptionError("E703", name="power", expected="alpha < power < 1", given=power)
    if comparisons < 1:
        raise OptionError("E703", name="comparisons", expected=">= 1", given=comparisons)
    _positive("design_effect", design_effect)
