"""What the result of a test of all pairs holds."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import mmi_test
from berakhlak_stats.gaps.pair_tests import form_of
from tests.surveys import random_survey


def test_auto_follows_the_design() -> None:
    simple = random_survey(1, 80, unit=8)
    clustered = simple.with_design(psu="unit")
    assert form_of(simple, "auto") == "IJ" and form_of(clustered, "auto") == "trace"
    assert form_of(simple, "trace") == "trace"
    with pytest.raises(BerakhlakError, match="E701"):
        form_of(clustered, "IJ")


def test_tests_of_the_whole_come_first_and_rest_on_the_cells() -> None:
    frame = mmi_test(random_survey(2, 200)).frame
    whole, cells = frame[frame["level"] == "test"], frame[frame["level"] == "cell"]
    assert whole["item"].tolist() == ["rao_scott", "bonferroni"]
    shown = cells[~cells["suppressed"]]
    assert whole.set_index("item").loc["bonferroni", "p_value"] <= shown["p_adjusted"].min()
    assert (
        (shown["conf_low"] < shown["estimate"]) & (shown["estimate"] < shown["conf_high"])
    ).all()
    hidden = cells[cells["suppressed"]]
    assert (hidden["note"] == "few picks").all()
    assert hidden[["estimate", "statistic", "p_value", "p_adjusted"]].isna().all(axis=None)
    assert np.allclose(shown["p_adjusted"], np.minimum(shown["p_value"] * len(cells), 1))
