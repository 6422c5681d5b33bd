"""How the numbers of a level are printed: one table for tables, figures, sentences and exports."""

from __future__ import annotations

from dataclasses import dataclass

from berakhlak_stats.estimates.bounds import PEOPLE_LEVELS, PROFILE_LEVELS, VOTE_LEVELS

COEFFICIENT = "coefficient"
"""The level of correlations, indices of agreement and the like."""
PAIR = "pair"
"""The level of correlations of two items."""
RANK = "rank"
"""The level of places, which are whole numbers."""


@dataclass(frozen=True)
class Scale:
    """From the number in a frame to the one on paper."""

    factor: float = 1.0
    decimals: int = 1
    unit: str = ""
    """What follows the number: "%" or nothing."""
    points: bool = True
    """Whether differences are in index points or percentage points, as the floor of verbs is."""

    @property
    def frame_decimals(self) -> int:
        """As many decimals of the frame's number as are printed of the scaled one."""
        return self.decimals + (2 if self.factor == 100 else 0)


SCORE = Scale()
"""Indices and other scores on 0-100."""
_SHARE = Scale(100.0, unit="%")
_WHOLE = Scale(decimals=0, points=False)
_ONE = Scale(points=False)
_TWO = Scale(decimals=2, points=False)
_FOUR = Scale(decimals=4, points=False)

_SCALES: dict[str, Scale] = {
    **dict.fromkeys(VOTE_LEVELS | PEOPLE_LEVELS | PROFILE_LEVELS, _SHARE),
    **dict.fromkeys(("congruence", "driver", "driver_share"), _SHARE),
    "entropy": Scale(unit="%"),
    "resample_share": Scale(100.0, 0, "%"),
    "place": Scale(100.0),
    **dict.fromkeys((RANK, "matches", "respondents"), _WHOLE),
    **dict.fromkeys(("distance", "ratio", "words"), _ONE),
    **dict.fromkeys((COEFFICIENT, PAIR, "test", "cell", "profile", "surface", "model"), _TWO),
    "performance": _TWO,
    "component": _FOUR,
}
_ITEMS = dict.fromkeys(("top_positive", "top_limiting"), _WHOLE)
"""Counts among rows of a level that is no count."""
_STATISTICS = dict.fromkeys(("number_mean", "number_ratio", "number_quantile"), _TWO)
"""Statistics in the units of their answers, a scale of few steps among them."""

SHARE_LEVELS = frozenset(level for level, scale in _SCALES.items() if scale == _SHARE)
"""Levels whose estimates are shares 0-1 in the frame and percent on paper."""
PERCENT_LEVELS = frozenset(level for level, scale in _SCALES.items() if scale.unit)
"""Levels printed in percent, whatever the frame holds."""


def scale_of(level: str, item: str = "", statistic: str = "") -> Scale:
    """The scale of a row: one decimal for scores and shares, which are printed in percent.

    Parameters
    ----------
    level : str
        The level of the row; scores on 0-100 where it is not known.
    item, statistic : str
        What the row is about and who made it: a few are counts, or in units of their own.

    Returns
    -------
    Scale

    Examples
    --------
    >>> scale_of("word").factor, scale_of("rank").decimals, scale_of("index").decimals
    (100.0, 0, 1)
    """
    if item in _ITEMS:
        return _ITEMS[item]
    return _SCALES.get(level) or _STATISTICS.get(statistic, SCORE)
