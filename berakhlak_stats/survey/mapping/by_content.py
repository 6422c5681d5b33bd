"""Lists whose titles are not known to the letter: told by title and cells, never by one alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.survey.checks.identifier_titles import kind_by_title, kind_by_wordings
from berakhlak_stats.survey.column_map.similarity import tokens
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.mapping.picks import PickAnswers, read_delimited
from berakhlak_stats.survey.mapping.plan import ListColumns, Plan, make_plan
from berakhlak_stats.survey.mapping.weight_titles import claim_weights
from berakhlak_stats.survey.mapping.words import WordLookup, word_lookup
from berakhlak_stats.survey.readers.table import RawTable
from berakhlak_stats.survey.texts import name_key, numbered_title, vocabulary_set

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, PickList

_ROLES = frozenset({"self", "today", "wanted"})
_SAMPLE = 2_000
_MOSTLY = 0.5
_SERIES = 3
"""Columns of one word each that may be the picks of one list."""


def plan_of(table: RawTable, instrument: Instrument, weights: str | None = None) -> Plan:
    """What every column is taken for: by its title, and lists also by title and cells together."""
    plan = make_plan(list(table.columns), instrument, weights, table.respondent_id)
    by_role = _lists_by_role(instrument)
    for block, numbered, titles in _groups(plan.others, by_role):
        if _holds_words([table.columns[title] for title in titles], block, instrument, numbered):
            for title in titles:
                _claim(title, plan, block.id, numbered)
    if weights is None:
        claim_weights(plan, table)
    return plan


def lookalikes(plan: Plan, table: RawTable, instrument: Instrument) -> list[str]:
    """Columns of no known title whose cells are words of a list that the file seems to lack.

    A list shows in cells of several words, or in several columns of one word; one column of
    one word each is a group, such as the subject of a training.
    """
    absent = [each for each in instrument.pick_lists if not plan.lists[each.id].shapes]
    lookups = _distinct([word_lookup(instrument, block) for block in absent])
    free = [
        title
        for title in plan.others
        if kind_by_wordings(table.wordings(title)) is None
        and name_key(title) not in vocabulary_set("unit_titles")
    ]
    most = {
        title: max((_most_words(table.columns[title], lookup) for lookup in lookups), default=0)
        for title in free
    }
    single = sum(count == 1 for count in most.values())
    enough = single >= min([_SERIES, *(block.k for block in absent)])
    return [title for title, count in most.items() if count > 1 or (count == 1 and enough)]


def _distinct(lookups: Sequence[WordLookup]) -> list[WordLookup]:
    """Lists often share their words; each vocabulary is tried once."""
    return list({tuple(each.positions): each for each in lookups}.values())


def role_of(title: str) -> str | None:
    """Whom or when the words of a title are about, where they are about nothing else.

    Examples
    --------
    >>> role_of("Pilihlah 10 kata yang menggambarkan diri Anda"), role_of("Harapan pimpinan")
    ('self', None)
    """
    found = [token for token in tokens(title) if not token.isdecimal()]
    roles = _ROLES.intersection(found)
    plain = all(token in _ROLES or token in vocabulary_set("list_title") for token in found)
    return next(iter(roles)) if len(roles) == 1 and plain else None


def _lists_by_role(instrument: Instrument) -> dict[str, PickList]:
    """The one list about each role, by what it is called and asks."""
    found: dict[str, list[PickList]] = {}
    for block in instrument.pick_lists:
        texts = (block.id, block.label.id, block.label.en, block.question.id, block.question.en)
        roles = {role for text in texts if text for role in _ROLES.intersection(tokens(text))}
        for role in roles if len(roles) == 1 else ():
            found.setdefault(role, []).append(block)
    return {role: blocks[0] for role, blocks in found.items() if len(blocks) == 1}


def _groups(
    titles: Sequence[str], lists: Mapping[str, PickList]
) -> list[tuple[PickList, Mapping[str, int], list[str]]]:
    """Columns that are judged together: numbered ones of one wording, others one by one.

    The numbers are empty for a column that holds a whole list.
    """
    numbered: dict[tuple[str, str], dict[str, int]] = {}
    found: list[tuple[PickList, Mapping[str, int], list[str]]] = []
    for title in titles if lists else ():
        stem, place = numbered_title(title) or (title, 0)
        role = role_of(stem) if kind_by_title(title) is None else None
        block = lists.get(role or "")
        if block is None:
            continue
        if place:
            numbered.setdefault((block.id, name_key(stem)), {})[title] = place
        else:
            found.append((block, {}, [title]))
    blocks = {block.id: block for block in lists.values()}
    for (name, _), places in numbered.items():
        # One column with a number in its title is no series.
        found.append((blocks[name], places if len(places) > 1 else {}, list(places)))
    return found


def _claim(title: str, plan: Plan, name: str, places: Mapping[str, int]) -> None:
    columns: ListColumns = plan.lists[name]
    plan.others.remove(title)
    if not places:
        if columns.delimited:
            plan.clashes.append((columns.delimited[0], name, title))
        columns.delimited.append(title)
        return
    place = places[title]
    if place in columns.numbered:
        plan.clashes.append((columns.numbered[place], f"{name}_{place}", title))
    columns.numbered[place] = title


def _holds_words(
    columns: Sequence[Any], block: PickList, instrument: Instrument, single: Mapping[str, int]
) -> bool:
    lookup = word_lookup(instrument, block)
    if not single:
        return _most_words(columns[0], lookup) > 0
    filled = known = 0
    for column in columns:
        cells = factorise(column.slice(0, _SAMPLE))
        found = [text for text in cells.texts if lookup.find(text) >= 0]
        filled += int((cells.codes >= 0).sum())
        known += sum(int((cells.codes == cells.texts.index(text)).sum()) for text in found)
    return filled > 0 and known >= _MOSTLY * filled


def _most_words(column: Any, lookup: WordLookup) -> int:
    """The most words of the list in one cell, if most cells hold one and hold little else."""
    import pyarrow as pa

    sample = column.slice(0, _SAMPLE)
    if not (pa.types.is_string(sample.type) or pa.types.is_dictionary(sample.type)):
        return 0
    answers = _delimited(sample.cast(pa.string()), lookup)
    filled = int((answers.counts > 0).sum())
    holding = int(answers.bits.any(axis=1).sum())
    known = answers.read - len(answers.unknown) - answers.other
    # Sentences hold such a word now and then; lists hold little else.
    mostly = known >= _MOSTLY * answers.read or answers.delimiter != " "
    if not (filled and holding >= _MOSTLY * filled and mostly):
        return 0
    return int(np.bitwise_count(answers.bits).sum(axis=1).max())


def _delimited(column: Any, lookup: WordLookup) -> PickAnswers:
    words = [""] * (1 + max(lookup.positions.values(), default=0))
    return read_delimited("", column, lookup, words, lambda _: None)
