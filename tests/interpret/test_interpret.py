from __future__ import annotations

import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import BerakhlakError, StatisticError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.interpret import available_rules, interpret, interpret_number
from berakhlak_stats.significance import EffectSize
from tests.agreement.helpers import rating_units
from tests.surveys import number_survey


def test_words_and_how_far_the_interval_lets_them_stand() -> None:
    rows = [[4], [4], [5], [3], [4], [4]] * 20 + [[1], [3], [5], [2], [4], [3]]
    survey = rating_units(rows, ["alike"] * 120 + ["apart"] * 6)
    found = interpret(bs.agreement.rwg(survey, items=["t1"], by="unit"))
    by_group = {each.group: each for each in found}
    assert by_group["alike"].label.en == "strong agreement"
    assert by_group["alike"].certain
    assert by_group["alike"].text("id") == "kesepakatan kuat menurut LeBreton & Senter (2008)"
    assert not by_group["apart"].certain
    assert by_group["apart"].text("id").startswith("antara tidak ada kesepakatan dan ")
    assert by_group["apart"].verdict("en").startswith("between lack of agreement and ")
    frame = found.to_frame("id")
    assert frame["rule"].unique().tolist() == ["LeBreton & Senter (2008)"]
    assert frame["certain"].tolist() == [each.certain for each in found]
    assert frame["verdict"].tolist() == [each.verdict("id") for each in found]
    assert len(found) == len(frame) == 3


def test_hidden_rows_have_no_words() -> None:
    survey = rating_units([[4], [3]] * 12, ["few"] * 4 + ["a"] * 8 + ["b"] * 12, smallest_group=10)
    found = interpret(bs.agreement.rwg(survey, items=["t1"], by="unit"))
    assert "few" not in {each.group for each in found}


def test_without_an_interval_there_is_no_verdict() -> None:
    found = interpret(bs.agreement.rwg(rating_units([[4]] * 6, ["a"] * 6), items=["t1"]))
    (reading,) = found
    assert reading.label.en == "very strong agreement"
    assert not reading.certain and reading.verdict("en") == reading.verdict("id") == ""
    assert reading.text("en") == "no interval, so no verdict according to LeBreton & Senter (2008)"
    assert reading.text("id").startswith("tanpa selang, jadi tanpa putusan menurut LeBreton")


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
    from berakhlak_stats.reliability import cronbach_alpha, mcdonald_omega, ordinal_alpha
    from tests.reliability.surveys import SCALES, rated

    survey = rated(n=300)
    found = interpret(cronbach_alpha(survey, items=SCALES["work"], deleted=True))
    # Cicchetti (1994), p. 286: .80 to .89 is good.
    assert found.rule.citation == "Cicchetti (1994)"
    assert next(each.label.en for each in found) == "good consistency"
    assert len(found) == 5
    assert "konsistensi" in next(iter(found)).text("id")
    omega = interpret(mcdonald_omega(survey, details=True), rule="nunnally-bernstein-1994")
    assert {each.item for each in omega} == {"trust", "work", "all_items"}
    with pytest.raises(StatisticError) as caught:
        interpret(ordinal_alpha(survey))
    assert caught.value.code == "E835"


def effect(measure: str, estimate: float, low: float, high: float) -> EffectSize:
    return EffectSize("hours by unit: a - b", measure, estimate, low, high, 0.95, 100, "")


@pytest.mark.parametrize(
    ("size", "en", "id"),
    [
        (effect("hedges_g", 0.6, 0.52, 0.7), "medium effect", "efek sedang"),
        (effect("hedges_g", -0.6, -0.7, -0.52), "medium effect", "efek sedang"),
        (
            effect("dz", 0.6, 0.4, 0.9),
            "between small effect and large effect",
            "antara efek kecil dan efek besar",
        ),
        # The interval holds 0: the effect may be of no size at all.
        (
            effect("cohens_d", -0.1, -0.6, 0.4),
            "between very small effect and medium effect",
            "antara efek sangat kecil dan efek sedang",
        ),
    ],
)
def test_effect_sizes_of_cohen(size: EffectSize, en: str, id: str) -> None:
    (reading,) = interpret(size)
    assert reading.text("en") == f"{en} according to Cohen (1988)"
    assert reading.text("id") == f"{id} menurut Cohen (1988)"
    assert reading.item == "hours by unit: a - b"


def test_the_caller_chooses_the_rule() -> None:
    size = effect("cohens_d", 2.5, 2.1, 2.9)
    (reading,) = interpret(size, rule="sawilowsky-2009")
    assert reading.text("en") == "huge effect according to Sawilowsky (2009)"
    (reading,) = interpret(size)
    assert reading.verdict("en") == "large effect"
    for wrong in ("romano-et-al-2006", "nobody-1900"):
        with pytest.raises(StatisticError) as caught:
            interpret(size, rule=wrong)
        assert caught.value.code == "E835"


def test_a_number_without_an_interval_or_a_value() -> None:
    nan = float("nan")
    assert len(interpret(effect("glass_delta", nan, nan, nan))) == 0
    (reading,) = interpret(effect("glass_delta", 0.9, nan, nan))
    assert reading.verdict("en") == ""
    assert "no verdict according to Cohen (1988)" in reading.text("en")


def test_numbers_from_elsewhere() -> None:
    odds = interpret_number("odds_ratio", 0.2, 0.16, 0.28)
    assert odds.text("en") == "medium effect according to Chen, Cohen & Chen (2010)"
    borrowed = interpret_number("rank_biserial", 0.6, 0.55, 0.65)
    assert borrowed.text("id") == "efek besar menurut Cohen (1988; batasnya andaian kami)"
    with pytest.raises(BerakhlakError) as caught:
        interpret_number("cohens_d", 0.5, 0.6, 0.7)
    assert caught.value.code == "E703"


def test_entropy_is_read_on_the_current_list_only() -> None:
    survey = bs.simulate.simulate(seed=1)
    found = interpret(bs.gaps.cultural_entropy(survey, lists=("current", "desired")))
    (reading,) = found
    # The bundled population has an entropy of about 7.
    assert reading.verdict("en") == "healthy functioning"
    assert "Barrett (2017; batasnya sebagian kami simpulkan)" in reading.text("id")
    with pytest.raises(StatisticError) as caught:
        interpret(bs.gaps.cultural_entropy(survey, lists="desired"))
    assert caught.value.code == "E860"
    assert "barrett-entropy" in caught.value.text("id")


def test_matches_have_a_rule_per_pair_of_lists_and_only_for_ten_words() -> None:
    survey = bs.simulate.simulate(seed=1)
    options = {"replicates": 100, "rng": 1}
    for lists, rule in (
        (("personal", "current"), "barrett-matches-personal-current"),
        (("current", "desired"), "barrett-matches-current-desired"),
    ):
        found = interpret(bs.gaps.matches(survey, lists=lists, **options))
        assert found.rule == available_rules()[rule]
        assert [each.item for each in found] == [f"matches_{lists[0]}_{lists[1]}"]
    for made in (
        bs.gaps.matches(survey, size=5, **options),
        bs.gaps.matches(survey, lists=("personal", "desired"), **options),
    ):
        with pytest.raises(StatisticError) as caught:
            interpret(made)
        assert caught.value.code == "E860"


def test_shares_between_units_and_kappas_are_read() -> None:
    survey = bs.simulate.simulate("rating-2022", seed=1, n=400)
    assert len(interpret(bs.agreement.icc1(survey, by="unit", items=["AK1", "AK2"]))) == 1
    pair = {"first": "AK1", "second": "AK2"}
    (reading,) = interpret(bs.significance.cohen_kappa(survey, **pair))
    assert "Landis & Koch (1977)" in reading.text("id")
    assert interpret(bs.significance.cohen_kappa(survey, **pair), rule="fleiss-1981")


RATED = bs.simulate.simulate("rating-2022", seed=1, n=400)
TWO, THREE = ["AK1", "AK2"], ["AK1", "AK2", "AK3"]


@pytest.mark.parametrize(
    ("made", "rule"),
    [
        (bs.reliability.mcdonald_omega(RATED), "cicchetti-1994-alpha"),
        (bs.reliability.unit_reliability(RATED, by="unit", statistic="ratings"), "nunnally-1978"),
        (bs.agreement.r_star_wg_j(RATED, by="unit", items="AK"), "lebreton-senter-2008"),
        (bs.agreement.a_wg(RATED, by="unit", items="AK"), "brown-hauenstein-2005"),
        (bs.agreement.icc2(RATED, by="unit", items=TWO), "klein-et-al-2000"),
        (bs.agreement.eta_squared(RATED, by="unit", items=TWO), "cohen-1988-eta"),
        (bs.agreement.cohen_kappa(RATED, items=TWO), "landis-koch-1977"),
        (bs.agreement.fleiss_kappa(RATED, items=THREE), "landis-koch-1977"),
        (bs.agreement.light_kappa(RATED, items=THREE), "landis-koch-1977"),
        (bs.agreement.krippendorff_alpha(RATED, items=THREE), "krippendorff-2004"),
        (bs.agreement.rater_icc(RATED, items=THREE), "koo-li-2016"),
        (bs.agreement.kendall_w(RATED, items=THREE), "schmidt-1997"),
        (bs.association.polychoric(RATED, items=THREE), "cohen-1988-r"),
    ],
    ids=lambda each: each if isinstance(each, str) else each.provenance.statistic,
)
def test_results_of_every_room_find_their_default(made: Estimates, rule: str) -> None:
    found = interpret(made)
    assert found.rule.id == rule
    assert len(found) > 0
    assert all(each.verdict("id") for each in found if each.lowest is not None)


def test_which_effect_sizes_have_a_rule() -> None:
    """Shares of a normal population and of ranks have no published cuts that we know of."""
    from berakhlak_stats.significance.effect_size import REFERENCES

    ruled = {name for rule in available_rules().values() for name in rule.applies_to}
    without = {"u3", "overlap", "rank_epsilon_squared", "rank_eta_squared"}
    assert set(REFERENCES) - ruled == without
