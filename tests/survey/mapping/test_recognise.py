from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.instrument import available_instruments, load_instrument
from berakhlak_stats.survey.mapping.recognise import recognise, resolve_instrument
from tests.survey.helpers import pick_instrument


@pytest.mark.parametrize("name", available_instruments())
def test_bundled_instruments_are_told_by_their_ids(name: str) -> None:
    instrument = load_instrument(name)
    titles = [block.id for block in instrument.pick_lists]
    titles += [item.id for item in instrument.ratings]
    assert recognise(["unit", *titles]) == name


def test_nothing_fits() -> None:
    assert recognise(["x", "y"]) is None


def test_names_and_instruments() -> None:
    assert resolve_instrument("berakhlak-2022").id == "berakhlak-2022"
    assert resolve_instrument(pick_instrument()).id == "small-picks"
    bundled = Path(load_instrument.__code__.co_filename).parent / "berakhlak-rating.toml"
    assert resolve_instrument(bundled).id == "berakhlak-rating"
