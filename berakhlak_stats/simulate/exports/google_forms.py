"""Google Forms: full questions as titles, checkboxes joined by ", ", grids as "Question [Row]"."""

from __future__ import annotations

from berakhlak_stats.simulate.exports.export import (
    LANG,
    SYNTHETIC,
    Answers,
    Export,
    e_mails,
    rows_of,
    stamped,
)
from berakhlak_stats.survey.sheets import Sheet

_GRID = "Seberapa setuju Anda dengan pernyataan berikut?"


def _sheet(answers: Answers) -> Sheet:
    columns: dict[str, list[object]] = {"Timestamp": [*stamped(answers.n)]}
    columns["Email Address"] = [*e_mails(answers.n)]
    columns |= {name: [*labels] for name, labels in answers.groups.items()}
    columns[SYNTHETIC] = [1] * answers.n
    for block in answers.instrument.pick_lists:
        words = answers.words(block)
        columns[block.question.get(LANG)] = [
            ", ".join(words[place] for place in picked) for picked in answers.picks(block)
        ]
    for item in answers.instrument.ratings:
        columns[f"{_GRID} [{item.label.get(LANG)}]"] = [*answers.labels(item)]
    return Sheet(rows_of([list(columns)], list(columns.values())))


EXPORTS = (Export("google-forms", _sheet),)
