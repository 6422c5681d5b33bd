"""The population as it is known: counts by unit and by further margins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from berakhlak_stats.errors import DesignError, make_error
from berakhlak_stats.survey.checks.report import Problem, ValidationReport, make_problem, ordered
from berakhlak_stats.survey.checks.suggest import nearest
from berakhlak_stats.weighting.margins import quote_counts
from berakhlak_stats.weighting.texts import Sentence, named

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class Frame:
    """Population counts.

    Attributes
    ----------
    margins : mapping of column to {category: count}
        One margin per column, in the order of the file.
    cells : mapping of columns to {categories: count}
        The joint margin, where the file crosses several columns; else empty.
    source : str
        File name without its folder.
    synthetic : bool
        Whether the file marks its counts as made up.
    understood : tuple of (id, en) sentences
        What the reader believed about the file.

    Examples
    --------
    >>> frame = Frame({"unit": {"A": 120, "B": 80}})
    >>> frame.total
    200
    """

    margins: Mapping[str, Mapping[str, int]]
    cells: Mapping[tuple[str, ...], Mapping[tuple[str, ...], int]] = field(default_factory=dict)
    source: str = ""
    synthetic: bool = False
    understood: tuple[Sentence, ...] = ()

    @property
    def total(self) -> int:
        """People in the population, by the first margin."""
        return sum(next(iter(self.margins.values())).values())

    def counts(self, column: str) -> Mapping[str, int]:
        """Population by category of one column."""
        if column not in self.margins:
            known = ", ".join(self.margins)
            raise DesignError("E602", place=self.source, column=column, known=known)
        return self.margins[column]


def check_frame(survey: Survey, frame: Frame) -> ValidationReport:
    """Everything in which a survey and its frame do not agree, all at once.

    Parameters
    ----------
    survey : Survey
    frame : Frame

    Returns
    -------
    ValidationReport
        E602 (a margin without its column), E217 (categories without frame or without
        respondents, both listed), E218 (more respondents than people), E227 (margins with
        unequal sums). E217 is a warning, the others are errors.

    Notes
    -----
    A misspelt category is shown with the nearest one of the frame, never mended.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> sexes = dict.fromkeys(survey.column("sex").labels, 5000)
    >>> check_frame(survey, Frame({"sex": sexes})).ok
    True
    """
    problems: list[Problem] = []
    for column, counts in frame.margins.items():
        if column not in survey.columns:
            known = ", ".join(survey.columns) or "-"
            problems.append(
                make_problem("error", "E602", source=frame.source, column=column, known=known)
            )
            continue
        problems += _check_column(survey, frame, column, counts)
    problems += _check_sums(frame)
    return ValidationReport(ordered(problems), frame.understood, frame.source, survey.n)


def respondents(survey: Survey, column: str) -> dict[str, int]:
    """Unweighted respondents by category of a column; only categories that occur."""
    import numpy as np

    codes = survey.column(column)
    counts = np.bincount(codes.codes[codes.codes >= 0], minlength=len(codes.labels))
    pairs = zip(codes.labels, counts.tolist(), strict=True)
    return {label: count for label, count in pairs if count}


def _check_column(
    survey: Survey, frame: Frame, column: str, counts: Mapping[str, int]
) -> list[Problem]:
    here = respondents(survey, column)
    strangers = [label for label in here if label not in counts]
    silent = [label for label, total in counts.items() if total > 0 and label not in here]
    problems = []
    if strangers or silent:
        hints = [(label, nearest(label, silent)) for label in strangers]
        shown = [f"{label} → {hint}?" if hint else label for label, hint in hints]
        problems.append(
            make_problem(
                "warning",
                "E217",
                source=frame.source,
                column=column,
                not_in_frame=named(shown),
                not_in_data=named(silent),
            )
        )
    over = {label: n for label, n in here.items() if label in counts and n > counts[label]}
    if over:
        cells = quote_counts(over, counts)
        problems.append(
            make_problem("error", "E218", source=frame.source, column=column, cells=cells)
        )
    return problems


def _check_sums(frame: Frame) -> list[Problem]:
    (first, counts), *rest = frame.margins.items()
    size = sum(counts.values())
    return [
        make_problem(
            "error",
            "E227",
            source=frame.source,
            first=first,
            sum_first=size,
            second=name,
            sum_second=sum(other.values()),
        )
        for name, other in rest
        if sum(other.values()) != size
    ]


def require_column(survey: Survey, frame: Frame, column: str) -> Mapping[str, int]:
    """The counts of a column, refusing frames that do not fit the survey there."""
    counts = frame.counts(column)
    for problem in _check_column(survey, frame, column, counts):
        if problem.severity == "error":
            raise make_error(problem.code, place=problem.message.place, **problem.message.values)
    return counts
