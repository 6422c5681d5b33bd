"""SurveyMonkey: questions in the first header row, options or "Response" in the second."""

from __future__ import annotations

from functools import partial

from berakhlak_stats.simulate.exports.export import (
    LANG,
    SYNTHETIC,
    Answers,
    Export,
    addresses,
    e_mails,
    first_names,
    rows_of,
    stamped,
    surnames,
)
from berakhlak_stats.survey.sheets import Sheet

_GRID = "Seberapa setuju Anda dengan pernyataan berikut?"
_RESPONSE = "Response"


def _sheet(answers: Answers, expanded: bool) -> Sheet:
    n = answers.n
    top: list[object] = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address",
                         "Email Address", "First Name", "Last Name", "Custom Data 1"]  # fmt: skip
    below: list[object] = [""] * len(top)
    columns: list[list[object]] = [
        [*answers.response_numbers(11_000_000)], [400_000] * n, [*stamped(n)], [*stamped(n)],
        [*addresses(n)], [*e_mails(n)], [*first_names(n)], [*surnames(n)],
        [f"LIST-{place}" for place in range(n)],
    ]  # fmt: skip
    for name, labels in {**answers.groups, SYNTHETIC: ["1"] * n}.items():
        top.append(name)
        below.append(_RESPONSE)
        columns.append([*labels])
    for block in answers.instrument.pick_lists:
        words, picks = answers.words(block), answers.picks(block)
        question = block.question.get(LANG)
        if expanded:
            top += [question, *[""] * (len(words) - 1)]
            below += words
            chosen = [set(each) for each in picks]
            columns += [
                [word if place in each else "" for each in chosen]
                for place, word in enumerate(words)
            ]
        else:
            top.append(question)
            below.append(_RESPONSE)
            columns.append([", ".join(words[place] for place in each) for each in picks])
    for place, item in enumerate(answers.instrument.ratings):
        top.append("" if place else _GRID)
        below.append(item.label.get(LANG))
        columns.append([*answers.labels(item)])
    return Sheet(rows_of([top, below], columns))


EXPORTS = (
    Export("surveymonkey-expanded", partial(_sheet, expanded=True)),
    Export("surveymonkey-condensed", partial(_sheet, expanded=False)),
)
