"""One correlation object: kinds, policies, gaps, hidden groups, and standard errors from it."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association import correlation, polychoric
from berakhlak_stats.association.correlation import correlation_rows
from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.estimates.influence import Influence, analyse_influence
from berakhlak_stats.totals.statistic import Output
from tests.association.polychoric_surveys import from_table, rated
from tests.association.test_polychoric import ITEMS, answers, indefinite
from tests.association.test_two_step import OLSSON


def test_every_kind_names_itself_and_what_was_decided() -> None:
    survey = rated(answers(1), scale=(1, 4))
    pearson = correlation(survey, items=ITEMS)
    assert pearson.name == "pearson, listwise" and pearson.thresholds is None
    latent = correlation(survey, items=ITEMS, kind="polychoric", empty="half", missing="pairwise")
    assert latent.name == "polychoric, pairwise, two_step, thresholds global, empty half"
    assert latent.thresholds is not None and latent.thresholds.shape == (1, 3, 3)
    assert latent.parameters()["correlations"] == latent.name
    assert latent.positive_definite.tolist() == [True]
    expected = polychoric(survey, items=ITEMS).to_frame()["estimate"].to_numpy()
    plain = correlation(survey, items=ITEMS, kind="polychoric").of()
    assert plain[np.triu_indices(3, 1)] == pytest.approx(expected)
    assert pearson.of() == pytest.approx(np.corrcoef(answers(1), rowvar=False))
    ranks = correlation(survey, items=ITEMS, kind="spearman").of()
    assert 0 < np.abs(ranks - pearson.of()).max() < 0.1


def test_nothing_is_smoothed_unless_asked_for_by_name() -> None:
    survey = indefinite()
    made = correlation(survey, items=ITEMS, kind="polychoric", missing="pairwise")
    assert made.positive_definite.tolist() == [False] and not made.smoothed.any()
    assert made.smallest[0] == pytest.approx(np.linalg.eigvalsh(made.of())[0])
    assert "not positive definite" in made.warnings[0][1]
    smooth = correlation(survey, items=ITEMS, kind="polychoric", missing="pairwise", smooth="eigen")
    assert smooth.smoothed.tolist() == [True] and smooth.name.endswith("smoothed eigen")
    assert np.linalg.eigvalsh(smooth.of())[0] > 0
    assert "dihaluskan" in smooth.warnings[0][0] and "smoothed" in smooth.warnings[0][1]
    assert smooth.smallest == pytest.approx(made.smallest)
    with pytest.raises(StatisticError, match="E826"):
        correlation_rows(smooth, np.zeros((1, 1, 3, 3)))
    healthy = correlation(rated(answers(1), scale=(1, 4)), items=ITEMS, smooth="eigen")
    assert not healthy.smoothed.any() and healthy.warnings == ()


def test_a_gap_stays_a_gap_with_a_note() -> None:
    flat = answers(2)
    flat[:, 2] = 2
    for kind in ("pearson", "polychoric", "spearman"):
        made = correlation(rated(flat, scale=(1, 4)), items=ITEMS, kind=kind)
        assert np.isnan(made.of()[:2, 2]).all() and np.isfinite(made.of()[0, 1])
        assert ("", "i1", "i3", "one category") in made.notes
        assert np.isnan(made.smallest[0]) and made.positive_definite.tolist() == [False]
    perfect = correlation(from_table([[20, 0], [0, 20]]), items=["i1", "i2"], kind="polychoric")
    assert perfect.of().tolist() == [[1, 1], [1, 1]]
    assert perfect.positive_definite.tolist() == [False]
    assert perfect.notes == (("", "i1", "i2", "perfect association"),)


def test_small_groups_and_thin_pairs_are_hidden() -> None:
    unit = np.r_[np.zeros(200, int), np.ones(196, int), np.full(4, 2)]
    survey = rated(answers(3), scale=(1, 4), unit=unit)
    made = correlation(survey, items=ITEMS, by="unit", kind="polychoric")
    assert np.isfinite(made.of("u0")).all() and np.isnan(made.of("u2")).all()
    assert made.thresholds is not None and np.isnan(made.thresholds[2]).all()
    assert np.isnan(made.n[2]).all()
    with pytest.raises(OptionError, match="E701"):
        made.of("u9")
    thin = answers(3)
    thin[4:, 2] = -1
    pairwise = correlation(rated(thin, scale=(1, 4)), items=ITEMS, missing="pairwise")
    assert np.isnan(pairwise.of()[0, 2]) and np.isfinite(pairwise.of()[0, 1])


@pytest.mark.parametrize("kind", ["polychoric", "pearson", "spearman"])
def test_a_function_of_the_matrix_gets_the_standard_error_of_its_jackknife(kind: str) -> None:
    x = answers(5, 250)
    survey = rated(x, scale=(1, 4))
    made = correlation(survey, items=ITEMS, kind=kind)
    # The mean of the three correlations, as in standardised alpha.
    gradient = np.full((1, 1, 3, 3), 1 / 6)
    outputs = (Output("mean", "scale", made.base.name, "mean"),)
    mean = made.of()[np.triu_indices(3, 1)].mean()
    given = Influence(
        "mean", outputs, (made.base,), np.array([[mean]]), correlation_rows(made, gradient)
    )
    found = analyse_influence(survey, [given], Options()).results[0]
    left = []
    for person in range(len(x)):
        less = rated(np.delete(x, person, axis=0), scale=(1, 4))
        left.append(correlation(less, items=ITEMS, kind=kind).of()[np.triu_indices(3, 1)].mean())
    jackknife = (len(x) - 1) / len(x) * ((np.array(left) - np.mean(left)) ** 2).sum()
    assert float(found.variance[0, 0]) == pytest.approx(jackknife, rel=0.05)


def test_groups_have_their_own_influence() -> None:
    survey = rated(answers(6), scale=(1, 4), unit=np.arange(400) % 2)
    made = correlation(survey, items=ITEMS, by="unit", kind="polychoric")
    gradient = np.zeros((2, 1, 3, 3))
    gradient[0, 0, 0, 1] = 1.0
    rows = correlation_rows(made, gradient)(survey)
    assert (rows[1::2] == 0).all() and (rows[::2] != 0).any()


def test_options_are_named() -> None:
    survey = from_table(OLSSON)
    for wrong in ({"kind": "kendall"}, {"smooth": "yes"}):
        with pytest.raises(OptionError, match="E701"):
            correlation(survey, items=["i1", "i2"], **wrong)
