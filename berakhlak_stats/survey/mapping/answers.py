"""The answers to the instrument's own questions: lists, ratings, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, listed
from berakhlak_stats.survey.checks.answered import check_answered
from berakhlak_stats.survey.checks.picks import check_flag_columns, check_picks, usable_picks
from berakhlak_stats.survey.checks.ratings import (
    check_item_columns,
    check_number,
    check_rating,
    check_value_labels,
)
from berakhlak_stats.survey.checks.report import Problem, make_problem, quote_rows
from berakhlak_stats.survey.mapping.cells import cell_text
from berakhlak_stats.survey.mapping.flags import read_flags
from berakhlak_stats.survey.mapping.hints import perhaps
from berakhlak_stats.survey.mapping.numbers import read_number
from berakhlak_stats.survey.mapping.picks import (
    PickAnswers,
    read_delimited,
    read_numbered,
)
from berakhlak_stats.survey.mapping.plan import ListColumns, Plan
from berakhlak_stats.survey.mapping.ratings import label_languages, read_rating, scale_labels
from berakhlak_stats.survey.mapping.reading import Reading
from berakhlak_stats.survey.mapping.words import WordLookup, word_lookup
from berakhlak_stats.survey.progress import tell_progress
from berakhlak_stats.survey.survey import MISSING_RATING
from berakhlak_stats.survey.texts import sentence

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, PickList


def read_lists(
    instrument: Instrument, plan: Plan, reading: Reading
) -> dict[str, NDArray[np.uint64]]:
    """Packed picks of every list of the instrument; all zero where the file lacks the list."""
    picks = {}
    absent = []
    for block in instrument.pick_lists:
        columns = plan.lists[block.id]
        if not columns.shapes:
            absent.append(block.id)
            width = -(-max(len(block.words), 1) // 64)
            picks[block.id] = np.zeros((reading.table.n, width), dtype=np.uint64)
            continue
        tell_progress("progress_list", name=block.id)
        lookup = word_lookup(instrument, block).knowing(columns.spellings)
        lookup = replace(lookup, others_in_place=reading.table.others_in_place)
        answers = _one_list(block, columns, lookup, reading)
        reading.add(check_picks(answers, block, lookup, reading.place))
        usable = usable_picks(answers, block)
        _say_list(block, usable, reading)
        _count_picks(usable, reading)
        picks[block.id] = usable.bits
    if absent:
        reading.add([_absent(absent, instrument, plan, reading)])
    return picks


def _absent(absent: Sequence[str], instrument: Instrument, plan: Plan, reading: Reading) -> Problem:
    """Lists without a column; an error where columns of no known title hold such words."""
    source, lists = reading.place.source, ", ".join(absent)
    if not plan.lookalikes:
        return make_problem("warning", "E233", source=source, lists=lists)
    return make_problem(
        "error",
        "E192",
        source=source,
        count=len(plan.lookalikes),
        lists=lists,
        perhaps=perhaps(reading.table, instrument, plan.lookalikes),
    )


def _count_picks(answers: PickAnswers, reading: Reading) -> None:
    reading.counts.update(
        picks_read=answers.read,
        picks_kept=answers.kept,
        picks_unknown=len(answers.unknown),
        picks_ambiguous=len(answers.ambiguous),
        picks_repeated=answers.repeats,
        picks_other=answers.other,
        picks_unclear=len(answers.bad_flags),
        picks_over_limit=answers.over_limit,
    )
    reading.note_languages(answers.languages)


def _one_list(
    block: PickList, columns: ListColumns, lookup: WordLookup, reading: Reading
) -> PickAnswers:
    """The list in its first shape; a second shape must say the same."""
    read = [_shape(shape, block, columns, lookup, reading) for shape in columns.shapes]
    for other in read[1:]:
        reading.add([_two_shapes(block, read[0], other, reading)])
    return read[0]


def _two_shapes(
    block: PickList, first: PickAnswers, second: PickAnswers, reading: Reading
) -> Problem:
    """Two shapes of one list: a remark where they agree, else an error that says where not."""
    titles = (first.columns[0], second.columns[0])
    apart = np.flatnonzero((first.bits != second.bits).reshape(len(first.bits), -1).any(axis=1))
    rows = reading.place.rows_at(apart)
    differ = quote_rows(rows)
    agreed = Bilingual(
        f"Keduanya memuat jawaban yang sama; yang dibaca kolom {titles[0]!r}.",
        f"Both hold the same answers; column {titles[0]!r} was read.",
    )
    contrary = Bilingual(
        f"Jawabannya berbeda, jadi tidak jelas mana yang benar. Baris: {differ}",
        f"Their answers differ, so it is not clear which is right. Rows: {differ}",
    )
    return make_problem(
        "error" if rows else "warning",
        "E222",
        source=reading.place.source,
        rows=rows,
        list=block.id,
        columns=listed([repr(title) for title in titles]),
        outcome=contrary if rows else agreed,
    )


def _shape(
    shape: str, block: PickList, columns: ListColumns, lookup: WordLookup, reading: Reading
) -> PickAnswers:
    titles = columns.titles(shape)
    arrays = [reading.table.columns[title] for title in titles]
    note = reading.note_cells
    if shape != "flags":
        arrays = [
            _words_of(array, title, reading) for array, title in zip(arrays, titles, strict=True)
        ]
    if shape == "delimited":
        sign = columns.separator
        return read_delimited(titles[0], arrays[0], lookup, block.words, note, sign)
    if shape == "numbered":
        return read_numbered(titles, arrays, lookup, block.words, note)
    positions = sorted(columns.flags)
    reading.add(check_flag_columns(block.words, positions, block, reading.place.source))
    return read_flags(titles, arrays, positions, len(block.words), note)


def _words_of(array: Any, title: str, reading: Reading) -> Any:
    """The column with its codes replaced by their labels, where the file labels them."""
    labels = reading.table.value_labels.get(title)
    if not labels:
        return array
    import pyarrow as pa

    texts = [labels.get(value, cell_text(value)) for value in array.to_pylist()]
    return pa.array(texts, type=pa.string())


def _say_list(block: PickList, answers: PickAnswers, reading: Reading) -> None:
    shape = sentence(
        f"shape_{answers.shape}", columns=len(answers.columns), delimiter=repr(answers.delimiter)
    )
    reading.say(
        "list",
        name=block.id,
        shape=shape,
        read=answers.read,
        kept=answers.kept,
        empty=int((answers.counts == 0).sum()),
        form=sentence(f"form_{answers.form}"),
    )


def read_ratings(instrument: Instrument, plan: Plan, reading: Reading) -> NDArray[np.int8]:
    """The ratings in the order of the instrument, shape (n, items)."""
    items = [item.id for item in instrument.ratings]
    scale = instrument.scale
    if not items or scale is None or not plan.ratings:
        return np.full((reading.table.n, len(items)), MISSING_RATING, dtype=np.int8)
    reading.add(check_item_columns(items, list(plan.ratings), reading.place.source))
    labels, languages = scale_labels(scale), label_languages(scale)
    ratings = np.full((reading.table.n, len(items)), MISSING_RATING, dtype=np.int8, order="F")
    labelled = set()
    for place, item in enumerate(items):
        title = plan.ratings.get(item)
        if title is None:
            continue
        tell_progress("progress_items", name=item, place=place + 1, count=len(items))
        answers = read_rating(reading.table.columns[title], scale, labels)
        reading.note_cells(answers.cells)
        reading.add(check_rating(answers, title, scale, labels, reading.place))
        filled = int((answers.cells.codes >= 0).sum())
        refused = sum(len(bad) for bad in answers.faults.values())
        reading.counts.update(
            ratings_read=filled, ratings_kept=filled - refused, ratings_refused=refused
        )
        reading.note_languages(answers.languages(languages))
        own = reading.table.value_labels.get(title, {})
        reading.add(check_value_labels(title, own, labels, reading.place.source))
        ratings[:, place] = answers.values
        labelled.add(answers.labelled)
    titles = {items.index(item): title for item, title in plan.ratings.items()}
    reading.add(check_answered(titles, ratings, reading.place))
    form = "mixed" if len(labelled) > 1 else "labels" if labelled == {True} else "numbers"
    missing = int((ratings == MISSING_RATING).sum())
    spelled = sentence(f"form_{form}")
    reading.say("ratings", count=len(plan.ratings), form=spelled, missing=missing)
    return ratings


def read_numbers(
    instrument: Instrument, plan: Plan, reading: Reading, decimal: str
) -> NDArray[np.float64]:
    """The numeric items in the order of the instrument, shape (n, items)."""
    items = [item.id for item in instrument.numbers]
    numbers = np.full((reading.table.n, len(items)), np.nan)
    if not plan.numbers:
        return numbers
    reading.add(check_item_columns(items, list(plan.numbers), reading.place.source))
    for place, item in enumerate(items):
        title = plan.numbers.get(item)
        if title is not None:
            answers = read_number(reading.table.columns[title], decimal)
            reading.add(check_number(answers, title, reading.place))
            numbers[:, place] = answers.values
    missing = int(np.isnan(numbers).sum())
    reading.say("numbers", count=len(plan.numbers), missing=missing)
    return numbers
