"""Items within their scales, against numpy on the raw answers."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.reliability import item_statistics, scale_statistics
from tests.reliability.surveys import ITEMS, SCALES, answers, rated


def test_correlations_means_and_spread() -> None:
    survey, items = rated(), SCALES["work"]
    x = answers(survey, items)
    found = item_statistics(survey, items=items).frame.set_index("item")["estimate"]
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    for j, item in enumerate(items):
        rest = np.delete(x, j, axis=1).sum(axis=1)
        assert found[f"{item}:rest"] == pytest.approx(np.corrcoef(x[:, j], rest)[0, 1])
        assert found[f"{item}:total"] == pytest.approx(np.corrcoef(x[:, j], x.sum(axis=1))[0, 1])
        expected = np.corrcoef(z[:, j], z.sum(axis=1))[0, 1]
        assert found[f"{item}:total_standardised"] == pytest.approx(expected)
        assert found[f"{item}:mean"] == pytest.approx(x[:, j].mean())
        assert found[f"{item}:sd"] == pytest.approx(x[:, j].std(ddof=1))


def test_without_items_each_stands_in_its_own_scale() -> None:
    survey = rated()
    frame = item_statistics(survey).frame.set_index("item")
    assert sorted(name for name in frame.index if name.endswith(":rest")) == sorted(
        f"{item}:rest" for item in ITEMS
    )
    own = item_statistics(survey, items=SCALES["trust"]).frame.set_index("item")
    assert frame["estimate"]["t1:rest"] == pytest.approx(own["estimate"]["t1:rest"])


def test_standard_error_of_a_mean_is_the_textbook_one() -> None:
    survey, items = rated(), SCALES["work"]
    x = answers(survey, items)
    frame = item_statistics(survey, items=items).frame.set_index("item")
    expected = x[:, 0].std(ddof=1) / np.sqrt(len(x))
    assert frame["std_error"]["w1:mean"] == pytest.approx(expected)
    scale = scale_statistics(survey, items=items).frame.set_index("item")
    expected = x.mean(axis=1).std(ddof=1) / np.sqrt(len(x))
    assert scale["std_error"]["+".join(items) + ":mean"] == pytest.approx(expected)


def test_correlations_of_a_scale() -> None:
    survey, items = rated(), SCALES["work"]
    x = answers(survey, items)
    r = np.corrcoef(x, rowvar=False)[np.triu_indices(4, 1)]
    found = scale_statistics(survey).frame.set_index("item")
    assert found["estimate"]["work:mean_r"] == pytest.approx(r.mean())
    assert found["estimate"]["work:median_r"] == pytest.approx(np.median(r))
    assert found["estimate"]["work:sd_r"] == pytest.approx(r.std(ddof=1))
    assert found["estimate"]["work:sd"] == pytest.approx(x.mean(axis=1).std(ddof=1))
    assert found["estimate"]["work:mean"] == pytest.approx(x.mean())
    # One correlation has no spread.
    assert np.isnan(found["estimate"]["pair:sd_r"])


def test_reversed_items_are_turned_and_groups_stand_apart() -> None:
    plain, turned = rated(units=2), rated(units=2, turned=("w2",))
    first, second = (
        item_statistics(each, items=SCALES["work"], by="unit").frame for each in (plain, turned)
    )
    assert first["estimate"].to_numpy() == pytest.approx(second["estimate"].to_numpy())
    assert set(first["group"]) == {"u0", "u1"}


def test_an_item_that_runs_against_its_scale_is_named() -> None:
    import pandas as pd

    import berakhlak_stats as bs

    base = np.tile([1, 2, 3, 4, 5], 8)
    frame = pd.DataFrame({"a": base, "b": base[::-1], "c": np.roll(base, 1)})
    asked = bs.make_instrument(ratings=list("abc"))
    result = item_statistics(bs.read_survey(frame, instrument=asked), items=list("abc"))
    said = " ".join(en for _, en in result.provenance.warnings)
    rest = result.frame.set_index("item")["estimate"]
    for item in "abc":
        assert (rest[f"{item}:rest"] < 0) == (f"{item}" in said.split("others: ")[1].split(".")[0])
