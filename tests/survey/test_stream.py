"""A survey read from Parquet in batches gives what the same survey in memory gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats import indices, read_survey, simulate, stream_survey, write_survey
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.survey.stream import fingerprint
from berakhlak_stats.survey.survey import Survey


@pytest.fixture(scope="module")
def survey() -> Survey:
    return simulate.simulate("kapuas-2022", seed=3, n=400)


@pytest.fixture(scope="module")
def path(survey: Survey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("stream") / "answers.parquet"
    write_survey(survey, target)
    return target


@pytest.mark.parametrize("batch_rows", [37, 150, 10_000])
@pytest.mark.parametrize("by", [None, "unit"])
def test_both_engines_agree(path: Path, batch_rows: int, by: str | None) -> None:
    whole = indices.all_indices(read_survey(path), by=by, replicates=60)
    parts = indices.all_indices(stream_survey(path, batch_rows=batch_rows), by=by, replicates=60)
    pd.testing.assert_frame_equal(whole.frame, parts.frame, rtol=1e-11, atol=1e-11)


def test_strata_clusters_and_population_counts_reach_every_batch(path: Path) -> None:
    labels = read_survey(path).column("unit").labels
    design = {"strata": "unit", "population": dict.fromkeys(labels, 5000)}
    whole = indices.value_score(read_survey(path).with_design(**design, lonely="certainty"))
    stream = stream_survey(path, batch_rows=90).with_design(**design, lonely="certainty")
    parts = indices.value_score(stream)
    pd.testing.assert_frame_equal(whole.frame, parts.frame, rtol=1e-11, atol=1e-11)
    clusters = {"psu": "unit"}
    whole = indices.value_score(read_survey(path).with_design(**clusters))
    parts = indices.value_score(stream_survey(path, batch_rows=90).with_design(**clusters))
    pd.testing.assert_frame_equal(whole.frame, parts.frame, rtol=1e-11, atol=1e-11)


def test_nothing_is_read_before_it_is_asked_for(path: Path) -> None:
    stream = stream_survey(path, batch_rows=100)
    assert len(stream) == 400 and [batch.n for batch in stream] == [100] * 4


def test_the_threshold_travels(path: Path) -> None:
    frame = indices.value_score(stream_survey(path).with_smallest_group(401)).frame
    assert frame["suppressed"].all() and frame["estimate"].isna().all()


def test_a_file_without_respondent_numbers_is_refused(tmp_path: Path, survey: Survey) -> None:
    target = tmp_path / "anonymous.parquet"
    write_survey(survey, target)
    pd.read_parquet(target).drop(columns="respondent_id").to_parquet(target)
    with pytest.raises(BerakhlakError) as caught:
        stream_survey(target)
    assert caught.value.code == "E142" and "respondent_id" in caught.value.text("id")


def test_fingerprints_follow_the_answers(survey: Survey, path: Path) -> None:
    turned = survey.take(np.arange(survey.n)[::-1])
    assert fingerprint(turned) == fingerprint(survey)
    other = replace(survey, picks={**survey.picks, "current": survey.picks["desired"]})
    assert fingerprint(other) != fingerprint(survey)
    assert len(fingerprint(stream_survey(path))) == 12
