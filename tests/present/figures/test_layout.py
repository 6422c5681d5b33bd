"""Every figure in both languages and widths: no word outside, none on another, none tiny."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.figures.areas import areas
from berakhlak_stats.present.figures.behaviours import behaviours
from berakhlak_stats.present.figures.dots import dots
from berakhlak_stats.present.figures.figure import NARROW, WIDE, Figure
from berakhlak_stats.present.figures.forest import forest
from berakhlak_stats.present.figures.funnel import funnel
from berakhlak_stats.present.figures.gaps import gaps
from berakhlak_stats.present.figures.headline import headline
from berakhlak_stats.present.figures.heatmap import heatmap
from berakhlak_stats.present.figures.indices import indices
from berakhlak_stats.present.figures.jumps import jumps
from berakhlak_stats.present.figures.limiting import limiting
from berakhlak_stats.present.figures.profile import profile
from berakhlak_stats.present.figures.rank_intervals import rank_intervals
from berakhlak_stats.present.figures.shrunken import shrunken
from berakhlak_stats.present.figures.tiles import tiles
from berakhlak_stats.present.figures.top_ten import top_ten
from berakhlak_stats.present.select import select
from tests.present import fakes
from tests.present.benchmark_results import benchmark_results
from tests.present.figures.drawings import outside, overlapping, too_small

Draw = Callable[[str, float], Figure]


def hide_all(result: Estimates) -> Estimates:
    frame = result.frame.copy()
    frame["suppressed"] = True
    return replace(result, frame=frame, covariance=None)


def no_intervals(result: Estimates) -> Estimates:
    frame = result.frame.copy()
    frame[["conf_low", "conf_high", "std_error"]] = math.nan
    return replace(result, frame=frame, covariance=None)


def no_bands(result: Estimates) -> Estimates:
    keep = [c for c in result.frame.columns if not c.startswith(("band", "prob_"))]
    made = replace(result.provenance, instrument="made-up")
    return replace(result, frame=result.frame[keep], provenance=made)


def extremes(result: Estimates) -> Estimates:
    frame = result.frame.copy()
    shown = ~frame["suppressed"]
    frame.loc[shown, "estimate"] = frame.loc[shown, "conf_high"]
    frame.loc[frame.index[0], ["estimate", "conf_low", "conf_high"]] = 0.0
    return replace(result, frame=frame)


def long_names(result: Estimates) -> Estimates:
    frame = result.frame.copy()
    grouped = frame["group"] != ""
    name = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk & KB <b>"
    frame.loc[grouped, "group"] = [f"{name} {i}" for i in range(grouped.sum())]
    return replace(result, frame=frame)


A, U, W = fakes.all_indices(), fakes.by_unit(), fakes.word_shares()
B, R, G = fakes.behaviour_shares(), fakes.area_shares(), fakes.word_gaps()
V, K, S, E = fakes.value_gaps(), fakes.change_ranks(), fakes.stage_shares(), fakes.entropies()
M = benchmark_results()
CASES: dict[str, Draw] = {
    "funnel": lambda x, w: funnel(M["funnel"], x, width=w),
    "funnel of another score": lambda x, w: funnel(M["funnel"], x, item="balance", width=w),
    "funnel long names": lambda x, w: funnel(long_names(M["funnel"]), x, width=w),
    "funnel hidden": lambda x, w: funnel(hide_all(M["funnel"]), x, width=w),
    "ranks": lambda x, w: rank_intervals(M["ranks"], x, width=w),
    "ranks of standings": lambda x, w: rank_intervals(M["standings"], x, item="AK", width=w),
    "ranks long names": lambda x, w: rank_intervals(long_names(M["ranks"]), x, width=w),
    "ranks few": lambda x, w: rank_intervals(M["ranks"], x, width=w, most=3),
    "ranks hidden": lambda x, w: rank_intervals(hide_all(M["ranks"]), x, width=w),
    "heatmap": lambda x, w: heatmap(M["values"], x, width=w),
    "heatmap long names": lambda x, w: heatmap(long_names(M["values"]), x, width=w),
    "heatmap hidden": lambda x, w: heatmap(hide_all(M["values"]), x, width=w),
    "shrunken": lambda x, w: shrunken(M["shrunken"], x, width=w),
    "shrunken long names": lambda x, w: shrunken(long_names(M["shrunken"]), x, width=w),
    "shrunken few": lambda x, w: shrunken(M["shrunken"], x, width=w, most=3),
    "shrunken hidden": lambda x, w: shrunken(hide_all(M["shrunken"]), x, width=w),
    "headline": lambda x, w: headline(A, x, item="culture_health", width=w),
    "headline hidden": lambda x, w: headline(
        U, x, item="implementation", group="Satpol PP", width=w
    ),
    "headline no bands": lambda x, w: headline(no_bands(A), x, item="balance", width=w),
    "tiles": lambda x, w: tiles(A, x, width=w),
    "tiles hidden": lambda x, w: tiles(hide_all(A), x, width=w),
    "tiles no bands": lambda x, w: tiles(no_bands(A), x, width=w),
    "indices": lambda x, w: indices(A, x, width=w),
    "indices as values": lambda x, w: indices(A, x, width=w, level="value"),
    "indices at the ends": lambda x, w: indices(extremes(A), x, width=w),
    "indices without intervals": lambda x, w: indices(no_intervals(A), x, width=w),
    "indices no bands": lambda x, w: indices(no_bands(A), x, width=w),
    "indices hidden": lambda x, w: indices(hide_all(A), x, width=w),
    "forest": lambda x, w: forest(U, x, item="implementation", width=w),
    "forest long names": lambda x, w: forest(long_names(U), x, item="implementation", width=w),
    "forest few": lambda x, w: forest(U, x, item="implementation", width=w, most=2),
    "forest hidden": lambda x, w: forest(hide_all(U), x, item="implementation", width=w),
    "behaviours": lambda x, w: behaviours(B, x, scores=A, width=w),
    "behaviours alone": lambda x, w: behaviours(no_intervals(B), x, width=w),
    "behaviours unknown": lambda x, w: behaviours(no_bands(B), x, width=w),
    "areas": lambda x, w: areas(R, x, width=w),
    "areas hidden": lambda x, w: areas(hide_all(R), x, width=w),
    "areas of one list": lambda x, w: areas(select(R, lambda r: r.list == "current"), x, width=w),
    "top ten": lambda x, w: top_ten(W, x, width=w),
    "top ten of two": lambda x, w: top_ten(select(W, lambda r: r.list != "personal"), x, width=w),
    "gaps": lambda x, w: gaps(G, x, shares=W, width=w),
    "gaps alone": lambda x, w: gaps(G, x, width=w),
    "gaps hidden": lambda x, w: gaps(hide_all(G), x, shares=W, width=w),
    "gaps of values": lambda x, w: gaps(
        select(V, lambda r: r.difference), x, shares=select(V, lambda r: not r.difference), width=w
    ),
    "jumps": lambda x, w: jumps(G, x, ranks=K, width=w),
    "jumps few": lambda x, w: jumps(G, x, ranks=K, width=w, most=2),
    "jumps without ranks": lambda x, w: jumps(G, x, ranks=hide_all(K), width=w),
    "profile": lambda x, w: profile(S, x, width=w),
    "profile hidden": lambda x, w: profile(hide_all(S), x, width=w),
    "profile of entropy": lambda x, w: profile(E, x, width=w),
    "limiting": lambda x, w: limiting(W, x, width=w),
    "limiting few": lambda x, w: limiting(W, x, width=w, most=2, most_hidden=0),
    "dots": lambda x, w: dots(W, x, width=w),
    "dots of groups": lambda x, w: dots(long_names(U), x, width=w),
    "dots without rows": lambda x, w: dots(select(W, lambda r: False), x, width=w),
}


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("case", list(CASES))
def test_words_have_room(case: str, lang: str, width: float) -> None:
    figure = CASES[case](lang, width)
    for svg in (figure.svg(), figure.titled_svg()):
        assert outside(svg) == []
        assert overlapping(svg) == []
        assert too_small(svg) == []
        assert not re.search(r'="[^"]*\bnan\b', svg)
    assert figure.width == width and figure.height > 0


@pytest.mark.parametrize("case", list(CASES))
def test_every_figure_has_its_words(case: str) -> None:
    figure = CASES[case]("id", WIDE)
    assert figure.title and figure.subtitle and figure.caption
    assert figure.alt.endswith((".", "%")) and "{" not in figure.alt + figure.caption
    data, metadata = figure._repr_mimebundle_()
    assert data["image/svg+xml"] == figure._repr_svg_()
    assert metadata["image/svg+xml"]["alt"].endswith(figure.alt)
