from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats import indices
from berakhlak_stats.estimates.analyse import Options, analyse
from berakhlak_stats.indices.ratings import score_statistic
from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey import Survey, read_survey, stream_survey, write_survey
from berakhlak_stats.survey.lots import Tally, answered_lots, make_lots, random_group
from berakhlak_stats.survey.survey import Codes
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.plan import PERSON_LIMIT
from berakhlak_stats.waves import waves
from tests.contracts.source import ROOT

RNG = np.random.default_rng(11)
ANSWERS = RNG.integers(1, 4, (500, 2)).astype(np.int8)
UNITS = np.array(["x", "y", "z"])[RNG.integers(0, 3, 500)]
RATED = make_instrument(ratings={"A": ["A1", "A2"]})


def frame_of(n: int = 500) -> pd.DataFrame:
    """Nine kinds of answers, so that many people have the same."""
    return pd.DataFrame({"A1": ANSWERS[:n, 0], "A2": ANSWERS[:n, 1], "unit": UNITS[:n]})


def read(frame: pd.DataFrame) -> Survey:
    return read_survey(frame, instrument=RATED)


def table(survey: Survey) -> pd.DataFrame:
    frame = indices.rating_score(
        survey.with_smallest_group(5), by="unit", method="bootstrap", replicates=80
    ).to_frame()
    return frame.sort_values(["level", "item", "group"], ignore_index=True)


def test_all_lots_differ_and_equal_answers_stand_together() -> None:
    lots = make_lots([ANSWERS], 500)
    assert len(set(lots.tolist())) == 500
    assert len(set((lots >> np.uint64(24)).tolist())) == 9
    for pair in np.unique(ANSWERS, axis=0):
        own = np.flatnonzero((pair == ANSWERS).all(axis=1))
        assert sorted((lots[own] & np.uint64(0xFFFFFF)).tolist()) == list(range(len(own)))


def test_labels_then_numbers_count_within_equal_answers() -> None:
    same = np.ones((4, 2), np.int8)
    columns = {"unit": Codes(np.array([0, 1, 1, -1], np.int32), ("b", "a"))}
    lots = make_lots([same], 4, columns, {"weight": np.array([1.0, 5.0, 2.0, 3.0])})
    # Without a label first, then "a" by weight, then "b": whatever the codes of the labels are.
    assert np.argsort(lots).tolist() == [3, 2, 1, 0]


def test_rows_of_no_answers_and_no_rows() -> None:
    assert len(make_lots([np.empty((0, 2), np.int8)], 0)) == 0
    assert len(set(make_lots([], 3).tolist())) == 3


def test_numbers_that_are_missing_are_alike() -> None:
    values = np.array([[np.nan, 1.0], [np.nan, 1.0], [2.0, np.nan]])
    upper = make_lots([values], 3) >> np.uint64(24)
    assert upper[0] == upper[1] != upper[2]


def test_the_order_of_rows_has_no_say() -> None:
    order = np.random.default_rng(3).permutation(500)
    whole, moved = read(frame_of()), read(frame_of().iloc[order])
    assert sorted(whole.lots.tolist()) == sorted(moved.lots.tolist())
    pd.testing.assert_frame_equal(table(whole), table(moved), check_exact=True)


def test_respondent_numbers_and_titles_have_no_say() -> None:
    plain = frame_of()
    numbered = plain.assign(respondent_id=[f"r{i * 7919 % 500}" for i in range(500)])
    timed = plain.assign(aaa_lamanya=np.arange(500)[::-1] * 3.5)
    for other in (numbered, numbered[::-1], timed):
        pd.testing.assert_frame_equal(table(read(plain)), table(read(other)), check_exact=True)


def test_random_groups_part_people_of_equal_answers() -> None:
    """As independent persons do: 20 groups hold what a multinomial law gives them."""
    n = 40_000
    lots = make_lots([np.ones((n, 1), np.int8)], n)
    held = np.bincount(random_group(lots, 20).astype(int), minlength=20)
    # Pearson's statistic against equal chances has 19 degrees of freedom: sd sqrt(38).
    squares = float(((held - n / 20) ** 2 / (n / 20)).sum())
    assert 19 - 3 * 38**0.5 < squares < 19 + 4 * 38**0.5


def test_many_persons_are_resampled_alike_whatever_their_numbers() -> None:
    """Above the limit persons fall into random groups, with people of equal answers among them."""
    n = PERSON_LIMIT + 500
    rng = np.random.default_rng(8)
    frame = pd.DataFrame(rng.integers(1, 6, (n, 2)), columns=["A1", "A2"])
    frame["unit"] = np.array(["x", "y"])[rng.integers(0, 2, n)]
    first, second = read(frame), read(frame.assign(respondent_id=np.arange(n))[::-1])
    pd.testing.assert_frame_equal(table(first), table(second), check_exact=True)


def test_a_stream_counts_on_from_batch_to_batch(tmp_path: Path) -> None:
    whole = read(frame_of())
    file = write_survey(whole, tmp_path / "a.parquet")
    batches = list(stream_survey(file, instrument=RATED, batch_rows=70))
    streamed = np.concatenate([each.lots for each in batches])
    assert sorted(streamed.tolist()) == sorted(whole.lots.tolist())
    one, other = (
        indices.rating_score(each, method="bootstrap", replicates=80).to_frame()
        for each in (whole, stream_survey(file, instrument=RATED, batch_rows=70))
    )
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_a_tally_leaves_new_answers_as_they_are() -> None:
    tally = Tally()
    lots = make_lots([ANSWERS], 500)
    assert tally.counted_on(lots[:0]).tolist() == []
    assert tally.counted_on(lots).tolist() == lots.tolist()
    assert not set(tally.counted_on(lots).tolist()) & set(lots.tolist())


def test_lots_stay_with_their_rows() -> None:
    survey = read(frame_of())
    rows = np.array([3, 1, 77])
    assert survey.take(rows).lots.tolist() == survey.lots[rows].tolist()
    designed = survey.with_design(strata="unit")
    assert designed.lots is survey.lots and not designed.lots.flags.writeable
    assert answered_lots(survey).tolist() == survey.lots.tolist()


def test_hand_made_surveys_are_drawn_by_their_keys() -> None:
    survey = read(frame_of())
    bare = replace(survey, lots=np.empty(0, np.uint64))
    assert bare.lots is survey.keys


@pytest.mark.parametrize("cut", [1, 70, 499])
def test_parts_of_a_survey_summed_apart_draw_as_the_whole(cut: int) -> None:
    from berakhlak_stats.indices.ratings import score_statistic

    survey = read(frame_of())
    statistic = score_statistic(survey.instrument)
    whole = collect(survey, [statistic], replicates=True)
    parts = [survey.take(slice(0, cut)), survey.take(slice(cut, None))]
    first, second = (collect(each, [statistic], replicates=True, n=500) for each in parts)
    merged = first + second
    assert merged.parts.units.tolist() == whole.parts.units.tolist()
    np.testing.assert_array_equal(merged.parts.total, whole.parts.total)


@pytest.mark.parametrize("design", [{"psu": "office"}, {"psu": "office", "strata": "unit"}])
def test_units_of_a_design_follow_their_labels(design: dict[str, str]) -> None:
    """Whatever lots persons have, their primary units are drawn alike."""
    frame = frame_of()
    frame["office"] = [f"{unit}{place % 7}" for place, unit in enumerate(frame["unit"])]
    survey = read(frame)
    other = replace(survey, lots=np.random.default_rng(5).permutation(survey.lots))
    first, second = (table(each.with_design(**design)) for each in (survey, other))
    pd.testing.assert_frame_equal(first, second, check_exact=True)


def test_persons_of_linked_waves_follow_their_numbers() -> None:
    """The panel is known by respondent numbers; answers that changed do not part a person."""
    numbers = [f"r{place}" for place in range(500)]
    before = read(frame_of().assign(respondent_id=numbers))
    after = read(frame_of()[::-1].assign(respondent_id=numbers[::-1]))
    assert before.keys.tolist() == after.keys.tolist()[::-1]
    mixed = replace(after, lots=np.random.default_rng(6).permutation(after.lots))
    options: dict[str, Any] = {"labels": ("1", "2"), "link": "person", "of": indices.rating_score}
    first, second = (waves([before, each], **options).to_frame() for each in (after, mixed))
    pd.testing.assert_frame_equal(first, second, check_exact=True)


def test_two_statistics_of_one_survey_draw_the_same_persons() -> None:
    """Replicates of a statistic do not depend on what else is asked, nor on when."""
    survey = read(frame_of())
    options = Options(method="bootstrap", replicates=60)
    mean, favourable = (score_statistic(survey.instrument, each) for each in ("mean", "favourable"))
    joint = analyse(survey, [mean, favourable], options).results
    for statistic, together in zip((mean, favourable), joint, strict=True):
        (alone,) = analyse(survey, [statistic], options).results
        np.testing.assert_array_equal(alone.replicates, together.replicates)


def test_keys_say_who_somebody_is_and_nothing_else() -> None:
    """Whatever is drawn or summed follows lots: keys serve writers, fingerprints and panels."""
    package = ROOT / "berakhlak_stats"
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "keys"
        and isinstance(node.value, ast.Name)
        and node.value.id in ("survey", "one")
    }
    assert found == {"survey/stream.py", "survey/writers.py", "waves/pooling.py"}
