"""Who answered: counts by column, with the same threshold as everything else."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.report.results import Composition, CompositionRow, Reading, Response

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Frame = int | Mapping[str, int] | str | os.PathLike[str] | None
MOST_CATEGORIES = 60
"""A column with more categories is an identifier or free text, not a description of people."""


def describe_response(
    survey: Survey, by: Sequence[str], frame: Frame, made: Mapping[str, Estimates]
) -> Response:
    """Counts, response rate and composition of the respondents."""
    known = _frame(survey, frame)
    counts = known if isinstance(known, Mapping) else {}
    total = sum(counts.values()) if counts else known if isinstance(known, int) else None
    others = [name for name in survey.columns if name not in by]
    compositions = [
        each
        for name in [*by, *others]
        if (each := _composition(survey, name, counts if _matches(survey, name, counts) else {}))
    ]
    n_eff, deff = _effective(survey, made)
    return Response(survey.n, total, n_eff, deff, tuple(compositions))


def reading_of(survey: Survey) -> Reading:
    """The reader's log without anything that quotes an answer."""
    log = survey.log
    problems: dict[str, int] = {}
    for problem in log.problems:
        problems[problem.code] = problems.get(problem.code, 0) + problem.count
    return Reading(log.source, log.understood, log.dropped, log.rows_read or survey.n, problems)


def read_frame(path: str | os.PathLike[str]) -> dict[str, int]:
    """Population counts from a CSV file: labels in the first column, ``population`` beside it.

    Parameters
    ----------
    path : str or path
        UTF-8, with commas or semicolons.

    Returns
    -------
    dict of str to int
        Population by label.

    Raises
    ------
    FileError
        E141 where the file has no column ``population``, or one that holds no whole numbers.

    Examples
    --------
    >>> from berakhlak_stats.simulate import bundled
    >>> read_frame(bundled("kapuas_2022_frame"))["Inspektorat"]
    58
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise make_error("E141", place=file.name, name=file.name) from None
    head = text.partition("\n")[0]
    rows = list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in head else ","))
    names = list(rows[0]) if rows else []
    if "population" not in names:
        raise make_error("E141", place=file.name, name=file.name)
    label = next(name for name in names if name != "population")
    try:
        return {row[label]: int(row["population"]) for row in rows}
    except (TypeError, ValueError):
        raise make_error("E141", place=file.name, name=file.name) from None


def raking_margins(
    survey: Survey, by: Sequence[str], frame: Frame
) -> dict[str, dict[str, int]] | None:
    """The frame as margins that weights can meet; None where it offers none."""
    from berakhlak_stats.errors import BerakhlakError
    from berakhlak_stats.weighting.margins import resolve_margins

    known = _frame(survey, frame)
    if not isinstance(known, Mapping):
        return None
    for name in by:
        if _matches(survey, name, known):
            margins = {name: dict(known)}
            try:
                resolve_margins(survey, margins)
            except BerakhlakError:
                return None
            return margins
    return None


def _frame(survey: Survey, frame: Frame) -> int | Mapping[str, int] | None:
    if isinstance(frame, str | os.PathLike):
        return read_frame(frame)
    if frame is not None:
        return frame
    population = survey.design.population
    if population is None or survey.design.psu is not None:
        return None  # counts of PSUs say nothing about persons
    return population if survey.design.strata else sum(population.values())


def _matches(survey: Survey, name: str, counts: Mapping[str, int]) -> bool:
    """Whether a frame counts the categories of this column."""
    return bool(counts) and set(survey.columns[name].labels) <= set(counts)


def _composition(survey: Survey, name: str, counts: Mapping[str, int]) -> Composition | None:
    from berakhlak_stats.estimates.threshold import hidden_groups

    column = survey.columns[name]
    if not 1 < len(column.labels) <= MOST_CATEGORIES:
        return None
    sizes = np.bincount(column.codes[column.codes >= 0], minlength=len(column.labels))
    reasons = hidden_groups(sizes, survey.smallest_group)
    rows = [
        CompositionRow(label, None if reason else int(size), counts.get(label), reason or "shown")
        for label, size, reason in zip(column.labels, sizes, reasons, strict=True)
        if size or label in counts
    ]
    return Composition(name, tuple(rows))


def _effective(survey: Survey, made: Mapping[str, Estimates]) -> tuple[float | None, float | None]:
    """Median effective size and design effect of the value scores, where answers are weighted."""
    result = made.get("indices") or made.get("words")
    weighted = survey.weights is not None or survey.design.psu is not None
    if result is None or not weighted or "n_eff" not in result.frame:
        return None, None
    known = result.frame[["n_eff", "deff"]].dropna()
    if known.empty:
        return None, None
    return float(known["n_eff"].median()), float(known["deff"].median())
