"""The four promises about a bad input, and one helper that holds every kind of input to them.

Its code; both languages; the place; and that nothing was lost: neither in the file, nor in what
was read already, nor on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from berakhlak_stats.errors import BerakhlakError, Message
from berakhlak_stats.survey import Survey, read_survey, validate
from berakhlak_stats.survey.writers import survey_table
from tests.survey.helpers import speaks_both_languages


@dataclass(frozen=True)
class Outcome:
    """What came of one bad input.

    Attributes
    ----------
    told : Message, or (id, en) pair
        What was said; a pair where it was no problem with a code.
    place : str
        Where, as it was said; by default the place of the message.
    lost : tuple of str
        What did not survive, in words.
    """

    told: Message | tuple[str, str]
    place: str = ""
    lost: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code of what was told; empty for a plain sentence."""
        return self.told.code if isinstance(self.told, Message) else ""

    @property
    def texts(self) -> tuple[str, str]:
        """What was told, in both languages."""
        return (self.told.id, self.told.en) if isinstance(self.told, Message) else self.told


def keep_promises(outcome: Outcome, code: str, place: str) -> None:
    """Hold an outcome to all four promises.

    ``place`` is the place exactly where a file, row or column can be named; else it is what the
    texts of both languages have to name: a body, a stratum, an item.
    """
    assert outcome.code == code
    indonesian, english = outcome.texts
    assert indonesian and english and indonesian != english
    if isinstance(outcome.told, Message):
        assert speaks_both_languages(outcome.told)
    assert place
    named = place in indonesian and place in english
    assert place == outcome.place or named, (outcome.place, outcome.texts)
    assert outcome.lost == ()


def of_file(path: Path, code: str, severity: str, n: int, **options: Any) -> Outcome:
    """A file that is read, or refused, with a code: every row is counted, the file untouched."""
    before, around = path.read_bytes(), sorted(path.parent.iterdir())
    report = validate(path, **options)
    found = [each for each in report.problems if each.code == code]
    assert found, report.codes()
    lost = []
    if found[0].severity != severity:
        lost.append(f"severity {found[0].severity}")
    if report.n != n:
        lost.append(f"{n - report.n} of {n} respondents")
    if not report.counts.balanced:
        lost.append(f"rows or picks: {report.counts}")
    if report.ok != (severity != "error" and not report.errors):
        lost.append("the refusal")
    if report.errors:
        # A refusal is whole, and its error carries everything that was found.
        try:
            read_survey(path, **options)
            lost.append("the refusal")
        except BerakhlakError as error:
            carried = error.report or report
            lost += [] if carried.codes() == report.codes() else ["problems of the report"]
    else:
        lost += [] if read_survey(path, **options).n == n else ["respondents"]
    if path.read_bytes() != before or sorted(path.parent.iterdir()) != around:
        lost.append("the file itself")
    return Outcome(found[0].message, found[0].message.place, tuple(lost))


def of_mended(path: Path, says: str, is_whole: Callable[[Survey], bool], **options: Any) -> Outcome:
    """A file that is read in full; what was believed of it is said in a sentence with ``says``."""
    before = path.read_bytes()
    survey = read_survey(path, **options)
    (told,) = (pair for pair in survey.log.understood if says in pair[1])
    lost = [] if is_whole(survey) else ["answers"]
    lost += [] if survey.log.counts.balanced else ["rows"]
    lost += [] if path.read_bytes() == before else ["the file itself"]
    return Outcome(told, survey.log.source, tuple(lost))


def of_action(act: Callable[[], Any], surveys: Iterable[Survey] = ()) -> Outcome:
    """Something that is refused: what had been read stays as it was."""
    kept = [(survey, survey_table(survey)) for survey in surveys]
    try:
        act()
    except BerakhlakError as error:
        told = error.message
    else:
        raise AssertionError("not refused")
    lost = ["answers" for survey, table in kept if not survey_table(survey).equals(table)]
    return Outcome(told, told.place, tuple(lost))


def of_report(report: Any, code: str, survey: Survey, before: Any) -> Outcome:
    """A check that lists problems: the survey it looked at stays as it was."""
    (found,) = (each for each in report.problems if each.code == code)
    lost = () if survey_table(survey).equals(before) else ("answers",)
    return Outcome(found.message, found.message.place, lost)
