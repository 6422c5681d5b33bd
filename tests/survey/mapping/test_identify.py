"""Free texts stay out, lost digits are told, persons in two units are told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.survey import propose_mapping, read_survey, validate, write_survey
from tests.survey.helpers import only_problem, pick_instrument, refusal, speaks_both_languages

PICKS = pick_instrument()
NIP = "198501012010011"
KEY = b"a secret of sixteen bytes"
STORY = "Pak Budi di bagian umum selalu menolong kami dengan sabar dan ramah, nomor {}"


def frame(n: int = 30, **columns: object) -> pd.DataFrame:
    return pd.DataFrame({"current": ["jujur|silo"] * n, **columns})


LOST: list[list[object]] = [
    ["1.98501E+17", "1.98502E+17"],
    ["1,98501E+17", "198501012010011002"],
    [198501012010011001.0, 198501012010011002.0],
    [f"{NIP}000", "197501012010012000"],
]


@pytest.mark.parametrize("texts", LOST)
@pytest.mark.parametrize("title", ["nip", "respondent_id"])
def test_a_nip_that_lost_digits_is_refused(texts: list[object], title: str) -> None:
    report = validate(frame(2, **{title: texts}), instrument=PICKS, pseudonyms=KEY)
    problem = only_problem(report, "E212")
    assert (problem.column, problem.severity) == (title, "error")
    assert problem.message.place == f"DataFrame, {title!r}"
    assert speaks_both_languages(problem.message)
    assert not {"E213", "E251"} & set(report.codes())


@pytest.mark.parametrize("texts", LOST)
def test_a_nip_that_lost_digits_is_told_where_nobody_needs_it(texts: list[object]) -> None:
    survey = read_survey(frame(2, nip=texts), instrument=PICKS)
    (problem,) = [each for each in survey.log.problems if each.code == "E251"]
    assert (problem.column, problem.severity) == ("nip", "warning")
    assert speaks_both_languages(problem.message)
    assert survey.n == 2 and survey.log.dropped == ("nip",)
    assert "E213" not in [each.code for each in survey.log.problems]
    kept = validate(frame(2, nip=texts), instrument=PICKS, keep_identifiers=True)
    assert only_problem(kept, "E212").severity == "error"


def test_respondent_numbers_without_their_digits() -> None:
    """As the key of rows they are refused; a NIP in their place serves nobody without a secret."""
    assert refusal(frame(2, respondent_id=LOST[0]), PICKS).code == "E212"
    survey = read_survey(frame(2, respondent_id=LOST[3]), instrument=PICKS)
    assert "E251" in [each.code for each in survey.log.problems]
    assert survey.log.dropped == ("respondent_id",) and not survey.log.keyed


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("nip", [f"{NIP}001", f"{NIP}002"]),
        ("nip", [f"{NIP}000", f"{NIP}001"]),
        ("nik", [3201012345678901.0, 3201012345678902.0]),
        ("nik", ["3201012345678900", "3201012345678910"]),
    ],
)
def test_whole_numbers_pass(title: str, texts: list[object]) -> None:
    assert validate(frame(2, **{title: texts}), instrument=PICKS).ok


def test_a_nik_that_a_spreadsheet_rounded_is_told() -> None:
    """Excel keeps 15 digits: every one of these ends in 0."""
    texts = [f"32010123456789{place}0" for place in range(6)]
    report = validate(frame(6, nik=texts), instrument=PICKS)
    assert only_problem(report, "E251").column == "nik" and report.ok


def test_the_same_person_in_two_units() -> None:
    people = [f"{NIP}001", f"{NIP}002", f"{NIP}001", f"{NIP}002", f"{NIP}003", None]
    source = frame(6, nip=people, opd=["A", "B", "C", "B", "A", "C"])
    report = validate(source, instrument=PICKS)
    problem = only_problem(report, "E214")
    assert (problem.severity, problem.rows, problem.column) == ("warning", (1, 3), "opd")
    assert "1 person appears" in problem.message.en and "NIP" in problem.message.id
    assert speaks_both_languages(problem.message)
    assert f"{NIP}001" not in report.to_json()
    assert report.n == 6


def test_free_texts_never_reach_a_survey(tmp_path: Path) -> None:
    source = frame(unit=["A", "B"] * 15, kesan=[STORY.format(place) for place in range(30)])
    survey = read_survey(source, instrument=PICKS)
    assert set(survey.columns) == {"unit"} and survey.log.dropped == ("kesan",)
    assert "Columns with free texts were dropped: kesan." in dict(survey.log.understood).values()
    problem = only_problem(validate(source, instrument=PICKS), "E153")
    assert (problem.severity, problem.column) == ("fixed", "kesan")
    assert speaks_both_languages(problem.message)
    written = write_survey(survey, tmp_path / "a.csv").read_text(encoding="utf-8")
    result = bs.indices.vote_share(survey, lists="current", by="unit")
    for told in (survey.log, written, result.to_json(), result.to_frame().to_csv()):
        assert "Budi" not in str(told)


def test_comments_are_told_by_their_title_too() -> None:
    short = [f"kata {place}" for place in range(30)]
    assert read_survey(frame(saran=short), instrument=PICKS).log.dropped == ("saran",)
    assert not read_survey(frame(kelas=short), instrument=PICKS).log.dropped
    few = ["ya", "tidak", "mungkin"] * 10
    assert set(read_survey(frame(alasan=few), instrument=PICKS).columns) == {"alasan"}


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Saran", ["tidak ada"] * 28 + ["-"] * 9 + ["Pak Budi main uang", "Kabid galak", "Nihil"]),
        ("Saran", ["Tolong atasan kami lebih adil", "Sudah baik"]),
        ("Alasan", ["Beban kerja", "Gaji kecil", "Atasan galak", "Jauh", "Sakit"] * 8),
        ("Komentar", ["Korupsi", "Nepotisme", "-"]),
        ("kesan", [STORY.format(place) for place in range(8)]),
        ("kesan", ["nihil"] * 30 + [STORY.format(place) for place in range(3)]),
    ],
)
def test_few_comments_among_silence_are_comments(title: str, cells: list[str]) -> None:
    source = frame(len(cells), **{title: cells})
    assert read_survey(source, instrument=PICKS).log.dropped == (title,)
    assert propose_mapping(source, instrument=PICKS).columns[1].column.kind == "ignore"


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Media [Lainnya]", ["Lainnya", None, None, None]),
        ("Harapan terpenuhi", ["4", "5", "3", "1"]),
        ("Harapan terpenuhi", ["Sangat setuju", "Setuju", "Ragu-ragu", "Sangat tidak setuju"]),
        ("Ada saran", ["ya", "tidak", "ya", "tidak"]),
        ("Nama Perangkat Daerah", [f"Dinas Pekerjaan Umum, Penataan Ruang dan Perumahan {place}"
                                   for place in "ABCD"]),
    ],
)  # fmt: skip
def test_ticks_and_names_of_units_are_no_comments(title: str, cells: list[str]) -> None:
    assert title in read_survey(frame(4, **{title: cells}), instrument=PICKS).columns


def test_a_confirmed_mapping_keeps_a_comment_column(tmp_path: Path) -> None:
    source = frame(4, Alasan=["Beban kerja", "Gaji kecil"] * 2)
    path = tmp_path / "map.toml"
    text = propose_mapping(source, instrument=PICKS).to_toml()
    path.write_text(text.replace('is = "ignore"', 'is = "group"').replace(
        "confirmed = false", "confirmed = true"), encoding="utf-8")  # fmt: skip
    assert "Alasan" in read_survey(source, instrument=PICKS, mapping=path).columns


def test_units_with_long_names_stay() -> None:
    names = [f"Dinas Pekerjaan Umum, Penataan Ruang dan Perumahan Rakyat {place}" for place in
             range(15)]  # fmt: skip
    survey = read_survey(frame(unit_kerja=names * 2), instrument=PICKS)
    assert len(survey.columns["unit_kerja"].labels) == 15


def test_texts_stay_on_request() -> None:
    source = frame(kesan=[STORY.format(place) for place in range(30)])
    kept = read_survey(source, instrument=PICKS, keep_identifiers=True)
    assert set(kept.columns) == {"kesan"}


def test_one_enormous_cell_is_emptied_and_the_others_stay(tmp_path: Path) -> None:
    labels = np.array(["A", "B"] * 15, dtype=object)
    labels[4] = "x" * 1_000_000
    path = tmp_path / "a.csv"
    frame(unit=labels).to_csv(path, index=False)
    report = validate(path, instrument=PICKS)
    problem = only_problem(report, "E154")
    assert (problem.severity, problem.rows, problem.column) == ("warning", (6,), "unit")
    assert speaks_both_languages(problem.message) and len(report.text("id")) < 5_000
    column = read_survey(path, instrument=PICKS).columns["unit"]
    assert column.labels == ("A", "B") and column.codes[4] == -1 and (column.codes >= 0).sum() == 29


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["-6.175392, 106.827153", "-7.2575,112.7521"], "gps"),
        (["-6.175392 106.827153 0 4.5", "-7.2575 112.7521 12 3"], "gps"),
        (["2001:db8::1", "fe80::1"], "ip"),
        (["2001:0db8:0000:0000:0000:0000:0000:0001"] * 2, "ip"),
        (["12:30", "08:15"], None),
        (["1.01.02", "1.01.03"], None),
        (["3.5, 4.25", "1,5"], None),
    ],
)
def test_places_and_addresses_are_told_by_their_look(cells: list[str], kind: str | None) -> None:
    import pyarrow as pa

    from berakhlak_stats.survey.checks.identifiers import kind_by_content, matches_by_kind
    from berakhlak_stats.survey.mapping.cells import factorise

    column = factorise(pa.array(cells))
    assert kind_by_content(column, matches_by_kind(column)) == kind
