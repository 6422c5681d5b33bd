"""Known totals of categories, laid against the categories of a survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError, OptionError, make_error
from berakhlak_stats.weighting.cells import distinct_cells
from berakhlak_stats.weighting.distance import Array
from berakhlak_stats.weighting.texts import named

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting.frame import Frame

Margins = Mapping[Any, Mapping[Any, float]]
CROSS = " × "
# Sums of fractions differ by rounding; a person more or less does not.
_SAME_SUM = 1e-9


@dataclass(frozen=True)
class Margin:
    """One margin: category names, their totals (k,), and the category of every row (n,)."""

    name: str
    labels: tuple[str, ...]
    targets: Array
    codes: NDArray[np.int64]

    def calibrators(self) -> tuple[str, ...]:
        """Names of the categories as errors show them: ``sex = Perempuan``."""
        return tuple(f"{self.name} = {label}" for label in self.labels)


def resolve_margins(
    survey: Survey, margins: Frame | Margins, *, rescale: bool = False
) -> tuple[Margin, ...]:
    """The margins against a survey's columns; refuses what no weights could meet.

    Parameters
    ----------
    survey : Survey
    margins : Frame or mapping
        Column name to {category: total}; a tuple of column names to {tuple of categories:
        total} for a joint margin.
    rescale : bool
        Scale every margin to the sum of the first instead of refusing unequal sums.
    """
    given: Margins = margins if isinstance(margins, Mapping) else margins.margins
    if not given:
        raise OptionError("E703", name="margins", expected="{column: {category: N}}", given={})
    found = tuple(_margin(survey, key, totals) for key, totals in given.items())
    return _equal_sums(found, rescale)


def _margin(survey: Survey, key: Any, totals: Mapping[Any, float]) -> Margin:
    columns = key if isinstance(key, tuple) else (key,)
    wanted = {
        CROSS.join(map(str, cell if isinstance(cell, tuple) else (cell,))): float(total)
        for cell, total in totals.items()
    }
    name = CROSS.join(columns)
    codes, labels = _codes(survey, columns)
    counts = np.bincount(codes, minlength=len(labels))
    here = [label for label, count in zip(labels, counts, strict=True) if count]
    _check_totals(survey, name, wanted)
    _check_categories(survey, name, here, wanted)
    _check_headcounts(survey, name, dict(zip(labels, counts.tolist(), strict=True)), wanted)
    kept = tuple(label for label in wanted if label in set(here))
    place = {label: i for i, label in enumerate(kept)}
    translate = np.array([place.get(label, -1) for label in labels], np.int64)
    return Margin(name, kept, np.array([wanted[label] for label in kept]), translate[codes])


def _codes(survey: Survey, columns: Sequence[str]) -> tuple[NDArray[np.int64], list[str]]:
    """Codes of the (joint) categories that occur, and their labels."""
    parts = [_complete(survey, name) for name in columns]
    labels = [survey.column(name).labels for name in columns]
    cells, slot = distinct_cells(parts)
    return slot, [
        CROSS.join(labels[j][code] for j, code in enumerate(cell)) for cell in cells.tolist()
    ]


def _complete(survey: Survey, name: str) -> NDArray[np.int32]:
    codes = survey.column(name).codes
    empty = np.flatnonzero(codes < 0)
    if len(empty):
        place, row = survey.log.source, int(empty[0]) + 1
        raise DesignError(
            "E610", place=place, column=name, count=len(empty), row=row, role="margin"
        )
    return codes


def _check_totals(survey: Survey, name: str, wanted: Mapping[str, float]) -> None:
    for label, total in wanted.items():
        if not (np.isfinite(total) and total >= 0):
            where = f"margins[{name!r}][{label!r}]"
            raise OptionError("E703", name=where, expected=">= 0", given=total)


def _check_categories(
    survey: Survey, name: str, here: Sequence[str], wanted: Mapping[str, float]
) -> None:
    """Every category with respondents needs a total, and every total above zero respondents."""
    unknown = [label for label in here if label not in wanted]
    if unknown:
        place = survey.log.source
        raise DesignError("E622", place=place, margin=name, categories=named(unknown))
    there = set(here)
    empty = [label for label, total in wanted.items() if total > 0 and label not in there]
    if empty:
        raise DesignError("E623", place=survey.log.source, margin=name, categories=named(empty))


def _check_headcounts(
    survey: Survey, name: str, counts: Mapping[str, int], wanted: Mapping[str, float]
) -> None:
    over = {label: n for label, n in counts.items() if n > wanted.get(label, 0.0)}
    if over:
        raise make_error(
            "E218", place=survey.log.source, column=name, cells=quote_counts(over, wanted)
        )


def quote_counts(over: Mapping[str, int], wanted: Mapping[str, float]) -> str:
    """``"RSUD" 612 > 560``, at most 20 of them."""
    return named([f"{label}: {n} > {wanted[label]:.15g}" for label, n in over.items()])


def _equal_sums(margins: tuple[Margin, ...], rescale: bool) -> tuple[Margin, ...]:
    first = margins[0]
    size = float(first.targets.sum())
    out = [first]
    for margin in margins[1:]:
        total = float(margin.targets.sum())
        if abs(total - size) <= _SAME_SUM * size:
            out.append(margin)
            continue
        if not rescale:
            raise unequal_sums(first.name, size, margin.name, total)
        out.append(replace(margin, targets=margin.targets * (size / total)))
    return tuple(out)


def unequal_sums(first: str, sum_first: float, second: str, sum_second: float) -> Exception:
    """E227 about two totals that ought to be the same number of people."""
    return make_error(
        "E227",
        first=first,
        sum_first=f"{sum_first:.15g}",
        second=second,
        sum_second=f"{sum_second:.15g}",
    )
