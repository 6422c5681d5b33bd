"""Numbers with what they are about: list, group, unit and decimals of their level."""

from __future__ import annotations

from berakhlak_stats import gaps, significance
from berakhlak_stats.present.narrative import check_prose, narrate
from berakhlak_stats.present.narrative.differences import verbs_of
from berakhlak_stats.present.rows import rows_of
from berakhlak_stats.present.verbs import PASSED, TESTED
from berakhlak_stats.simulate import simulate

SURVEY = simulate(seed=1)


def test_groups_of_several_lists_are_told_apart() -> None:
    result = gaps.cultural_entropy(SURVEY, lists=None, by="sex")
    told = narrate(result, "id")
    subjects = [each.claim.subject for each in told if each.claim.template_id == "claim.plain"]
    assert len(subjects) == len(set(subjects)) == sum(row.shown for row in rows_of(result)) > 2
    assert all(f"{subject}: " in str(told) for subject in subjects)


def test_differences_within_groups_are_those_that_passed() -> None:
    result = gaps.value_gap(SURVEY, by="sex")
    verbs = verbs_of(rows_of(result))
    told = narrate(result, "en")
    passed, tests = (sum(len(verbs.get(v, [])) for v in names) for names in (PASSED, TESTED))
    assert told.sentences[0].claim.numbers[:2] == (str(passed), str(tests))
    single = told.of_rule("gap_higher", "gap_lower", "gap_small", "gap_unsure")
    assert single and {each.claim.verb_level for each in single} <= set(PASSED)


def test_shares_end_in_percent_and_ratios_have_one_decimal() -> None:
    entropy = str(narrate(gaps.cultural_entropy(SURVEY), "id"))
    assert "% (" in entropy
    (first,) = narrate(gaps.positive_limiting_ratio(SURVEY), "id").of_rule("plain")
    assert all(len(number.partition(".")[2]) <= 1 for number in first.claim.numbers)


def test_kappa_names_both_questions_with_two_decimals() -> None:
    pair = {"first": "current:bertanggung_jawab", "second": "desired:bertanggung_jawab"}
    result = significance.cohen_kappa(SURVEY, **pair)
    told = narrate(result, "id")
    assert "Budaya saat ini: Bertanggung Jawab + Budaya yang diharapkan: Bertanggung" in str(told)
    assert "_" not in str(told) and f"{result.frame['estimate'][0]:.2f}".replace(".", ",") in str(
        told.heading
    )


def test_words_that_match_surely_state_their_limit_as_a_number_of_the_ledger() -> None:
    told = narrate(gaps.matches(SURVEY, replicates=100), "id")
    assert "80" in told.of_rule("match_sure")[0].claim.numbers
    assert check_prose(str(told), told.ledger, lang="id") == []
