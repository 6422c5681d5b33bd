"""A survey that stays in its Parquet file and is read in batches.

For files larger than memory, and for the national file on a laptop. Indices take a stream
where they take a survey and give the same totals.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import FileError, make_error
from berakhlak_stats.survey.design import Design
from berakhlak_stats.survey.lots import Tally
from berakhlak_stats.survey.stages import PERSONS, LaterStage
from berakhlak_stats.survey.survey import SMALLEST_GROUP_DEFAULT, ImportLog, Survey

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

BATCH_ROWS = 65_536
LONG = 64


@dataclass(frozen=True)
class SurveyStream:
    """Batches of one Parquet file, each a :class:`Survey`.

    Attributes
    ----------
    n : int
        Rows of the file.
    design_columns : mapping
        What :meth:`with_design` was given; applied to every batch.
    """

    path: Path
    instrument: Instrument
    n: int
    weighted: str = ""
    batch_rows: int = BATCH_ROWS
    design_columns: Mapping[str, Any] = field(default_factory=dict)
    log: ImportLog = field(default_factory=ImportLog)
    smallest_group: int = SMALLEST_GROUP_DEFAULT

    def __iter__(self) -> Iterator[Survey]:
        from berakhlak_stats.survey.readers.parquet_file import parquet_batches
        from berakhlak_stats.survey.readers.read import survey_of

        tally = Tally()
        for table in parquet_batches(self.path, self.batch_rows):
            read = survey_of(table, self.instrument)
            survey = replace(read, lots=tally.counted_on(read.lots))
            yield survey.with_design(**self.design_columns) if self.design_columns else survey

    def __len__(self) -> int:
        return self.n

    def __repr__(self) -> str:
        return (
            f"SurveyStream({self.path.name!r}, n={self.n}, instrument={self.instrument.id!r}, "
            f"weighted={self.design.weights is not None}, synthetic={self.log.synthetic})"
        )

    @property
    def design(self) -> Design:
        """The design as far as it is known before the rows are read."""
        given = self.design_columns
        return Design(
            weights=given.get("weights") or self.weighted or None,
            strata=given.get("strata"),
            psu=given.get("psu"),
            stages=tuple(LaterStage(each.unit or PERSONS) for each in given.get("stages", ())),
        )

    def with_design(self, **columns: Any) -> SurveyStream:
        """This stream with a sampling design; takes what ``Survey.with_design`` takes."""
        return replace(self, design_columns=columns)

    def with_smallest_group(self, smallest_group: int) -> SurveyStream:
        """This stream with another publication threshold (10 by default, never below 5)."""
        return replace(self, smallest_group=smallest_group)


def stream_survey(
    path: str | os.PathLike[str],
    *,
    instrument: str | os.PathLike[str] | Instrument = "berakhlak-2022",
    batch_rows: int = BATCH_ROWS,
) -> SurveyStream:
    """Open a Parquet file of answers without reading its rows.

    Parameters
    ----------
    path : path
        A Parquet file in the canonical shape, with a ``respondent_id`` column (it is what
        tells rows apart across batches when persons are resampled).
    instrument : str, path or Instrument
    batch_rows : int
        Rows held in memory at a time.

    Returns
    -------
    SurveyStream

    Raises
    ------
    FileError
        E131 where it is not a Parquet file, E142 without a ``respondent_id`` column.

    Notes
    -----
    Each batch is checked like a whole file; duplicates of a respondent are found within a
    batch only.

    Examples
    --------
    >>> from berakhlak_stats.simulate import bundled
    >>> stream_survey(bundled("national_2022")).n > 10_000
    True
    """
    from berakhlak_stats.survey.mapping.recognise import resolve_instrument
    from berakhlak_stats.survey.mapping.weight_titles import weight_title
    from berakhlak_stats.survey.readers.parquet_file import describe_parquet

    file = Path(path)
    rows, titles, synthetic = describe_parquet(file)
    if rows == 0:
        raise make_error("E102", place=file.name)
    if "respondent_id" not in titles:
        raise FileError("E142", place=file.name, column="respondent_id")
    log = ImportLog(source=file.name, rows_read=rows, synthetic=synthetic)
    weighted = "weight" if "weight" in titles else weight_title(titles) or ""
    return SurveyStream(file, resolve_instrument(instrument), rows, weighted, batch_rows, log=log)


def _column_sums(ratings: NDArray[np.int8]) -> NDArray[np.int64]:
    """Sums of columns; rows that stand together as one long row add up faster than short ones."""
    size = len(ratings) // LONG * LONG
    long = ratings[:size].reshape(-1, LONG * ratings.shape[1]).sum(axis=0, dtype=np.int64)
    short = ratings[size:].sum(axis=0, dtype=np.int64)
    return np.asarray(long.reshape(LONG, -1).sum(axis=0) + short)


def fingerprint(survey: Survey | SurveyStream) -> str:
    """Twelve hex digits that name the answers: whatever their order, or of a stream its file."""
    if isinstance(survey, SurveyStream):
        return _fingerprint(survey)
    if "fingerprint" not in survey.worked_out:
        survey.worked_out["fingerprint"] = _fingerprint(survey)
    return str(survey.worked_out["fingerprint"])


def _fingerprint(survey: Survey | SurveyStream) -> str:
    from hashlib import blake2b

    digest = blake2b(digest_size=6)
    if isinstance(survey, SurveyStream):
        with survey.path.open("rb") as handle:
            while block := handle.read(1 << 20):
                digest.update(block)
        return digest.hexdigest()
    digest.update(np.sort(survey.keys).tobytes())
    digest.update(str([survey.n, sorted(survey.picks), survey.ratings.shape]).encode())
    for bits in survey.picks.values():
        digest.update(np.bitwise_xor.reduce(bits, axis=0).tobytes())
    if survey.ratings.size:
        digest.update(_column_sums(survey.ratings).tobytes())
    return digest.hexdigest()
