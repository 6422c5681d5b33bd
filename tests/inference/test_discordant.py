"""McNemar's tests against R, and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.inference.discordant import chi_square, exact_p
from berakhlak_stats.inference.multiplicity import adjust_p_values
from tests.reference import near, reference_case


@pytest.mark.parametrize("name", ["farmer1", "farmer2y", "hobbies"])
def test_pairs_of_r(name: str) -> None:
    case = reference_case("mrcv", f"{name}.cochran")
    pairs = case["expected"]["pairs"]
    gained, lost = np.array(pairs["n01"]), np.array(pairs["n10"])
    exact, mid = exact_p(gained, lost)
    found = {
        "chisq": chi_square(gained, lost),
        "chisq_cc": chi_square(gained, lost, corrected=True),
        "p_exact": exact,
        "p_mid": mid,
        "holm_exact": adjust_p_values(exact, "holm"),
        "BH_exact": adjust_p_values(exact, "BH"),
    }
    for key, values in found.items():
        for value, expected in zip(values, pairs[key], strict=True):
            assert near(value, expected, case), key
            if "p" in key:  # small p values are held to their digits, not to their distance from 0
                assert value == pytest.approx(expected, rel=1e-6)


def test_agresti_approval_table() -> None:
    """Agresti (2013), Categorical Data Analysis, table 11.1: 150 and 86, chi-square 17.3559."""
    assert float(chi_square(np.array(150), np.array(86))) == pytest.approx(17.3559, abs=5e-5)


def test_by_hand() -> None:
    """Five who gained, one who lost: 2 * 7/64 exact; the mid-p counts 6/64 half on each side.

    Two and two: one less half of 6/16 (Fagerland, Lydersen & Laake 2013, additional file).
    """
    exact, mid = exact_p(np.array([5.0, 2.0, 0.0]), np.array([1.0, 2.0, 0.0]))
    assert exact[:2] == pytest.approx([14 / 64, 1.0])
    assert mid[:2] == pytest.approx([8 / 64, 1 - 3 / 16])
    assert np.isnan(exact[2]) and np.isnan(mid[2])
