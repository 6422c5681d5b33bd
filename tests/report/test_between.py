"""What the report holds about the lists: plans that fit the answers, and parts that hide."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats import gaps, indices
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.rows import rows_of
from berakhlak_stats.report import Report, ReportResults, rebuild_report
from berakhlak_stats.report.between import PROFILES, gap_plan, parts_of, shielded
from berakhlak_stats.survey import Survey
from berakhlak_stats.survey.survey import unpack_picks
from tests.report.page import Page

PROFILE_OF = {
    "levels": gaps.levels_profile, "types": gaps.iros_profile, "needs": gaps.business_needs,
}  # fmt: skip
OPTIONS = {"replicates": 60, "rng": 1}


@pytest.mark.parametrize("name", list(PROFILES))
def test_parts_are_those_of_the_statistic(kapuas: Survey, name: str) -> None:
    """Votes of the words of each part, counted here, give the shares of the profile."""
    parts, survey = parts_of(kapuas.instrument, name), kapuas.with_smallest_group(5)
    words = survey.instrument.list_index["current"].words
    votes = unpack_picks(survey.picks["current"], len(words)).sum(axis=0)
    rows = rows_of(PROFILE_OF[name](survey, lists="current"))
    for row in rows:
        own = sum(votes[j] for j, word in enumerate(words) if parts.get(word) == row.item)
        assert row.hidden or row.estimate == pytest.approx(100 * own / votes.sum()), row.item
    assert sum(row.shown for row in rows) > 5


def test_plans_follow_the_lists_that_were_answered(kapuas: Survey) -> None:
    every = gap_plan(kapuas, ("personal", "current", "desired"), OPTIONS)
    assert {"gap_values", "gap_words", "gap_areas", "gap_personal", "jump_ranks"} <= set(every)
    assert {"matches_personal", "matches_desired", "entropy", "ratio", "levels"} <= set(every)
    one = gap_plan(kapuas, ("current",), OPTIONS)
    assert set(one) == {"entropy", "ratio", *PROFILES}
    assert gap_plan(kapuas, (), OPTIONS) == {}


def test_an_instrument_without_levels_makes_no_profile() -> None:
    from tests.surveys import random_survey

    plan = gap_plan(random_survey(1, 60), ("current", "desired"), OPTIONS)
    assert plan["levels"]() is None and plan["needs"]() is None
    assert plan["entropy"]() is not None


def _hidden(result: Estimates) -> set[tuple[str, str]]:
    return {(row.list, row.item) for row in rows_of(result) if row.hidden}


def _open(survey: Survey) -> tuple[Estimates, Estimates]:
    """A profile without hidden parts, and words none of which is marked hidden."""
    plain = gaps.iros_profile(survey, lists="current")
    assert not _hidden(plain)
    words = indices.vote_share(survey, lists="current")
    return plain, replace(words, frame=words.frame.assign(suppressed=False))


def test_a_part_with_one_hidden_word_hides_and_takes_another_along(kapuas: Survey) -> None:
    """Shown words subtracted from a shown part would give the picks of the hidden one."""
    parts = parts_of(kapuas.instrument, "types")
    plain, words = _open(kapuas)
    frame = words.frame.copy()
    frame.loc[frame["item"] == "jujur", "suppressed"] = True
    found = shielded(plain, replace(words, frame=frame), parts)
    smallest = plain.frame.sort_values("estimate")["item"].iloc[0]
    assert _hidden(found) == {("current", parts["jujur"]), ("current", smallest)}
    gone = found.frame[found.frame["suppressed"]]
    assert gone[["estimate", "conf_low", "conf_high", "std_error", "n"]].isna().all(axis=None)
    assert found.covariance is not None
    assert np.isnan(found.covariance[gone.index]).all()


def test_two_hidden_words_shield_each_other(kapuas: Survey) -> None:
    plain, words = _open(kapuas)
    parts = parts_of(kapuas.instrument, "types")
    pair = [word for word, part in parts.items() if part == "individual"][:2]
    frame = words.frame.copy()
    frame.loc[frame["item"].isin(pair), "suppressed"] = True
    assert not _hidden(shielded(plain, replace(words, frame=frame), parts))


def test_no_list_of_the_report_has_a_single_hidden_part(results: ReportResults) -> None:
    for name in PROFILES:
        rows = rows_of(results.estimates[name])
        for each in {row.list for row in rows}:
            assert sum(row.hidden for row in rows if row.list == each) != 1


def test_matches_stand_in_the_heading_with_their_bounds(
    reports: dict[str, Report], results: ReportResults
) -> None:
    heads = [text for _, text in Page.of(reports["en"].html).headings]
    for name in ("matches_personal", "matches_desired"):
        row = rows_of(results.estimates[name])[0]
        words = f"{row.estimate:.0f} ({row.low:.0f}–{row.high:.0f})"
        assert any("Top words that match" in head and words in head for head in heads)


def test_every_declared_family_was_tested_in_kapuas(reports: dict[str, Report]) -> None:
    cells = " ".join(Page.of(reports["en"].html).cells)
    for words in ("largest jump (30)", "limiting words in the current and other lists (2)"):
        assert words in cells
    for name in ("levels of consciousness", "types of words", "needs", "differences of values"):
        assert f"{name}, desired and current (" in cells


def test_a_tested_first_jump_is_a_finding_of_the_summary(results: ReportResults) -> None:
    """With errors a tenth as large the first place is beyond doubt and leads the summary."""
    gap = results.estimates["gap_words"]
    assert gap.covariance is not None
    frame = gap.frame.copy()
    frame["std_error"] /= 10
    sharp = replace(gap, frame=frame, covariance=gap.covariance / 100)
    made = {**results.estimates, "gap_words": sharp}
    page = Page.of(rebuild_report(replace(results, estimates=made), "en").html)
    text = " ".join(page.prose)
    assert "Innovative and creative: the largest jump." in text
    assert any(head == "The largest jump towards what is hoped for: Innovative and creative"
               for _, head in page.headings)  # fmt: skip
