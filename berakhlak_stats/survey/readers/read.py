"""The two doors: :func:`read_survey` and :func:`validate`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from berakhlak_stats.errors import BerakhlakError, FileError, make_error
from berakhlak_stats.survey.checks.report import ValidationReport, make_problem, problem_of
from berakhlak_stats.survey.mapping.assemble import assemble
from berakhlak_stats.survey.mapping.recognise import resolve_instrument
from berakhlak_stats.survey.readers.filetype import FileType, file_type
from berakhlak_stats.survey.readers.table import RawTable, drop_empty_rows
from berakhlak_stats.survey.survey import Survey

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.instrument.model import Instrument


def read_survey(
    file: str | os.PathLike[str] | pd.DataFrame,
    *,
    instrument: str | os.PathLike[str] | Instrument | None = "berakhlak-2022",
    encoding: str | None = None,
    separator: str | None = None,
    decimal: Literal[".", ","] | None = None,
    sheet: str | None = None,
    source: str | None = None,
    missing: Sequence[str | float] = (),
    weights: str | None = None,
    keep_identifiers: bool = False,
    on_problem: Literal["raise", "report"] = "raise",
) -> Survey:
    """Read answers, check all of them, and keep what is needed in compact form.

    Parameters
    ----------
    file : path or pandas.DataFrame
        CSV, XLSX, ODS, Parquet or SPSS ``.sav``. The type is told by the content, not the name.
    instrument : str, path, Instrument or None
        A bundled name, a TOML file, or an instrument; None recognises a bundled one from
        the column titles.
    encoding, separator, decimal : str, optional
        For CSV, where the detected ones are wrong. ``decimal`` also settles ``12.345``.
    sheet : str, optional
        Sheet of a workbook; by default the one whose titles fit the instrument best.
    source : str, optional
        The survey tool that exported the file ("google-forms", "microsoft-forms", "limesurvey",
        "kobotoolbox", "surveymonkey", "qualtrics", "spss"), or "plain" for a table of none of
        them. By default it is recognised by the columns the tool adds, and said.
    missing : sequence of numbers or texts
        Codes that mean "no answer" in rated and numeric items, such as ``(97, 98, 99)``. They
        become empty and are counted; undeclared ones are off the scale. SPSS files declare
        their own.
    weights : str, optional
        Weight column; by default a column named ``weight`` (or ``bobot``).
    keep_identifiers : bool
        Keep NIP, NIK, names, e-mail, phone and the like as ordinary columns. They are dropped
        by default, after a check for duplicates.
    on_problem : "raise" or "report"
        "raise" refuses data with errors. "report" reads on: cells at fault become missing,
        and ``survey.log.problems`` lists them.

    Returns
    -------
    Survey
        With ``log.understood`` telling what was believed about the file.

    Raises
    ------
    FileError, AnswerError
        With a ``report`` that lists all problems at once. Unusable weights and files that
        cannot be read are refused whatever ``on_problem`` says.

    Notes
    -----
    Pick lists may come as one delimited column (``current``), one column per pick
    (``current_1``, ...) or one 0/1 column per word (``current__WORD``); words and ratings by
    id or by label in either language. Nothing is corrected by guess: an unknown word is
    refused with the nearest known one as a suggestion.

    Examples
    --------
    >>> import pandas as pd
    >>> from berakhlak_stats.instrument import make_instrument
    >>> frame = pd.DataFrame({"unit": ["A", "B"], "A1": [5, 4], "A2": ["4", None]})
    >>> survey = read_survey(frame, instrument=make_instrument(ratings={"A": ["A1", "A2"]}))
    >>> survey.ratings.tolist()
    [[5, 4], [4, -1]]
    """
    if on_problem not in ("raise", "report"):
        raise make_error("E701", name="on_problem", given=on_problem, choices="raise, report")
    survey, report = _read(
        file,
        instrument,
        {"weights": weights, "keep_identifiers": keep_identifiers, "missing": missing},
        encoding=encoding,
        separator=separator,
        decimal=decimal,
        sheet=sheet,
        source=source,
    )
    if on_problem == "raise" or _must_refuse(report):
        report.raise_errors()
    return survey


def validate(
    file: str | os.PathLike[str] | pd.DataFrame,
    *,
    instrument: str | os.PathLike[str] | Instrument | None = "berakhlak-2022",
    encoding: str | None = None,
    separator: str | None = None,
    decimal: Literal[".", ","] | None = None,
    sheet: str | None = None,
    source: str | None = None,
    missing: Sequence[str | float] = (),
    weights: str | None = None,
    keep_identifiers: bool = False,
) -> ValidationReport:
    """Everything that is wrong, doubtful or was mended in a file of answers, all at once.

    Never raises for what is wrong with the data.

    Parameters
    ----------
    file, instrument, encoding, separator, decimal, sheet, source, missing, weights, \
    keep_identifiers
        As in :func:`read_survey`.

    Returns
    -------
    ValidationReport
        ``ok`` says whether :func:`read_survey` would accept the data.

    Examples
    --------
    >>> import pandas as pd
    >>> from berakhlak_stats.instrument import make_instrument
    >>> frame = pd.DataFrame({"A1": [5, 6], "A2": [4, 4]})
    >>> report = validate(frame, instrument=make_instrument(ratings={"A": ["A1", "A2"]}))
    >>> report.ok, report.codes()
    (False, ('E201',))
    """
    try:
        _, report = _read(
            file,
            instrument,
            {"weights": weights, "keep_identifiers": keep_identifiers, "missing": missing},
            encoding=encoding,
            separator=separator,
            decimal=decimal,
            sheet=sheet,
            source=source,
        )
    except BerakhlakError as error:
        if error.code[1] not in "12":
            raise
        return ValidationReport(problems=(problem_of(error),), source=source_name(file))
    return report


def _must_refuse(report: ValidationReport) -> bool:
    return any(each.code == "E226" for each in report.errors)


def _read(
    file: Any, instrument: Any, mapped: Mapping[str, Any], **options: Any
) -> tuple[Survey, ValidationReport]:
    if options["decimal"] not in (None, ".", ","):
        raise make_error("E701", name="decimal", given=options["decimal"], choices='"." ","')
    wanted = None if instrument is None else resolve_instrument(instrument)
    table = drop_empty_rows(raw_table(file, fits=wanted, **options))
    if table.n == 0:
        raise make_error("E102", place=table.source)
    known = (
        wanted
        if wanted is not None
        else resolve_instrument(None, tuple(table.columns), table.source)
    )
    return assemble(table, known, **mapped)


def survey_of(table: RawTable, instrument: Instrument) -> Survey:
    """The survey in a raw table; refuses it where :func:`read_survey` would."""
    survey, report = assemble(table, instrument)
    report.raise_errors()
    return survey


def raw_table(
    file: Any,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    sheet: str | None = None,
    source: str | None = "plain",
    fits: Instrument | None = None,
) -> RawTable:
    """The raw table of anything that can be read; ``source`` None recognises survey tools."""
    if _is_frame(file):
        from berakhlak_stats.survey.readers.frame import read_frame

        return read_frame(file, decimal=decimal, source=source, fits=fits)
    if not isinstance(file, (str, os.PathLike)):
        raise FileError("E135", given=type(file).__name__)
    path = Path(file)
    kind = file_type(path)
    text = {"encoding": encoding, "separator": separator} if kind.kind == "csv" else {}
    table = _by_kind(path, kind, sheet, decimal=decimal, source=source, fits=fits, **text)
    notes = []
    if kind.misnamed:
        notes.append(
            make_problem("warning", "E130", source=path.name, suffix=path.suffix, kind=kind.name)
        )
    if kind.macros:
        notes.append(make_problem("warning", "E122", source=path.name))
    return table.with_problems(*notes)


def _by_kind(path: Path, kind: FileType, sheet: str | None, **options: Any) -> RawTable:
    if kind.kind == "csv":
        from berakhlak_stats.survey.readers.csv_file import read_csv

        return read_csv(path, **options)
    if kind.kind == "parquet":
        from berakhlak_stats.survey.readers.parquet_file import read_parquet

        return read_parquet(path, **options)
    if kind.kind == "sav":
        from berakhlak_stats.survey.readers.sav_file import read_sav

        return read_sav(path, **options)
    from berakhlak_stats.survey.readers.xlsx_file import read_workbook

    return read_workbook(path, kind.name, sheet=sheet, **options)


def _is_frame(source: Any) -> bool:
    """Whether this is a DataFrame, without importing pandas to find out."""
    return hasattr(source, "iloc") and hasattr(source, "columns")


def source_name(source: Any) -> str:
    """The file name without its folder."""
    if _is_frame(source):
        return "DataFrame"
    return Path(source).name if isinstance(source, (str, os.PathLike)) else type(source).__name__
