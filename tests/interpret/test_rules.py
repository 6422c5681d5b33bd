from __future__ import annotations

import pytest

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.interpret import available_rules
from berakhlak_stats.interpret.rules import parse_rules, rule_for

GOOD = """
[someone-2020]
applies_to = ["x"]
authors = "Someone"
year = 2020
work = "A Journal"
bands = [
  { low = -inf, label = { id = "rendah", en = "low" } },
  { low = 0.5, label = { id = "tinggi", en = "high" } },
]
"""


def test_every_bundled_rule_is_cited_and_complete() -> None:
    rules = available_rules()
    assert len(rules) >= 8
    for name, rule in rules.items():
        assert rule.id == name
        assert rule.authors and rule.work and 1900 < rule.year < 2100
        assert rule.applies_to and len(rule.bands) > 1
        assert all(band.label.id and band.label.en for band in rule.bands)


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
    assert rule_for("rwg_j").band(value).label.en == words


def test_rules_are_found_by_statistic_or_by_name() -> None:
    assert rule_for("a_wg").id == "brown-hauenstein-2005"
    assert rule_for("icc2", "klein-et-al-2000").citation == "Klein et al. (2000)"
    for statistic, rule in (("gap", None), ("rwg", "landis-koch-1977"), ("rwg", "nobody-1900")):
        with pytest.raises(StatisticError) as caught:
            rule_for(statistic, rule)
        assert caught.value.code == "E835"


def test_a_rule_is_data() -> None:
    rule = parse_rules(GOOD, "x.toml")["someone-2020"]
    assert rule.band(0.49).label.id == "rendah"
    assert rule.band(0.5).label.id == "tinggi"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('work = "A Journal"\n', ""),
        ("year = 2020", "year = 2020\nyaer = 2020"),
        ("low = -inf", "low = 0.7"),
        ("low = -inf", "low = 0.0"),
        ('en = "low"', 'english = "low"'),
        ("year = 2020", 'year = 2020\nunit = "per_mille"'),
    ],
)
def test_a_rule_that_is_not_complete_is_refused(old: str, new: str) -> None:
    with pytest.raises(StatisticError) as caught:
        parse_rules(GOOD.replace(old, new), "x.toml")
    assert caught.value.code == "E836"
    assert "x.toml" in caught.value.text("id")
