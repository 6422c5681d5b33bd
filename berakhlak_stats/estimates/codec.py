"""Estimates to plain records and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.glossary import TEXT

if TYPE_CHECKING:
    import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """One dict per row; missing numbers become None, so that the text is strict JSON."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [
        {
            str(key): value.item() if isinstance(value, np.generic) else value
            for key, value in row.items()
        }
        for row in plain.to_dict(orient="records")
    ]


def matrix(values: NDArray[np.float64] | None) -> list[list[float | None]] | None:
    """A matrix as nested lists; what is unknown (NaN) becomes None."""
    if values is None:
        return None
    return [[None if np.isnan(x) else float(x) for x in row] for row in values]


def decode(
    body: Mapping[str, Any], schema: str, provenance: type[Any]
) -> tuple[Any, Any, NDArray[np.float64] | None]:
    """Frame, provenance and covariance from what ``Estimates.to_json`` wrote."""
    import pandas as pd

    if body.get("schema") != schema:
        raise OptionError("E701", name="schema", given=body.get("schema"), choices=schema)
    frame = pd.DataFrame.from_records(body["estimates"], columns=body.get("columns"))
    for column in frame.columns:
        if column in TEXT:
            frame[column] = frame[column].astype(str).astype(object)
        elif column == "suppressed":
            frame[column] = frame[column].astype(bool)
        else:
            frame[column] = frame[column].astype(float)
    made = dict(body["provenance"])
    for name in ("references", "stages"):
        made[name] = tuple(made.get(name, ()))
    made["warnings"] = tuple((pair[0], pair[1]) for pair in made["warnings"])
    covariance = body["covariance"]
    if covariance is not None:
        covariance = np.array(covariance, float).reshape(len(frame), len(frame))
    return frame, provenance(**made), covariance
