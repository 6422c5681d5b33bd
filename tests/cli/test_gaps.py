from __future__ import annotations

import csv
import io
import json

import pytest

from berakhlak_stats.cli.gaps import pair_of
from berakhlak_stats.errors import OptionError
from tests.cli.shell import answers, run


def test_a_table_of_gaps_with_their_readings() -> None:
    result = run("gaps", answers())
    assert result.exit_code == 0
    assert "Selisih" in result.stdout and "p disesuaikan" in result.stdout
    assert "150 responden" in result.stderr


def test_csv_holds_gaps_and_the_shares_they_are_made_of() -> None:
    said = run(
        "gaps", answers(), "--lists", "personal,current", "--level", "value", "--format", "csv"
    )
    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    assert {row["list"] for row in rows} == {"personal>current", "personal", "current"}
    found = {(row["list"], row["item"]): float(row["estimate"]) for row in rows}
    for (name, item), value in found.items():
        if name == "personal>current":
            parts = found["current", item] - found["personal", item]
            assert value == pytest.approx(parts, abs=0.11)


def test_groups_and_json() -> None:
    content = json.loads(run("gaps", answers(), "--by", "sex", "--format", "json").stdout)
    assert len({row["group"] for row in content["estimates"]}) == 2


@pytest.mark.parametrize("words", ["current", "a,b,c", "current,"])
def test_anything_but_two_lists_is_a_usage_error(words: str) -> None:
    assert run("gaps", answers(), "--lists", words).exit_code == 2
    with pytest.raises(OptionError, match="E703"):
        pair_of(words)


def test_unknown_lists_are_refused() -> None:
    result = run("gaps", answers(), "--lists", "current,ideal", "--lang", "en")
    assert result.exit_code == 2 and "E702" in result.stderr
