"""A pandas DataFrame, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.mapping.cells import cell_text
from berakhlak_stats.survey.readers.table import RawTable, unique_titles
from berakhlak_stats.survey.texts import sentence

if TYPE_CHECKING:
    import pandas as pd

SOURCE = "DataFrame"


def read_frame(frame: pd.DataFrame, *, decimal: str | None = None) -> RawTable:
    """The columns of a DataFrame; rows are counted from 1, the index is left alone."""
    if frame.shape[0] == 0:
        raise make_error("E102", place=SOURCE)
    titles, problems = unique_titles(
        [str(title) for title in frame.columns], [True] * frame.shape[1], SOURCE
    )
    columns = {str(title): _array(frame.iloc[:, place]) for place, title in enumerate(titles)}
    return RawTable(
        source=SOURCE,
        columns=columns,
        rows=np.arange(1, len(frame) + 1, dtype=np.int64),
        rows_read=len(frame),
        understood=(sentence("format_other", kind="pandas DataFrame"),),
        problems=tuple(problems),
        decimal=decimal,
        synthetic=bool(frame.attrs.get("synthetic", False)),
    )


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
