"""Numbers read in batches give what they give in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats import indices
from berakhlak_stats.estimates import Estimates


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "respondent_id": [f"r{i}" for i in range(600)],
            "hours": rng.gamma(2, 10, 600),
            "days": rng.integers(0, 9, 600).astype(float),
            "g": rng.choice(list("abc"), 600),
            "weight": rng.uniform(1, 3, 600),
        }
    )
    path = tmp_path_factory.mktemp("numbers") / "answers.parquet"
    frame.to_parquet(path)
    return path


@pytest.mark.parametrize(
    "make",
    [
        lambda s: indices.number_mean(s, by="g", design_effect="with_replacement"),
        lambda s: indices.number_total(s, by="g"),
        lambda s: indices.number_ratio(s, numerator="hours", denominator="days"),
        lambda s: indices.number_variance(s, by="g"),
        # Ties of unlike weight: their order must not be that of the batches.
        lambda s: indices.number_quantile(s, by="g", qrule="hf7"),
        lambda s: indices.number_quantile(s, interval="score"),
        lambda s: indices.proportion(s, column="g", interval="likelihood"),
    ],
)
def test_batches_and_memory_agree(answers: Path, make: Callable[[object], Estimates]) -> None:
    instrument = bs.make_instrument(numbers=["hours", "days"])
    whole = make(bs.read_survey(answers, instrument=instrument)).frame
    parts = make(bs.stream_survey(answers, instrument=instrument, batch_rows=170)).frame
    assert parts["item"].tolist() == whole["item"].tolist()
    assert parts["group"].tolist() == whole["group"].tolist()
    for column in ("estimate", "std_error", "conf_low", "conf_high"):
        assert parts[column].to_numpy() == pytest.approx(whole[column].to_numpy(), rel=1e-9)
