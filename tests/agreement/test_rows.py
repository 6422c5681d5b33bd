from __future__ import annotations

import numpy as np

from berakhlak_stats.agreement.rows import result_of, warn_of_design
from tests.agreement.helpers import rating_units


def test_rows_are_dressed_like_all_others() -> None:
    survey = rating_units([[1], [2]] * 6, ["a"] * 12)
    rows = [{"item": "x", "n": 12, "estimate": 0.5}, {"item": "y", "n": 3, "estimate": 0.5}]
    result = result_of(survey, rows, statistic="s", sureness="published", method="F")
    frame = result.to_frame().set_index("item")
    assert frame.loc["x", "note"] == "no variance"
    assert frame.loc["y", "suppressed"] and np.isnan(frame.loc["y", "estimate"])
    assert result.provenance.n_used == 12


def test_groups_shield_each_other() -> None:
    survey = rating_units([[1]] * 40, ["a"] * 40, smallest_group=10)
    sizes = {"few": 4, "next": 12, "large": 24}
    rows = [{"item": "x", "group": g, "n": n, "estimate": 1.0} for g, n in sizes.items()]
    frame = result_of(survey, rows, statistic="s").to_frame().set_index("group")
    assert frame["note"][:2].tolist() == ["suppressed", "protected"]
    assert frame["suppressed"].tolist() == [True, True, False]


def test_designs_that_are_left_out_are_named() -> None:
    survey = rating_units([[1], [2]], ["a", "b"], weights=[1.0, 2.0])
    assert warn_of_design(survey) == ()
    assert len(warn_of_design(survey, weights=True)) == 1
    clustered = survey.with_design(psu="unit")
    (indonesian, english), *_ = warn_of_design(clustered)
    assert "unit" in indonesian and "unit" in english
