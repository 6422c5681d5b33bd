from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.indices import proportion
from berakhlak_stats.quality import answer_quality, flag_answers
from berakhlak_stats.survey.survey import Codes
from tests.quality.samples import planted, rated


def test_shares_by_hand_with_weights() -> None:
    rows = [[1, 1, 1, 1]] * 6 + [[1, 2, 1, 2]] * 14 + [[-1, -1, -1, -1]] * 5
    weights = [2.0] * 6 + [1.0] * 19
    found = answer_quality(rated(rows, weights=weights), flags=["longstring", "irv"])
    frame = found.to_frame().set_index("item")
    # Twelve of 26 weighted respondents who answered; the five others are no part of it.
    assert frame.loc["longstring", "estimate"] == pytest.approx(12 / 26)
    assert frame.loc["longstring", "n"] == 20 and frame.loc["longstring", "count"] == 12
    assert list(frame.index) == ["longstring", "irv", "one_flag_or_more", "two_flags_or_more"]


def test_a_share_is_the_share_of_a_category_with_its_interval() -> None:
    survey, _ = planted()
    flags = flag_answers(survey, flags=["mahalanobis"])
    mine = answer_quality(survey, flags=["mahalanobis"]).to_frame().iloc[0]
    hit = np.where(flags.known[:, 0], flags.flagged[:, 0], -1).astype(np.int32)
    columns = {**survey.columns, "hit": Codes(hit, ("no", "yes"))}
    from dataclasses import replace

    other = proportion(replace(survey, columns=columns), column="hit", category="yes").to_frame()
    for name in ("estimate", "std_error", "conf_low", "conf_high", "n"):
        assert mine[name] == pytest.approx(other[name].iloc[0]), name


def test_few_flagged_are_hidden_and_their_number_with_them() -> None:
    rows = [[1, 1, 1, 1]] * 4 + [[1, 2, 1, 2]] * 36
    frame = answer_quality(rated(rows), flags=["longstring"]).to_frame()
    assert frame["suppressed"].all() and frame["count"].isna().all()
    assert frame["note"].tolist() == ["few picks"]


def test_a_hidden_row_does_not_follow_from_the_others() -> None:
    # 12 with a long run, 10 with little spread and 20 with either: 2 would have both.
    run, flat, both = [1, 1, 1, 1, 5, 5], [3, 2, 3, 2, 3, 2], [3, 3, 3, 3, 3, 3]
    rows = [run] * 10 + [flat] * 8 + [both] * 2 + [[1, 5, 2, 4, 1, 5]] * 60
    cuts = {"longstring": 4.0, "irv": 0.6}
    frame = answer_quality(rated(rows), flags=["longstring", "irv"], rules=cuts).to_frame()
    assert frame["suppressed"].tolist() == [False, True, False, True]
    assert frame["note"].tolist() == ["", "protected", "", "few picks"]


def test_a_group_does_not_give_another_away() -> None:
    # Of 8 + 6 + 2 flagged the last is too few; the smallest shown one shields it.
    rows, unit = [], []
    for name, hit in (("a", 8), ("b", 6), ("c", 2)):
        rows += [[1, 1, 1, 1]] * hit + [[1, 2, 1, 2]] * (30 - hit)
        unit += [name] * 30
    frame = answer_quality(rated(rows, unit=unit), flags=["longstring"], by="unit").to_frame()
    assert frame["suppressed"].tolist() == [False, True, True]


def test_provenance_names_cuts_sources_and_what_was_left_out() -> None:
    survey, _ = planted()
    made = answer_quality(survey).provenance
    assert made.parameters["flags"]["longstring"] == "half (10.5)"
    assert any("Curran (2016)" in each for each in made.references)
    assert len(made.warnings) == 3 and made.warnings[1][0].startswith("E844")
    assert made.fingerprint == answer_quality(survey, flags=["irv"]).provenance.fingerprint
