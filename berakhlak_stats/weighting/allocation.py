"""How to spread a sample over units, and how many each unit needs for its own result."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError
from berakhlak_stats.weighting.distance import Array
from berakhlak_stats.weighting.sample_size import margin_of_error, quantile

if TYPE_CHECKING:
    import pandas as pd

AllocationRule = Literal["proportional", "neyman", "equal_precision", "equal"]
_BISECTIONS = 200


@dataclass(frozen=True)
class Allocation:
    """Respondents per unit.

    ``sizes`` and ``headcounts`` are by unit, in the order of the frame; ``margins`` the
    half-width of a 95% interval of a proportion of one half in each unit, as a share (NaN
    where fewer than two people are drawn).
    """

    rule: str
    sizes: Mapping[str, int]
    headcounts: Mapping[str, int]
    margins: Mapping[str, float]

    @property
    def total(self) -> int:
        """Respondents in all."""
        return sum(self.sizes.values())

    def to_frame(self) -> pd.DataFrame:
        """One row per unit: unit, headcount, n, sampling_fraction, margin."""
        import pandas as pd

        frame = pd.DataFrame(
            {
                "unit": list(self.sizes),
                "headcount": list(self.headcounts.values()),
                "n": list(self.sizes.values()),
                "margin": list(self.margins.values()),
            }
        )
        # A unit without people has no fraction, not an infinite one.
        people = frame["headcount"].where(frame["headcount"] > 0)
        frame.insert(3, "sampling_fraction", frame["n"] / people)
        return frame


def allocate(
    frame: Mapping[str, int],
    total: int,
    *,
    rule: str = "proportional",
    spread: Mapping[str, float] | None = None,
    minimum: int = 0,
) -> Allocation:
    """Spread ``total`` respondents over the units of a frame.

    Parameters
    ----------
    frame : mapping of unit to headcount
        Such as ``read_frame(path).margins["unit"]``.
    total : int
        Respondents in all. Never more than the headcounts together.
    rule : {"proportional", "neyman", "equal_precision", "equal"}
        By headcount; by headcount times ``spread`` (the most precise whole at this size);
        the same margin of error in every unit; the same number in every unit.
    spread : mapping of unit to standard deviation, optional
        Needed by "neyman"; used by "equal_precision" (equal by default).
    minimum : int
        Respondents every unit gets at least, or all its people where it has fewer.

    Returns
    -------
    Allocation
        Whole numbers that sum to ``total``, by largest remainders, none above the headcount.

    Notes
    -----
    A unit that would get more than its people is taken whole and the rest spread again.
    "proportional" and "neyman" serve the whole, not the units: small units get too few for
    results of their own. Sizes are completed answers; ask more people than that.

    References
    ----------
    Neyman (1934), Journal of the Royal Statistical Society 97, 558-625; Cochran (1977),
    Sampling Techniques, sections 5.5 and 5.9.

    Examples
    --------
    >>> dict(allocate({"A": 600, "B": 300, "C": 100}, 100).sizes)
    {'A': 60, 'B': 30, 'C': 10}
    """
    if rule not in get_args(AllocationRule):
        choices = ", ".join(get_args(AllocationRule))
        raise OptionError("E701", name="rule", given=rule, choices=choices)
    heads = _headcounts(frame)
    low = np.minimum(minimum, heads)
    if not low.sum() <= total <= heads.sum():
        expected = f"{int(low.sum())} <= total <= {int(heads.sum())}"
        raise OptionError("E703", name="total", expected=expected, given=total)
    sds = _spreads(frame, spread, rule)
    if rule == "equal_precision":
        share = _equal_precision(heads, sds, low, total)
    else:
        size = {"proportional": heads, "neyman": heads * sds, "equal": (heads > 0) * 1.0}[rule]
        share = _proportional(np.asarray(size, float), heads, low, total)
    sizes = _whole(share, heads, total)
    margins = {
        unit: margin_of_error(int(n), int(people)) if n >= 2 else math.nan
        for unit, n, people in zip(frame, sizes, heads, strict=True)
    }
    whole = dict(zip(frame, sizes.tolist(), strict=True))
    return Allocation(rule, whole, dict(zip(frame, heads.tolist(), strict=True)), margins)


def minimum_per_unit(
    frame: Mapping[str, int],
    margin: float = 0.05,
    *,
    p: float = 0.5,
    conf_level: float = 0.95,
    design_effect: float = 1.0,
) -> dict[str, int]:
    """Respondents each unit needs for a result of its own within a margin of error.

    Parameters
    ----------
    frame : mapping of unit to headcount
    margin : float
        Half-width of the interval of one proportion, as a share.
    p : float
        Expected proportion; 0.5 is the most cautious.
    conf_level : float
    design_effect : float

    Returns
    -------
    dict of unit to int
        The smallest number that keeps the margin with the finite population correction
        ``(N-n)/(N-1)``; all people where nothing less does.

    References
    ----------
    Cochran (1977), Sampling Techniques, section 4.4.

    Examples
    --------
    >>> minimum_per_unit({"Dinas": 500, "Badan": 58}, 0.05)
    {'Dinas': 218, 'Badan': 51}
    """
    if not 0 < margin < 1:
        raise OptionError("E703", name="margin", expected="0 < margin < 1", given=margin)
    if design_effect <= 0:
        raise OptionError("E703", name="design_effect", expected="> 0", given=design_effect)
    infinite = design_effect * quantile(conf_level) ** 2 * p * (1 - p) / margin**2
    heads = _headcounts(frame)
    exact = infinite * heads / (heads + infinite - 1)
    needed = np.minimum(np.ceil(np.maximum(exact - 1e-9, 0)), heads)
    return dict(zip(frame, needed.astype(int).tolist(), strict=True))


def _headcounts(frame: Mapping[str, int]) -> NDArray[np.int64]:
    heads = np.array(list(frame.values()), float)
    bad = [u for u, ok in zip(frame, np.isfinite(heads) & (heads >= 0), strict=True) if not ok]
    if bad or not len(heads):
        given = bad[0] if bad else None
        raise OptionError("E703", name="frame", expected="headcounts >= 0", given=given)
    return heads.astype(np.int64)


def _spreads(frame: Mapping[str, int], spread: Mapping[str, float] | None, rule: str) -> Array:
    if spread is None:
        if rule == "neyman":
            raise OptionError("E703", name="spread", expected="{unit: SD}", given=None)
        return np.ones(len(frame))
    missing = [unit for unit in frame if not spread.get(unit, -1.0) >= 0]
    if missing:
        raise OptionError("E703", name="spread", expected="SD >= 0", given=missing[0])
    return np.array([spread[unit] for unit in frame], float)


def _proportional(size: Array, heads: NDArray[np.int64], low: Array, total: int) -> Array:
    """Shares in proportion to ``size`` between ``low`` and ``heads`` that sum to ``total``."""
    return _bisect(lambda scale: np.clip(scale * size, low, heads), total)


def _equal_precision(heads: NDArray[np.int64], sds: Array, low: Array, total: int) -> Array:
    """Sizes at which the corrected standard error is the same in every unit."""

    def sizes(scale: float) -> Array:
        infinite = scale * sds**2
        # The correction (N-n)/(N-1) says nothing about a unit of one.
        others = np.where(heads > 1, heads - 1, 1) + infinite * (heads > 1)
        return np.asarray(np.clip(infinite * heads / others, low, heads))

    return _bisect(sizes, total)


def _bisect(sizes: Callable[[float], Array], total: int) -> Array:
    """The sizes at the scale where they sum to ``total``; sizes never fall as scale grows."""
    low, high = 0.0, 1.0
    while sizes(high).sum() < total and high < 1e300:
        high *= 2
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if sizes(middle).sum() < total:
            low = middle
        else:
            high = middle
    return np.asarray(sizes(high))


def _whole(share: Array, heads: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Largest remainders; never above the headcount."""
    sizes = np.floor(share + 1e-9).astype(np.int64)
    for index in np.argsort(-(share - sizes), kind="stable"):
        if sizes.sum() >= total:
            break
        sizes[index] += int(sizes[index] < heads[index])
    # Only where spreads of zero left units out: what remains goes where there is room.
    for index in np.argsort(-(heads - sizes), kind="stable"):
        room = min(int(heads[index] - sizes[index]), int(total - sizes.sum()))
        sizes[index] += max(room, 0)
    return sizes
