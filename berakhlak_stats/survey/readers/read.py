"""The two doors: :func:`read_survey` and :func:`validate`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from berakhlak_stats.errors import BerakhlakError, make_error
from berakhlak_stats.survey.checks.report import ValidationReport, problem_of
from berakhlak_stats.survey.column_map.load import load_map
from berakhlak_stats.survey.column_map.model import ColumnMap
from berakhlak_stats.survey.mapping.assemble import assemble
from berakhlak_stats.survey.mapping.pseudonyms import Treatment, key_of
from berakhlak_stats.survey.mapping.recognise import resolve_instrument
from berakhlak_stats.survey.readers.limits import ReadLimits
from berakhlak_stats.survey.readers.quarantine import assemble_apart, quarantine_path
from berakhlak_stats.survey.readers.raw import How, open_table, source_name
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
    mapping: str | os.PathLike[str] | ColumnMap | None = None,
    weights: str | None = None,
    keep_identifiers: bool = False,
    pseudonyms: bytes | str | None = None,
    limits: ReadLimits | None = None,
    quarantine: str | os.PathLike[str] | None = None,
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
    mapping : path, optional
        A mapping file that says which column is which question, as ``berakhlak map`` or
        :func:`propose_mapping` writes it, confirmed by a person.
    weights : str, optional
        Weight column; by default the one column whose title says so (``weight``, ``bobot``,
        ``Penimbang`` and the like). A column that only may hold weights is told (E250).
    keep_identifiers : bool
        Keep NIP, NIK, names, e-mail, phone and the like as ordinary columns. They are dropped
        by default, after a check for duplicates; so are free texts.
    pseudonyms : bytes or str, optional
        A secret key of 16 bytes or more. Direct identifiers that tell persons apart are then
        replaced by keyed pseudonyms (HMAC-SHA256), the same in every file read with the same
        key, and serve as row keys. The key is neither stored nor printed.
    limits : ReadLimits, optional
        How much a file may hold before it is refused; the defaults fit real surveys.
    quarantine : path, optional
        A CSV file to which rows with errors are set apart, each with its number, code and
        reason, without identifiers and free texts. The others are read, and
        ``log.counts.rows_quarantined`` says how many are missing.
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
    how = How(encoding, separator, decimal, sheet, limits, source, load_map(mapping),
              quarantine_path(quarantine, file))  # fmt: skip
    treatment = Treatment(keep_identifiers, key_of(pseudonyms))
    survey, report = _read(
        file, instrument, how, weights=weights, treatment=treatment, missing=missing
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
    mapping: str | os.PathLike[str] | ColumnMap | None = None,
    weights: str | None = None,
    keep_identifiers: bool = False,
    pseudonyms: bytes | str | None = None,
    limits: ReadLimits | None = None,
    quarantine: str | os.PathLike[str] | None = None,
) -> ValidationReport:
    """Everything that is wrong, doubtful or was mended in a file of answers, all at once.

    Never raises for what is wrong with the data.

    Parameters
    ----------
    file, instrument, encoding, separator, decimal, sheet, source, missing, mapping, weights, \
    keep_identifiers, pseudonyms, limits, quarantine
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
    how = How(encoding, separator, decimal, sheet, limits, source, load_map(mapping),
              quarantine_path(quarantine, file))  # fmt: skip
    treatment = Treatment(keep_identifiers, key_of(pseudonyms))
    try:
        _, report = _read(
            file, instrument, how, weights=weights, treatment=treatment, missing=missing
        )
    except BerakhlakError as error:
        if error.code[1] not in "12" and error.code != "E409":
            raise
        return ValidationReport(problems=(problem_of(error),), source=source_name(file))
    return report


def _must_refuse(report: ValidationReport) -> bool:
    return any(each.code in ("E193", "E226") for each in report.errors)


def _read(file: Any, instrument: Any, how: How, **mapped: Any) -> tuple[Survey, ValidationReport]:
    if how.decimal not in (None, ".", ","):
        raise make_error("E701", name="decimal", given=how.decimal, choices='"." ","')
    mapping = how.mapping
    if mapping is not None:
        how = replace(how, decimal=how.decimal or mapping.decimal or None)
        instrument = (mapping.instrument or None) if instrument is None else instrument
    wanted = None if instrument is None else resolve_instrument(instrument)
    table = drop_empty_rows(open_table(file, how, wanted))
    if table.n == 0:
        raise make_error("E102", place=table.source)
    known = wanted if wanted is not None else resolve_instrument(None, table)
    if how.quarantine is not None:
        return assemble_apart(table, known, how.quarantine, mapping=mapping, **mapped)
    return assemble(table, known, mapping=mapping, **mapped)


def survey_of(table: RawTable, instrument: Instrument) -> Survey:
    """The survey in a raw table; refuses it where :func:`read_survey` would."""
    # One batch does not tell free texts from names of groups: that was settled when it was written.
    # Nor may the cells of one batch settle what a column is.
    survey, report = assemble(table, instrument, treatment=Treatment(keep_texts=True))
    report.raise_errors()
    return survey
