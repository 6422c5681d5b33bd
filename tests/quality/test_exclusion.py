from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.indices import rating_score
from berakhlak_stats.quality import effect_of_exclusion, exclude, flag_answers
from tests.quality.samples import planted, rated


def test_excluding_is_explicit_and_every_result_says_so() -> None:
    survey, who = planted()
    rest = exclude(survey, flags=["longstring"], rules={"longstring": "all"})
    assert survey.n - rest.n >= who["straight"].sum() and survey.n == 1000
    made = rating_score(rest).provenance
    assert (made.n_read, made.n_used) == (1000, rest.n)
    indonesian, english = made.warnings[0]
    assert "longstring all (21)" in english and f"{rest.n} of 1000" in english
    assert "dikeluarkan" in indonesian
    twice = exclude(rest, flags=["irv"])
    assert len(rating_score(twice).provenance.warnings) == 2
    assert rating_score(twice).provenance.n_read == 1000


def test_several_flags_can_be_asked_for() -> None:
    survey, _ = planted()
    names = ["longstring", "irv", "mahalanobis"]
    found = flag_answers(survey, flags=names)
    rest = exclude(survey, flags=names, at_least=2)
    assert rest.n == survey.n - found.at_least(2).sum()
    for wrong in (0, 4):
        with pytest.raises(BerakhlakError, match="E703"):
            exclude(survey, flags=names, at_least=wrong)


def test_nobody_left_is_refused() -> None:
    with pytest.raises(BerakhlakError) as caught:
        exclude(rated([[1, 1, 1], [2, 2, 2]]), flags=["longstring"])
    assert caught.value.code == "E847"


def test_the_effect_is_that_of_the_exclusion() -> None:
    survey, _ = planted()
    flags = ["longstring", "mahalanobis"]
    frame = effect_of_exclusion(survey, flags=flags).to_frame()
    rest = rating_score(exclude(survey, flags=flags)).to_frame().set_index("item")["estimate"]
    after = frame[frame["level"] == "after"].set_index("item")["estimate"]
    assert after[rest.index].to_numpy() == pytest.approx(rest.to_numpy())
    before = rating_score(survey).to_frame().set_index("item")["estimate"]
    change = frame[frame["level"] == "change"].set_index("item")["estimate"]
    assert change["total"] == pytest.approx(rest["total"] - before["total"])


def test_exclusion_moves_the_scores_towards_the_honest() -> None:
    survey, who = planted()
    honest = rating_score(survey.take(who["honest"] | who["twin"])).to_frame().set_index("item")
    frame = effect_of_exclusion(survey).to_frame()
    after = frame[frame["level"] == "after"].set_index("item")["estimate"]
    before = frame[frame["level"] == "before"].set_index("item")["estimate"]
    wanted = honest["estimate"]
    assert abs(after["total"] - wanted["total"]) < abs(before["total"] - wanted["total"])
    assert effect_of_exclusion(survey).provenance.parameters["at_least"] == 2


def test_a_named_flag_counts_alone() -> None:
    survey, _ = planted()
    made = effect_of_exclusion(survey, flags=["longstring", "irv"]).provenance
    assert made.parameters["at_least"] == 1
    assert np.isfinite(survey.n)
