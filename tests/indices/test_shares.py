"""Vote shares and paired gaps, by hand and against a paired t test."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from berakhlak_stats.survey.survey import Survey, unpack_picks
from tests.surveys import ALL_WORDS, AREAS, LISTS, random_survey

SURVEY = random_survey(21, 140)


def matrix(survey: Survey, name: str) -> np.ndarray:
    return unpack_picks(survey.picks[name], len(ALL_WORDS)).astype(float)


def test_word_shares_and_counts() -> None:
    frame = indices.vote_share(SURVEY, lists=("current",)).frame
    picks = matrix(SURVEY, "current")
    answered = picks.any(axis=1).sum()
    assert frame["item"].tolist() == list(ALL_WORDS)
    shown = ~frame["suppressed"].to_numpy()
    assert frame["estimate"][shown].to_numpy() == pytest.approx(picks.sum(axis=0)[shown] / answered)
    assert frame["count"][shown].to_numpy() == pytest.approx(picks.sum(axis=0)[shown])
    assert (frame["n"][shown] == answered).all()


def test_behaviour_shares_are_those_of_their_words() -> None:
    words = indices.vote_share(SURVEY, lists=("current",)).frame.set_index("item")["estimate"]
    found = indices.vote_share(SURVEY, lists=("current",), level="behaviour").frame
    assert found["item"].tolist() == [f"B{w}" for w in ("a1", "a2", "b1", "b2", "c1", "c2")]
    for item, share in zip(found["item"], found["estimate"], strict=True):
        assert share == pytest.approx(words[item[1:]], nan_ok=True)


def test_area_shares_sum_to_one_over_positive_votes() -> None:
    frame = indices.vote_share(SURVEY, level="area").frame
    assert frame.groupby("list")["estimate"].sum().to_numpy() == pytest.approx(1)
    votes = matrix(SURVEY, "desired").sum(axis=0)
    by_area = [sum(votes[ALL_WORDS.index(w)] for w in words) for words in AREAS.values()]
    found = frame[frame["list"] == "desired"]["estimate"].to_numpy()
    assert found == pytest.approx(np.array(by_area) / sum(by_area))


def test_lists_are_all_by_default_and_groups_cut_them_alike() -> None:
    frame = indices.vote_share(SURVEY).frame
    assert frame["list"].drop_duplicates().tolist() == list(LISTS)
    grouped = random_survey(21, 140, unit=2)
    split = indices.vote_share(grouped, by="unit").frame
    assert len(split) == 2 * len(frame)


def both_answered() -> tuple[np.ndarray, np.ndarray]:
    first, second = matrix(SURVEY, "current"), matrix(SURVEY, "desired")
    known = first.any(axis=1) & second.any(axis=1)
    assert 0 < known.sum() < min(first.any(axis=1).sum(), second.any(axis=1).sum())
    return first[known], second[known]


def test_gaps_are_paired_t_tests() -> None:
    first, second = both_answered()
    n = len(first)
    frame = indices.gap(SURVEY).frame
    shown = frame[~frame["suppressed"]]
    assert (shown["n"] == n).all() and (shown["df"] == n - 1).all()
    assert set(frame["list"]) == {"current>desired"}
    # Who answered one list only is a zero of the design: m/(m-1) with all 140, not with n.
    factor = np.sqrt(139 / 140 * n / (n - 1))
    for j, row in zip(shown.index, shown.itertuples(), strict=True):
        test = stats.ttest_rel(second[:, j], first[:, j])
        assert row.estimate == pytest.approx((second - first).mean(axis=0)[j])
        assert row.statistic == pytest.approx(factor * test.statistic, rel=1e-6)
        assert row.p_value == pytest.approx(2 * stats.t.sf(abs(row.statistic), n - 1), rel=1e-6)
    expected = multipletests(shown["p_value"], method="fdr_bh")[1]
    assert shown["p_adjusted"].to_numpy() == pytest.approx(expected)


def test_gaps_of_words_few_picked_on_either_list_are_hidden() -> None:
    frame = indices.gap(SURVEY).frame
    votes = np.stack([picks.sum(axis=0) for picks in both_answered()])
    assert frame["suppressed"].tolist() == (votes < 5).any(axis=0).tolist()
    assert frame["suppressed"].any()


def test_area_gaps_are_of_people_who_answered_both_lists() -> None:
    frame = indices.gap(SURVEY, level="area").frame
    shares = []
    for votes in both_answered():
        totals = [votes[:, [ALL_WORDS.index(w) for w in ws]].sum() for ws in AREAS.values()]
        shares.append(np.array(totals) / sum(totals))
    assert frame["estimate"].to_numpy() == pytest.approx(shares[1] - shares[0])
    assert frame["estimate"].sum() == pytest.approx(0, abs=1e-12)


def test_gaps_turn_their_sign_with_the_lists() -> None:
    forward = indices.gap(SURVEY).frame
    back = indices.gap(SURVEY, lists=("desired", "current")).frame
    assert back["estimate"].to_numpy() == pytest.approx(
        -forward["estimate"].to_numpy(), nan_ok=True
    )
    assert back["conf_low"].to_numpy() == pytest.approx(
        -forward["conf_high"].to_numpy(), nan_ok=True
    )


def test_unknown_levels_and_lists_are_refused() -> None:
    for options, code in (({"level": "letter"}, "E701"), ({"lists": ("dreams",)}, "E702")):
        with pytest.raises(OptionError) as caught:
            indices.vote_share(SURVEY, **options)
        assert caught.value.code == code
    with pytest.raises(OptionError) as caught:
        indices.gap(SURVEY, level="behaviour")
    assert caught.value.code == "E701"
