"""Omega of one factor, hierarchical and of ordered answers: published values and refusals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import BerakhlakError, StatisticError
from berakhlak_stats.reliability import (
    categorical_omega,
    cronbach_alpha,
    mcdonald_omega,
    omega_hierarchical,
    ordinal_alpha,
)
from tests.reliability.published import blocks, names, thurstone, with_covariance, wolff_preising
from tests.reliability.surveys import ITEMS, SCALES, answers, rated


def totals(R: np.ndarray, k: int = 3) -> list[float]:
    result = omega_hierarchical(with_covariance(R, n=60), items=names(len(R)), factors=k)
    frame = result.frame.set_index("item")["estimate"]
    whole = "+".join(names(len(R)))
    parts = ("hierarchical", "total", "asymptotic")
    return [float(frame[f"{whole}:omega_{part}"]) for part in parts]


def test_published_omegas() -> None:
    # Revelle, ch. 7, table 7.5: .541353, .902255, .600.
    assert totals(blocks()) == pytest.approx([0.541353, 0.902255, 0.6], abs=1e-6)
    # Thurstone as psych prints it: .74, .79, .93; recomputed .7361, .7908, .9308.
    h, t, limit = totals(thurstone())
    assert [h, limit, t] == pytest.approx([0.7361, 0.7908, 0.9308], abs=1e-4)
    # Wolff & Preising (2005): omega hierarchical .5451 (reliabiliPy's test file).
    assert totals(wolff_preising())[0] == pytest.approx(0.5451, abs=1e-4)


def test_three_items_fit_exactly() -> None:
    # Loadings of three items are sqrt(s12 s13 / s23): by hand for s12 = 2, s13 = 1, s23 = .5.
    S = np.array([[6.0, 2, 1], [2, 3, 0.5], [1, 0.5, 2]])
    row = mcdonald_omega(with_covariance(S), items=names(3), details=True).frame
    found = row.set_index("item")["estimate"]
    loadings = np.array([2.0, 1.0, 0.5])
    error = S.trace() - (loadings**2).sum()
    assert found["i0+i1+i2"] == pytest.approx(loadings.sum() ** 2 / (loadings.sum() ** 2 + error))
    # Loadings are of covariances with divisor n.
    assert found["i0:loading"] == pytest.approx(2 * (59 / 60) ** 0.5, abs=1e-5)
    share = (loadings**2).sum() / S.trace()
    assert found["i0+i1+i2:average_variance"] == pytest.approx(share)


def test_equal_loadings_make_omega_alpha() -> None:
    even = np.full((5, 5), 0.3) + 0.7 * np.eye(5)
    survey = with_covariance(even)
    omega = mcdonald_omega(survey, items=names(5)).frame.iloc[0]
    alpha = cronbach_alpha(survey, items=names(5)).frame.iloc[0]
    assert omega["estimate"] == pytest.approx(alpha["estimate"], abs=1e-7)
    assert omega["std_error"] == pytest.approx(alpha["std_error"], rel=0.05)


@pytest.mark.parametrize("f", [mcdonald_omega, categorical_omega, ordinal_alpha])
def test_standard_errors_agree_with_the_jackknife(f: object) -> None:
    survey, items = rated(n=160), SCALES["work"]
    row = f(survey, items=items).frame.iloc[0]  # type: ignore[operator]
    # Delete-a-group jackknife with 40 groups of refits.
    groups = np.arange(160) % 40
    left = np.array(
        [f(survey.take(groups != g), items=items).frame["estimate"][0] for g in range(40)]  # type: ignore[operator]
    )
    jackknife = np.sqrt(39 / 40 * ((left - left.mean()) ** 2).sum())
    assert row["std_error"] == pytest.approx(jackknife, rel=0.25)
    assert row["conf_low"] < row["estimate"] < row["conf_high"] < 1


def test_standard_error_of_omega_hierarchical_agrees_with_the_jackknife() -> None:
    rng = np.random.default_rng(1)
    x = np.repeat(rng.normal(size=(200, 1)), 9, axis=1) + rng.normal(size=(200, 9))
    x += np.repeat(rng.normal(size=(200, 3)), 3, axis=1)
    asked = bs.make_instrument(numbers=names(9))
    survey = bs.read_survey(pd.DataFrame(x, columns=names(9)), instrument=asked)
    row = omega_hierarchical(survey, items=names(9)).frame.iloc[0]
    groups = np.arange(200) % 25
    left = np.array(
        [
            omega_hierarchical(survey.take(groups != g), items=names(9)).frame["estimate"][0]
            for g in range(25)
        ]
    )
    jackknife = np.sqrt(24 / 25 * ((left - left.mean()) ** 2).sum())
    assert row["std_error"] == pytest.approx(jackknife, rel=0.25)


def test_all_items_with_scales_as_group_factors_by_default() -> None:
    result = omega_hierarchical(rated(n=400))
    assert result.provenance.parameters["factors"] == 3
    assert result.provenance.parameters["items"] == {"all_items": ITEMS}
    assert result.provenance.parameters["matrix"] == "pearson, listwise"


def test_the_matrix_is_named_and_never_replaced() -> None:
    survey, items = rated(n=300), SCALES["work"]
    for f in (ordinal_alpha, categorical_omega):
        named = f(survey, items=items).provenance.parameters
        assert named["matrix"].startswith("polychoric, listwise")
        assert named["empty_cells"] == "none"
    made = omega_hierarchical(survey, factors=2, correlations="polychoric", items=ITEMS)
    assert made.provenance.parameters["matrix"].startswith("polychoric, listwise")
    # A pair that cannot be estimated leaves no number, rather than one from elsewhere.
    x = answers(survey, items)
    x[:, 0] = 3
    flat = bs.read_survey(
        pd.DataFrame(x.astype(int), columns=items), instrument=bs.make_instrument(ratings=items)
    )
    row = ordinal_alpha(flat, items=items).frame.iloc[0]
    assert np.isnan(row["estimate"])
    with pytest.raises(BerakhlakError):
        ordinal_alpha(with_covariance(blocks()), items=names(12))


def test_ordinal_alpha_is_higher_and_says_what_it_is_not() -> None:
    survey, items = rated(n=300), SCALES["work"]
    result = ordinal_alpha(survey, items=items)
    plain = cronbach_alpha(survey, items=items).frame["estimate"][0]
    score = categorical_omega(survey, items=items).frame["estimate"][0]
    assert result.frame["estimate"][0] > plain
    assert score == pytest.approx(plain, abs=0.03)
    assert any("Chalmers" in id_ and "Chalmers" in en for id_, en in result.provenance.warnings)


def test_improper_factors_are_refused_with_the_item_named() -> None:
    R = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, 0.65], [0.9, 0.65, 1.0]])
    result = mcdonald_omega(with_covariance(R), items=names(3))
    assert result.frame["estimate"].isna().all()
    assert set(result.frame["note"]) == {"Heywood case"}
    said = result.provenance.warnings
    assert any("i0" in id_ and "Heywood" in id_ for id_, _ in said)
    assert any("i0" in en and "not interpreted" in en for _, en in said)


def test_repeated_items_are_not_positive_definite() -> None:
    base = np.tile([1, 2, 3, 4, 5], 8)
    noisy = np.clip(base + np.random.default_rng(1).integers(-1, 2, 40), 1, 5)
    frame = pd.DataFrame({"a": base, "b": base, "c": noisy})
    survey = bs.read_survey(frame, instrument=bs.make_instrument(ratings=list("abc")))
    result = mcdonald_omega(survey, items=list("abc"))
    assert set(result.frame["note"]) == {"matrix not positive definite"}
    assert any("definit positif" in id_ for id_, _ in result.provenance.warnings)


def test_factors_that_items_do_not_determine_are_refused() -> None:
    for factors, items in ((3, SCALES["trust"] + ["w1"]), (1, ITEMS), (2, SCALES["work"])):
        with pytest.raises(StatisticError) as caught:
            omega_hierarchical(rated(), items=items, factors=factors)
        assert caught.value.code == "E813"


def test_two_group_factors_and_negative_items_are_said() -> None:
    survey = rated(n=300)
    two = omega_hierarchical(survey, items=ITEMS, factors=2)
    assert any("set equal" in en for _, en in two.provenance.warnings)
    x = answers(survey, ITEMS)
    x[:, 0] = 6 - x[:, 0]
    frame = pd.DataFrame(x.astype(int), columns=ITEMS)
    against = bs.read_survey(frame, instrument=bs.make_instrument(ratings=ITEMS))
    for turn, words in ((False, "never turned round"), (True, "were turned round")):
        said = omega_hierarchical(against, items=ITEMS, factors=2, turn=turn).provenance.warnings
        assert any("t1" in en and words.split()[-2] in en for _, en in said)
    kept, turned = (
        omega_hierarchical(against, items=ITEMS, factors=2, turn=turn).frame["estimate"][0]
        for turn in (False, True)
    )
    assert kept < turned


def test_unknown_options_are_refused() -> None:
    survey = rated()
    for f, options in (
        (mcdonald_omega, {"denominator": "some"}),
        (categorical_omega, {"extraction": "some"}),
        (omega_hierarchical, {"correlations": "some"}),
        (omega_hierarchical, {"improper": "some"}),
    ):
        with pytest.raises(BerakhlakError) as caught:
            f(survey, items=ITEMS, **options)  # type: ignore[operator]
        assert caught.value.code == "E701"
