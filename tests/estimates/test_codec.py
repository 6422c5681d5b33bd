"""Plain records and back."""

from __future__ import annotations

import numpy as np
import pandas as pd

from berakhlak_stats.estimates.codec import matrix, records


def test_records_hold_plain_values_and_none() -> None:
    frame = pd.DataFrame(
        {"item": ["a", "b"], "estimate": [1.5, np.nan], "suppressed": [False, True]}
    )
    found = records(frame)
    assert found == [
        {"item": "a", "estimate": 1.5, "suppressed": False},
        {"item": "b", "estimate": None, "suppressed": True},
    ]
    assert {type(value) for row in found for value in row.values()} <= {
        str,
        float,
        bool,
        type(None),
    }


def test_matrix() -> None:
    assert matrix(None) is None
    assert matrix(np.array([[1.0, np.nan]])) == [[1.0, None]]
