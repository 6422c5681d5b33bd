from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from berakhlak_stats.survey import read_survey, validate
from berakhlak_stats.survey.counts import Counts
from tests.survey.helpers import full_instrument, pick_instrument, rating_instrument, write


def test_what_is_not_named_is_noticed() -> None:
    whole = Counts(rows_read=5, rows_kept=4, rows_empty=1, picks_read=3, picks_kept=3)
    assert whole.balanced
    assert not replace(whole, rows_kept=3).balanced
    assert not replace(whole, picks_unknown=1).balanced
    assert not replace(whole, ratings_read=1).balanced


def test_every_kind_of_loss_is_named(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "unit,current\nA,jujur|silo\nA,jujurr|ramah\nA,jujur|Jujur\nA,jujur|silo|ramah\n"
        "A,Lainnya: sabar|silo\n,\nTotal,5\n",
    )
    counts = read_survey(path, instrument=pick_instrument(), on_problem="report").log.counts
    assert (counts.rows_read, counts.rows_kept, counts.rows_empty) == (7, 6, 1)
    assert counts.picks_read == 12
    assert (counts.picks_kept, counts.picks_unknown, counts.picks_repeated) == (5, 2, 1)
    assert (counts.picks_other, counts.picks_over_limit) == (1, 3)
    assert counts.balanced


def test_flags_and_ratings(tmp_path: Path) -> None:
    head = "current__jujur,current__ramah,current__silo,current__ramah_solutif,A1,A2,age\n"
    path = write(tmp_path, head + "1,0,?,1,9,4,3\n0,0,0,0,,Setju,4\n")
    counts = validate(path, instrument=full_instrument()).counts
    assert (counts.picks_read, counts.picks_kept, counts.picks_unclear) == (3, 2, 1)
    assert (counts.ratings_read, counts.ratings_kept, counts.ratings_refused) == (3, 1, 2)
    assert counts.balanced


def test_they_stand_in_the_report_and_its_json() -> None:
    report = validate(pd.DataFrame({"A1": [1, 2], "A2": [6, 1]}), instrument=rating_instrument())
    assert json.loads(report.to_json())["counts"]["ratings_refused"] == 1
    assert report.counts.rows_kept == report.n == 2


def test_random_damage_stays_balanced() -> None:
    rng = np.random.default_rng(11)
    texts = np.array(["jujur", "Ramah", "silo", "Ramah, solutif", "x", "Other: y", "", "9"])
    cells = [", ".join(rng.choice(texts, rng.integers(0, 6))) for _ in range(500)]
    frame = pd.DataFrame({"current": cells, "current_1": rng.choice(texts, 500)})
    report = validate(frame.drop(columns="current_1"), instrument=pick_instrument())
    assert report.counts.balanced and report.counts.picks_read > 900
    assert validate(frame[["current_1"]], instrument=pick_instrument()).counts.balanced
