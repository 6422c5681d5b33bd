"""States that must look different: hidden, untested, undecided, uncertain band."""

import re
from dataclasses import replace

import pytest

from berakhlak_stats.present import palette
from berakhlak_stats.present.benchmarks import groups_of, standings_of
from berakhlak_stats.present.figures.areas import areas
from berakhlak_stats.present.figures.band_rows import probability_words
from berakhlak_stats.present.figures.behaviours import behaviours
from berakhlak_stats.present.figures.dots import dots, row_labels
from berakhlak_stats.present.figures.figure import Pen
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
from berakhlak_stats.present.figures.top_ten import matches, ranked, top_ten
from berakhlak_stats.present.rows import pick, rows_of
from berakhlak_stats.present.svg.scale import Scale
from berakhlak_stats.present.verbs import PASSED, difference_verb
from tests.present import fakes
from tests.present.benchmark_results import benchmark_results
from tests.present.figures.drawings import texts

WIDTHS = pytest.mark.parametrize("width", [760, 344])


def words(svg: str) -> list[str]:
    return [word.text for word in texts(svg)]


@WIDTHS
def test_hidden_units_are_hatched_and_named(width: float) -> None:
    svg = forest(fakes.by_unit(), "id", item="implementation", width=width).svg()
    assert svg.count("url(#") == 2 and svg.count("<pattern") == 1
    said = words(svg)
    assert "disembunyikan" in said and "disembunyikan sebagai pelindung" in said
    assert "Satpol PP" in said and "garis putus: keseluruhan 62,1" in said


def test_units_are_sorted_by_score_and_the_largest_are_kept() -> None:
    said = words(forest(fakes.by_unit(), "id", item="implementation").svg())
    assert said.index("68,4") < said.index("66,1") < said.index("64,4")
    few = forest(fakes.by_unit(), "id", item="implementation", most=3)
    assert "68,4" not in words(few.svg()) and "7 kelompok lain" in few.caption


@WIDTHS
def test_undecided_gaps_are_grey_and_hollow(width: float) -> None:
    svg = gaps(fakes.word_gaps(), "id", shares=fakes.word_shares(), width=width).svg()
    said = words(svg)
    assert "tidak diuji: kata tidak ada di daftar yang lain" in said
    if width == 760:
        assert palette.UNDECIDED in svg
    else:
        assert any("belum dapat disimpulkan" in text for text in said)


def test_a_difference_with_a_hidden_share_is_not_drawn() -> None:
    shares = fakes.word_shares()
    frame = shares.frame.copy()
    frame.loc[(frame["item"] == "berhati_hati") & (frame["list"] == "desired"), "suppressed"] = True
    figure = gaps(fakes.word_gaps(), "id", shares=replace(shares, frame=frame))
    assert "−10,9" not in words(figure.svg()) and "2 baris disembunyikan" in figure.alt


@WIDTHS
def test_an_uncertain_band_shows_two_letters_and_a_probability(width: float) -> None:
    said = words(tiles(fakes.all_indices(), "id", width=width).svg())
    place = said.index("Akuntabel")
    assert {"B", "A", "peluang B 56%"} <= set(said[place : place + 8])
    assert "Implementasi" in said


def test_hidden_tiles_and_scales_have_no_number() -> None:
    frame = fakes.all_indices().frame.copy()
    frame["suppressed"] = True
    hidden = replace(fakes.all_indices(), frame=frame)
    assert not any(char.isdigit() for text in words(tiles(hidden, "id").svg()) for char in text)
    said = words(headline(hidden, "id", item="implementation").svg())
    assert "disembunyikan" in said and "Peluang kategori" not in said


def test_indices_in_official_order_with_the_total_last() -> None:
    said = words(indices(fakes.all_indices(), "en").svg())
    assert said.index("BerAKHLAK implementation") < said.index("Total culture health")
    assert "spread of positive words over areas" in said
    pen = Pen.of(fakes.all_indices(), "id", 344)
    total = pick(rows_of(fakes.all_indices()), item="culture_health")[0]
    assert probability_words(pen, total) == "peluang A 89%, B 11%"


@WIDTHS
def test_top_ten_marks_matches_and_unsure_places(width: float) -> None:
    svg = top_ten(fakes.word_shares(), "id", width=width).svg()
    said = words(svg)
    assert said.count("Bertanggung Jawab") == (3 if width == 760 else 1)
    if width == 760:
        assert said.index("Nilai pribadi") < said.index("Budaya saat ini")
        assert svg.count("<path") == 8 + 5
    assert f'fill="{palette.WHITE}" stroke="{palette.list_style("current").text}"' in svg


def test_ranks_and_matches() -> None:
    rows = rows_of(fakes.word_shares())
    personal, current = ranked(rows, "personal"), ranked(rows, "current")
    assert [place.rank for place in personal] == list(range(1, 11))
    assert personal[0].row.item == "bertanggung_jawab" and personal[0].sure
    assert not personal[9].sure
    shared = {p.row.item for p in personal} & {p.row.item for p in current}
    assert matches(personal, current) == shared and len(shared) == 8


@WIDTHS
def test_limiting_words_have_triangle_and_colour(width: float) -> None:
    figure = limiting(fakes.word_shares(), "id", width=width, most=5, most_hidden=1)
    svg = figure.svg()
    assert svg.count("<polygon") == 6 + 5 and palette.LIMITING in svg
    assert "Koruptif" in words(svg) and "3 kata lain" in figure.caption
    assert "#ff0000" not in svg.lower()


def test_areas_follow_the_desired_list() -> None:
    said = words(areas(fakes.area_shares(), "id").svg())
    order = ["Pertumbuhan", "Kinerja", "Tujuan Bersama", "Relasi", "Makna & Tujuan"]
    assert [text for text in said if text in order] == order


def test_behaviours_by_value_with_their_scores() -> None:
    said = words(behaviours(fakes.behaviour_shares(), "id", scores=fakes.all_indices()).svg())
    assert "skor 41,7" in said and said.count("disembunyikan") == 1
    assert "skor 41,7" not in words(behaviours(fakes.behaviour_shares(), "id").svg())


def test_dots_of_anything() -> None:
    figure = dots(fakes.word_shares(), "id", most=40)
    assert "Bertanggung Jawab · Saat ini" in words(figure.svg())
    assert "lain ada di tabel" in figure.caption
    pen = Pen.of(fakes.by_unit(), "id", 760)
    first = next(row for row in rows_of(fakes.by_unit()) if row.group)
    assert row_labels(pen, [first]) == ["Badan Perencanaan Pembangunan Daerah"]


def test_tied_words_share_a_rank() -> None:
    shares = fakes.word_shares()
    frame = shares.frame.copy()
    own = frame.index[(frame["list"] == "current") & ~frame["suppressed"]]
    frame.loc[own[2:5], "estimate"] = 0.4
    rows = rows_of(replace(shares, frame=frame))
    places = ranked(rows, "current")
    assert [place.shared for place in places[:7]] == [1, 2, 3, 3, 3, 6, 7]
    assert [place.rank for place in places] == list(range(1, 11))


def test_a_short_top_says_why() -> None:
    shares = fakes.word_shares()
    frame = shares.frame.copy()
    frame.loc[frame.index[5:], "suppressed"] = True
    caption = top_ten(replace(shares, frame=frame), "en").caption
    assert "fewer than 10 people are not drawn" in caption
    assert "not drawn" not in top_ten(shares, "en").caption


def test_widely_chosen_words_stay_in_the_drawing_though_undecided() -> None:
    """Else the largest differences alone would look as if all were decided."""
    drawn = gaps(fakes.word_gaps(), "id", shares=fakes.word_shares(), most=6)
    said = words(drawn.svg())
    assert "Terbuka Bekerja Sama" in said
    assert "selisih terbesar, dan kata yang banyak dipilih" in drawn.caption
    whole = gaps(fakes.word_gaps(), "id", shares=fakes.word_shares(), most=99)
    assert "banyak dipilih" not in whole.caption


def test_a_passed_but_small_difference_is_not_called_undecided() -> None:
    result = fakes.word_gaps()
    frame = result.frame.copy()
    frame.loc[0, ["estimate", "conf_low", "conf_high", "p_adjusted"]] = [0.006, 0.003, 0.009, 0.01]
    drawn = gaps(replace(result, frame=frame), "id", shares=fakes.word_shares(), width=344, most=99)
    assert any("berbeda secara statistik tetapi kecil" in text for text in words(drawn.svg()))
    assert "1 kecil (dalam ±1 poin) atau besarnya belum pasti" in drawn.caption


def test_the_caption_names_the_family_and_its_share() -> None:
    result = fakes.value_gaps()
    caption = gaps(result, "id").caption
    assert "(Benjamini–Hochberg) atas 7 selisih, lalu menurut 2,5% alfa laporan" in caption
    alone = replace(result, provenance=replace(result.provenance, parameters={"adjust": "holm"}))
    assert "(Holm) atas 7 selisih; selangnya tidak" in gaps(alone, "id").caption


def test_limiting_parts_stand_below_with_their_mark() -> None:
    said = words(profile(fakes.stage_shares(), "id").svg())
    order = [text for text in said if text.startswith("Tingkat")]
    assert order[0] == "Tingkat 7 (pelayanan)"
    assert order[-3:] == [f"Tingkat {k} (penghambat)" for k in (3, 2, 1)]
    svg = profile(fakes.stage_shares(), "id").svg()
    assert palette.LIMITING in svg and "url(#" in svg


def test_jumps_show_increases_that_passed_and_their_ranks() -> None:
    drawn = jumps(fakes.word_gaps(), "id", ranks=fakes.change_ranks())
    said = words(drawn.svg())
    assert "Inovatif dan Kreatif" in said and "Setia pada Pancasila dan NKRI" not in said
    assert "1–5" in said
    assert "serentak untuk" in drawn.caption


@WIDTHS
def test_a_heatmap_has_three_states_and_hidden_groups_a_word(width: float) -> None:
    result = benchmark_results()["values"]
    rows = rows_of(result)
    svg = heatmap(result, "id", width=width).svg()
    passed = [r for r in rows if r.shown and difference_verb(r) in PASSED]
    assert passed and svg.count('fill="#FFFFFF" font-weight="700"') == len(passed)
    assert svg.count(f'fill="{palette.THIRD}"') == sum(r.shown for r in rows) - len(passed)
    untested = sum(r.state == "not_tested" for r in rows)
    groups = len({r.group for r in rows if r.hidden})
    # One hatch per untested cell, one per hidden group, one in the legend.
    assert untested and svg.count("url(#") == untested + groups + 1
    assert (
        words(svg).count("disembunyikan") + words(svg).count("disembunyikan sebagai pelindung")
        == groups
    )


@WIDTHS
def test_bars_over_the_whole_list_are_pale(width: float) -> None:
    result = benchmark_results()["ranks"]
    shown = [row for row in rows_of(result) if row.shown]
    whole = [row for row in shown if (row.low, row.high) == (1, len(shown))]
    svg = rank_intervals(result, "id", width=width).svg()
    assert 0 < len(whole) < len(shown)
    assert svg.count(f'height="8" fill="{palette.RULE}"') == len(whole)
    assert svg.count(f'height="8" fill="{palette.PALE_INTERVAL}"') == len(shown) - len(whole)


@WIDTHS
def test_a_funnel_names_only_what_is_outside_and_its_anchors(width: float) -> None:
    result = benchmark_results()["funnel"]
    every = groups_of(standings_of(result), "implementation")
    shown = [each for each in every if each.row.shown]
    outside = {each.row.group for each in shown if each.position != "inside"}
    largest = sorted(shown, key=lambda each: -each.row.n)[:2]
    allowed = outside | {each.row.group for each in largest}
    said = set(words(funnel(result, "id", width=width).svg()))
    names = {each.row.group for each in every}
    assert said & names and said & names <= allowed
    assert not said & {each.row.group for each in every if each.row.hidden}


def test_limits_begin_at_the_smallest_group_that_may_be_shown() -> None:
    svg = funnel(benchmark_results()["funnel"], "id").svg()
    corner = re.search(r'polygon points="([\d.]+),', svg)
    largest = max(
        each.row.n
        for each in groups_of(standings_of(benchmark_results()["funnel"]), "implementation")
        if each.row.shown
    )
    scale = Scale(0, 1.04 * largest, 36, 760 - 104)
    assert corner is not None and float(corner[1]) == pytest.approx(scale(10), abs=0.01)


@WIDTHS
def test_raw_scores_are_hollow_and_shrunken_ones_solid(width: float) -> None:
    result = benchmark_results()["shrunken"]
    shown = [e for e in groups_of(standings_of(result), "implementation") if e.row.shown]
    svg = shrunken(result, "id", width=width).svg()
    assert svg.count(f'stroke="{palette.UNDECIDED}" stroke-width="1.6"') == len(shown)
    assert svg.count(f'fill="{palette.SCORE}" stroke="{palette.WHITE}"') == len(shown)
