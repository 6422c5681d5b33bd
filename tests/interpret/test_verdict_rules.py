from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.interpret.rules import available_rules
from berakhlak_stats.interpret.verdict_rules import Criterion, parse_verdict, verdict_rules

HIGH = Criterion("x", "unit", "high", report=0.7, source="S", caution=0.5)
LOW = Criterion("x", "unit", "low", report=0.8, source="S")
RULE = next(iter(verdict_rules().values()))


@pytest.mark.parametrize(
    ("value", "low", "high", "step"),
    [
        (0.7, 0.6, 0.8, 2),
        (0.9, 0.4, 0.95, 1),
        (0.69, 0.6, 0.8, 1),
        (0.5, 0.1, 0.8, 1),
        (0.49, 0.1, 0.8, 0),
        (1.0, np.nan, np.nan, 2),
        (np.nan, np.nan, np.nan, None),
    ],
)
def test_steps_where_high_is_good(value: float, low: float, high: float, step: int | None) -> None:
    assert HIGH.step(value, low, high) == step


@pytest.mark.parametrize(
    ("value", "high", "step"), [(0.8, 0.8, 2), (0.5, 0.9, 1), (0.81, 0.9, 1), (3.0, 4.0, 1)]
)
def test_steps_where_low_is_good_and_no_second_cut(value: float, high: float, step: int) -> None:
    assert LOW.step(value, 0.0, high) == step


@pytest.mark.parametrize(
    ("own", "about_all", "verdict"),
    [
        ((2, 2, 2), (2, 2), "report"),
        ((2, 2, 2), (2, 1), "caution"),
        ((2, 1, 2), (2, 2), "caution"),
        ((2, 0, 2), (2, 2), "caution"),
        ((0, 0, 2), (2, 2), "not"),
        ((2, None, 2), (2, 2), "report"),
        ((0, None, None), (2, 2), "not"),
        ((None, None, None), (2, 2), "not"),
        ((2, 2, 2), (None, None), "report"),
    ],
)
def test_how_criteria_are_joined(
    own: tuple[int | None, ...], about_all: tuple[int | None, ...], verdict: str
) -> None:
    assert RULE.verdict(own, about_all) == verdict


def test_every_criterion_is_cited_and_its_author_known() -> None:
    known = {rule.citation for rule in available_rules().values()}
    for rule in verdict_rules().values():
        assert {each.source for each in rule.criteria} <= known
        assert set(rule.source.split("; ")) == {each.source for each in rule.criteria}


@pytest.mark.parametrize("text", ['id = "x"', 'id = "x"\n[[criteria]]\nstatistic = "y"'])
def test_a_rule_that_is_not_complete_is_refused(text: str) -> None:
    with pytest.raises(StatisticError) as caught:
        parse_verdict(text, "x.toml")
    assert caught.value.code == "E836"
