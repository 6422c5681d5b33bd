from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from berakhlak_stats import indices
from berakhlak_stats.cli.waves import goals_of, labels_of
from berakhlak_stats.errors import OptionError
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey import write_survey
from berakhlak_stats.waves import waves
from tests.cli.shell import answers, run


@cache
def pair() -> tuple[Path, Path]:
    """Two synthetic waves of one agency, in files named after their years."""
    folder = Path(mkdtemp())
    made = [
        write_survey(simulate(seed=seed, n=200), folder / f"{year}.csv")
        for seed, year in ((3, 2022), (4, 2023))
    ]
    return made[0], made[1]


ONE = ("--item", "implementation")


def test_a_table_in_indonesian() -> None:
    said = run("waves", *pair(), *ONE)
    assert said.exit_code == 0, said.stderr
    for words in ("2022", "2023", "Selisih", "p disesuaikan"):
        assert words in said.stdout


def test_the_csv_holds_what_the_function_gives() -> None:
    said = run("waves", *pair(), *ONE, "--by", "Unit", "--format", "csv", "--full", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    surveys = [simulate(seed=seed, n=200) for seed in (3, 4)]
    frame = waves(surveys, labels=["2022", "2023"], of=indices.implementation, by="unit").frame
    assert len(rows) == len(frame)
    for found, known in zip(rows, frame.itertuples(), strict=True):
        assert (found["group"], found["wave"], found["against"]) == (
            known.group,
            known.wave,
            known.against,
        )
        if not known.suppressed:
            assert float(found["estimate"]) == pytest.approx(known.estimate)


def test_a_target_adds_a_table() -> None:
    said = run("waves", *pair(), *ONE, "--target", "implementation=62,5")
    assert said.exit_code == 0, said.stderr
    assert "Realisasi" in said.stdout and "62,5" in said.stdout and "Capaian" in said.stdout
    file = Path(mkdtemp()) / "both.csv"
    assert (
        run("waves", *pair(), *ONE, "--target", "implementation=62.5", "--out", file).exit_code == 0
    )
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    assert [row["target"] for row in rows] == ["", "", "", "62.5"]
    assert [row["wave"] for row in rows] == ["2022", "2023", "2023", ""]


def test_a_break_has_no_verb() -> None:
    said = run("waves", *pair(), *ONE, "--labels", "2023,2024")
    assert said.exit_code == 0 and "seri terputus" in said.stdout
    for verb in ("meningkat", "menurun"):
        assert verb not in said.stdout


def test_links_are_named_and_checked() -> None:
    said = run("waves", *pair(), *ONE, "--link", "psu", "--psu", "unit", "--lang", "en")
    assert said.exit_code == 0, said.stderr
    # Simulated files number their persons alike, so these are the same persons.
    said = run("waves", *pair(), *ONE, "--link", "person", "--format", "json", "--lang", "en")
    assert said.exit_code == 0 and '"link": "person"' in said.stdout, said.stderr
    refused = run("waves", *pair(), *ONE, "--link", "psu")
    assert refused.exit_code == 1 and "E891" in refused.stderr


def test_another_instrument_is_refused() -> None:
    said = run("waves", pair()[0], answers("rating-2022"), "--labels", "2022,2023")
    assert said.exit_code == 1 and "E504" in said.stderr
    assert "berakhlak-rating 1.0" in said.stderr


def test_words_of_the_command_line() -> None:
    assert labels_of("2022, 2023") == ("2022", "2023")
    assert goals_of(["implementation = 62,5", "balance=90"]) == {
        "implementation": 62.5,
        "balance": 90.0,
    }
    for words in ("2022", "2022,", "a,b,c"):
        with pytest.raises(OptionError, match="E703"):
            labels_of(words)
    with pytest.raises(OptionError, match="E703"):
        goals_of(["implementation"])
    assert run("waves", *pair(), "--link", "guess").exit_code == 2
    assert run("waves", *pair(), "--target", "unknown=3").exit_code == 2
