"""How many people there are: read from a file, and held against the answers."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.errors import make_error, message
from berakhlak_stats.survey.checks.suggest import nearest
from berakhlak_stats.survey.texts import Sentence, answer_key, clean, name_key

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Frame = int | Mapping[str, int] | str | os.PathLike[str] | None
MOST_NAMED = 20
_COUNT_TITLES = (
    "population",
    "populasi",
    "headcount",
    "count",
    "jumlah",
    "jumlah_populasi",
    "jumlah_pegawai",
    "jumlah_asn",
    "pegawai",
    "employees",
    "n_populasi",
)
"""Titles of the column of counts, the plainest first."""
_TOTALS = ("jumlah", "total", "jumlah total", "grand total", "jumlah keseluruhan")


@dataclass(frozen=True)
class Population:
    """People behind the answers.

    Attributes
    ----------
    total : int or None
        None where it is not known for everybody who answered.
    column : str
        The column whose labels are counted; empty where only a total is known.
    counts : mapping of label to int
        Only labels that the answers hold too.
    remarks : tuple of (id, en) sentences
        In what frame and answers do not agree.
    """

    total: int | None = None
    column: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[Sentence, ...] = ()


def read_frame(path: str | os.PathLike[str]) -> dict[str, int]:
    """Population counts from a CSV file: labels in the first column, ``population`` beside it.

    Parameters
    ----------
    path : str or path
        UTF-8, with commas or semicolons. The counts may also be titled ``populasi``,
        ``jumlah``, ``jumlah pegawai``, ``headcount`` and the like. A row that adds up the
        others is left out.

    Returns
    -------
    dict of str to int
        Population by label.

    Raises
    ------
    FileError
        E100 where there is no such file, E141 where it has no column of counts, or one that
        holds no whole numbers.
    DesignError
        E627 where a label is listed twice.

    Examples
    --------
    >>> from berakhlak_stats.simulate import bundled
    >>> read_frame(bundled("kapuas_2022_frame"))["Inspektorat"]
    58
    """
    file = Path(path)
    rows = _rows(file)
    titles = {name_key(name): name for name in reversed(list(rows[0]) if rows else []) if name}
    count = next((titles[each] for each in _COUNT_TITLES if each in titles), None)
    label = next((name for name in (rows[0] if rows else []) if name and name != count), None)
    if count is None or label is None:
        raise make_error("E141", place=file.name, name=file.name)
    counts: dict[str, int] = {}
    for row in rows:
        name = clean(row[label] or "")
        if not name or answer_key(name) in _TOTALS:
            continue
        if name in counts:
            raise make_error("E627", place=file.name, category=name, column=label)
        counts[name] = _whole(row[count], file.name)
    return counts


def population_of(survey: Survey, by: Sequence[str], frame: Frame) -> Population:
    """The population that a frame, or else the design, tells of.

    Raises
    ------
    DesignError
        E218 where more people answered than there are.
    """
    place = Path(frame).name if isinstance(frame, str | os.PathLike) else ""
    known = _known(survey, frame)
    if known is None:
        return Population()
    if not isinstance(known, Mapping):
        return Population(_at_least(survey.n, int(known), place))
    column = _column_of(survey, by, known)
    if column is None:
        return Population(_at_least(survey.n, sum(known.values()), place))
    return _matched(survey, column, known, place)


def raking_margins(
    survey: Survey, by: Sequence[str], people: Population
) -> dict[str, dict[str, int]] | None:
    """The population as margins that weights can meet; None where it offers none."""
    from berakhlak_stats.errors import BerakhlakError
    from berakhlak_stats.weighting.margins import resolve_margins

    if people.total is None or people.column not in by:
        return None
    margins = {people.column: dict(people.counts)}
    try:
        resolve_margins(survey, margins)
    except BerakhlakError:
        return None
    return margins


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError:
        raise make_error("E100", place=file.name, name=file.name) from None
    except UnicodeDecodeError:
        raise make_error("E141", place=file.name, name=file.name) from None
    mark = ";" if ";" in text.partition("\n")[0] else ","
    return list(csv.DictReader(text.splitlines(), delimiter=mark))


def _whole(text: str | None, name: str) -> int:
    try:
        count = int(text or "")
    except ValueError:
        count = -1
    if count < 0:
        raise make_error("E141", place=name, name=name)
    return count


def _known(survey: Survey, frame: Frame) -> int | Mapping[str, int] | None:
    if isinstance(frame, str | os.PathLike):
        return read_frame(frame)
    if frame is not None:
        return frame
    population = survey.design.population
    if population is None or survey.design.psu is not None:
        return None  # counts of PSUs say nothing about persons
    return population if survey.design.strata else sum(population.values())


def _column_of(survey: Survey, by: Sequence[str], counts: Mapping[str, int]) -> str | None:
    """The column that shares most labels with the frame; in doubt the first one asked for."""
    names = [*by, *(name for name in survey.columns if name not in by)]
    shared = {name: len(set(survey.columns[name].labels) & set(counts)) for name in names}
    best = max(names, key=lambda name: shared[name], default=None)
    if best is not None and shared[best]:
        return best
    return by[0] if by else None


def _matched(survey: Survey, column: str, counts: Mapping[str, int], place: str) -> Population:
    codes = survey.columns[column]
    sizes = np.bincount(codes.codes[codes.codes >= 0], minlength=len(codes.labels))
    here = {name: int(n) for name, n in zip(codes.labels, sizes, strict=True) if n}
    over = [f"{name}: {n} > {counts[name]}" for name, n in here.items() if counts.get(name, n) < n]
    if over:
        raise make_error("E218", place=place, column=column, cells=_named(over))
    strangers = [name for name in here if name not in counts]
    silent = [name for name, total in counts.items() if total > 0 and name not in here]
    matched = {name: total for name, total in counts.items() if name in here}
    if not strangers:
        total = _at_least(survey.n, sum(counts.values()), place)
        return Population(total, column, matched, _disagreement(column, [], silent))
    # Without the people of every unit there is no rate for all of them.
    return Population(None, column, matched, _disagreement(column, strangers, silent))


def _disagreement(column: str, strangers: list[str], silent: list[str]) -> tuple[Sentence, ...]:
    if not strangers and not silent:
        return ()
    hints = [(name, nearest(name, silent)) for name in strangers]
    shown = [f"{name} → {hint}?" if hint else name for name, hint in hints]
    said = message("E217", column=column, not_in_frame=_named(shown), not_in_data=_named(silent))
    return ((f"E217: {said.id}", f"E217: {said.en}"),)


def _at_least(n: int, population: int, place: str) -> int:
    if population < n:
        raise make_error("E218", place=place, column="n", cells=_named([f"{n} > {population}"]))
    return population


def _named(names: Sequence[str]) -> str:
    """At most 20 names in quotes, and how many more there are; a dash for none."""
    shown = ", ".join(f'"{name}"' for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return (f"{shown}, … (+{more})" if more > 0 else shown) or "–"
