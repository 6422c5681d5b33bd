"""Who answered: direct identifiers and free texts are checked, then left out or made keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.checks.duplicates import (
    check_duplicates,
    check_numbered,
    check_two_units,
)
from berakhlak_stats.survey.checks.free_text import LONGEST_LABEL, is_free_text, too_long
from berakhlak_stats.survey.checks.identifier_titles import kind_by_wordings, may_name_persons
from berakhlak_stats.survey.checks.identifiers import (
    CHECKED_FOR_DUPLICATES,
    digits_lost,
    kind_by_content,
    matches_by_kind,
    only_about,
    spoken,
)
from berakhlak_stats.survey.checks.report import Severity, make_problem, quote_rows
from berakhlak_stats.survey.mapping.cells import Cells, factorise
from berakhlak_stats.survey.mapping.plan import Plan
from berakhlak_stats.survey.mapping.pseudonyms import (
    PREFERRED,
    RESPONDENT,
    Treatment,
    person_keys,
)
from berakhlak_stats.survey.mapping.reading import Reading
from berakhlak_stats.survey.mapping.row_keys import RowKeys, keys_already, number_keys
from berakhlak_stats.survey.texts import name_key, vocabulary_set


def read_persons(
    cells: dict[str, Cells], plan: Plan, reading: Reading, treatment: Treatment
) -> tuple[dict[str, Cells], RowKeys | None]:
    """The columns that may stay, and keys of the rows from who answered."""
    kept, persons = _drop_identifiers(cells, plan, reading, treatment)
    numbered = _respondent_keys(plan, reading, treatment.key)
    return kept, persons or numbered


def _drop_identifiers(
    cells: dict[str, Cells], plan: Plan, reading: Reading, treatment: Treatment
) -> tuple[dict[str, Cells], RowKeys | None]:
    """Check direct identifiers, then leave them out and say so; keyed pseudonyms on request."""
    kept, found = {}, []
    for title, column in cells.items():
        matches = matches_by_kind(column)
        confirmed = title in plan.groups
        by_title = None if confirmed else _kind_of(title, column, matches, plan, reading, treatment)
        # A title tells what a number is for, the cells which one it is.
        by_content = None if by_title in PREFERRED else kind_by_content(column, matches)
        kind = by_content or by_title
        if kind is None:
            text = _without_texts(title, column, reading, treatment, confirmed)
            if text is not None:
                kept[title] = _emptied(title, text, matches, reading)
            continue
        lost = "E251" if treatment.key is None and not treatment.keep else "E212"
        if _check_identifier(title, kind, column, cells, reading, lost) and kind in PREFERRED:
            found.append((kind, title, column))
        if treatment.keep:
            kept[title] = column
        else:
            _drop(title, kind, reading)
    plan.others = [title for title in plan.others if title in kept]
    return kept, _pseudonyms(found, treatment.key)


def _kind_of(
    title: str,
    column: Cells,
    matches: dict[str, NDArray[np.bool_]],
    plan: Plan,
    reading: Reading,
    treatment: Treatment,
) -> str | None:
    """The kind that the title tells; of titles such as "Atasan", together with the cells."""
    wordings = reading.table.wordings(title)
    known = kind_by_wordings(wordings)
    if title in plan.identifiers:
        return known or "name"
    if treatment.keep_texts:
        # One batch of a stream has too few cells to tell names from kinds of persons.
        return known
    if known is None:
        return "name" if any(may_name_persons(each, column) for each in wordings) else None
    return None if only_about(known, column, matches) else known


def _drop(title: str, kind: str, reading: Reading) -> None:
    reading.dropped.append(title)
    source = reading.place.source
    reading.add([make_problem("fixed", "E240", source=source, column=title, kind=spoken(kind))])


def _check_identifier(
    title: str, kind: str, column: Cells, cells: Mapping[str, Cells], reading: Reading, lost: str
) -> bool:
    """Whether the identifier can tell persons apart; duplicates are reported.

    ``lost`` is what is said where its digits are cut: of a column that nobody asked for, no more
    than that it could not be checked.
    """
    if kind not in CHECKED_FOR_DUPLICATES:
        return False
    place = reading.place
    if digits_lost(column, kind):
        _tell_lost(title, lost, reading)
        return False
    reading.add(check_duplicates(column, title, spoken(kind), place))
    for unit, units in cells.items():
        if name_key(unit) in vocabulary_set("unit_titles"):
            reading.add(check_two_units(column, units, unit, spoken(kind), place))
    return True


def _tell_lost(title: str, code: str, reading: Reading) -> None:
    """Digits that a number lost: refused (E212) where it is wanted, else told (E251)."""
    severity: Severity = "error" if code == "E212" else "warning"
    reading.add([make_problem(severity, code, source=reading.place.source, column=title)])


def _pseudonyms(found: list[tuple[str, str, Cells]], key: bytes | None) -> RowKeys | None:
    """Row keys from the identifier that tells persons apart best."""
    if key is None or not found:
        return None
    kind, title, column = min(found, key=lambda each: PREFERRED.index(each[0]))
    return person_keys(title, kind, column, key)


def _without_texts(
    title: str, column: Cells, reading: Reading, treatment: Treatment, confirmed: bool
) -> Cells | None:
    """None for a column of free texts; single texts longer than any label are emptied."""
    if treatment.keep or treatment.keep_texts:
        return column
    source = reading.place.source
    groups = confirmed or name_key(title) in vocabulary_set("unit_titles")
    if is_free_text(reading.table.wordings(title), column) and not groups:
        reading.dropped.append(title)
        reading.texts.append(title)
        reading.add([make_problem("fixed", "E153", source=source, column=title)])
        return None
    found = column.where(too_long(column))
    if not len(found):
        return column
    rows = reading.place.rows_at(found)
    reading.add(
        [
            make_problem(
                "warning", "E154", source=source, rows=rows, column=title, longest=LONGEST_LABEL
            )
        ]
    )
    codes = column.codes.copy()
    codes[found] = -1
    return replace(column, codes=codes)


def _emptied(
    title: str, column: Cells, matches: Mapping[str, NDArray[np.bool_]], reading: Reading
) -> Cells:
    """The column without the few cells that look like an identifier."""
    for kind, mask in matches.items():
        found = column.where(mask)
        codes = column.codes.copy()
        codes[found] = -1
        column = replace(column, codes=codes)
        reading.add(
            [
                make_problem(
                    "warning",
                    "E235",
                    source=reading.place.source,
                    rows=reading.place.rows_at(found),
                    column=title,
                    kind=spoken(kind),
                )
            ]
        )
    return column


def _respondent_keys(plan: Plan, reading: Reading, key: bytes | None) -> RowKeys | None:
    """Keys from the respondent numbers, checked for duplicates; None where they may not serve."""
    title = plan.respondent_id
    if title is None:
        return None
    cells = factorise(reading.table.columns[title])
    kind = kind_by_content(cells, matches_by_kind(cells))
    if digits_lost(cells, kind or ""):
        needless = kind is not None and key is None
        _tell_lost(title, "E251" if needless else "E212", reading)
        if needless:
            _drop(title, kind or "", reading)
        return None
    reading.add(check_duplicates(cells, title, title, reading.place))
    for problem in check_numbered(cells, title, reading.place):
        reading.add([problem])
        rows = quote_rows(problem.every)
        reading.say("unnumbered", n=problem.count, column=title, rows=rows)
    if key is not None and not keys_already(cells):
        return person_keys(title, kind or RESPONDENT, cells, key)
    if kind is not None:
        # A plain hash of an enumerable number such as a NIP could be undone.
        _drop(title, kind, reading)
        return None
    return number_keys(title, cells)
