from __future__ import annotations

import pandas as pd
import pytest

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.weighting import read_deviations


def table(*deviations: object) -> pd.DataFrame:
    units = ["A", "B", "Total"][: len(deviations)]
    people = [10, 20, 30][: len(deviations)]
    texts = [str(each) for each in deviations]
    return pd.DataFrame({"unit": units, "population": people, "sd": texts})


def test_decimal_commas_and_total_rows() -> None:
    assert read_deviations(table("1,5", "0", ""), "sd") == {"A": 1.5, "B": 0.0}


def test_the_column_of_units_by_name() -> None:
    frame = table("1", "2").assign(agency=["X", "X"])
    assert read_deviations(frame, "sd", unit="unit") == {"A": 1.0, "B": 2.0}


@pytest.mark.parametrize("bad", ["-1", "much", "", "inf"])
def test_what_is_no_deviation_is_refused_by_unit(bad: str) -> None:
    with pytest.raises(OptionError, match="E703") as caught:
        read_deviations(table("1", bad), "sd")
    assert "sd['B']" in caught.value.text("en") and "sd['B']" in caught.value.text("id")


@pytest.mark.parametrize("options", [{"column": "nope"}, {"column": "sd", "unit": "nope"}])
def test_columns_that_are_not_there(options: dict[str, str]) -> None:
    with pytest.raises(DesignError, match="E602"):
        read_deviations(table("1", "2"), **options)
