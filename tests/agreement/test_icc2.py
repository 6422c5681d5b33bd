from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement import icc1, icc2
from tests.agreement.test_icc1 import balanced
from tests.surveys import number_survey


@pytest.mark.parametrize("variant", ["anova", "reml", "reml_units"])
def test_it_is_icc1_stepped_up_to_the_size_of_a_unit(variant: str) -> None:
    """Shrout & Fleiss (1979): ICC(1,4) is .44, from -.88 to .91."""
    first = icc1(balanced(), by="unit", item="x").to_frame()["estimate"][0]
    row = icc2(balanced(), by="unit", item="x", variant=variant).to_frame().iloc[0]
    assert row["estimate"] == pytest.approx(4 * first / (1 + 3 * first), rel=1e-5)
    if variant == "anova":
        assert (row["conf_low"], row["conf_high"]) == pytest.approx((-0.8844424, 0.9124154))


def test_a_units_own_reliability_is_lower_in_small_units() -> None:
    rng = np.random.default_rng(1)
    sizes = [3] * 10 + [60] * 10
    x = np.concatenate([rng.normal() + rng.normal(size=n) for n in sizes])
    labels = [f"u{i:02d}" for i, n in enumerate(sizes) for _ in range(n)]
    survey = number_survey({"x": x.tolist()}, columns={"unit": labels})
    one, each = (
        icc2(survey, by="unit", item="x", variant=v).to_frame()["estimate"][0]
        for v in ("reml", "reml_units")
    )
    assert each < one
