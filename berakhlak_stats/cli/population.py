"""Population counts from ``--frame``, and how they enter the design."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from berakhlak_stats.cli.console import Voice, note, text

if TYPE_CHECKING:
    from berakhlak_stats.survey import Stage
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting import Frame

# A frame may count categories of columns that the answers do not have.
_NOT_NEEDED = "E602"
_UNEQUAL_SUMS = "E227"


def read_population(path: Path | None) -> Frame | None:
    """The frame, read before any work that a bad file would waste."""
    if path is None:
        return None
    from berakhlak_stats.weighting import read_frame

    return read_frame(path)


def compare_with_frame(
    survey: Survey, frame: Frame, voice: Voice, *, rescale: bool = False
) -> None:
    """Tell in what answers and frame differ; refuse what cannot be true.

    With ``rescale`` margins may have unequal sums.
    """
    from berakhlak_stats.survey.checks import ValidationReport
    from berakhlak_stats.weighting import check_frame

    excused = {_NOT_NEEDED, _UNEQUAL_SUMS} if rescale else {_NOT_NEEDED}
    problems = [each for each in check_frame(survey, frame).problems if each.code not in excused]
    if not voice.quiet:
        for each in problems:
            if each.severity != "error":
                note(f"  {each.message.text(voice.lang)}")
    ValidationReport(tuple(problems)).raise_errors()


@dataclass(frozen=True)
class Sizes:
    """Population counts as a design takes them: of the first stage, and of the later ones."""

    population: int | Mapping[str, int] | str | None = None
    stages: tuple[Stage, ...] = ()


def counted_stages(units: tuple[str, ...], columns: tuple[str, ...]) -> Sizes:
    """The stages that ``--ssu`` and ``--fpc`` describe; persons come last where counted."""
    from berakhlak_stats.survey import Stage

    first, *others = columns or (None,)
    named = zip_longest(units, others)
    return Sizes(first, tuple(Stage(unit, population) for unit, population in named))


def design_population(
    survey: Survey, frame: Frame, strata: str | None, psu: str | None, voice: Voice
) -> Sizes:
    """What a frame says about the sample: people, people per stratum, or units and people.

    A frame that lists the PSUs counts both stages of a sample of persons within units.
    """
    from berakhlak_stats.present.formats import integer
    from berakhlak_stats.weighting.frame import respondents
    from berakhlak_stats.weighting.response import require_known

    found, key = Sizes(frame.total), "population_whole"
    if psu is not None:
        found = _by_unit(survey, frame, strata, psu)
        known = "incomplete" if psu in frame.margins else "of_people"
        key = f"population_{'staged' if found.stages else known}"
    elif strata is not None:
        counts = _by_stratum(survey, frame, strata)
        found, key = Sizes(counts), "population_strata" if counts else "population_other"
        if counts is not None:
            require_known(survey, strata, respondents(survey, strata), counts)
    if not voice.quiet:
        total = integer(frame.total, voice.lang)
        said = {"name": frame.source, "total": total, "strata": strata, "psu": psu}
        note("  " + text(key, voice.lang, **said))
    return found


def _by_stratum(survey: Survey, frame: Frame, strata: str) -> Mapping[str, int] | None:
    """The margin of that name, else one that counts every stratum."""
    labels = set(survey.column(strata).labels)
    fitting = (counts for counts in frame.margins.values() if labels <= set(counts))
    return frame.margins[strata] if strata in frame.margins else next(fitting, None)


def _by_unit(survey: Survey, frame: Frame, strata: str | None, psu: str) -> Sizes:
    """PSUs per stratum and people per PSU, where the frame lists every PSU in its stratum."""
    from berakhlak_stats.survey import Stage

    people = frame.margins.get(psu, {})
    if not set(survey.column(psu).labels) <= set(people):
        return Sizes()
    stages = (Stage(population=people),)
    if strata is None:
        return Sizes(sum(count > 0 for count in people.values()), stages)
    for columns, cells in frame.cells.items():
        if strata in columns:
            at, unit = columns.index(strata), columns.index(psu)
            pairs = {(cell[at], cell[unit]) for cell, count in cells.items() if count > 0}
            drawn = Counter(stratum for stratum, _ in pairs)
            if set(survey.column(strata).labels) <= set(drawn):
                return Sizes(dict(drawn), stages)
    return Sizes()
