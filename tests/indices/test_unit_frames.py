"""Frames of results about units: order, notes, and what is left out."""

from __future__ import annotations

import numpy as np

from berakhlak_stats.indices.unit_frames import unit_frame
from berakhlak_stats.indices.unit_scores import unit_scores
from tests.significance.units import hidden_unit, three_units


def test_everybody_stands_before_the_units() -> None:
    scores = unit_scores(three_units(), "unit", "ratings", "pooled", {}, "a test")
    k, shape = len(scores.outputs), scores.y.shape
    frame = unit_frame(
        scores,
        "coefficient",
        {"estimate": np.zeros(k), "note": np.full(k, "all"), "units": np.full(k, 3.0)},
        {"estimate": scores.y, "raw": scores.v, "note": np.full(shape, "own")},
        5,
    )
    assert frame["group"].tolist() == [""] * k + [unit for unit in "abc" for _ in range(k)]
    assert frame["units"].notna().sum() == k and frame["raw"].notna().sum() == 3 * k
    assert frame["note"].tolist() == ["all"] * k + ["own"] * 3 * k
    assert frame["n"].tolist()[:k] == [15] * k


def test_hidden_units_have_no_numbers_in_any_column() -> None:
    scores = unit_scores(hidden_unit(), "unit", "ratings", "pooled", {}, "a test")
    k, shape = len(scores.outputs), scores.y.shape
    everybody = {"estimate": np.zeros(k), "note": np.full(k, "")}
    own = {"estimate": np.ones(shape), "raw": np.ones(shape), "note": np.full(shape, "")}
    frame = unit_frame(scores, "coefficient", everybody, own, 5)
    gone = frame[frame["group"] == "few"]
    assert gone["suppressed"].all() and (gone["note"] != "").all()
    assert gone.select_dtypes("number").isna().all(axis=None)
