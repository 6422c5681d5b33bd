from __future__ import annotations

import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import StatisticError
from berakhlak_stats.interpret import interpret
from tests.agreement.helpers import rating_units
from tests.surveys import number_survey


def test_words_and_how_far_the_interval_lets_them_stand() -> None:
    rows = [[4], [4], [5], [3], [4], [4]] * 20 + [[1], [3], [5], [2], [4], [3]]
    survey = rating_units(rows, ["alike"] * 120 + ["apart"] * 6)
    found = interpret(bs.agreement.rwg(survey, items=["t1"], by="unit"))
    by_group = {each.group: each for each in found}
    assert by_group["alike"].label.en == "strong agreement"
    assert by_group["alike"].certain
    assert by_group["alike"].text("id") == "kesepakatan kuat (LeBreton & Senter, 2008)"
    assert not by_group["apart"].certain
    assert "selang" in by_group["apart"].text("id")
    assert "interval: lack of agreement to" in by_group["apart"].text("en")
    frame = found.to_frame("id")
    assert frame["rule"].unique().tolist() == ["LeBreton & Senter (2008)"]
    assert len(found) == len(frame) == 3


def test_hidden_rows_have_no_words() -> None:
    survey = rating_units([[4], [3]] * 12, ["few"] * 4 + ["a"] * 8 + ["b"] * 12, smallest_group=10)
    found = interpret(bs.agreement.rwg(survey, items=["t1"], by="unit"))
    assert "few" not in {each.group for each in found}


def test_without_an_interval_there_is_one_word() -> None:
    found = interpret(bs.agreement.rwg(rating_units([[4]] * 6, ["a"] * 6), items=["t1"]))
    (reading,) = found
    assert reading.label.en == "very strong agreement"
    assert not reading.certain and "interval" not in reading.text("en")


def test_average_deviation_is_judged_by_categories() -> None:
    """Burke & Dunlap (2002): a sixth of the number of categories."""
    for scale, words in (((1, 5), "unacceptable agreement"), ((1, 7), "acceptable agreement")):
        survey = rating_units([[2], [4]] * 6, ["a"] * 12, scale=scale)
        (reading,) = interpret(bs.agreement.average_deviation(survey, items=["t1"]))
        assert reading.label.en == words
    numbers = number_survey({"x": [1.0, 2, 3, 4, 5]})
    with pytest.raises(StatisticError) as caught:
        interpret(bs.agreement.average_deviation(numbers, items=["x"]))
    assert caught.value.code == "E831"


def test_what_no_rule_is_about() -> None:
    with pytest.raises(StatisticError):
        interpret(bs.indices.implementation(bs.simulate.simulate(seed=1)))


def test_rules_of_reliability_judge_alphas_and_not_what_stands_beside_them() -> None:
    from berakhlak_stats.interpret import interpret
    from berakhlak_stats.reliability import cronbach_alpha, mcdonald_omega, ordinal_alpha
    from tests.reliability.surveys import SCALES, rated

    survey = rated(n=300)
    found = interpret(cronbach_alpha(survey, items=SCALES["work"], deleted=True))
    # Cicchetti (1994), p. 286: .80 to .89 is good.
    assert found.rule.citation == "Cicchetti (1994)"
    assert next(each.label.en for each in found) == "good consistency"
    assert len(found) == 5
    assert "konsistensi baik" in next(iter(found)).text("id")
    omega = interpret(mcdonald_omega(survey, details=True), rule="nunnally-bernstein-1994")
    assert {each.item for each in omega} == {"trust", "work", "all_items"}
    with pytest.raises(StatisticError) as caught:
        interpret(ordinal_alpha(survey))
    assert caught.value.code == "E835"
