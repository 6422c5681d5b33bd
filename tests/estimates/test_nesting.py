"""Two groupings, one inside the other: what is hidden in one must not follow from the other."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import DisclosureError
from berakhlak_stats.estimates.nesting import check_nested
from berakhlak_stats.survey.survey import Survey
from tests.surveys import pick_survey, random_picks


def survey(units: dict[str, tuple[int, str]]) -> Survey:
    rows = [(unit, cluster) for unit, (size, cluster) in units.items() for _ in range(size)]
    picks = random_picks(np.random.default_rng(1), len(rows), blank=0.0)
    columns = {"unit": [row[0] for row in rows], "cluster": [row[1] for row in rows]}
    return pick_survey(picks, columns=columns, smallest_group=10)


def test_a_hidden_unit_whose_shield_lies_in_another_cluster() -> None:
    # 82 people in cluster P, of which 42 and 33 are shown: the hidden seven would follow.
    units = {"a": (42, "P"), "b": (33, "P"), "c": (7, "P"), "d": (18, "Q"), "e": (28, "Q")}
    with pytest.raises(DisclosureError) as caught:
        check_nested(survey(units), ["unit", "cluster"])
    assert caught.value.code == "E305"
    assert "'unit'" in caught.value.text("id") and "'cluster'" in caught.value.text("en")


def test_the_order_of_columns_does_not_matter() -> None:
    units = {"a": (42, "P"), "b": (33, "P"), "c": (7, "P"), "d": (18, "Q"), "e": (28, "Q")}
    with pytest.raises(DisclosureError):
        check_nested(survey(units), ["cluster", "unit"])


def test_shields_within_the_same_cluster_are_enough() -> None:
    units = {"a": (42, "P"), "b": (33, "Q"), "c": (7, "P"), "d": (18, "P"), "e": (28, "Q")}
    check_nested(survey(units), ["unit", "cluster"])


def test_a_cluster_of_one_hidden_unit_is_that_unit() -> None:
    # Both columns shield the small one, each with its own sibling.
    units = {"a": (40, "P"), "b": (30, "P"), "c": (15, "R"), "d": (9, "P")}
    with pytest.raises(DisclosureError):
        check_nested(survey(units), ["unit", "cluster"])


def test_nothing_hidden_or_not_nested() -> None:
    check_nested(survey({"a": (42, "P"), "b": (33, "P"), "c": (17, "Q")}), ["unit", "cluster"])
    crossing = survey({"a": (42, "P"), "c": (7, "P"), "d": (12, "Q")})
    codes = crossing.columns["unit"].codes
    mixed = np.where(np.arange(len(codes)) % 2, 0, 1).astype(np.int32)
    from dataclasses import replace

    from berakhlak_stats.survey.survey import Codes

    columns = {**crossing.columns, "sex": Codes(mixed, ("f", "m"))}
    check_nested(replace(crossing, columns=columns), ["unit", "sex"])
