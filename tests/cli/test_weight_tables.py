"""What weights do and cost, with small categories hidden and columns under their names."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.cli.weight_tables import show_balance, show_rates, show_spread
from berakhlak_stats.survey import Survey
from berakhlak_stats.weighting import Frame, calibrated, response_rates, weight_diagnostics
from tests.surveys import number_survey

FRAME = Frame({"sex": {"f": 300, "m": 100}, "own_column": {"p": 200, "q": 200}})


def people() -> Survey:
    return number_survey(
        {"x": np.arange(40.0).tolist()},
        columns={"sex": ["f"] * 20 + ["m"] * 20, "own_column": list("pq") * 20},
        smallest_group=10,
    )


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_spread_before_and_after(capsys: pytest.CaptureFixture[str]) -> None:
    """Weights 15 and 5: Kish 40 (20 225 + 20 25) / 400^2 = 1.25, n effective 32."""
    made = calibrated(people(), FRAME)
    show_spread(weight_diagnostics(np.ones(40)), weight_diagnostics(made.weights), "raking", "en")
    text = "\n".join(lines(capsys))
    for number in ("400", "1.00", "1.25", "32.0", "40.0"):
        assert number in text


@pytest.mark.parametrize(("lang", "name"), [("id", "jenis kelamin"), ("en", "sex")])
def test_columns_bear_the_names_of_the_language(
    lang: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    survey = people()
    made = calibrated(survey, FRAME)
    rates = [response_rates(survey, FRAME, by=column) for column in FRAME.margins]
    show_balance(weight_diagnostics(made.weights, survey=survey, margins=FRAME), rates, 10, lang)
    found = lines(capsys)
    assert sum(f" {name} " in line for line in found) == 2
    assert sum(" own column " in line for line in found) == 2
    mark = "," if lang == "id" else "."
    (women,) = [line for line in found if " f " in line]
    assert f"75{mark}0%" in women and f"50{mark}0%" in women
    show_rates(rates[0], lang)
    assert name in "\n".join(lines(capsys))


def test_small_categories_are_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    survey = people().take(slice(0, 32)).with_smallest_group(20)
    rates = response_rates(survey, FRAME, by="sex")
    show_rates(rates, "en")
    table = "\n".join(lines(capsys))
    assert "hidden" in table and " 12 " not in table
