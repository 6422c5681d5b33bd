"""Read a file of answers the way every command does, and say what was understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from berakhlak_stats.cli.console import Voice, note, text, working
from berakhlak_stats.cli.options import SMALLEST
from berakhlak_stats.cli.population import (
    Sizes,
    compare_with_frame,
    counted_stages,
    design_population,
    read_population,
)
from berakhlak_stats.cli.text_options import TextForm, TextOptions
from berakhlak_stats.errors import BerakhlakError

if TYPE_CHECKING:
    from berakhlak_stats.cli.groups import AnswerOptions
    from berakhlak_stats.survey.checks import ValidationReport
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting import Frame

FALLBACK = "berakhlak-2022"
UNRECOGNISED = "E242"


@dataclass(frozen=True)
class Plan:
    """What the options say about the respondents."""

    weights: str | None = None
    strata: str | None = None
    psu: str | None = None
    smallest: int = SMALLEST
    frame: Frame | None = None
    lonely: str = "raise"
    ssu: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    source: str | None = None
    missing: tuple[str, ...] = ()
    pseudonym_key: bytes | None = field(default=None, repr=False)
    mapping: Path | None = None
    quarantine: Path | None = None
    sheet: str | None = None
    form: TextForm = field(default_factory=dict)

    @classmethod
    def of(cls, given: AnswerOptions) -> Plan:
        """The plan of the shared options; reads the frame, before any work is spent."""
        return cls(
            given.weights,
            given.strata,
            given.psu,
            given.min_group,
            read_population(given.frame),
            given.lonely,
            tuple(given.ssu or ()),
            tuple(given.fpc or ()),
            given.source,
            tuple(given.missing or ()),
            read_key(given.pseudonym_key_file),
            given.mapping,
            given.quarantine,
            given.sheet,
            TextOptions(given.encoding, given.separator, given.decimal).form,
        )


def read_key(file: Path | None) -> bytes | None:
    """The secret key in a file, without the line end an editor leaves; never shown."""
    if file is None:
        return None
    try:
        return file.read_bytes().strip()
    except OSError as error:
        from berakhlak_stats.survey.readers.missing_file import not_found

        raise not_found(file, error) from error


def read_answers(file: Path, instrument: str | None, plan: Plan, voice: Voice) -> Survey:
    """The survey in ``file``, with its design and threshold."""
    survey = read_plain(file, instrument, plan, voice)
    arguments = design_arguments(survey, plan, voice)
    return survey.with_design(**arguments) if arguments else survey


def read_plain(file: Path, instrument: str | None, plan: Plan, voice: Voice) -> Survey:
    """The survey in ``file``, with its threshold and without a design of its own."""
    from berakhlak_stats.survey import read_survey

    with _reading(file, voice):
        survey: Survey = _recognised(
            read_survey,
            file,
            instrument,
            weights=plan.weights,
            source=plan.source,
            sheet=plan.sheet,
            **plan.form,
            missing=plan.missing,
            mapping=plan.mapping,
            quarantine=plan.quarantine,
            pseudonyms=plan.pseudonym_key,
        )
    say_understood(survey.log.understood, survey.log.problems, file.name, voice)
    return survey.with_smallest_group(plan.smallest)


def read_several(
    paths: Sequence[Path], instrument: str | None, plan: Plan, voice: Voice
) -> list[Survey]:
    """Several files, each with a quarantine of its own: ``NAME_1.csv``, ``NAME_2.csv``."""
    surveys = []
    for number, file in enumerate(paths, start=1):
        apart = plan.quarantine
        own = apart and apart.with_stem(f"{apart.stem}_{number}")
        surveys.append(read_answers(file, instrument, replace(plan, quarantine=own), voice))
    return surveys


def design_arguments(survey: Survey, plan: Plan, voice: Voice) -> dict[str, Any]:
    """What the options make of ``Survey.with_design``; empty where they say nothing."""
    strata = plan.strata and named_column(survey, plan.strata)
    psu = plan.psu and named_column(survey, plan.psu)
    sizes = Sizes()
    if plan.frame is not None:
        compare_with_frame(survey, plan.frame, voice)
    if plan.fpc or plan.ssu:
        sizes = counted_stages(tuple(named_column(survey, each) for each in plan.ssu), plan.fpc)
    elif plan.frame is not None:
        sizes = design_population(survey, plan.frame, strata, psu, voice)
    if not (strata or psu or sizes.population):
        return {}
    return {
        "weights": survey.design.weights,
        "strata": strata,
        "psu": psu,
        "population": sizes.population,
        "stages": sizes.stages,
        "lonely": plan.lonely,
    }


def named_column(survey: Survey, given: str) -> str:
    """The one column of this name, whatever its capitals, blanks and underscores."""
    from berakhlak_stats.survey.texts import name_key

    if given not in survey.columns:
        alike = [name for name in survey.columns if name_key(name) == name_key(given)]
        if len(alike) == 1:
            return alike[0]
    survey.column(given)
    return given


@contextmanager
def _reading(file: Path, voice: Voice) -> Iterator[None]:
    """Say on a terminal how far the reading is."""
    from berakhlak_stats.survey.progress import progress_to

    words = text("reading", voice.lang, name=file.name)
    at = 0 if voice.lang == "id" else 1
    with working(words, voice) as show, progress_to(lambda said: show(f"{words} {said[at]}")):
        yield


def check_answers(
    file: Path,
    instrument: str | None,
    voice: Voice,
    **options: Any,
) -> ValidationReport:
    """Everything that is wrong with ``file``; ``options`` are those of ``validate``."""
    from berakhlak_stats.survey import validate

    with _reading(file, voice):
        check = partial(validate, file, **options)
        report: ValidationReport = check(instrument=instrument)
        if instrument is None and report.codes() == (UNRECOGNISED,):
            report = check(instrument=FALLBACK)
    return report


def _recognised(read: Any, file: Path, instrument: str | None, **options: Any) -> Any:
    """Read with the instrument named, else the one recognised, else the usual one."""
    try:
        return read(file, instrument=instrument, **options)
    except BerakhlakError as error:
        if instrument is not None or error.code != UNRECOGNISED:
            raise
    return read(file, instrument=FALLBACK, **options)


def say_understood(sentences: Any, problems: Any, name: str, voice: Voice) -> None:
    """Tell on stderr what the reader believed, and what it warned of or mended."""
    if voice.quiet:
        return
    at = 0 if voice.lang == "id" else 1
    note(f"{text('read', voice.lang)} {name}:")
    for pair in sentences:
        note(f"  {pair[at]}")
    for problem in problems:
        note(f"  {problem.message.text(voice.lang)}")
