"""A confirmed mapping in force: the plan of the columns, and their answers in our words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import Bilingual, make_error
from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.column_map.dates import check_span, iso_column, read_dates
from berakhlak_stats.survey.column_map.merges import check_merges, merge_spellings
from berakhlak_stats.survey.column_map.model import LEFT_OPEN, QUESTIONS, ColumnMap, MappedColumn
from berakhlak_stats.survey.column_map.translated import tell_translations
from berakhlak_stats.survey.mapping.cells import each_text
from berakhlak_stats.survey.mapping.declared import code_key, emptied
from berakhlak_stats.survey.mapping.plan import ListColumns, Plan
from berakhlak_stats.survey.readers.table import RawTable
from berakhlak_stats.survey.texts import answer_key, sentence, shortened

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, RatingScale

_NUMBER_FIRST = re.compile(r"^(\(?)(\d+)(?:[.,]0+)?(?=$|\D)")
_TITLES_NAMED, _LONGEST = 12, 60


def check_map(mapping: ColumnMap, table: RawTable, instrument: Instrument) -> None:
    """Refuse a mapping that does not belong to this file or this instrument.

    Raises
    ------
    FileError
        E164 unknown question or word, E165 column not in the file, E166 left open,
        E163 made for another instrument, E180 and E181 merges that do not end in one name.
    """
    if mapping.instrument not in ("", instrument.id):
        expected = Bilingual(
            f"{instrument.id}, instrumen yang dipakai", f"{instrument.id}, the instrument in use"
        )
        raise make_error(
            "E163",
            place=mapping.source,
            key="instrument",
            given=shortened(mapping.instrument, _LONGEST),
            expected=expected,
        )
    for column in mapping.columns:
        shown = shortened(column.title, _LONGEST)
        if column.kind == LEFT_OPEN:
            raise make_error("E166", place=mapping.source, column=shown)
        if column.title not in table.columns:
            near = get_close_matches(column.title, table.columns, n=1)
            hint = f' (→ "{near[0]}"?)' if near else ""
            raise make_error(
                "E165", place=mapping.source, column=shown, hint=hint, source=table.source
            )
        if column.kind in QUESTIONS:
            _check_question(column, mapping, instrument)
    for title, names in mapping.merges.items():
        check_merges(names, title, mapping.source)


def _check_question(column: MappedColumn, mapping: ColumnMap, instrument: Instrument) -> None:
    known: dict[str, list[str]] = {
        "list": [each.id for each in instrument.pick_lists],
        "rating": [each.id for each in instrument.ratings],
        "number": [each.id for each in instrument.numbers],
    }
    _one_of(column.target, known[column.kind], "id", column, mapping)
    if column.kind == "rating" and instrument.scale is not None:
        scale = instrument.scale
        steps = [str(each) for each in range(scale.low, scale.high + 1)]
        for value in column.labels.values():
            _one_of(str(value), steps, "labels", column, mapping)
    if column.kind == "list":
        words = instrument.list_index[column.target].words
        if column.word:
            _one_of(column.word, words, "word", column, mapping)
        offered = ("0", "1") if column.word else words
        for value in column.labels.values():
            _one_of(str(value), offered, "labels", column, mapping)


def _one_of(given: str, known: Any, key: str, column: MappedColumn, mapping: ColumnMap) -> None:
    if given in known:
        return
    near = get_close_matches(given, known, n=1)
    names = ", ".join(list(known)[:_TITLES_NAMED]) + (", …" if len(known) > _TITLES_NAMED else "")
    raise make_error(
        "E164",
        place=f'{mapping.source}, "{shortened(column.title, _LONGEST)}"',
        key=key,
        given=shortened(given, _LONGEST),
        hint=f' (→ "{near[0]}"?)' if near else "",
        known=names or "-",
    )


def mapped_plan(mapping: ColumnMap, instrument: Instrument, weights: str | None) -> Plan:
    """What every column is taken for, as the mapping says."""
    plan = Plan(lists={block.id: ListColumns() for block in instrument.pick_lists})
    for column in mapping.columns:
        _place(column, plan, instrument)
    if weights is not None:
        plan.weight = weights
        plan.others = [title for title in plan.others if title != weights]
    return plan


def _place(column: MappedColumn, plan: Plan, instrument: Instrument) -> None:
    title = column.title
    if column.kind == "list":
        _place_list(column, plan, instrument)
    elif column.kind == "rating":
        plan.ratings[column.target] = title
    elif column.kind == "number":
        plan.numbers[column.target] = title
    elif column.kind in ("weight", "respondent_id", "synthetic"):
        setattr(plan, column.kind, title)
    elif column.kind in ("group", "identifier", "date"):
        plan.others.append(title)
        if column.kind == "identifier":
            plan.identifiers.append(title)
        elif column.kind == "group":
            plan.groups.append(title)


def _place_list(column: MappedColumn, plan: Plan, instrument: Instrument) -> None:
    columns = plan.lists[column.target]
    block = instrument.list_index[column.target]
    if column.word:
        columns.flags[block.words.index(column.word)] = column.title
        return
    if column.place:
        columns.numbered[column.place] = column.title
    else:
        columns.delimited.append(column.title)
        columns.separator = column.separator
    positions = {str(word): place for place, word in enumerate(block.words)}
    columns.spellings |= {
        answer_key(text): positions[str(word)] for text, word in column.labels.items()
    }


def mapped_table(table: RawTable, mapping: ColumnMap, instrument: Instrument) -> RawTable:
    """The table with answers translated, codes emptied and spellings merged, all counted."""
    columns, labels = dict(table.columns), dict(table.value_labels)
    problems = tell_translations(table, mapping, instrument)
    for column in mapping.columns:
        title = column.title
        if column.missing:
            keys = {code_key(code) for code in column.missing}
            columns[title], count = emptied(columns[title], keys)
            if count:
                problems.append(
                    make_problem("fixed", "E206", source=table.source, column=title, count=count)
                )
        if column.kind == "rating" and column.reversed_labels and instrument.scale is not None:
            columns[title] = _reversed(columns[title], instrument.scale, column.labels)
            total = instrument.scale.low + instrument.scale.high
            labels[title] = {total - code: text for code, text in labels.get(title, {}).items()}
        if column.labels and (column.kind == "rating" or column.word):
            spelt = {answer_key(text): str(value) for text, value in column.labels.items()}
            columns[title] = _renamed(columns[title], spelt)
    problems += _read_dates(columns, mapping, Place(table.source, table.rows))
    for title, names in mapping.merges.items():
        columns[title], named, told = merge_spellings(
            columns[title], labels.get(title, {}), names, title, table.source
        )
        labels |= {title: named} if named else {}
        problems += told
    said = sentence("mapped", name=mapping.source, columns=len(mapping.columns))
    changed = replace(
        table, columns=columns, value_labels=labels, understood=(*table.understood, said)
    )
    return changed.with_problems(*problems, *_unlisted(table, mapping))


def _read_dates(columns: dict[str, Any], mapping: ColumnMap, place: Place) -> list[Problem]:
    """Put the columns of dates into ISO form; say what cannot be right about them."""
    read, problems = {}, []
    dated = [each for each in mapping.columns if each.kind == "date"]
    for column in dated:
        dates, found = read_dates(columns[column.title], column.title, column.order, place)
        problems += found
        if dates is not None:
            read[column.title] = dates
            columns[column.title] = iso_column(dates)
    for column in dated:
        if column.title in read and column.after in read:
            start, end = read[column.after], read[column.title]
            problems += check_span(start, end, column.title, place)
    return problems


def _unlisted(table: RawTable, mapping: ColumnMap) -> list[Problem]:
    """Columns of the file of which the mapping says nothing (E168)."""
    listed = {each.title for each in mapping.columns}
    left = [title for title in table.columns if title not in listed]
    if not left:
        return []
    shown = ", ".join(repr(shortened(title, _LONGEST)) for title in left[:_TITLES_NAMED])
    shown += f", … (+{len(left) - _TITLES_NAMED})" if len(left) > _TITLES_NAMED else ""
    name, source = mapping.source, table.source
    return [
        make_problem("warning", "E168", source=source, count=len(left), columns=shown, name=name)
    ]


def _renamed(column: Any, spelt: Mapping[str, str]) -> Any:
    return each_text(column, lambda text: spelt.get(answer_key(text), text))


def _reversed(column: Any, scale: RatingScale, labels: Mapping[str, str | int]) -> Any:
    """Numbers of the scale turned round; answers with a translation are left to it."""
    spelt = {answer_key(text) for text in labels}

    def turned(text: str) -> str:
        found = _NUMBER_FIRST.match(text)
        if found is None or answer_key(text) in spelt:
            return text
        number = int(found[2])
        if not scale.low <= number <= scale.high:
            return text
        return f"{found[1]}{scale.low + scale.high - number}{text[found.end() :]}"

    return each_text(column, turned)
