"""How many people there are, held against the answers."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.texts import Sentence

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting import Frame as PopulationFrame

    Frame = int | Mapping[str, int] | str | os.PathLike[str] | PopulationFrame | None
_LISTS = "E217"
"""Categories without population, or without respondents."""


@dataclass(frozen=True)
class Population:
    """People behind the answers.

    Attributes
    ----------
    total : int or None
        None where it is not known for everybody who answered.
    counts : mapping of column to {label: int}
        People by label, of labels that the answers hold too.
    complete : tuple of str
        Columns of which every label that occurs is counted.
    remarks : tuple of (id, en) sentences
        In what frame and answers do not agree.
    """

    total: int | None = None
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    complete: tuple[str, ...] = ()
    remarks: tuple[Sentence, ...] = ()


def population_of(survey: Survey, by: Sequence[str], frame: Frame) -> Population:
    """The population that a frame, or else the design, tells of.

    Raises
    ------
    DesignError
        E218 where more people answered than there are, E227 where margins of a frame add up
        to different numbers of people, and what a file of counts may be refused for.
    """
    known = _known(survey, frame)
    if known is None:
        return Population()
    if isinstance(known, int):
        return Population(_at_least(survey.n, known, ""))
    counted = _laid_on(survey, by, known)
    if counted is None:
        return Population(_at_least(survey.n, known.total, known.source))
    return _matched(survey, by, counted)


def raking_margins(
    survey: Survey, by: Sequence[str], people: Population
) -> dict[str, dict[str, float]] | None:
    """Counts of every ``by`` column as margins that weights can meet; None where there are none.

    Categories without respondents are left out, and the margins scaled to the people of the
    first one.
    """
    from berakhlak_stats.errors import BerakhlakError
    from berakhlak_stats.weighting.margins import resolve_margins

    margins: dict[str, dict[str, float]] = {}
    for column in by:
        if column not in people.complete:
            continue
        size = sum(people.counts[column].values())
        goal = sum(next(iter(margins.values()), people.counts[column]).values())
        margin = {label: n * goal / size for label, n in people.counts[column].items()}
        try:
            resolve_margins(survey, {column: margin})
        except BerakhlakError:
            continue
        margins[column] = margin
    return margins or None


def _known(survey: Survey, frame: Frame) -> int | PopulationFrame | None:
    from berakhlak_stats.weighting import Frame as Known
    from berakhlak_stats.weighting import read_frame

    if isinstance(frame, str | os.PathLike):
        return read_frame(frame)
    if isinstance(frame, Mapping):
        return Known({"": frame})
    if frame is not None:
        return frame if isinstance(frame, Known) else int(frame)
    design = survey.design
    if design.population is None or design.psu is not None:
        return None  # counts of PSUs say nothing about persons
    total = sum(design.population.values())
    return Known({design.strata: design.population}) if design.strata else total


def _laid_on(survey: Survey, by: Sequence[str], known: PopulationFrame) -> PopulationFrame | None:
    """The margins of the frame that columns of the answers bear, by their names or labels."""
    from dataclasses import replace

    margins = {name: known.margins[name] for name in known.margins if name in survey.columns}
    if not margins and len(known.margins) == 1:
        (counts,) = known.margins.values()
        column = _column_of(survey, by, counts)
        margins = {column: counts} if column else {}
    return replace(known, margins=margins) if margins else None


def _column_of(survey: Survey, by: Sequence[str], counts: Mapping[str, int]) -> str | None:
    """The column that shares most labels with the frame; in doubt the first one asked for."""
    names = [*by, *(name for name in survey.columns if name not in by)]
    shared = {name: len(set(survey.columns[name].labels) & set(counts)) for name in names}
    best = max(names, key=lambda name: shared[name], default=None)
    if best is not None and shared[best]:
        return best
    return by[0] if by else None


def _matched(survey: Survey, by: Sequence[str], known: PopulationFrame) -> Population:
    from berakhlak_stats.survey.checks import ValidationReport
    from berakhlak_stats.weighting import check_frame
    from berakhlak_stats.weighting.frame import respondents

    problems = check_frame(survey, known).problems
    ValidationReport(tuple(each for each in problems if each.code != _LISTS)).raise_errors()
    said = [each.message for each in problems if each.code == _LISTS]
    remarks = tuple((f"{_LISTS}: {each.id}", f"{_LISTS}: {each.en}") for each in said)
    counts, complete = {}, []
    for column, margin in known.margins.items():
        here = respondents(survey, column)
        counts[column] = {label: margin[label] for label in margin if label in here}
        if len(counts[column]) == len(here):
            complete.append(column)
    first = next((name for name in by if name in counts), next(iter(counts)))
    # Without the people of every unit there is no rate for all of them.
    total = sum(known.margins[first].values()) if first in complete else None
    if total is not None:
        _at_least(survey.n, total, known.source)
    return Population(total, counts, tuple(complete), remarks)


def _at_least(n: int, population: int, place: str) -> int:
    if population < n:
        raise make_error("E218", place=place, column="n", cells=f'"{n} > {population}"')
    return population
