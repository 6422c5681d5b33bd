from __future__ import annotations

import csv
import io

import pytest

from berakhlak_stats import significance
from berakhlak_stats.cli.analysis import headline
from berakhlak_stats.cli.compare import number_or_word, only
from berakhlak_stats.errors import OptionError
from berakhlak_stats.simulate import simulate
from tests.cli.shell import answers, run


def test_a_table_of_differences_in_indonesian() -> None:
    result = run("compare", answers(), "--by", "sex", "--item", "implementation")
    assert result.exit_code == 0
    assert "p disesuaikan" in result.stdout


def test_the_csv_holds_what_the_function_gives() -> None:
    said = run("compare", answers(), "--by", "sex", "--adjust", "BH", "--format", "csv", "--full")
    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    survey = simulate(seed=3, n=150)
    frame = significance.compare(headline(survey, "sex"), adjust="BH").frame
    expected = {(row.item, row.group): row.p_adjusted for row in frame.itertuples()}
    found = {(row["item"], row["group"]): row["p_adjusted"] for row in rows}
    assert found.keys() == expected.keys() and len(found) > 2
    for key, value in found.items():
        assert float(value) == pytest.approx(expected[key], nan_ok=True), key


def test_a_number_is_a_threshold_with_point_or_comma() -> None:
    assert number_or_word("62,4") == number_or_word("62.4") == 62.4
    assert number_or_word("rest") == "rest"


def test_one_item_keeps_its_covariance() -> None:
    result = headline(simulate(seed=3, n=150), "sex")
    chosen = only(result, "implementation")
    assert set(chosen.frame["item"]) == {"implementation"}
    assert chosen.covariance is not None and chosen.covariance.shape == (len(chosen), len(chosen))
    with pytest.raises(OptionError, match="E701"):
        only(result, "unknown")


def test_unknown_words_are_a_usage_error() -> None:
    assert run("compare", answers(), "--by", "sex", "--against", "others").exit_code == 2
    assert run("compare", answers(), "--by", "sex", "--adjust", "sidak").exit_code == 2
