"""Answers that are no label of the instrument: what they may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.survey.checks.picks import quotable
from berakhlak_stats.survey.column_map.guess import NEARLY, Guesser, unknown_answers
from berakhlak_stats.survey.column_map.model import MappedColumn
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.mapping.ratings import BOTH, read_rating, scale_labels
from berakhlak_stats.survey.mapping.words import word_lookup
from berakhlak_stats.survey.readers.table import RawTable
from berakhlak_stats.survey.texts import answer_key

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

_MOST = 40


@dataclass(frozen=True)
class Translation:
    """One answer; ``value`` is None where none or several of ``readings`` fit."""

    text: str
    value: str | int | None
    readings: tuple[tuple[str | int, float], ...]


def translations(
    column: MappedColumn, table: RawTable, instrument: Instrument, guesser: Guesser
) -> tuple[Translation, ...]:
    """The unknown answers of a list or a rated item, the commonest first."""
    array = table.columns[column.title]
    if column.title in table.value_labels:
        return ()
    if column.kind == "list" and not column.word:
        block = instrument.list_index[column.target]
        lookup = word_lookup(instrument, block)
        unknown = unknown_answers(
            array, column.title, block, instrument, others_in_place=table.others_in_place
        )
        texts = [text for text in unknown if quotable(text, lookup)]
        return tuple(_judged(text, guesser.word_guesses(text, block)) for text in texts[:_MOST])
    if column.kind == "rating" and instrument.scale is not None:
        answers = read_rating(array, instrument.scale, scale_labels(instrument.scale))
        bad = answers.faults.get("unknown")
        texts = list(dict.fromkeys(bad.texts)) if bad is not None else []
        return tuple(_judged(text, guesser.label_guesses(text)) for text in texts[:_MOST])
    return ()


def _judged(text: str, readings: list[tuple[str, float]] | list[tuple[int, float]]) -> Translation:
    clear = bool(readings) and (len(readings) == 1 or readings[0][1] - readings[1][1] >= NEARLY)
    return Translation(text, readings[0][0] if clear else None, tuple(readings))


def is_reversed(title: str, table: RawTable, instrument: Instrument) -> bool:
    """Whether the labels in the file say of every number that the scale runs the other way."""
    scale = instrument.scale
    if scale is None:
        return False
    known = scale_labels(scale)
    pairs = [
        (int(code), known[answer_key(text)])
        for code, text in table.value_labels.get(title, {}).items()
        if answer_key(text) in known
    ]
    if not pairs:
        for text in factorise(table.columns[title]).texts:
            both = BOTH.match(text)
            if both is not None and answer_key(both[2]) in known:
                pairs.append((int(both[1]), known[answer_key(both[2])]))
    turned = [scale.low + scale.high - code == category for code, category in pairs]
    differs = any(code != category for code, category in pairs)
    return bool(pairs) and all(turned) and differs
