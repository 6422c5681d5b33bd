"""Flags together, and how well they find people who were planted."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import flag_answers, longstring
from berakhlak_stats.quality.flags import Flags
from tests.quality.samples import planted, planted_picks, rated
from tests.surveys import number_survey


def share(found: Flags, name: str, who: np.ndarray) -> float:  # type: ignore[type-arg]
    return float(found.flagged[who, found.names.index(name)].mean())


def test_careless_ratings_are_found() -> None:
    survey, who = planted()
    found = flag_answers(survey)
    # Sensitivity, by what kind of answering an index is about.
    assert share(found, "longstring", who["straight"]) == 1
    assert share(found, "irv", who["straight"]) == 1
    assert share(found, "mahalanobis", who["random"]) > 0.85
    assert share(found, "u3_poly", who["random"]) > 0.75
    assert share(found, "person_total", who["random"]) > 0.35
    assert share(found, "duplicates", who["twin"]) > 0.9
    # And one minus specificity, of people who answer as the simulation means it.
    for name in ("longstring", "irv", "mahalanobis", "u3_poly", "duplicates"):
        assert share(found, name, who["honest"]) < 0.03, name
    assert share(found, "person_total", who["honest"]) < 0.15
    two = found.at_least(2)
    assert two[who["random"]].mean() > 0.85 and two[who["straight"]].mean() > 0.95
    assert two[who["honest"]].mean() < 0.03


def test_one_kind_of_index_misses_the_other_kind() -> None:
    survey, who = planted()
    found = flag_answers(survey, flags=["longstring", "mahalanobis"])
    assert share(found, "longstring", who["random"]) == 0
    assert share(found, "mahalanobis", who["straight"]) == 0


def test_careless_picks_are_found() -> None:
    survey, who, order = planted_picks()
    found = flag_answers(survey, order=order)
    assert share(found, "identical_lists", who["copied"]) == 1
    assert share(found, "pick_run", who["straight"]) == 1
    assert share(found, "list_position", who["straight"]) == 1
    assert share(found, "list_position", who["top"]) > 0.9
    assert share(found, "unused_picks", who["few"]) == 1
    assert share(found, "duplicates", who["straight"]) == 1
    for name in found.names:
        assert share(found, name, who["honest"]) < 0.01, name


def test_without_the_order_shown_a_straight_line_is_not_seen() -> None:
    survey, who, _ = planted_picks()
    assert share(flag_answers(survey, flags=["pick_run"]), "pick_run", who["straight"]) == 0


def test_what_the_answers_do_not_allow_is_left_out_and_told() -> None:
    survey, _ = planted()
    found = flag_answers(survey)
    assert [each.code for each in found.left_out] == ["E840", "E844", "E844"]
    assert "even_odd" in found.left_out[0].en and "10 skala" in found.left_out[0].id
    with pytest.raises(BerakhlakError, match="E844"):
        flag_answers(survey, flags=["longstring", "psychometric_antonyms"])
    assert flag_answers(survey, flags=["even_odd"]).names == ("even_odd",)


def test_flags_are_those_of_the_indices() -> None:
    survey = rated([[1, 1, 1, 2], [2, 2, 2, 2], [-1, -1, -1, -1]])
    found = flag_answers(survey, flags=["longstring"], rules={"longstring": "all"})
    alone = longstring(survey, rule="all")
    assert np.array_equal(found.flagged[:, 0], alone.flagged)
    assert np.array_equal(found.known[:, 0], alone.known)
    assert found.count.tolist() == [0, 1, 0] and found.rules == {"longstring": "all (4)"}


def test_nothing_of_a_person_is_printed() -> None:
    survey = rated([[1, 1, 1, 2], [2, 2, 2, 2]])
    found = flag_answers(survey, flags=["longstring"])
    assert repr(found) == "2 respondents, 2 with a flag\n  longstring [half (2)]: 2 of 2"
    with pytest.raises(ValueError, match="read-only"):
        found.flagged[0, 0] = False


def test_names_are_checked() -> None:
    survey = rated([[1, 2], [2, 1]])
    for given, code in (
        ({"flags": ["speed"]}, "E701"),
        ({"flags": []}, "E703"),
        ({"flags": ["response_time"]}, "E706"),
        ({"rules": {"pick_run": 1.0}}, "E701"),
        ({"flags": ["longstring"], "rules": {"longstring": "most"}}, "E701"),
    ):
        with pytest.raises(BerakhlakError) as caught:
            flag_answers(survey, **given)  # type: ignore[arg-type]
        assert caught.value.code == code, given


def test_an_instrument_without_ratings_and_lists_has_no_flags() -> None:
    with pytest.raises(BerakhlakError) as caught:
        flag_answers(number_survey({"hours": [1.0, 2.0]}))
    assert caught.value.code == "E849"
    survey = number_survey({"age": [40.0, 50.0], "took": [1.0, 200.0]})
    found = flag_answers(survey, seconds="took", flags=["response_time"])
    assert found.flagged.tolist() == [[True], [False]]
