"""What classical tests work on: answers of single persons drawn at random, without a design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.significance import variables
from berakhlak_stats.survey.survey import require_answers

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Samples:
    """Answers to one item by group; every group is large enough to be shown."""

    labels: tuple[str, ...]
    values: tuple[Array, ...]

    @property
    def sizes(self) -> Array:
        """Answers per group."""
        return np.array([len(each) for each in self.values], float)

    @property
    def n(self) -> int:
        """Answers of all groups."""
        return int(self.sizes.sum())

    @property
    def pooled(self) -> Array:
        """All answers, group after group."""
        return np.concatenate(self.values)


def require_simple(survey: Survey, test: str, instead: str, ignore_design: bool) -> None:
    """Refuse a test that knows no design for a survey that has one.

    Raises
    ------
    StatisticError
        E880 where there are weights, strata, primary units or replicate weights.
    """
    require_answers(survey)
    design = survey.design
    parts = {
        "weights": survey.weights is not None,
        "strata": design.strata is not None,
        "psu": design.psu is not None,
        "replicates": design.replicates is not None,
    }
    found = [name for name, present in parts.items() if present]
    if found and not ignore_design:
        raise StatisticError("E880", statistic=test, parts=", ".join(found), instead=instead)


def samples(survey: Survey, item: str, by: str, test: str) -> Samples:
    """The answers to ``item`` by the labels of ``by``; two groups or more."""
    values = variables.quantity(survey, item)
    codes = variables.classification(survey, by)
    codes = variables.used(codes, np.isfinite(values) & (codes.codes >= 0))
    variables.require_groups(codes, by, test)
    variables.require_size(survey, codes, by)
    return Samples(codes.labels, tuple(values[codes.codes == g] for g in range(len(codes.labels))))


def two_samples(
    survey: Survey, item: str, by: str, groups: tuple[str, str] | None, test: str
) -> Samples:
    """The answers of two groups."""
    values = variables.quantity(survey, item)
    codes = variables.two_groups(survey, by, groups, np.isfinite(values), test)
    known = np.isfinite(values)
    return Samples(codes.labels, tuple(values[known & (codes.codes == g)] for g in (0, 1)))


def complete(survey: Survey, items: Sequence[str], test: str) -> Array:
    """Answers (n, items) of people who answered every one of ``items``.

    Raises
    ------
    StatisticError
        E881 where fewer answered than may be shown.
    """
    answers = np.stack([variables.quantity(survey, item) for item in items], axis=1)
    kept = answers[np.isfinite(answers).all(axis=1)]
    if len(kept) < survey.smallest_group:
        raise StatisticError("E881", statistic=test, n=len(kept), minimum=survey.smallest_group)
    return kept


def require_spread(values: Array, test: str) -> None:
    """Refuse answers that are all the same.

    Raises
    ------
    StatisticError
        E882
    """
    if not len(values) or np.ptp(values) == 0:
        raise StatisticError("E882", statistic=test)
