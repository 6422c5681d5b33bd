"""What ships in ``data/`` is synthetic and says so, is documented, reproduces what it claims,
and is made again by its command."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from berakhlak_stats.instrument import round_half_up
from berakhlak_stats.simulate import available, bundled
from berakhlak_stats.simulate.__main__ import main
from tests.simulate.helpers import plain_bundled, rows_of

DATA = Path(__file__).parents[2] / "data"
README = (DATA / "README.md").read_text(encoding="utf-8")
PICKS = ("kapuas_2022", "kalteng_2022", "kemendikbudristek_2022", "national_2022")
VALUES = ("BP", "AK", "KO", "HA", "LO", "AD", "KL")


def shown(x: float) -> float:
    """As published: one decimal, half up."""
    return round_half_up(x, 1)


@pytest.mark.parametrize("name", available())
def test_every_row_says_that_it_is_synthetic(name):
    rows = rows_of(bundled(name))
    assert rows
    assert {row["synthetic"] for row in rows} == {"true"}


@pytest.mark.parametrize("name", available())
def test_the_dictionary_knows_every_column_and_the_file(name):
    dictionary = README.split("## Kamus kolom")[1]
    for column in rows_of(bundled(name))[0]:
        assert f"`{column}`" in dictionary, column
    rows = f"{len(rows_of(bundled(name))):,}"
    assert re.search(rf"^\| `{bundled(name).name}` \| {rows} \|", README, re.M)


def test_readme_and_licence_are_plain_about_what_this_is():
    assert README.startswith("# DATA SINTETIS / SYNTHETIC DATA")
    assert "CC0" in (DATA / "LICENSE").read_text(encoding="utf-8")


def test_files_stay_small():
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 6e6
    assert bundled("national_2022").stat().st_size < 3e6


@pytest.mark.parametrize("name", PICKS)
def test_every_list_has_ten_words_and_the_ids_are_unique(name):
    plain = plain_bundled(bundled(name))
    words = set(plain.instrument.word_index)
    for picks in (*plain.personal, *plain.current, *plain.desired):
        assert len(picks) == 10
        assert picks <= words
    ids = [row["respondent_id"] for row in rows_of(bundled(name))]
    assert len(set(ids)) == len(ids)


def test_kapuas_shows_what_was_published():
    # baritoinfo.com, 15 January 2023: implementation 62.4, total 76.5.
    indices = plain_bundled(bundled("kapuas_2022")).indices()
    assert shown(indices["implementation"]) == 62.4
    assert shown(indices["culture_health"]) == 76.5
    assert indices["balance"] == 100
    assert 62 <= indices["alignment_personal_current"] <= 64.05
    assert 62 <= indices["alignment_current_desired"] <= 64.05
    assert 91.5 <= indices["positive_energy"] <= 93


def test_kapuas_has_thirteen_units_and_two_too_small_to_show():
    rows = rows_of(bundled("kapuas_2022"))
    answers: dict[str, int] = {}
    for row in rows:
        answers[row["unit"]] = answers.get(row["unit"], 0) + 1
    frame = {row["unit"]: int(row["population"]) for row in rows_of(bundled("kapuas_2022_frame"))}
    assert len(rows) == 612
    assert set(answers) == set(frame)
    assert len(frame) == 13
    assert sum(frame.values()) == 4260
    assert sorted(answers.values())[:3] == [7, 9, 13]
    assert all(answers[unit] <= frame[unit] for unit in frame)


def test_kalteng_shows_what_was_published():
    # zonakota.com, kpfmpalangkaraya.com, kabarkalimantan1.com (2023).
    plain = plain_bundled(bundled("kalteng_2022"))
    indices, votes = plain.indices(), plain.votes()
    assert 1600 <= len(plain.current) <= 2100
    assert shown(indices["implementation"]) == 59.5
    assert shown(indices["positive_energy"]) == 92.4
    assert shown(indices["culture_health"]) == 75.3
    assert shown(plain.value("HA")) == 72.5
    limiting = [word.id for word in plain.instrument.words if word.polarity == "limiting"]
    first = sorted(limiting, key=lambda word: -votes[word])[:5]
    assert {word: votes[word] for word in first} == {
        "berhati_hati": 303,
        "menghindari_risiko": 224,
        "kepemimpinan_kurang_efektif": 214,
        "pasif_terhadap_perubahan": 162,
        "mengontrol": 160,
    }


def test_kemendikbudristek_shows_what_was_published():
    # id.scribd.com/document/681421926.
    plain = plain_bundled(bundled("kemendikbudristek_2022"))
    assert len(plain.current) == 7819
    found = [shown(plain.value(value)) for value in VALUES]
    assert found == [59.6, 64.1, 58.3, 53.7, 62.7, 43.5, 67.7]
    assert shown(plain.indices()["implementation"]) == 58.5


def test_national_sample_is_near_the_published_profile():
    # jurnalmadani.com/berita/detail/5943: average over agencies.
    rows = rows_of(bundled("national_2022"))
    plain = plain_bundled(bundled("national_2022"))
    agencies = sorted({row["agency"] for row in rows})
    assert len(agencies) >= 40
    scores = []
    for value in VALUES:
        words = {word.id for word in plain.instrument.words if word.value == value}
        held: dict[str, list[bool]] = {agency: [] for agency in agencies}
        for row, picks in zip(rows, plain.current, strict=True):
            held[row["agency"]].append(bool(picks & words))
        scores.append(100 * sum(sum(x) / len(x) for x in held.values()) / len(agencies))
    published = [57.9, 74.1, 56.7, 63.8, 65.8, 38.9, 69.4]
    assert scores == pytest.approx(published, abs=1.0)
    assert sum(scores) / 7 == pytest.approx(60.9, abs=0.3)


def test_rating_file_has_twenty_one_items_and_few_gaps():
    rows = rows_of(bundled("rating_2022"))
    items = [f"{value}{j}" for value in VALUES for j in (1, 2, 3)]
    cells = [row[item] for row in rows for item in items]
    assert len(rows) == 800
    assert set(cells) == {"", "1", "2", "3", "4", "5"}
    assert 0.005 < cells.count("") / len(cells) < 0.02


@pytest.mark.parametrize("profile", ["kapuas-2022", "kalteng-2022", "rating-2022"])
def test_made_again_byte_for_byte(profile, tmp_path):
    assert main(["data", profile, "--out", str(tmp_path)]) == 0
    made = sorted(tmp_path.iterdir())
    assert made
    for path in made:
        committed = (DATA / path.name).read_bytes()
        assert sha256(path.read_bytes()).hexdigest() == sha256(committed).hexdigest(), path.name


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["kemendikbudristek-2022", "national-2022"])
def test_large_files_are_made_again_with_the_same_contents(profile, tmp_path):
    assert main(["data", profile, "--out", str(tmp_path)]) == 0
    for path in tmp_path.iterdir():
        assert rows_of(path) == rows_of(DATA / path.name), path.name
