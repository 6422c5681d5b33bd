"""Waves in one file."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices import implementation
from berakhlak_stats.waves import wave_difference, waves
from tests.surveys import random_survey


def test_one_file_and_two_files_agree() -> None:
    """Waves among the strata: independent samples, to the last digit but for rounding."""
    whole = random_survey(3, 300, weighted=True, year=2)
    codes = whole.column("year").codes
    parts = [whole.take(np.flatnonzero(codes == w)) for w in (0, 1)]
    names = ["year0", "year1"]
    one = wave_difference(whole.with_design(strata="year"), wave="year", of=implementation)
    two = waves(parts, labels=names, of=implementation)
    for name in ("estimate", "std_error", "conf_low", "n"):
        found, known = (r.frame[name].to_numpy(float)[:2] for r in (one, two))
        assert found == pytest.approx(known, rel=1e-9), name
    assert one.frame["std_error"].iloc[2] == pytest.approx(two.frame["std_error"].iloc[2], rel=1e-8)
    # Without strata the waves covary by one over n.
    loose = wave_difference(whole, wave="year", of=implementation)
    assert loose.frame["std_error"].iloc[2] == pytest.approx(
        two.frame["std_error"].iloc[2], rel=0.02
    )


def test_the_order_and_choice_of_waves() -> None:
    survey = random_survey(4, 300, year=3)
    frame = wave_difference(survey, wave="year", labels=["year2", "year0"], of=implementation).frame
    assert frame[["wave", "against"]].to_numpy().tolist() == [
        ["year2", ""],
        ["year0", ""],
        ["year0", "year2"],
    ]
    assert frame["n"].iloc[:2].sum() < 300


@pytest.mark.parametrize(
    ("options", "code"),
    [({"wave": "year", "by": "year"}, "E703"), ({"wave": "year", "labels": ["x", "year1"]}, "E701"),
     ({"wave": "year", "labels": ["year1"]}, "E703")],
)  # fmt: skip
def test_what_cannot_be_asked(options: dict[str, object], code: str) -> None:
    survey = random_survey(4, 60, year=2)
    with pytest.raises(OptionError, match=code):
        wave_difference(survey, of=implementation, **options)  # type: ignore[arg-type]
