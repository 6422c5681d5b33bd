"""Which figure a result gets."""

import pytest

from berakhlak_stats.present.plots import plot
from berakhlak_stats.present.select import select, select_level, select_limiting
from tests.present import fakes


@pytest.mark.parametrize(
    ("result", "name"),
    [
        (fakes.all_indices(), "tiles"),
        (select_level(fakes.all_indices(), "index"), "indices"),
        (select(fakes.all_indices(), lambda row: row.item == "implementation"), "headline"),
        (fakes.by_unit(), "forest"),
        (fakes.word_shares(), "top_ten"),
        (select_limiting(fakes.word_shares()), "limiting"),
        (select(fakes.word_shares(), lambda row: row.list == "current"), "dots"),
        (fakes.area_shares(), "areas"),
        (fakes.word_gaps(), "gaps"),
    ],
)
def test_choice(result, name: str) -> None:
    for width in (760, 344):
        figure = plot(result, "id", width=width)
        assert figure.name == name and figure.width == width and figure.title


def test_a_title_can_be_given(indices_result) -> None:
    assert plot(indices_result, "en", title="Mine").title == "Mine"


def test_groups_without_bands_are_dots() -> None:
    table = fakes.by_unit().frame.drop(columns=["band"])
    assert plot(fakes.Estimates(table, fakes.provenance("x"))).name == "dots"
