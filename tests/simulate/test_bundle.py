"""Bundles, their frames and their margins."""

from __future__ import annotations

import pytest

from berakhlak_stats.simulate import simulate_population
from berakhlak_stats.simulate.__main__ import main
from berakhlak_stats.simulate.bundle import frame, make_bundle, margins
from berakhlak_stats.simulate.profile import load_profile


def test_frame_adds_up_to_the_population():
    header, rows = frame(load_profile("kapuas-2022"))
    assert header == ["unit", "population", "synthetic"]
    assert sum(int(row[1]) for row in rows) == 4260
    header, rows = frame(load_profile("national-2022"))
    assert header[0] == "agency"
    assert len({row[0] for row in rows}) == 48


def test_margins_of_every_column_add_up_to_the_population():
    header, rows = margins(simulate_population("kapuas-2022", seed=1))
    assert header == ["column", "category", "population", "synthetic"]
    for column in ("unit", "status", "sex", "generation", "position"):
        assert sum(int(row[2]) for row in rows if row[0] == column) == 4260


def test_what_was_not_published_is_not_adjusted():
    assert make_bundle("rating-2022").swaps == 0


def test_swaps_are_few_and_counted():
    bundle = make_bundle("kapuas-2022")
    assert bundle.survey.n == 612
    assert 0 < bundle.swaps < 0.01 * 612 * 30


def test_the_command_writes_and_says_so(tmp_path, capsys):
    assert main(["data", "rating-2022", "--out", str(tmp_path / "new")]) == 0
    path = tmp_path / "new" / "rating_2022.csv"
    assert path.is_file()
    assert str(path) in capsys.readouterr().out


def test_the_command_refuses_unknown_work():
    with pytest.raises(SystemExit):
        main(["destroy"])
