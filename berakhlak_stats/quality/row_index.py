"""What an index of careless answering returns: a number per respondent, and where the cut lies.

Values stand in one direction: higher is more careless. Where the literature counts the other
way (a consistency, a variability, seconds), ``sign`` is -1 and :attr:`RowIndex.measure` gives
the published direction back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.quality.rules import Rule, cut_of

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Array = NDArray[np.float64]
BATCH_ROWS = 65_536


@dataclass(frozen=True, repr=False)
class RowIndex:
    """One index for every respondent, in the order of the survey.

    Attributes
    ----------
    name : str
    values : float64 array, shape (n,), read-only
        Higher is more careless; NaN where a respondent's answers do not allow it.
    cut : float
        On the scale of ``values``; who reaches it is flagged.
    rule : Rule
        Where the cut comes from.
    sign : int
        -1 where ``values`` are the published measure turned round.
    parameters : mapping
        What else the index rests on, such as the pairs of items behind it.
    """

    name: str
    values: Array
    cut: float
    rule: Rule
    sign: int = 1
    parameters: tuple[tuple[str, Any], ...] = ()

    def __post_init__(self) -> None:
        self.values.setflags(write=False)

    def __repr__(self) -> str:
        """Counts only: no value of any respondent."""
        return self.summary()

    def __len__(self) -> int:
        return len(self.values)

    @property
    def measure(self) -> Array:
        """The values in the direction of the literature."""
        return np.asarray(self.sign * self.values)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whose answers allow the index."""
        return np.asarray(np.isfinite(self.values))

    @property
    def flagged(self) -> NDArray[np.bool_]:
        """Who reaches the cut. A flag is a reason to look, not a finding about a person."""
        values = np.nan_to_num(self.values, nan=-np.inf)
        reached = values > self.cut if self.rule.strict else values >= self.cut
        return np.asarray(reached & self.known)

    def summary(self) -> str:
        """One line of counts, for whoever holds the file; no value of any respondent."""
        known = int(self.known.sum())
        return (
            f"{self.name} [{self.rule.name}]: {int(self.flagged.sum())} of {known} flagged, "
            f"cut {self.sign * self.cut:.4g}, not computable for {len(self) - known}"
        )


def batches(source: Survey | SurveyStream) -> Iterator[Survey]:
    """The respondents in pieces that fit into memory, in their order."""
    from berakhlak_stats.survey.survey import Survey

    for survey in [source] if isinstance(source, Survey) else source:
        for start in range(0, survey.n, BATCH_ROWS):
            yield survey.take(slice(start, start + BATCH_ROWS))


def gather(source: Survey | SurveyStream, values: Callable[[Survey], Array]) -> Array:
    """``values`` of every batch, one after the other: shape (n,)."""
    out = np.empty(source.n)
    start = 0
    for batch in batches(source):
        out[start : start + batch.n] = values(batch)
        start += batch.n
    return out


def finished(
    name: str,
    values: Array,
    rule: str | float | None,
    *,
    sign: int = 1,
    size: float = np.nan,
    **parameters: Any,
) -> RowIndex:
    """The index with its cut.

    ``values`` are oriented; ``size`` is what rules about lengths count in (items of the survey,
    degrees of freedom).

    Raises
    ------
    StatisticError
        E841 where nobody's answers allow the index.
    """
    if not np.isfinite(values).any():
        raise make_error("E841", index=name)
    chosen, cut = cut_of(name, rule, values, sign=sign, size=size)
    return RowIndex(name, values, cut, chosen, sign, tuple(parameters.items()))
