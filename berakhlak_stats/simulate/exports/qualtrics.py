"""Qualtrics: three header rows, of names, texts and import marks; previews among the answers."""

from __future__ import annotations

import json
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
_OWN = (
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("IPAddress", "IP Address", "ipAddress"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId"),
    ("RecipientLastName", "Recipient Last Name", "recipientLastName"),
    ("RecipientFirstName", "Recipient First Name", "recipientFirstName"),
    ("RecipientEmail", "Recipient Email", "recipientEmail"),
    ("ExternalReference", "External Data Reference", "externalDataReference"),
    ("LocationLatitude", "Location Latitude", "locationLatitude"),
    ("LocationLongitude", "Location Longitude", "locationLongitude"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
)
Heading = tuple[str, str, str]


def _sheet(answers: Answers, split: bool) -> Sheet:
    n = answers.n
    headings: list[Heading] = [*_OWN]
    columns: list[list[object]] = [
        [*stamped(n)], [*stamped(n)], ["IP Address"] * n, [*addresses(n)], [100] * n, [420] * n,
        ["True"] * n, [*stamped(n)], [f"R_{place:015d}" for place in range(n)],
        [*surnames(n)], [*first_names(n)], [*e_mails(n)], [f"LIST-{place}" for place in range(n)],
        [-2.5 - place / 1000 for place in range(n)], [114.5 + place / 1000 for place in range(n)],
        ["email"] * n, ["ID"] * n,
    ]  # fmt: skip
    for name, labels in {**answers.groups, SYNTHETIC: ["1"] * n}.items():
        headings.append((name, name, name))
        columns.append([*labels])
    for number, block in enumerate(answers.instrument.pick_lists, start=1):
        words, picks = answers.words(block), answers.picks(block)
        question = block.question.get(LANG)
        if split:
            chosen = [set(each) for each in picks]
            for place, word in enumerate(words):
                # Choices keep the number they were made with, so the numbers have gaps.
                code = f"{number}_{2 * place + 3}"
                text = f"{question} - Selected Choice - {word}"
                headings.append((f"Q{code}", text, f"QID{code}"))
                columns.append([word if place in each else "" for each in chosen])
        else:
            headings.append((f"Q{number}", question, f"QID{number}"))
            columns.append([",".join(words[place] for place in each) for each in picks])
    for place, item in enumerate(answers.instrument.ratings, start=1):
        headings.append((f"Q9_{place}", f"{_GRID} - {item.label.get(LANG)}", f"QID9_{place}"))
        columns.append([*answers.labels(item)])
    names, texts, marks = zip(*headings, strict=True)
    imports = [json.dumps({"ImportId": mark}, separators=(",", ":")) for mark in marks]
    rows = rows_of([names, texts, imports], columns)
    preview = ["Survey Preview" if name == "Status" else "" for name in names]
    return Sheet([*rows[:3], preview, *rows[3:]])


EXPORTS = (
    Export("qualtrics-split", partial(_sheet, split=True)),
    Export("qualtrics-joined", partial(_sheet, split=False)),
)
