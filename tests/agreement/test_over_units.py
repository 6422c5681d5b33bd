from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement.over_units import delete_units


def test_the_jackknife_of_a_mean_is_its_standard_error() -> None:
    x = np.array([1.0, 4.0, 2.0, 8.0, 5.0])
    sums = np.column_stack([np.ones(5), x])
    found = delete_units(sums, lambda total: total[..., 1:] / total[..., :1], 0.95)
    assert found.estimate[0] == x.mean()
    assert found.std_error[0] == pytest.approx(x.std(ddof=1) / np.sqrt(5))
    # t(4) at .975 is 2.7764 (any table).
    assert found.high[0] - x.mean() == pytest.approx(2.776445 * found.std_error[0], rel=1e-6)


def test_what_does_not_exist_without_a_unit_has_no_error() -> None:
    sums = np.array([[1.0], [0.0]])
    found = delete_units(sums, lambda total: 1 / total, 0.95)
    assert found.estimate[0] == 1 and np.isnan(found.std_error[0])
