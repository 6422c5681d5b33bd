"""A workbook somebody typed: titles above, merged groups, a row of totals and notes below."""

from __future__ import annotations

import itertools

from berakhlak_stats.simulate.exports.export import LANG, SYNTHETIC, Answers, Export
from berakhlak_stats.survey.sheets import Area, Sheet

_ABOVE = 3


def _sheet(answers: Answers) -> Sheet:
    groups = answers.groups
    first = next(iter(groups), None)
    columns: dict[str, list[object]] = {name: [*labels] for name, labels in groups.items()}
    columns[SYNTHETIC] = [1] * answers.n
    for block in answers.instrument.pick_lists:
        words, picks = answers.words(block), answers.picks(block)
        for place in range(block.k):
            columns[f"{block.label.get(LANG)} {place + 1}"] = [
                words[each[place]] if place < len(each) else "-" for each in picks
            ]
    for item in answers.instrument.ratings:
        columns[item.label.get(LANG)] = [*answers.labels(item)]
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    merged = _runs([row[0] for row in rows]) if first is not None else []
    for top, _, bottom, _ in merged:
        for row in rows[top - _ABOVE : bottom - _ABOVE + 1][1:]:
            row[0] = None
    width = len(columns)
    above: list[list[object]] = [
        ["Rekapitulasi survei BerAKHLAK (data buatan)", *[None] * (width - 1)],
        [None] * width,
        [*columns],
    ]
    below: list[list[object]] = [
        ["JUMLAH", *[None] * (width - 2), answers.n],
        [None] * width,
        ["Catatan: data ini sintetis.", *[None] * (width - 1)],
    ]
    return Sheet([*above, *rows, *below], merged=merged)  # type: ignore[list-item]


def _runs(labels: list[object]) -> list[Area]:
    """Areas of the first column where the same group follows itself."""
    areas: list[Area] = []
    start = _ABOVE
    for label, run in itertools.groupby(labels):
        count = len(list(run))
        if count > 1 and label:
            areas.append((start, 0, start + count - 1, 0))
        start += count
    return areas


EXPORTS = (Export("hand-made", _sheet, endings=(".xlsx",)),)
