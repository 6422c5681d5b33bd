from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from berakhlak_stats.instrument import available_instruments, load_instrument
from berakhlak_stats.survey.mapping.recognise import recognise, resolve_instrument
from berakhlak_stats.survey.readers.table import RawTable
from tests.survey.helpers import pick_instrument


@pytest.mark.parametrize("name", available_instruments())
def test_bundled_instruments_are_told_by_their_ids(name: str) -> None:
    instrument = load_instrument(name)
    titles = [block.id for block in instrument.pick_lists]
    titles += [item.id for item in instrument.ratings]
    assert recognise(_empty(["unit", *titles])) == name


def test_nothing_fits() -> None:
    assert recognise(_empty(["x", "y"])) is None


def _empty(titles: list[str]) -> RawTable:
    """A table in which the titles alone can tell."""
    cells = pa.array([""])
    return RawTable("f.csv", dict.fromkeys(titles, cells), np.array([2]), 1)


def test_names_and_instruments() -> None:
    assert resolve_instrument("berakhlak-2022").id == "berakhlak-2022"
    assert resolve_instrument(pick_instrument()).id == "small-picks"
    bundled = Path(load_instrument.__code__.co_filename).parent / "berakhlak-rating.toml"
    assert resolve_instrument(bundled).id == "berakhlak-rating"
