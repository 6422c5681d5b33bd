"""Votes by level: they add up, follow the table of the instrument, and hide what few chose."""

from __future__ import annotations

from berakhlak_stats.gaps import levels_profile
from tests.gaps import vote_profiles


def test_votes_follow_the_table_of_the_instrument() -> None:
    vote_profiles.check_votes_follow_the_table(levels_profile, "level")


def test_shares_of_a_list_add_up_to_one() -> None:
    vote_profiles.check_shares_add_up_to_one(levels_profile, "stage")


def test_what_few_chose_is_hidden() -> None:
    vote_profiles.check_what_few_chose_is_hidden(levels_profile)


def test_instruments_without_it_are_refused() -> None:
    vote_profiles.check_other_instruments_are_refused(levels_profile)
