"""Group forms: the plain form by hand, the correction, and what identical lists give."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.indices.group_alignment import profile_statistic
from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.survey.survey import Survey, unpack_picks
from berakhlak_stats.totals import collect
from tests.surveys import ALL_WORDS, LISTS, pick_survey, random_survey

FORMS = ("profile_overlap", "weighted_jaccard", "top10_matches", "rank_biased_overlap")


def test_the_plain_form_by_hand() -> None:
    """Overlap of vote shares of those who answered both lists, counted one by one."""
    survey = random_survey(4, 120)
    statistic = profile_statistic(survey.instrument, ("personal", "current"), "profile_overlap")
    totals = collect(survey, [statistic])
    found = evaluate(statistic, totals.by_group(totals.cells.total))[0, 0]
    picks = [unpack_picks(survey.picks[x], len(ALL_WORDS)) for x in LISTS[:2]]
    both = np.all([each.any(axis=1) for each in picks], axis=0)
    assert both.sum() < survey.n
    votes = [each[both].sum(axis=0) for each in picks]
    shares = [v / v.sum() for v in votes]
    assert found == pytest.approx(100 * np.minimum(*shares).sum())


@pytest.mark.parametrize("variant", FORMS)
def test_every_form_has_rows_like_the_others(variant: str) -> None:
    survey = random_survey(3, 150, unit=2)
    result = indices.alignment(survey, variant=variant, by="unit", replicates=80)
    frame = result.frame
    assert frame["group"].tolist() == ["unit0", "unit1"]
    assert frame["estimate"].between(0, 100).all()
    assert frame["reference"].between(0, 100).all()
    assert (frame["conf_low"] <= frame["estimate"]).all()
    assert (frame["estimate"] <= frame["conf_high"]).all()
    assert result.provenance.variant == variant
    assert result.provenance.method.startswith("bootstrap, ")


def test_the_same_answers_on_both_lists_agree_fully() -> None:
    """Noise is shared, so there is no bias to correct and nothing to be unsure of."""
    matrix = random_survey(5, 100).picks["current"]
    bits = unpack_picks(matrix, len(ALL_WORDS)).astype(bool)
    bits[:, 0] |= ~bits.any(axis=1)
    survey = pick_survey(dict.fromkeys(LISTS, bits))
    row = indices.alignment(survey, variant="profile_overlap", replicates=80).frame.iloc[0]
    assert row["estimate"] == pytest.approx(100)
    assert row["reference"] == pytest.approx(100)


def test_small_samples_of_one_profile_look_different_and_are_corrected() -> None:
    """Two lists drawn from one profile: plain overlap is biased down, the corrected less so."""
    rng = np.random.default_rng(6)
    taste = rng.normal(size=len(ALL_WORDS))
    plain, corrected, reference = [], [], []
    for _ in range(30):
        picks = {}
        for name in LISTS:
            score = taste + rng.gumbel(size=(40, len(ALL_WORDS)))
            picks[name] = np.argsort(np.argsort(-score, axis=1), axis=1) < 4
        survey = pick_survey(picks)
        statistic = profile_statistic(survey.instrument, ("personal", "current"), "profile_overlap")
        totals = collect(survey, [statistic])
        plain.append(evaluate(statistic, totals.by_group(totals.cells.total))[0, 0])
        row = indices.alignment(survey, variant="profile_overlap", replicates=80).frame.iloc[0]
        corrected.append(row["estimate"])
        reference.append(row["reference"])
    assert np.mean(plain) < 92
    assert abs(np.mean(corrected) - 100) < abs(np.mean(plain) - 100) / 2
    assert np.mean(reference) == pytest.approx(np.mean(plain), abs=2)


def test_few_persons_or_units_are_noted() -> None:
    """Below 100 persons or ten PSUs; a survey has each in turn."""

    def note(survey: Survey) -> str:
        return str(
            indices.alignment(survey, variant="profile_overlap", replicates=60).frame["note"][0]
        )

    assert note(random_survey(3, 90)) == "bias may remain"
    assert note(random_survey(3, 200)) == ""
    assert note(random_survey(3, 200, psu=9).with_design(psu="psu")) == "bias may remain"
    assert note(random_survey(3, 200, psu=12).with_design(psu="psu")) == ""


def test_a_hidden_group_keeps_its_own_note() -> None:
    frame = indices.alignment(
        random_survey(3, 60, unit=20), variant="top10_matches", by="unit", replicates=60
    ).frame
    hidden = frame["suppressed"]
    assert hidden.any()
    assert frame.loc[hidden, "note"].isin(["suppressed", "protected"]).all()
    assert frame.loc[hidden, "reference"].isna().all()


def test_a_census_is_not_corrected() -> None:
    """Everybody asked: no noise, so the estimate is the plain form."""
    survey = random_survey(8, 120)
    survey = survey.with_design(population=survey.n)
    for variant in FORMS:
        statistic = profile_statistic(survey.instrument, ("personal", "current"), variant)
        totals = collect(survey, [statistic])
        plain = evaluate(statistic, totals.by_group(totals.cells.total))[0, 0]
        row = indices.alignment(survey, variant=variant, replicates=60).frame.iloc[0]
        assert row["estimate"] == pytest.approx(plain, abs=1e-6), variant


def test_a_seed_repeats_and_another_hardly_matters() -> None:
    """One seed, one result; another changes it by the Monte-Carlo error of 1,000 draws."""
    survey = random_survey(9, 400, unit=2)
    together = indices.alignment(survey, variant="profile_overlap", by="unit", rng=3).frame
    again = indices.alignment(survey, variant="profile_overlap", by="unit", rng=3).frame
    assert together["estimate"].tolist() == again["estimate"].tolist()
    other = indices.alignment(survey, variant="profile_overlap", by="unit", rng=4).frame
    assert together["estimate"].tolist() == pytest.approx(other["estimate"].tolist(), abs=1)
