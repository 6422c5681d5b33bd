"""The matplotlib theme stays inside its block and draws text as text."""

import io

import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.present.theme import settings, theme, tick_format


def draw() -> str:
    import matplotlib

    matplotlib.use("svg")
    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1])
    axes.set_title(r"Unit $\frac{1}$")
    axes.xaxis.set_major_formatter(tick_format("id", decimals=1))
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def test_nothing_leaks() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    with theme("notebook"):
        assert mpl.rcParams["font.size"] == 11.0
    assert dict(mpl.rcParams) == before


def test_drawings_are_the_same_twice_and_keep_their_text() -> None:
    with theme():
        first, second = draw(), draw()
    assert first == second
    assert "0,4" in first and r"\frac" in first and "<text" in first


def test_unknown_kinds_are_refused() -> None:
    with pytest.raises(BerakhlakError) as caught:
        settings("poster")  # type: ignore[arg-type]
    assert caught.value.code == "E701"


def test_tick_format() -> None:
    assert tick_format("id", decimals=1, unit="%")(12.5, 0) == "12,5%"
