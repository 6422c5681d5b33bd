"""KoboToolbox and ODK Central: names with group prefixes, select-multiple in three ways."""

from __future__ import annotations

from functools import partial

from berakhlak_stats.simulate.exports.export import (
    SYNTHETIC,
    Answers,
    Export,
    first_names,
    rows_of,
    stamped,
)
from berakhlak_stats.survey.sheets import Sheet

_ABOUT, _CULTURE = "tentang_anda", "budaya"


def _questions(answers: Answers, shown: str, sign: str) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = {
        f"{_ABOUT}{sign}{name}": [*labels] for name, labels in answers.groups.items()
    }
    columns[SYNTHETIC] = [1] * answers.n
    for block in answers.instrument.pick_lists:
        picks = answers.picks(block)
        name = f"{_CULTURE}{sign}{block.id}"
        if shown != "details":
            columns[name] = [" ".join(block.words[place] for place in each) for each in picks]
        if shown != "summary":
            chosen = [set(each) for each in picks]
            for place, word in enumerate(block.words):
                columns[f"{name}/{word}"] = [int(place in each) if each else "" for each in chosen]
    for item in answers.instrument.ratings:
        columns[f"{_CULTURE}{sign}{item.id}"] = [*answers.ratings(item)]
    return columns


def _of_device(answers: Answers) -> dict[str, list[object]]:
    """What the device and the account of the enumerator add, where the form asks for it."""
    n = answers.n
    return {
        "username": [*first_names(n)],
        "deviceid": [f"collect:{place:08d}" for place in range(n)],
        "phonenumber": [*answers.response_numbers(62_800_000_000)],
        "simserial": [*answers.response_numbers(8_962_000_000)],
    }


def _place_of(n: int) -> dict[str, list[object]]:
    """A question for the place: all of it in one column, then each part in its own."""
    return {
        "lokasi": [f"-2.500 {114 + place / 1000:.3f} 12 5" for place in range(n)],
        "_lokasi_latitude": [-2.5] * n,
        "_lokasi_longitude": [round(114 + place / 1000, 3) for place in range(n)],
        "_lokasi_altitude": [12] * n,
        "_lokasi_precision": [5] * n,
    }


def _kobo(answers: Answers, shown: str) -> Sheet:
    n = answers.n
    columns: dict[str, list[object]] = {"start": [*stamped(n)], "end": [*stamped(n)]}
    columns |= _of_device(answers)
    columns |= _questions(answers, shown, "/")
    columns |= _place_of(n)
    columns |= {
        "_id": [*answers.response_numbers(100_000)],
        "_uuid": [f"uuid-{place:08d}" for place in range(n)],
        "_submission_time": [*stamped(n)],
        "_validation_status": [""] * n,
        "_submitted_by": [*first_names(n)],
        "_geolocation": [f"[-2.5, {114 + place / 1000:.3f}]" for place in range(n)],
        "_index": [*answers.response_numbers()],
    }
    return Sheet(rows_of([list(columns)], list(columns.values())), separator=";")


def _central(answers: Answers) -> Sheet:
    n = answers.n
    columns: dict[str, list[object]] = {"SubmissionDate": [*stamped(n)]}
    columns |= _questions(answers, "both", "-")
    keys: list[object] = [f"uuid:{place:08d}" for place in range(n)]
    columns |= {"meta-instanceID": keys, "KEY": keys, "FormVersion": ["1"] * n}
    return Sheet(rows_of([list(columns)], list(columns.values())))


EXPORTS = (
    Export("kobotoolbox-summary", partial(_kobo, shown="summary")),
    Export("kobotoolbox-details", partial(_kobo, shown="details")),
    Export("kobotoolbox-both", partial(_kobo, shown="both")),
    Export("odk-central", _central),
)
