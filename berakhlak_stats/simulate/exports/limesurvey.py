"""LimeSurvey: headings as codes, texts or both; one column per option with "Y" or nothing."""

from __future__ import annotations

from functools import partial

from berakhlak_stats.simulate.exports.export import (
    LANG,
    SYNTHETIC,
    Answers,
    Export,
    addresses,
    rows_of,
    stamped,
)
from berakhlak_stats.survey.sheets import Sheet

# Codes of questions and sub-questions hold letters and digits only.
_LONGEST_CODE = 20
_GRID = ("BER", "Seberapa setuju Anda dengan pernyataan berikut?")
_OWN = (
    ("id", "Response ID"),
    ("submitdate", "Date submitted"),
    ("lastpage", "Last page"),
    ("startlanguage", "Start language"),
    ("seed", "Seed"),
    ("token", "Access code"),
    ("ipaddr", "IP address"),
)


def _sheet(answers: Answers, heading: str, full: bool) -> Sheet:
    n = answers.n
    own: list[list[object]] = [
        [*answers.response_numbers()], [*stamped(n)], [3] * n, ["id"] * n,
        [*answers.response_numbers(1000)], [f"k{place:07d}" for place in range(n)],
        [*addresses(n)],
    ]  # fmt: skip
    titles = [_heading(code, text, heading) for code, text in _OWN]
    columns = own
    for name, labels in answers.groups.items():
        titles.append(_heading(name, name, heading))
        columns.append([*labels])
    titles.append(_heading(SYNTHETIC, SYNTHETIC, heading))
    columns.append([1] * n)
    yes, no = ("Ya", "Tidak") if full else ("Y", "")
    for block in answers.instrument.pick_lists:
        picks = [set(picked) for picked in answers.picks(block)]
        for place, word in enumerate(answers.words(block)):
            code = f"{block.id}[{_code(block.words[place])}]"
            titles.append(_heading(code, f"{block.question.get(LANG)} [{word}]", heading))
            # Where nothing was picked at all, the question was skipped: no cell says "no".
            columns.append([(yes if place in each else no) if each else "" for each in picks])
    for item in answers.instrument.ratings:
        text = f"{_GRID[1]} [{item.label.get(LANG)}]"
        titles.append(_heading(f"{_GRID[0]}[{item.id}]", text, heading))
        columns.append([*(answers.labels(item) if full else answers.ratings(item))])
    return Sheet(rows_of([titles], columns), encoding="utf-8-sig", separator=",")


def _code(identifier: str) -> str:
    return "".join(sign for sign in identifier if sign.isalnum())[:_LONGEST_CODE]


def _heading(code: str, text: str, heading: str) -> str:
    return {"codes": code, "texts": text, "both": f"{code}. {text}"}[heading]


EXPORTS = (
    Export("limesurvey-codes", partial(_sheet, heading="codes", full=False)),
    Export("limesurvey-texts", partial(_sheet, heading="texts", full=True)),
    Export("limesurvey-codes-and-texts", partial(_sheet, heading="both", full=False)),
)
