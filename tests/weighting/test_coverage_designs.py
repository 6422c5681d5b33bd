"""Coverage of 95% intervals under designs and non-response, by simulation (``-m slow``).

About two minutes. Seven items of one population share its samples, so that a mean over items
is allowed two Monte-Carlo errors of a single one, and one item three. Non-response of the
first kind depends on unit, sex and generation; of the second on a view that no margin shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulation import designs

if TYPE_CHECKING:
    import pandas as pd

pytestmark = pytest.mark.slow

ROUNDS = 250
ERROR = (0.95 * 0.05 / ROUNDS) ** 0.5
PROPER = tuple(name for name in designs.DESIGNS if "as if" not in name)
RAKED = "unit, sex, generation: raked to all"


@pytest.fixture(scope="module")
def drawn() -> pd.DataFrame:
    return designs.study(designs.DESIGNS, rounds=ROUNDS)


@pytest.fixture(scope="module")
def answered() -> pd.DataFrame:
    return designs.study(designs.NONRESPONSE, rounds=ROUNDS)


def of(frame: pd.DataFrame, design: str) -> pd.DataFrame:
    return frame[frame["design"] == design]


@pytest.mark.parametrize("design", PROPER)
def test_designs_cover(drawn: pd.DataFrame, design: str) -> None:
    rows = of(drawn, design)
    assert 0.95 - 2 * ERROR <= rows["coverage"].mean() <= 0.975 + 2 * ERROR
    assert rows["coverage"].min() >= 0.94 - 3 * ERROR


@pytest.mark.parametrize("design", PROPER)
def test_designs_are_unbiased(drawn: pd.DataFrame, design: str) -> None:
    rows = of(drawn, design)
    assert (rows["bias"].abs() <= 4 * rows["spread"] / ROUNDS**0.5).all()


def test_forgetting_the_clusters_fails(drawn: pd.DataFrame) -> None:
    assert of(drawn, "30 teams as if persons")["coverage"].max() < 0.75


@pytest.mark.parametrize("margins", ["unweighted", "raked to sex"])
def test_nonresponse_without_the_right_margins_is_biased(
    answered: pd.DataFrame, margins: str
) -> None:
    rows = of(answered, f"unit, sex, generation: {margins}")
    assert rows["bias"].min() > 2
    assert rows["coverage"].mean() < 0.3


def test_the_right_margins_repair_it(answered: pd.DataFrame) -> None:
    rows = of(answered, RAKED)
    assert rows["bias"].abs().max() < 0.5
    assert 0.95 - 2 * ERROR <= rows["coverage"].mean() <= 0.975 + 2 * ERROR
    assert rows["coverage"].min() >= 0.94 - 3 * ERROR


def test_no_margin_repairs_what_it_does_not_show(answered: pd.DataFrame) -> None:
    rows = of(answered, "view: raked to all")
    assert rows["bias"].min() > 2
    assert rows["coverage"].mean() < 0.3
