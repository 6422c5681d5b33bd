from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.indices import all_indices, rating_score
from berakhlak_stats.quality.effects import compare
from tests.quality.samples import rated
from tests.surveys import number_survey, random_survey

LEVELS = ("before", "after")
ABOUT = {"statistic": "test", "parameters": {}}


def test_difference_and_its_error_by_influence() -> None:
    rng = np.random.default_rng(1)
    x = rng.integers(1, 6, (120, 2))
    kept = rng.random(120) < 0.7
    result = compare(rated(x), kept, LEVELS, Options(), ABOUT)
    row = result.frame.query("level == 'change' and item == 'q1'").iloc[0]
    y = 25.0 * (x[:, 0] - 1)
    assert row["estimate"] == pytest.approx(y[kept].mean() - y.mean())
    z = kept * (y - y[kept].mean()) / kept.sum() - (y - y.mean()) / 120
    assert row["std_error"] == pytest.approx(np.sqrt(120 / 119 * (z**2).sum()), rel=1e-6)
    assert row["n"] == kept.sum()


def test_before_and_after_are_the_scores_of_each() -> None:
    rng = np.random.default_rng(2)
    survey = rated(rng.integers(1, 6, (90, 4)), scales={"a": ["a1", "a2"], "b": ["b1", "b2"]})
    kept = np.arange(90) % 3 > 0
    frame = compare(survey, kept, LEVELS, Options(), ABOUT).frame
    for level, part in (("before", survey), ("after", survey.take(kept))):
        whole = rating_score(part).to_frame().set_index("item")["estimate"]
        mine = frame[frame["level"] == level].set_index("item")["estimate"]
        assert mine[whole.index].to_numpy() == pytest.approx(whole.to_numpy())
    assert frame["item"].head(6).tolist() == ["total"] * 3 + ["a"] * 3


def test_six_indices_before_and_after() -> None:
    survey = random_survey(6, 200, weighted=True)
    kept = np.arange(200) % 4 > 0
    frame = compare(survey, kept, LEVELS, Options(replicates=60), ABOUT).frame
    for level, part in (("before", survey), ("after", survey.take(kept))):
        whole = all_indices(part, replicates=60).to_frame().set_index("item")["estimate"]
        mine = frame[frame["level"] == level].set_index("item")["estimate"]
        assert mine[whole.index].to_numpy() == pytest.approx(whole.to_numpy())
    wide = frame.pivot_table(index="item", columns="level", values="estimate")
    assert (wide["after"] - wide["before"]).to_numpy() == pytest.approx(wide["change"].to_numpy())
    assert frame["conf_low"].le(frame["estimate"] + 1e-9).all()


def test_clusters_are_kept_together() -> None:
    rng = np.random.default_rng(3)
    unit = [f"u{i // 10}" for i in range(200)]
    x = np.clip(rng.integers(1, 4, (200, 2)) + np.arange(200)[:, None] // 10 % 3, 1, 5)
    survey = rated(x, unit=unit).with_design(psu="unit")
    frame = compare(survey, rng.random(200) < 0.8, LEVELS, Options(), ABOUT).frame
    assert frame["df"].eq(19).all()


def test_the_answers_of_a_few_do_not_follow_from_the_rest() -> None:
    survey = rated(np.random.default_rng(4).integers(1, 6, (60, 2)))
    result = compare(survey, np.arange(60) >= 3, LEVELS, Options(), ABOUT)
    hidden = result.frame["level"] != "before"
    assert result.frame.loc[hidden, ["estimate", "n", "df"]].isna().all(axis=None)
    assert result.frame.loc[~hidden, "estimate"].notna().all()
    assert result.covariance is None or np.isnan(result.covariance[hidden][:, hidden]).all()


def test_nobody_left_and_nothing_to_score_are_refused() -> None:
    survey = rated([[1, 2], [2, 1]])
    with pytest.raises(BerakhlakError, match="E847"):
        compare(survey, np.zeros(2, bool), LEVELS, Options(), ABOUT)
    numbers = number_survey({"hours": [1.0, 2.0]})
    with pytest.raises(BerakhlakError, match="E702"):
        compare(numbers, np.ones(2, bool), LEVELS, Options(), ABOUT)


@pytest.mark.slow
def test_intervals_of_the_difference_cover_it() -> None:
    # People with a flag, 30 in 100, answer one category lower: the difference is known.
    rng = np.random.default_rng(5)
    usual, lower = np.array([0.1, 0.2, 0.4, 0.2, 0.1]), np.array([0.3, 0.4, 0.2, 0.1, 0.0])
    truth = 25 * (np.arange(5) @ usual - np.arange(5) @ (0.7 * usual + 0.3 * lower))
    hits, studies = 0, 600
    for _ in range(studies):
        kept = rng.random(150) >= 0.3
        x = np.where(kept, rng.choice(5, 150, p=usual), rng.choice(5, 150, p=lower)) + 1
        result = compare(rated(np.column_stack([x, x])), kept, LEVELS, Options(), ABOUT)
        row = result.frame[result.frame["level"].eq("change")].iloc[0]
        hits += row["conf_low"] <= truth <= row["conf_high"]
    # Nominal .95; the Monte-Carlo standard error of 600 studies is .009.
    assert 0.92 <= hits / studies <= 0.975
