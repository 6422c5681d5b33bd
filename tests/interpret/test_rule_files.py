from __future__ import annotations

import pytest

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.interpret.rule_files import parse_rules

GOOD = """
[someone-2020]
applies_to = ["x"]
authors = "Someone"
year = 2020
work = "A Journal"
where = "p. 1"
sureness = "published"
verified = ""
bands = [
  { low = -inf, label = { id = "rendah", en = "low" } },
  { low = 0.5, label = { id = "tinggi", en = "high" } },
  { above = 0.9, label = { id = "tertinggi", en = "highest" } },
]
[someone-2020.purpose]
id = "contoh"
en = "an example"
"""


def test_a_rule_is_data() -> None:
    rule = parse_rules(GOOD, "x.toml")["someone-2020"]
    assert rule.band(0.49).label.id == "rendah"
    assert rule.band(0.5).label.id == "tinggi"
    assert rule.band(0.9).label.id == "tinggi"
    assert rule.band(0.91).label.id == "tertinggi"
    assert rule.default_for == () and rule.decimals is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('work = "A Journal"\n', ""),
        ('where = "p. 1"\n', ""),
        ('verified = ""\n', ""),
        ("year = 2020", "year = 2020\nyaer = 2020"),
        ("low = -inf", "low = 0.7"),
        ("low = -inf", "low = 0.0"),
        ("above = 0.9", "above = 0.5"),
        ("above = 0.9", "over = 0.9"),
        ('en = "low"', 'english = "low"'),
        ('en = "low"', 'en = ""'),
        ('id = "contoh"\n', ""),
        ("year = 2020", 'year = 2020\nunit = "per_mille"'),
        ("year = 2020", 'year = 2020\nfold = "twice"'),
        ("year = 2020", 'year = 2020\ndefault_for = ["y"]'),
        ('"published"', '"rumoured"'),
    ],
)
def test_a_rule_that_is_not_complete_is_refused(old: str, new: str) -> None:
    assert old in GOOD
    with pytest.raises(StatisticError) as caught:
        parse_rules(GOOD.replace(old, new), "x.toml")
    assert caught.value.code == "E836"
    assert "x.toml" in caught.value.text("id")
