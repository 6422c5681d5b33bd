"""Builders: joined statistics and weights of the total."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.indices import parts
from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.totals import collect
from tests.surveys import random_survey, small_instrument

INSTRUMENT = small_instrument()


def test_joined_statistics_return_what_their_parts_do() -> None:
    survey = random_survey(1, 50)
    pieces = [parts.values(INSTRUMENT), parts.energy(INSTRUMENT)]
    whole = parts.joined("both", pieces)
    totals = collect(survey, [whole, *pieces])
    found = [
        evaluate(each, totals.by_group(totals.cells.total[:, totals.plan.columns_of(each)]))
        for each in (whole, *pieces)
    ]
    assert np.allclose(found[0], np.concatenate(found[1:], axis=1))
    assert [o.item for o in whole.outputs] == [o.item for p in pieces for o in p.outputs]
    assert whole.smooth
    assert not parts.joined("rough", [*pieces, parts.coverage(INSTRUMENT)]).smooth


def test_component_weights_sum_to_one() -> None:
    assert parts.component_weights(None) == dict.fromkeys(parts.COMPONENTS, pytest.approx(0.2))
    some = parts.component_weights({"balance": 2.0, "positive_energy": 6.0})
    assert some["positive_energy"] == 0.75 and some["implementation"] == 0


@pytest.mark.parametrize("variant", ["reach", "vote_sum", "union", "mean_share"])
def test_functions_work_on_any_leading_axes(variant: str) -> None:
    statistic = parts.values(INSTRUMENT, variant)
    totals = np.random.default_rng(1).uniform(1, 2, (4, 3, 2, statistic.layout.width))
    found = evaluate(statistic, totals)
    assert found.shape == (4, 3, 2, 4)
    assert found[2, 1, 0] == pytest.approx(evaluate(statistic, totals[2, 1, 0]))
