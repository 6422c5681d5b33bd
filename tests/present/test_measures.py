"""Rows of reliability results in words: scale and decimals by level."""

from __future__ import annotations

from berakhlak_stats.present.measures import Measure, heading_words, measures
from tests.present.reliability_results import NAMES, reliability_results


def of(name: str, level: str, lang: str = "id") -> list[Measure]:
    return [x for x in measures(reliability_results()[name], lang) if x.row.level == level]


def test_each_level_has_its_decimals() -> None:
    shown = {
        "coefficient": of("halves", "coefficient")[0].value,
        "component": of("words", "component")[1].value,
        "respondents": next(x for x in of("needed", "respondents") if x.row.shown).value,
        "words": of("top", "words")[0].value,
    }
    places = {level: len(value.partition(",")[2]) for level, value in shown.items()}
    assert places == {"coefficient": 2, "component": 4, "respondents": 0, "words": 1}


def test_shares_of_resamples_are_percent_without_an_interval() -> None:
    sure = next(x for x in of("top", "resample_share", "en") if x.row.estimate == 100)
    assert (sure.value, sure.span) == (">99%", "–")
    assert sure.name.endswith(", share of resamples")


def test_differences_at_the_edge_are_points() -> None:
    edge = of("top", "place")[0]
    frame = reliability_results()["top"].frame
    assert edge.ends[0] == 100 * frame["estimate"].iloc[edge.row.index]
    assert " − " in edge.name and edge.second in edge.name


def test_names_hold_targets_and_numbers() -> None:
    assert of("needed", "respondents")[0].name.endswith("sasaran keandalan 0,70")
    assert of("words", "coefficient")[0].name == "Koefisien G (urutan), 10 responden"
    assert of("persons", "coefficient", "en")[0].name == "G coefficient (order), 21 items"
    assert of("profiles", "coefficient", "en")[0].name.endswith("10 respondents per unit")


def test_notes_are_words() -> None:
    notes = {x.note for x in of("needed", "respondents", "en")}
    assert {"no difference between units is seen", "there is no upper limit"} <= notes
    assert of("words", "component", "en")[0].note.startswith("set by the number of picks")


def test_hidden_edges_name_no_word() -> None:
    hidden = [x for x in of("top of units", "place", "en") if x.row.hidden]
    assert hidden and {x.name for x in hidden} == {"Difference at the edge, points"}


def test_every_result_has_a_heading() -> None:
    for name in NAMES:
        for lang in ("id", "en"):
            assert heading_words(reliability_results()[name], lang)
