"""How many respondents: the rules in use here, and what each assumes in silence.

Sizes are numbers of completed answers. None of the rules knows about non-response: ask more
people than the size says, and mind who does not answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from berakhlak_stats.errors import OptionError
from berakhlak_stats.weighting.texts import Sentence, sentence

Rule = Literal["cochran", "krejcie_morgan", "slovin"]
FpcForm = Literal["(N-n)/(N-1)", "1-n/N"]
KREJCIE_MORGAN_CHI2 = 3.841


@dataclass(frozen=True)
class SampleSize:
    """A sample size with the assumptions behind it.

    ``exact`` is the formula's value; ``n`` what to aim for, after the design effect, never
    above the population. ``assumes`` holds the silent assumptions as (Indonesian, English).
    """

    rule: str
    population: int
    margin: float
    exact: float
    n: int
    design_effect: float
    assumes: tuple[Sentence, ...]


def slovin(population: int, margin: float = 0.05) -> float:
    """Slovin's size ``N / (1 + N e^2)``, unrounded.

    Parameters
    ----------
    population : int
    margin : float
        Margin of error as a share, such as 0.05.

    Returns
    -------
    float

    Notes
    -----
    It is Cochran's size with z = 2 (95.45% confidence) and p = 0.5: for one proportion, of
    the whole population, by simple random sampling. It says nothing about units.

    References
    ----------
    Of unclear origin; commonly attributed to Slovin (1960), for which no source is known.

    Examples
    --------
    >>> round(slovin(1000))
    286
    """
    _check(population, margin)
    return population / (1 + population * margin**2)


def krejcie_morgan(population: int, margin: float = 0.05, p: float = 0.5) -> float:
    """Krejcie and Morgan's size, unrounded (their table rounds to the nearest integer).

    Parameters
    ----------
    population : int
    margin : float
    p : float
        Expected proportion; 0.5 is the most cautious.

    Returns
    -------
    float

    Notes
    -----
    Chi-square 3.841 (95%), finite population, one proportion, simple random sampling.

    References
    ----------
    Krejcie & Morgan (1970), Educational and Psychological Measurement 30, 607-610.

    Examples
    --------
    >>> round(krejcie_morgan(1000))
    278
    """
    _check(population, margin)
    spread = KREJCIE_MORGAN_CHI2 * p * (1 - p)
    return population * spread / (margin**2 * (population - 1) + spread)


def cochran(
    population: int, margin: float = 0.05, p: float = 0.5, conf_level: float = 0.95
) -> float:
    """Cochran's size with the finite population correction, unrounded.

    Parameters
    ----------
    population : int
    margin : float
    p : float
    conf_level : float

    Returns
    -------
    float

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd ed., section 4.4.

    Examples
    --------
    >>> import math
    >>> math.ceil(cochran(1000))
    278
    """
    _check(population, margin)
    infinite = quantile(conf_level) ** 2 * p * (1 - p) / margin**2
    return infinite / (1 + (infinite - 1) / population)


_SILENT = {
    "slovin": ("slovin_proportion", "simple_random", "whole_not_units", "everyone_answers"),
    "krejcie_morgan": (
        "krejcie_morgan_proportion",
        "simple_random",
        "whole_not_units",
        "everyone_answers",
    ),
    "cochran": ("cochran_proportion", "simple_random", "whole_not_units", "everyone_answers"),
}
_RULES = {"slovin": slovin, "krejcie_morgan": krejcie_morgan, "cochran": cochran}


def sample_size(
    population: int, *, margin: float = 0.05, rule: str = "cochran", design_effect: float = 1.0
) -> SampleSize:
    """Respondents needed for a margin of error, with what the rule assumes.

    Parameters
    ----------
    population : int
        People in the population (or in the unit, for a result about the unit).
    margin : float
        Half-width of a 95% interval of one proportion, as a share.
    rule : {"cochran", "krejcie_morgan", "slovin"}
    design_effect : float
        By how much the design inflates the variance (clusters, unequal weights).

    Returns
    -------
    SampleSize

    Notes
    -----
    The size is rounded up after it is multiplied by the design effect; Krejcie and Morgan's
    table rounds to the nearest integer, which this follows while the design effect is 1.

    References
    ----------
    Kish (1965), Survey Sampling, section 8.2, for the design effect.

    Examples
    --------
    >>> sample_size(4260).n
    353
    """
    if rule not in _RULES:
        raise OptionError("E701", name="rule", given=rule, choices=", ".join(_RULES))
    if design_effect <= 0:
        raise OptionError("E703", name="design_effect", expected="> 0", given=design_effect)
    exact = _RULES[rule](population, margin)
    inflated = exact * design_effect
    nearest = rule == "krejcie_morgan" and design_effect == 1
    # A hair below an integer is rounding of the formula, not another respondent.
    n = round(inflated) if nearest else math.ceil(inflated - 1e-9)
    return SampleSize(
        rule,
        population,
        margin,
        exact,
        min(n, population),
        design_effect,
        tuple(sentence(key) for key in _SILENT[rule]),
    )


def margin_of_error(
    n: int,
    population: int | None = None,
    *,
    p: float = 0.5,
    form: str = "(N-n)/(N-1)",
    conf_level: float = 0.95,
) -> float:
    """Half-width of the confidence interval of one proportion, as a share.

    Parameters
    ----------
    n : int
        Respondents.
    population : int, optional
        With it, the finite population correction applies.
    p : float
    form : {"(N-n)/(N-1)", "1-n/N"}
        The first pairs with ``p(1-p)/n``, the second with ``p(1-p)/(n-1)``.
    conf_level : float

    Returns
    -------
    float

    Notes
    -----
    As if respondents were a random sample: it does not cover who did not answer.

    References
    ----------
    Cochran (1977), section 3.2.

    Examples
    --------
    >>> round(100 * margin_of_error(375, 500, p=0.6))
    2
    """
    if n < 2:
        raise OptionError("E703", name="n", expected=">= 2", given=n)
    if population is not None and n > population:
        raise OptionError("E703", name="n", expected=f"<= {population}", given=n)
    if form not in get_args(FpcForm):
        raise OptionError("E701", name="form", given=form, choices=", ".join(get_args(FpcForm)))
    variance = p * (1 - p) / n if form == "(N-n)/(N-1)" else p * (1 - p) / (n - 1)
    if population is not None:
        whole = (population - n) / (population - 1) if form == "(N-n)/(N-1)" else 1 - n / population
        variance *= whole
    return quantile(conf_level) * math.sqrt(variance)


def quantile(conf_level: float) -> float:
    """The normal quantile z of a two-sided confidence level."""
    from scipy.special import ndtri

    if not 0 < conf_level < 1:
        expected = "0 < conf_level < 1"
        raise OptionError("E703", name="conf_level", expected=expected, given=conf_level)
    return float(ndtri(0.5 + conf_level / 2))


def _check(population: int, margin: float) -> None:
    if population < 1:
        raise OptionError("E703", name="population", expected=">= 1", given=population)
    if not 0 < margin < 1:
        raise OptionError("E703", name="margin", expected="0 < margin < 1", given=margin)
