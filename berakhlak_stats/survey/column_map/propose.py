"""Propose a mapping: which column is which question, how sure, and what is left to a person."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.free_text import is_free_text
from berakhlak_stats.survey.checks.identifier_titles import kind_by_wordings, may_name_persons
from berakhlak_stats.survey.checks.identifiers import (
    kind_by_content,
    matches_by_kind,
    only_about,
)
from berakhlak_stats.survey.checks.spellings import same_unit
from berakhlak_stats.survey.column_map.dates import are_dates, order_shown
from berakhlak_stats.survey.column_map.guess import (
    AHEAD,
    LEAST,
    LEAST_AHEAD,
    NEARLY,
    Guess,
    Guesser,
    separator_of,
)
from berakhlak_stats.survey.column_map.labels import is_reversed, translations
from berakhlak_stats.survey.column_map.model import LEFT_OPEN, MappedColumn
from berakhlak_stats.survey.column_map.proposal import MappingProposal, ProposedColumn
from berakhlak_stats.survey.mapping.by_content import plan_of
from berakhlak_stats.survey.mapping.cells import Cells, factorise
from berakhlak_stats.survey.mapping.plan import Plan
from berakhlak_stats.survey.mapping.recognise import resolve_instrument
from berakhlak_stats.survey.mapping.weight_titles import doubtful_weights
from berakhlak_stats.survey.readers.table import RawTable, drop_empty_rows
from berakhlak_stats.survey.texts import name_key, sentence, vocabulary_set

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.instrument.model import Instrument

_MOST_UNITS = 1_000
_READINGS_SHOWN = 3
_LAST_LETTER = re.compile("_[a-z]$")


def propose_mapping(
    file: str | os.PathLike[str] | pd.DataFrame,
    *,
    instrument: str | os.PathLike[str] | Instrument | None = None,
    source: str | None = None,
    sheet: str | None = None,
) -> MappingProposal:
    """Propose which column of a file is which question of an instrument.

    Parameters
    ----------
    file : path or pandas.DataFrame
        As in :func:`read_survey`.
    instrument : str, path, Instrument or None
        None tries the bundled ones and takes the one that more columns fit.
    source, sheet : str, optional
        As in :func:`read_survey`.

    Returns
    -------
    MappingProposal
        ``to_toml(lang)`` is the file to check, edit and confirm.

    Notes
    -----
    Titles are compared with ids, labels and questions in Indonesian and English: by the words
    that tell questions apart, each weighted by how few questions use it, then by their letters.
    Only readings that the cells of a column allow are considered. Where two are nearly as
    good (within 0.08), none is chosen. Confidence is a measure of likeness from 0 to 1, not a
    probability. Nothing is read by a proposal until a person confirms it.

    Examples
    --------
    >>> import pandas as pd
    >>> from berakhlak_stats.instrument import make_instrument
    >>> frame = pd.DataFrame({"OPD": ["A", "B"], "A1": [5, 4], "A2": ["4", None]})
    >>> proposal = propose_mapping(frame, instrument=make_instrument(ratings={"A": ["A1", "A2"]}))
    >>> [each.column.kind for each in proposal.columns]
    ['group', 'rating', 'rating']
    """
    from berakhlak_stats.survey.readers.raw import raw_table

    known = None if instrument is None else resolve_instrument(instrument)
    table = drop_empty_rows(raw_table(file, sheet=sheet, source=source, fits=known))
    if table.n == 0:
        raise make_error("E102", place=table.source)
    offered = [known] if known is not None else _bundled()
    proposals = [propose_columns(table, each) for each in offered]
    return max(proposals, key=_weight)


def _bundled() -> list[Instrument]:
    from berakhlak_stats.instrument import available_instruments, load_instrument

    return [load_instrument(name) for name in available_instruments()]


def _weight(proposal: MappingProposal) -> float:
    """How much of the answers a proposal explains; columns left open count by their best."""
    asked = ("list", "rating", "number")
    total = 0.0
    for each in proposal.columns:
        if each.column.kind in asked:
            total += each.sure or 0.0
        elif each.rivals:
            total += each.rivals[0].sure
    return total


def propose_columns(table: RawTable, instrument: Instrument) -> MappingProposal:
    """The proposal for a table that was read, with one instrument."""
    plan = plan_of(table, instrument)
    settled = _settled(plan, instrument)
    taken = frozenset(each.target for each in settled.values() if each.target)
    guesser = Guesser(instrument, taken)
    free = [title for title in plan.others if kind_by_wordings(table.wordings(title)) is None]
    readings = {title: guesser.readings(title, table.columns[title]) for title in free}
    chosen = _resolved(readings)
    columns = []
    for title in table.columns:
        if title in settled:
            made = ProposedColumn(settled[title], 1.0, sentence("map_known"))
        elif title in chosen:
            made = chosen[title]
        else:
            made = _other(title, table, unweighted=plan.weight is None)
        columns.append(_with_answers(made, table, instrument, guesser))
    clashing = {title for one, _, other in plan.clashes for title in (one, other)}
    columns = [_doubled(each) if each.column.title in clashing else each for each in columns]
    return MappingProposal(table.source, instrument.id, tuple(columns))


def _settled(plan: Plan, instrument: Instrument) -> dict[str, MappedColumn]:
    """The columns whose titles are known to the reader."""
    found = []
    for name, columns in plan.lists.items():
        words = instrument.list_index[name].words
        found += [MappedColumn(title, "list", name) for title in columns.delimited]
        found += [
            MappedColumn(title, "list", name, place=place)
            for place, title in columns.numbered.items()
        ]
        found += [
            MappedColumn(title, "list", name, word=words[place])
            for place, title in columns.flags.items()
        ]
    found += [MappedColumn(title, "rating", item) for item, title in plan.ratings.items()]
    found += [MappedColumn(title, "number", item) for item, title in plan.numbers.items()]
    for role in ("respondent_id", "weight", "synthetic"):
        title = getattr(plan, role)
        if title is not None:
            found.append(MappedColumn(title, role))
    settled = {each.title: each for each in found}
    for one, _, other in plan.clashes:
        if other not in settled and one in settled:
            settled[other] = replace(settled[one], title=other)
    return settled


def _doubled(proposed: ProposedColumn) -> ProposedColumn:
    """A column of a question that another column answers as well: left open."""
    column = proposed.column
    rival = Guess(column.kind, column.target, 1.0, 1.0, column.word, column.place)
    return _open(column.title, [rival], "map_double")


def _resolved(readings: dict[str, list[Guess]]) -> dict[str, ProposedColumn]:
    """One reading per column and one column per question, where nothing comes near it."""
    best = {title: found for title, found in readings.items() if _clear(found)}
    chosen = {
        title: _open(title, found[:_READINGS_SHOWN], "map_weak")
        for title, found in readings.items()
        if title not in best and found and found[0].strong
    }
    for title, found in best.items():
        near = [each for each in found if found[0].fit - each.fit < NEARLY]
        if len(near) > 1:
            chosen[title] = _open(title, near, "map_open")
            continue
        others = [each[0].fit for name, each in best.items()
                  if name != title and each[0].aim == found[0].aim]  # fmt: skip
        twin = any(
            name != title and _but_for_letter(name) == _but_for_letter(title)
            and each and each[0].aim == found[0].aim
            for name, each in readings.items()
        )  # fmt: skip
        if twin or (others and found[0].fit - max(others) < NEARLY):
            chosen[title] = _open(title, found[:1], "map_double")
            continue
        guess = found[0]
        column = MappedColumn(title, guess.kind, guess.target, guess.word, guess.place)
        chosen[title] = ProposedColumn(column, guess.sure, sentence("map_content"))
    return chosen


def _but_for_letter(title: str) -> str:
    """A title without the one letter that tells it from its neighbours, as in "Nilai A"."""
    return _LAST_LETTER.sub("", name_key(title))


def _clear(readings: Sequence[Guess]) -> bool:
    """Whether the best reading may be proposed: sure by itself, or far ahead of all others."""
    if not readings:
        return False
    first = readings[0]
    behind = readings[1].fit if len(readings) > 1 else 0.0
    ahead = first.strong and first.sure >= LEAST_AHEAD and first.fit - behind >= AHEAD
    return first.sure >= LEAST or ahead


def _open(title: str, rivals: Sequence[Guess], why: str) -> ProposedColumn:
    shown = ", ".join(f"{each.target} {round(100 * each.sure)}%" for each in rivals)
    column = MappedColumn(title, LEFT_OPEN)
    return ProposedColumn(column, rivals[0].sure, sentence(why, readings=shown), tuple(rivals))


def _other(title: str, table: RawTable, *, unweighted: bool) -> ProposedColumn:
    """A column that answers no question: who answered, a comment, or a group."""
    cells = factorise(table.columns[title], keep_marks=True)
    wordings = table.wordings(title)
    matches, by_title = matches_by_kind(cells), kind_by_wordings(wordings)
    by_content = kind_by_content(cells, matches) or any(
        may_name_persons(each, cells) for each in wordings
    )
    if (by_title and not only_about(by_title, cells, matches)) or by_content:
        column = MappedColumn(title, "identifier")
        return ProposedColumn(column, 1.0, sentence("map_identifier"))
    words = {name_key(title), *name_key(title).split("_")}
    if are_dates(cells.texts):
        order = order_shown(cells.texts)
        dated = MappedColumn(title, "date", order=order or "")
        return ProposedColumn(dated, 1.0, sentence("map_date" if order else "map_date_open"))
    is_unit = bool(words & vocabulary_set("unit_titles"))
    if not is_unit and is_free_text(wordings, cells):
        return ProposedColumn(MappedColumn(title, "ignore"), None, sentence("map_text"))
    if unweighted and doubtful_weights(title, table.columns[title]):
        return ProposedColumn(MappedColumn(title, LEFT_OPEN), None, sentence("map_weight"))
    column = MappedColumn(title, "group")
    alike = _alike(cells)
    if is_unit:
        return ProposedColumn(column, 1.0, sentence("map_known"), alike=alike)
    return ProposedColumn(column, None, sentence("map_unmatched"), alike=alike)


def _alike(cells: Cells) -> tuple[tuple[str, ...], ...]:
    """Spellings that may be one group, the commonest first."""
    import numpy as np

    filled = cells.codes[cells.codes >= 0]
    if not 1 < len(cells.texts) <= min(_MOST_UNITS, len(filled)):
        return ()
    sizes = np.bincount(filled, minlength=len(cells.texts)).tolist()
    return tuple(
        tuple(cells.texts[place] for place in found) for found in same_unit(cells.texts, sizes)
    )


def _with_answers(
    proposed: ProposedColumn, table: RawTable, instrument: Instrument, guesser: Guesser
) -> ProposedColumn:
    """The column with its separator, its scale turned round, and what unknown answers may mean."""
    column = proposed.column
    array: Any = table.columns[column.title]
    whole = column.kind == "list" and not (column.word or column.place)
    if whole and column.title not in table.value_labels:
        block = instrument.list_index[column.target]
        column = replace(column, separator=separator_of(array, block, instrument))
    remark = proposed.remark
    if column.kind == "rating" and is_reversed(column.title, table, instrument):
        column = replace(column, reversed_labels=True)
        remark = sentence("map_reversed")
    # Translations are listed for a person; none of them is in the mapping before that.
    found = translations(column, table, instrument, guesser)
    return replace(proposed, column=column, remark=remark, translations=found)
