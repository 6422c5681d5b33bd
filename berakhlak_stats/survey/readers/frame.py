"""A pandas DataFrame, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.mapping.cells import cell_text
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.registry import apply_source, choose_source
from berakhlak_stats.survey.readers.sources.source import Top
from berakhlak_stats.survey.readers.table import RawTable
from berakhlak_stats.survey.texts import sentence

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.instrument.model import Instrument

SOURCE = "DataFrame"


def read_frame(
    frame: pd.DataFrame,
    *,
    decimal: str | None = None,
    source: str | None = "plain",
    fits: Instrument | None = None,
) -> RawTable:
    """The columns of a DataFrame; rows are counted from 1, the index is left alone."""
    if frame.shape[0] == 0:
        raise make_error("E102", place=SOURCE)
    claims = Claims(fits)
    titles = tuple(str(title) for title in frame.columns)
    choice = choose_source(Top((titles,), "frame"), source, claims, SOURCE)
    draft = Draft(
        source=SOURCE,
        header=(titles,),
        columns=[_array(frame.iloc[:, place]) for place in range(frame.shape[1])],
        rows=np.arange(1, len(frame) + 1, dtype=np.int64),
        claims=claims,
        understood=(sentence("format_other", kind="pandas DataFrame"),),
        decimal=decimal,
        synthetic=bool(frame.attrs.get("synthetic", False)),
    )
    apply_source(choice, draft)
    return draft.table()


def _array(series: Any) -> Any:
    """An Arrow array; cells of mixed types become text one by one."""
    import pyarrow as pa

    try:
        array = pa.array(series, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([cell_text(_plain(value)) for value in series], type=pa.string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _plain(value: Any) -> Any:
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT:
        return None
    return value.item() if isinstance(value, np.generic) else value
