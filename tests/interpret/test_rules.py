from __future__ import annotations

from collections import Counter

import pytest

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.interpret import available_rules
from berakhlak_stats.interpret.rules import NULLS, Rule, rules_for

RULES = list(available_rules().values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_bundled_rule_is_cited_and_complete(rule: Rule) -> None:
    assert rule.authors and rule.work and 1900 < rule.year < 2100
    assert rule.applies_to and len(rule.bands) > 1
    assert set(rule.default_for) <= set(rule.applies_to)
    assert rule.purpose.id and rule.purpose.en
    labels = [(band.label.id, band.label.en) for band in rule.bands]
    assert all(id and en and id != en for id, en in labels)
    assert len(set(labels)) == len(labels)
    lows = [band.low for band in rule.bands]
    assert lows == sorted(set(lows)) and lows[0] == float("-inf")
    # What was not seen in any source that quotes it cannot have been concluded from one.
    assert rule.verified or rule.sureness != "inferred" or rule.id == "schmidt-1997"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_cuts_belong_to_the_side_that_the_file_says(rule: Rule) -> None:
    step = 10.0 ** -(rule.decimals or 4)
    null = NULLS.get(rule.fold, 0.0) if rule.fold == "half" else 0.0
    for below, band in zip(rule.bands, rule.bands[1:], strict=False):
        on, before, after = (null + band.low + move for move in (0.0, -step, step))
        assert rule.band(on) == (band if band.closed else below)
        assert rule.band(before) == below
        assert rule.band(after) == band


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (-0.2, "lack of agreement"),
        (0.304, "lack of agreement"),
        (0.305, "weak agreement"),
        (0.50, "weak agreement"),
        (0.70, "moderate agreement"),
        (0.71, "strong agreement"),
        (0.905, "very strong agreement"),
        (1.0, "very strong agreement"),
    ],
)
def test_bands_of_lebreton_and_senter(value: float, words: str) -> None:
    """Their Table 3 has ranges of two decimals, 0.31-0.50 and so on; rounding is half up."""
    (rule,) = rules_for("rwg_j")
    assert rule.band(value).label.en == words


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        # Landis & Koch (1977), p. 165: "< 0.00 poor", "0.00-0.20 slight", "0.21-0.40 fair".
        ("landis-koch-1977", -0.01, "poor agreement"),
        ("landis-koch-1977", 0.0, "slight agreement"),
        ("landis-koch-1977", 0.20, "slight agreement"),
        ("landis-koch-1977", 0.21, "fair agreement"),
        # Koo & Li (2016): "less than 0.5 ... greater than 0.90".
        ("koo-li-2016", 0.50, "moderate reliability"),
        ("koo-li-2016", 0.90, "good reliability"),
        ("koo-li-2016", 0.91, "excellent reliability"),
        # George & Mallery (2003), p. 231: "> .9 excellent, > .8 good".
        ("george-mallery-2003", 0.90, "good consistency"),
        ("george-mallery-2003", 0.70, "questionable consistency"),
        ("george-mallery-2003", 0.50, "unacceptable consistency"),
        # Cicchetti (1994), p. 286: .80 to .89.
        ("cicchetti-1994-alpha", 0.795, "good consistency"),
        ("cicchetti-1994-alpha", 0.79, "fair consistency"),
        # Krippendorff (2004), p. 241: at least .800, at least .667.
        ("krippendorff-2004", 0.800, "reliable"),
        ("krippendorff-2004", 0.667, "reliable for tentative conclusions only"),
        # Fleiss (1981): "over .75".
        ("fleiss-1981", 0.75, "fair to good agreement"),
        # R multilevel, ad.m: smaller than A/6; the sixth itself is the highest acceptable.
        ("burke-dunlap-2002", 5 / 6 / 5, "acceptable agreement"),
        ("burke-dunlap-2002", 7 / 6 / 7, "acceptable agreement"),
        ("burke-dunlap-2002", 0.17, "unacceptable agreement"),
        # R effectsize 0.8.9, interpret_cohens_d(c(.02, .5), "cohen1988"): very small, medium.
        ("cohen-1988-d", 0.02, "very small effect"),
        ("cohen-1988-d", 0.5, "medium effect"),
        ("cohen-1988-d", -0.8, "large effect"),
        # Sawilowsky (2009): 0.01, 0.2, 0.5, 0.8, 1.2, 2.0 and the bands of R effectsize.
        ("sawilowsky-2009", 1.2, "very large effect"),
        ("sawilowsky-2009", 2.0, "huge effect"),
        ("sawilowsky-2009", 0.09, "tiny effect"),
        # Funder & Ozer (2019): .05, .10, .20, .30, .40.
        ("funder-ozer-2019", -0.30, "large effect"),
        ("funder-ozer-2019", 0.40, "very large effect"),
        ("gignac-szodorai-2016", 0.20, "typical effect"),
        # R effsize, cliff.delta: |d| < 0.147 negligible, < 0.33 small, < 0.474 medium.
        ("romano-et-al-2006", 0.1469, "negligible effect"),
        ("romano-et-al-2006", -0.33, "medium effect"),
        # Vargha & Delaney (2000), p. 106: A = .56, .64, .71.
        ("vargha-delaney-2000", 0.56, "small effect"),
        ("vargha-delaney-2000", 0.29, "large effect"),
        # Chen, Cohen & Chen (2010): an odds ratio of 1/3.47 is as large as 3.47.
        ("chen-cohen-chen-2010", 3.47, "medium effect"),
        ("chen-cohen-chen-2010", 1 / 3.47, "medium effect"),
        ("chen-cohen-chen-2010", 0.0, "large effect"),
        # After Barrett: 0-10, 11-20, 21-30, 31-40, 41 and above.
        ("barrett-entropy", 10.04, "healthy functioning"),
        ("barrett-entropy", 10.06, "minor issues"),
        ("barrett-entropy", 20.0, "minor issues"),
        ("barrett-entropy", 41.0, "critical issues"),
    ],
)
def test_published_values_get_the_published_words(rule: str, value: float, words: str) -> None:
    assert available_rules()[rule].band(value).label.en == words


def test_the_cuts_of_one_author_agree_with_each_other() -> None:
    """Cohen (1988), pp. 285-287: eta squared is f^2 / (1 + f^2)."""
    f, eta = (available_rules()[f"cohen-1988-{name}"].bands[1:] for name in ("f", "eta"))
    for first, second in zip(f, eta, strict=True):
        assert second.low == pytest.approx(first.low**2 / (1 + first.low**2), abs=5e-5)
        assert first.label == second.label
    # Gignac & Szodorai (2016) are about r; d = 2r / sqrt(1 - r^2), to two decimals.
    r, d = (available_rules()[f"gignac-szodorai-2016{end}"].bands[1:] for end in ("", "-d"))
    for first, second in zip(r, d, strict=True):
        assert second.low == round(2 * first.low / (1 - first.low**2) ** 0.5, 2)


def test_every_measure_has_one_default_for_each_kind_of_row() -> None:
    measures = {name for rule in RULES for name in rule.applies_to}
    for measure in measures:
        defaults = rules_for(measure)
        rows = Counter(item for rule in defaults for item in (rule.items or ("",)))
        assert max(rows.values()) == 1, measure
        assert len(defaults) == 1 or all(rule.items for rule in defaults), measure


def test_rules_are_found_by_measure_or_by_name() -> None:
    assert [rule.id for rule in rules_for("a_wg")] == ["brown-hauenstein-2005"]
    assert rules_for("icc2", "klein-et-al-2000")[0].citation == "Klein et al. (2000)"
    for measure, rule in (("gap", None), ("rwg", "landis-koch-1977"), ("rwg", "nobody-1900")):
        with pytest.raises(StatisticError) as caught:
            rules_for(measure, rule)
        assert caught.value.code == "E835"


def test_intervals_over_no_effect_reach_the_smallest_words() -> None:
    d, superiority, odds = (
        available_rules()[name]
        for name in ("cohen-1988-d", "vargha-delaney-2000", "chen-cohen-chen-2010")
    )
    assert [band.label.en for band in d.ends(-0.6, 0.3)] == ["very small effect", "medium effect"]
    assert [band.label.en for band in d.ends(-0.75, -0.55)] == ["medium effect"] * 2
    assert [band.low for band in superiority.ends(0.4, 0.58)] == [float("-inf"), 0.06]
    assert [band.low for band in odds.ends(0.1, 0.5)] == [1.68, 6.71]


def test_rows_that_a_rule_is_about() -> None:
    (entropy,) = rules_for("cultural_entropy")
    assert entropy.judges("cultural_entropy", "current")
    assert not entropy.judges("cultural_entropy", "desired")
    pair = available_rules()["barrett-matches-current-desired"]
    assert pair.judges("matches_current_desired") and not pair.judges("matches_personal_current")
    assert pair.suits({"size": 10, "lists": ()}) and not pair.suits({"size": 5})
    alpha = available_rules()["cicchetti-1994-alpha"]
    assert alpha.judges("AK") and alpha.judges("AK:without") and not alpha.judges("AK:mean_r")
