"""Microsoft Forms: several answers joined by ";" with one at the end, and columns of its own."""

from __future__ import annotations

from berakhlak_stats.simulate.exports.export import (
    LANG,
    SYNTHETIC,
    Answers,
    Export,
    e_mails,
    first_names,
    rows_of,
    stamped,
)
from berakhlak_stats.survey.sheets import Sheet


def _sheet(answers: Answers) -> Sheet:
    n = answers.n
    columns: dict[str, list[object]] = {
        "ID": [*answers.response_numbers()],
        "Start time": [*stamped(n)],
        "Completion time": [*stamped(n)],
        "Email": [*e_mails(n)],
        "Name": [*first_names(n)],
    }
    columns |= {name: [*labels] for name, labels in answers.groups.items()}
    columns[SYNTHETIC] = [1] * n
    for block in answers.instrument.pick_lists:
        words = answers.words(block)
        columns[block.question.get(LANG)] = [
            "".join(f"{words[place]};" for place in picked) for picked in answers.picks(block)
        ]
    for item in answers.instrument.ratings:
        columns[item.label.get(LANG)] = [*answers.labels(item)]
    return Sheet(rows_of([list(columns)], list(columns.values())))


EXPORTS = (Export("microsoft-forms", _sheet),)
