"""From a raw table to a survey, with everything that was noticed on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import BerakhlakError, make_error
from berakhlak_stats.survey.checks.answered import check_identical
from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import (
    Problem,
    ValidationReport,
    make_problem,
    ordered,
)
from berakhlak_stats.survey.checks.sections import check_sections
from berakhlak_stats.survey.checks.suggest import same_but_case
from berakhlak_stats.survey.counts import Counts
from berakhlak_stats.survey.design import Design
from berakhlak_stats.survey.lots import make_lots
from berakhlak_stats.survey.mapping.answers import read_lists, read_numbers, read_ratings
from berakhlak_stats.survey.mapping.by_content import lookalikes, plan_of
from berakhlak_stats.survey.mapping.cells import Cells, factorise
from berakhlak_stats.survey.mapping.declared import without_declared
from berakhlak_stats.survey.mapping.groups import read_groups, read_synthetic, read_weights
from berakhlak_stats.survey.mapping.hints import perhaps
from berakhlak_stats.survey.mapping.identify import read_persons
from berakhlak_stats.survey.mapping.numbers import (
    all_numbers,
    find_decimal,
    is_typed_number,
    telling_numbers,
)
from berakhlak_stats.survey.mapping.plan import Plan, make_plan
from berakhlak_stats.survey.mapping.pseudonyms import Treatment
from berakhlak_stats.survey.mapping.reading import Reading
from berakhlak_stats.survey.mapping.recognise import recognise, refuse_one_column
from berakhlak_stats.survey.mapping.row_keys import RowKeys, row_keys
from berakhlak_stats.survey.mapping.weight_titles import told_doubts, weight_title
from berakhlak_stats.survey.readers.table import RawTable, titles_from
from berakhlak_stats.survey.survey import Codes, ImportLog, Survey

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.column_map.model import ColumnMap

_TITLES_NAMED = 12
USUAL = Treatment()


def assemble(
    table: RawTable,
    instrument: Instrument,
    *,
    weights: str | None = None,
    treatment: Treatment = USUAL,
    missing: Sequence[str | float] = (),
    mapping: ColumnMap | None = None,
) -> tuple[Survey, ValidationReport]:
    """Map, check and pack a raw table.

    Cells that break a rule become missing in the survey and errors in the report; whoever
    calls decides whether errors refuse the data.
    """
    table, plan = _planned(table, instrument, weights, mapping, batch=treatment.keep_texts)
    reading = _reading(without_declared(table, plan, missing), plan)
    table = reading.table
    cells = {title: factorise(table.columns[title], keep_marks=True) for title in plan.others}
    cells, ids = read_persons(cells, plan, reading, treatment)
    decimal, shown = _decimal(table, plan, cells)
    _say_source(table, instrument, decimal if shown else None, reading)
    picks = read_lists(instrument, plan, reading)
    ratings = read_ratings(instrument, plan, reading)
    numbers = read_numbers(instrument, plan, reading, decimal)
    columns, raw_numbers = read_groups(cells, reading, decimal)
    doubts = weights is None and not treatment.keep_texts
    weight_values = _weights(plan, reading, decimal, raw_numbers, doubts=doubts)
    answers: list[NDArray[Any]] = [*picks.values(), ratings, numbers]
    _check_rows(columns, answers, plan, reading)
    survey = Survey(
        instrument=instrument,
        n=table.n,
        picks=picks,
        ratings=ratings,
        numbers=numbers,
        columns=columns,
        raw_numbers=raw_numbers,
        weights=weight_values,
        keys=row_keys([*answers, *(each.codes for each in columns.values())], table.n, ids),
        lots=make_lots(answers, table.n, columns, raw_numbers),
        design=Design(weights=plan.weight),
        log=_close(reading, plan, cells, {*columns, *raw_numbers}, ids),
    )
    return survey, report_of(survey)


def _weights(
    plan: Plan,
    reading: Reading,
    decimal: str,
    numbers: dict[str, NDArray[np.float64]],
    *,
    doubts: bool,
) -> NDArray[np.float64] | None:
    """The weights, which join the other ``numbers``; of those, which may be weights is told."""
    values = read_weights(plan, reading, decimal)
    if doubts:
        told_doubts(numbers, plan, reading)
    if plan.weight is not None and values is not None:
        numbers[plan.weight] = values
    return values


def _check_rows(
    columns: Mapping[str, Codes], answers: Sequence[NDArray[Any]], plan: Plan, reading: Reading
) -> None:
    """What rows say together: headings among people, units that answer with one voice."""
    told = {
        title: each for title, each in reading.table.columns.items() if title != plan.respondent_id
    }
    reading.add(check_sections(told, answers, reading.place))
    reading.add(check_identical(columns, answers[:-1], reading.place))


def report_of(survey: Survey) -> ValidationReport:
    """The report behind a survey's import log."""
    log = survey.log
    return ValidationReport(log.problems, log.understood, log.source, survey.n, log.counts)


def _reading(table: RawTable, plan: Plan) -> Reading:
    """The reading of a table, with the columns that were taken for the same thing."""
    reading = Reading(table, Place(table.source, table.rows))
    reading.add(_clashes(plan, table.source))
    return reading


def _planned(
    table: RawTable,
    instrument: Instrument,
    weights: str | None,
    mapping: ColumnMap | None,
    *,
    batch: bool,
) -> tuple[RawTable, Plan]:
    """The table and what its columns are taken for: by the mapping file, else by the titles.

    The cells of one ``batch`` settle nothing, for the next one may hold others.
    """
    titles = list(table.columns)
    if weights is not None and weights not in table.columns:
        raise make_error(
            "E231",
            place=table.source,
            column=weights,
            known=", ".join(titles),
            hint=same_but_case(weights, titles),
        )
    if mapping is not None:
        from berakhlak_stats.survey.column_map.apply import check_map, mapped_plan, mapped_table

        check_map(mapping, table, instrument)
        plan = mapped_plan(mapping, instrument, weights)
        table = mapped_table(table, mapping, instrument)
    elif batch:
        plan = make_plan(titles, instrument, weights, table.respondent_id)
        plan.claim_weight(plan.weight or (None if weights else weight_title(plan.others)))
    else:
        plan = plan_of(table, instrument, weights)
        plan.lookalikes = lookalikes(plan, table, instrument)
    if plan.found == 0:
        raise _no_question(table, instrument)
    plan.others = [title for title in plan.others if title not in plan.lookalikes]
    return table, plan


def _no_question(table: RawTable, instrument: Instrument) -> BerakhlakError:
    """The refusal of a table that answers no question (E230), with what its columns may be."""
    refuse_one_column(table)
    titles = list(table.columns)
    better = recognise(table)
    return make_error(
        "E230",
        place=table.source,
        instrument=instrument.id,
        columns=", ".join(titles[:_TITLES_NAMED]),
        where=titles_from(table.header_row),
        perhaps=perhaps(table, instrument),
        hint=f"→ {better}" if better and better != instrument.id else "",
    )


def _clashes(plan: Plan, source: str) -> list[Problem]:
    return [
        make_problem("error", "E241", source=source, column=title, target=target, other=other)
        for title, target, other in plan.clashes
    ]


def _decimal(table: RawTable, plan: Plan, cells: Mapping[str, Cells]) -> tuple[str, bool]:
    """The decimal mark: as told, else as the cells show."""
    if table.decimal is not None:
        return table.decimal, True
    wanted = [*plan.numbers.values(), *([plan.weight] if plan.weight else [])]
    samples = [
        factorise(telling_numbers(table.columns[title]))
        for title in wanted
        if not is_typed_number(table.columns[title])
    ]
    others = [
        column
        for title, column in cells.items()
        if not is_typed_number(table.columns[title]) and all_numbers(column)
    ]
    return find_decimal([*samples, *others], table.separator, table.source)


def _say_source(
    table: RawTable, instrument: Instrument, decimal: str | None, reading: Reading
) -> None:
    reading.understood += table.understood
    if decimal is not None and table.separator is not None:
        reading.say("decimal", decimal=decimal)
    title = (instrument.title.id, instrument.title.en)
    reading.say("instrument", title=title, name=instrument.id, version=instrument.version)
    apart = table.outside.get("quarantined", 0)
    outside = sum(table.outside.values()) - apart
    empty = table.rows_read - table.n - outside - apart
    reading.say("rows", n=table.n, rows=table.rows_read, empty=empty)
    if outside:
        reading.say(
            "outside",
            count=outside,
            outside=table.outside.get("outside", 0),
            preview=table.outside.get("preview", 0),
        )


def _close(
    reading: Reading,
    plan: Plan,
    cells: Mapping[str, Cells],
    groups: Collection[str],
    ids: RowKeys | None,
) -> ImportLog:
    """The last sentences and problems, and the log of them all."""
    for column in cells.values():
        reading.note_cells(column)
    reading.close()
    synthetic = read_synthetic(plan, reading)
    if ids is None:
        reading.say("unkeyed")
    else:
        reading.say("pseudonyms" if ids.pseudonyms else "keyed", column=ids.column)
    named = [title for title in plan.others if title in groups]
    if named:
        reading.say("groups", columns=", ".join(named))
    identifiers = [title for title in reading.dropped if title not in reading.texts]
    for key, titles in (("dropped", identifiers), ("dropped_texts", reading.texts)):
        if titles:
            reading.say(key, columns=", ".join(titles))
    if synthetic:
        reading.say("synthetic")
    return ImportLog(
        source=reading.place.source,
        understood=tuple(reading.understood),
        dropped=tuple(reading.dropped),
        rows_read=reading.table.rows_read,
        synthetic=synthetic,
        problems=ordered((*reading.table.problems, *reading.problems)),
        keyed=ids is not None,
        counts=_counts(reading),
    )


def _counts(reading: Reading) -> Counts:
    table = reading.table
    outside = table.outside.get("outside", 0)
    preview = table.outside.get("preview", 0)
    apart = table.outside.get("quarantined", 0)
    found = Counter(reading.counts)
    # Free texts in columns of their own are picks that were made, if not of a word.
    found.update(picks_read=table.other_texts, picks_other=table.other_texts)
    return Counts(
        rows_read=table.rows_read,
        rows_kept=table.n,
        rows_empty=table.rows_read - table.n - outside - preview - apart,
        rows_outside=outside,
        rows_preview=preview,
        rows_quarantined=apart,
        **found,
    )
