"""How far answers would spread if nobody agreed: variances of the null distributions.

Source: James, Demaree & Wolf (1984), Journal of Applied Psychology 69, 85-98, for the uniform
and 5-point shapes; LeBreton & Senter (2008), Organizational Research Methods 11, 815-852,
Table 2, for 5 to 11 categories.
"""

from __future__ import annotations

from berakhlak_stats.errors import OptionError, StatisticError

SHAPES = ("uniform", "slight_skew", "moderate_skew", "heavy_skew", "triangular", "normal")
_PUBLISHED = {
    5: (1.34, 0.90, 0.44, 1.32, 1.04),
    6: (1.85, 1.26, 0.69, 1.45, 1.25),
    7: (2.90, 2.14, 1.39, 2.10, 1.40),
    8: (3.47, 2.79, 2.35, 2.81, 1.73),
    9: (5.66, 4.73, 3.16, 3.00, 1.58),
    10: (6.30, 5.09, 3.46, 2.89, 1.45),
    11: (7.31, 6.32, 4.02, 3.32, 1.40),
}
"""Per number of categories: the shapes after "uniform", in the order of ``SHAPES``."""


def null_variance(shape: str | float, categories: float) -> float:
    """The variance of one answer under a null distribution.

    Parameters
    ----------
    shape : str or float
        One of ``SHAPES``, or the variance itself.
    categories : float
        Number of answer categories; only named shapes need it.

    Returns
    -------
    float
        In squared units of the answers. Uniform: ``(A^2 - 1) / 12``; the others are published
        for 5 to 11 categories (LeBreton & Senter 2008, Table 2).

    Examples
    --------
    >>> null_variance("uniform", 5), null_variance("slight_skew", 5)
    (2.0, 1.34)
    """
    if not isinstance(shape, str):
        if not shape > 0:
            raise OptionError("E703", name="null", expected="> 0", given=shape)
        return float(shape)
    if shape not in SHAPES:
        raise OptionError("E701", name="null", given=shape, choices=", ".join(SHAPES))
    if shape == "uniform":
        return (categories**2 - 1) / 12
    known = _PUBLISHED.get(int(categories)) if categories == int(categories) else None
    if known is None:
        raise StatisticError("E830", shape=shape, categories=categories, known="uniform")
    return known[SHAPES.index(shape) - 1]
