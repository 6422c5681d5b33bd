from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import mahalanobis
from tests.quality.samples import DATA, base_case, check_rows, rated, reference_survey


@pytest.mark.parametrize("dataset", DATA)
def test_distances_and_flags_are_those_of_r(dataset: str) -> None:
    survey, case = reference_survey(dataset)
    found = mahalanobis(survey, rule="p_01")
    check_rows(found.values, case["expected"]["mahad_d_sq"], case["tolerance"])
    assert int(found.flagged.sum()) == case["expected"]["mahad_flagged_99"]
    base = base_case(dataset, "mahal")
    check_rows(found.values, base["expected"], base["tolerance"])


def test_distances_by_hand() -> None:
    # Means 3 and 3, variances 2 and 2, no covariance: (1/2)(1 + 1) each, and 0 in the middle.
    survey = rated([[1, 3], [5, 3], [3, 1], [3, 5], [3, 3], [3, -1]])
    variance = 8 / 4
    wanted = [4 / variance] * 4 + [0.0, np.nan]
    assert mahalanobis(survey).values == pytest.approx(wanted, nan_ok=True)


def test_turning_an_item_round_changes_nothing() -> None:
    x = np.random.default_rng(1).integers(1, 6, (60, 4))
    plain, turned = rated(x), rated(x, reversed=["q2"])
    assert mahalanobis(plain).values == pytest.approx(mahalanobis(turned).values, rel=1e-10)


def test_weights_move_the_centre() -> None:
    rng = np.random.default_rng(2)
    x, w = rng.integers(1, 6, (50, 3)), rng.uniform(0.5, 3, 50)
    mean = np.average(x, axis=0, weights=w)
    cov = ((x - mean).T * w) @ (x - mean) / w.sum() * 50 / 49
    apart = x - mean
    wanted = np.einsum("ij,jk,ik->i", apart, np.linalg.inv(cov), apart)
    assert mahalanobis(rated(x, weights=w.tolist())).values == pytest.approx(wanted, rel=1e-10)


def test_what_cannot_be_inverted_is_named() -> None:
    rng = np.random.default_rng(3)
    x = rng.integers(1, 6, (40, 3))
    with pytest.raises(BerakhlakError, match="q3") as caught:
        mahalanobis(rated(np.column_stack([x[:, :2], np.full(40, 4)])))
    assert caught.value.code == "E843"
    with pytest.raises(BerakhlakError, match="q1, q4") as caught:
        mahalanobis(rated(np.column_stack([x, 6 - x[:, 0]])))
    assert caught.value.code == "E843"


def test_no_more_people_than_items_is_refused() -> None:
    x = np.random.default_rng(4).integers(1, 6, (4, 4))
    with pytest.raises(BerakhlakError) as caught:
        mahalanobis(rated(x))
    assert caught.value.code == "E842"
