"""Population counts from ``--frame``, and how they enter the design."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from berakhlak_stats.cli.console import Voice, note, text

if TYPE_CHECKING:
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


def design_population(
    survey: Survey, frame: Frame, strata: str | None, psu: str | None, voice: Voice
) -> int | Mapping[str, int] | None:
    """People per stratum, or in all where no strata are named; None where neither is known."""
    from berakhlak_stats.present.formats import integer
    from berakhlak_stats.weighting.frame import respondents
    from berakhlak_stats.weighting.response import require_known

    found: int | Mapping[str, int] | None = frame.total
    key = "population_whole"
    if psu is not None:
        found, key = None, "population_of_people"
    elif strata is not None:
        found, key = _by_stratum(survey, frame, strata), "population_strata"
        if found is None:
            key = "population_other"
        else:
            require_known(survey, strata, respondents(survey, strata), found)
    if not voice.quiet:
        total = integer(frame.total, voice.lang)
        note("  " + text(key, voice.lang, name=frame.source, total=total, strata=strata))
    return found


def _by_stratum(survey: Survey, frame: Frame, strata: str) -> Mapping[str, int] | None:
    """The margin of that name, else one that counts every stratum."""
    labels = set(survey.column(strata).labels)
    fitting = (counts for counts in frame.margins.values() if labels <= set(counts))
    return frame.margins[strata] if strata in frame.margins else next(fitting, None)
