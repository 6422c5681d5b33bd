from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.quality import irv, longstring
from berakhlak_stats.quality.row_index import BATCH_ROWS, RowIndex, batches, finished
from berakhlak_stats.quality.rules import RULES
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey import stream_survey, write_survey
from tests.quality.samples import rated


def test_a_summary_prints_counts_and_no_value() -> None:
    found = irv(rated([[1, 5, 1], [3, 3, 3], [2, 3, -1]]), rule=0.5)
    assert repr(found) == "irv [given]: 1 of 3 flagged, cut 0.5, not computable for 0"
    assert len(found) == 3
    with pytest.raises(ValueError, match="read-only"):
        found.values[0] = 1.0


def test_unknown_values_are_never_flagged() -> None:
    index = RowIndex("irv", np.array([np.nan, 1.0]), -np.inf, RULES["irv"][0])
    assert index.flagged.tolist() == [False, True]


def test_batches_are_cut_without_a_seam() -> None:
    x = np.random.default_rng(1).integers(1, 6, (BATCH_ROWS + 100, 4)).astype(np.int8)
    survey = rated(x)
    assert [batch.n for batch in batches(survey)] == [BATCH_ROWS, 100]
    ends = survey.take(slice(BATCH_ROWS - 50, BATCH_ROWS + 50))
    whole = longstring(survey).values[BATCH_ROWS - 50 : BATCH_ROWS + 50]
    assert np.array_equal(whole, longstring(ends).values)


def test_a_stream_gives_the_rows_of_the_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    survey = simulate("rating-2022", seed=2, n=300)
    path = write_survey(survey, tmp_path / "answers.parquet")
    stream = stream_survey(path, instrument=survey.instrument, batch_rows=70)
    for index in (longstring, irv):
        assert np.array_equal(index(stream).values, index(survey).values, equal_nan=True)


def test_sizes_reach_the_rule() -> None:
    made = finished("longstring", np.array([1.0, 4.0]), "half", size=8)
    assert (made.cut, made.flagged.tolist()) == (4.0, [False, True])
