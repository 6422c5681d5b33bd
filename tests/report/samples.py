"""Small results and files made by hand, for the tests of what leaves the house."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from berakhlak_stats.estimates import Estimates, Provenance

NAN = math.nan
SHOWN: dict[str, Any] = {
    "list": "current",
    "level": "index",
    "item": "implementation",
    "group": "",
    "estimate": 62.449999999,
    "std_error": 0.65,
    "conf_low": 61.15,
    "conf_high": 63.64,
    "n": 612.0,
    "df": math.inf,
    "suppressed": False,
    "note": "",
    "band": "B",
    "prob_A": 0.004,
    "prob_B": 0.996,
}


def row(**changes: Any) -> dict[str, Any]:
    """A shown row of an index with some fields changed."""
    return {**SHOWN, **changes}


def leaking(**changes: Any) -> dict[str, Any]:
    """A hidden row whose numbers a careless room left in place."""
    return row(**{"suppressed": True, "note": "suppressed", "estimate": 77.7, "n": 4.0} | changes)


def result_of(*rows: dict[str, Any], **made: Any) -> Estimates:
    """A result with these rows."""
    origin = {
        "statistic": "implementation",
        "n_read": 612,
        "n_used": 612,
        "instrument": "berakhlak-2022",
        "references": ("Binder (1983)",),
        "parameters": {"weights": {"balance": 0.2}},
    }
    return Estimates(pd.DataFrame(rows or [row()]), Provenance(**{**origin, **made}))
