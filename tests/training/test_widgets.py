from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats import training
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.simulate import simulate
from berakhlak_stats.training import explorable
from berakhlak_stats.training.widgets import probabilities

SURVEY = simulate(seed=2, n=150)
VIEW = "application/vnd.jupyter.widget-view+json"


def every(lang: str) -> list[training.Explorable]:
    """The three widgets."""
    return [
        training.sampling_error(lang=lang),
        training.band_probability(lang=lang),
        training.top_ten_stability(SURVEY, lang=lang),
    ]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_still_pictures_are_the_same_on_every_run(lang: str) -> None:
    for one, other in zip(every(lang), every(lang), strict=True):
        first, second = one._repr_mimebundle_(), other._repr_mimebundle_()
        assert first == second
        assert len(first[0]["image/svg+xml"]) < 100_000
        assert len(first[1]["image/svg+xml"]["alt"]) > 20


def test_misses_shrink_as_theory_says() -> None:
    # 1.96 S sqrt((1 - n/N) / n), from everybody's own score (Cochran 1977, theorem 2.2)
    people = bs.simulate.simulate_population("kapuas-2022", seed=1)
    own = bs.weighting.person_scores(people.census, "implementation")
    widget = training.sampling_error(people, lang="en")
    for n in (50, 200, 800):
        title = widget.picture(n=n).title
        said = float(re.search(r"at most ([\d.]+) points", title).group(1))
        expected = 1.96 * own.std(ddof=1) * math.sqrt((1 - n / len(own)) / n)
        assert said == pytest.approx(expected, rel=0.15)


def test_probabilities_by_hand() -> None:
    # Normal table: P(Z > (74.95 - 74) / 1.5) = P(Z > 0.6333) = 0.2633
    found = probabilities(74.0, 1.5)
    assert found["A"] == pytest.approx(0.2633, abs=5e-4)
    assert sum(found.values()) == pytest.approx(1)
    assert "26%" in training.band_probability(74.0, 1.5, lang="en").picture().svg()


def test_top_ten_shares_are_of_resamples() -> None:
    figure = training.top_ten_stability(SURVEY, lang="en").picture()
    shares = [float(x) for x in re.findall(r">[&lt;g]*;?(\d+)%<", figure.svg())]
    assert len(shares) == 16
    # With few respondents fewer words are sure of their place.
    sure = [int(re.search(r"(\d+) of 10", training.top_ten_stability(SURVEY, lang="en", n=n)
                          .picture().title).group(1)) for n in (20, 150, 1000)]  # fmt: skip
    assert sure == sorted(sure) and sure[0] < sure[-1]


@pytest.mark.parametrize(
    "call",
    [
        lambda: training.sampling_error(n=1),
        lambda: training.sampling_error(n=5000),
        lambda: training.sampling_error("nowhere"),
        lambda: training.band_probability(101),
        lambda: training.band_probability(50, 0),
        lambda: training.band_probability(float("nan")),
        lambda: training.top_ten_stability(SURVEY, lists="past"),
        lambda: training.top_ten_stability(SURVEY, n=2),
        lambda: training.sampling_error(lang="fr"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call: Any) -> None:
    with pytest.raises(BerakhlakError, match=r"E4|E5|E7"):
        call()


def test_sliders_redraw() -> None:
    pytest.importorskip("ipywidgets", reason="ipywidgets is not installed")
    box = training.band_probability(74.0, 1.5, lang="id").explore().box
    *bars, shown = box.children
    before = shown.value
    bars[0].value = 80.0
    assert "80,0" in shown.value and shown.value != before
    assert [bar.description for bar in bars] == ["skor", "galat baku"]


def test_sliders_come_with_the_still_picture() -> None:
    pytest.importorskip("ipywidgets", reason="ipywidgets is not installed")
    widget = training.band_probability(74.0, 1.5, lang="en")
    data, metadata = widget.explore()._repr_mimebundle_()
    still, words = widget._repr_mimebundle_()
    assert data.pop(VIEW)["model_id"]
    assert (data, metadata) == (still, words)


def test_without_ipywidgets_the_picture_tells_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explorable, "find_spec", lambda name: None)
    data, metadata = training.band_probability(lang="id").explore()._repr_mimebundle_()
    assert set(data) == {"image/svg+xml", "text/plain"} and metadata
    assert "ipywidgets" in data["image/svg+xml"]


def test_no_draw_touches_the_global_generator() -> None:
    state = np.random.get_state()[1].copy()
    every("id")[0].picture()
    assert (np.random.get_state()[1] == state).all()
