"""The largest jump is named only where it leads beyond doubt."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.narrative import check_prose
from berakhlak_stats.present.narrative.jumps import jumps_of, narrate_jumps
from berakhlak_stats.present.rows import rows_of
from tests.present import fakes


def _with_first(estimate: float, *, se: float = 0.01) -> Estimates:
    """The largest increase set to ``estimate``, all standard errors to ``se``."""
    result = fakes.word_gaps()
    frame = result.frame.copy()
    shown = frame["estimate"].notna()
    frame.loc[shown, "std_error"] = se
    frame.loc[shown, "p_adjusted"] = np.where(frame.loc[shown, "estimate"].abs() > 0.05, 1e-4, 1.0)
    frame.loc[frame["estimate"].idxmax(), ["estimate", "conf_low", "conf_high"]] = [
        estimate, estimate - 2 * se, estimate + 2 * se,
    ]  # fmt: skip
    return Estimates(frame, result.provenance, fakes.independent(frame))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_lead_beyond_doubt_is_named(lang: str) -> None:
    told = narrate_jumps(_with_first(0.5), lang)
    assert told is not None
    (said,) = told.sentences
    assert said.claim.verb_level == "higher" and said.claim.p_adjusted < 0.05
    assert said.claim.subject in str(told.heading)
    assert check_prose(f"{told.heading}. {told}", told.ledger, lang=lang) == []


@pytest.mark.parametrize("lang", ["id", "en"])
def test_near_ties_leave_the_first_place_open(lang: str) -> None:
    top = sorted(fakes.word_gaps().frame["estimate"].dropna())[-2]
    told = narrate_jumps(_with_first(float(top) + 0.001), lang)
    assert told is not None
    assert told.heading.claim.verb_level == "cannot_tell"
    assert [each.claim.rule_fired for each in told.sentences] == ["jump_unknown"]


def test_no_increase_that_passed_is_no_jump() -> None:
    result = fakes.word_gaps()
    frame = result.frame.assign(
        p_adjusted=result.frame["p_adjusted"].where(lambda p: p.isna(), 1.0)
    )
    assert narrate_jumps(replace(result, frame=frame), "id") is None


def test_jumps_are_increases_in_order() -> None:
    found = jumps_of(rows_of(fakes.word_gaps()))
    sizes = [row.estimate for row in found]
    assert sizes == sorted(sizes, reverse=True) and min(sizes) > 0
