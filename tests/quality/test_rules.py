from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality.flags import FLAGS
from berakhlak_stats.quality.rules import RULES, cut_of, source_of


def cut(index: str, rule: str | float | None, values: object = (), sign: int = 1) -> float:
    return cut_of(index, rule, np.array(values, float), sign=sign, size=10)[1]


def test_every_flag_has_rules_with_a_source() -> None:
    assert set(FLAGS) | {"average_longstring"} == set(RULES)
    for rules in RULES.values():
        assert len({rule.name for rule in rules}) == len(rules)
        assert all(len(rule.reference) > 10 for rule in rules)
        assert all(rule.purpose.id and rule.purpose.en for rule in rules)
        # A cut is either somebody's, with a year, or ours; never in between.
        assert all(bool(rule.cited) == (rule.sureness == "published") for rule in rules)
        published = [rule for rule in rules if rule.sureness == "published"]
        assert all(rule.work and rule.cited.endswith(")") for rule in published)
        assert all(any(c.isdigit() for c in rule.reference) for rule in published)


def test_cuts_by_hand() -> None:
    assert cut("longstring", None) == 5
    assert cut("longstring", "all") == 10
    # Median 3, median absolute deviation 1: 3 + 3 * 1.4826.
    assert cut("irv", "mad", [1, 2, 3, 4, 50, np.nan]) == pytest.approx(7.4478)
    assert cut("irv", "mad", [3, 3, 3, 9]) == np.inf  # no spread to measure by
    assert cut("irv", "highest_tenth", range(11)) == 9
    # Chi-square with 10 degrees of freedom: 29.588 at .001 and 23.209 at .01 (printed tables).
    assert cut("mahalanobis", None) == pytest.approx(29.588, abs=5e-4)
    assert cut("mahalanobis", "p_01") == pytest.approx(23.209, abs=5e-4)
    assert cut("even_odd", None) == -0.30
    assert cut("response_time", None) == -2
    assert cut("duplicates", None) == pytest.approx(np.log10(200))


def test_a_number_stands_on_the_published_scale() -> None:
    assert cut("irv", 0.4, sign=-1) == -0.4
    assert cut("longstring", 6) == 6


def test_an_unknown_rule_lists_the_choices() -> None:
    with pytest.raises(BerakhlakError, match="half, all, mad") as caught:
        cut("longstring", "third")
    assert caught.value.code == "E701"


def test_whose_a_cut_is() -> None:
    assert source_of("longstring", "half") == "Curran (2016)"
    assert source_of("unused_picks", "half") == ""
    assert source_of("longstring", "given") is None
