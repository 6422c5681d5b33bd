import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.instrument import (
    Band,
    InstrumentFileError,
    RatingScale,
    Text,
    make_instrument,
)


def test_ratings_by_scale_with_reversed_items() -> None:
    survey = make_instrument(
        ratings={"A": ["A1", "A2"], "B": ["B1"]},
        scale=(0, 4),
        reversed=["A2"],
        labels={"A": ("Adil", "Fair"), "A1": "Treats all alike", "B1": Text("Ba", "Bee")},
    )
    assert [(item.id, item.scale, item.reversed) for item in survey.ratings] == [
        ("A1", "A", False),
        ("A2", "A", True),
        ("B1", "B", False),
    ]
    assert [value.id for value in survey.values] == ["A", "B"]
    assert (survey.label("A", "id"), survey.label("A")) == ("Adil", "Fair")
    assert (survey.label("B1", "id"), survey.label("A2")) == ("Ba", "A2")
    assert survey.scale == RatingScale(0, 4)


def test_ratings_without_scales() -> None:
    survey = make_instrument(ratings=["Q1", "Q2"], scale=(1, 2), scale_labels=["Tidak", "Ya"])
    assert [item.scale for item in survey.ratings] == [None, None]
    assert survey.values == ()
    assert survey.scale is not None
    assert survey.scale.accepted == {"tidak": 1, "ya": 2}


def test_pick_lists_share_their_words() -> None:
    survey = make_instrument(
        picks={
            "current": ["open", "slow", "fair"],
            "desired": {"words": ["open", "kind"], "k": 1, "rule": "at_most"},
        },
        k=2,
    )
    assert [word.id for word in survey.words] == ["open", "slow", "fair", "kind"]
    current, desired = survey.pick_lists
    assert (current.k, current.rule, current.words) == (2, "exactly", ("open", "slow", "fair"))
    assert (desired.k, desired.rule, desired.words) == (1, "at_most", ("open", "kind"))


def test_numbers_alone_need_no_scale() -> None:
    survey = make_instrument(title=("Waktu", "Time"), numbers=["minutes"])
    assert [item.id for item in survey.numbers] == ["minutes"]
    assert (survey.scale, survey.title.id) == (None, "Waktu")


def test_bands_are_sorted_highest_first() -> None:
    low, high = (
        Band(code, cut, Text(code, code), Text("", "")) for code, cut in (("L", 0), ("H", 60))
    )
    survey = make_instrument(numbers=["x"], bands=[low, high])
    assert [band.code for band in survey.bands] == ["H", "L"]


@pytest.mark.parametrize(
    ("arguments", "code", "place"),
    [
        ({}, "E519", "make_instrument"),
        ({"picks": {"current": ["a", "b"]}}, "E508", "pick_lists[0].k ('current')"),
        ({"picks": {"current": ["a", "b"]}, "k": 3}, "E513", "pick_lists[0].k ('current')"),
        ({"picks": {"c": {"words": ["a"], "k": 1, "rul": "x"}}}, "E510", "pick_lists[0].rul ('c')"),
        (
            {"picks": {"c": ["a"]}, "k": 1, "rule": "exact"},
            "E509",
            "pick_lists[0].rule ('c')",
        ),
        ({"ratings": {"A": ["A1"], "B": ["A1"]}}, "E512", "ratings[1].id"),
        ({"ratings": ["Q1"], "numbers": ["Q1"]}, "E512", "numbers[0].id"),
        ({"ratings": ["Q1"], "scale": (5, 1)}, "E514", "scale.low"),
        ({"ratings": ["Q1"], "scale_labels": ["a"]}, "E515", "scale.labels"),
        ({"ratings": ["Q1"], "reversed": ["Q2"]}, "E511", "reversed"),
        ({"ratings": ["Q1"], "labels": {"Q2": "x"}}, "E511", "labels"),
    ],
)
def test_a_definition_that_does_not_fit(arguments: dict, code: str, place: str) -> None:
    with pytest.raises(InstrumentFileError) as caught:
        make_instrument(**arguments)
    assert caught.value.code == code
    assert caught.value.place.removeprefix("make_instrument, ") == place


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"ratings": "A1"}, "ratings"),
        ({"ratings": {"A": "A1"}}, "ratings['A']"),
        ({"picks": ["a", "b"], "k": 1}, "picks"),
        ({"picks": {"c": "abc"}, "k": 1}, "picks['c']"),
        ({"picks": {"P": (["x"], 1)}}, "picks['P']"),
        ({"ratings": ["A1"], "labels": ["x"]}, "labels"),
        ({"ratings": ["A1"], "scale": 5}, "scale"),
        ({"numbers": "age"}, "numbers"),
    ],
)
def test_an_argument_of_the_wrong_kind_is_named(arguments: dict, name: str) -> None:
    with pytest.raises(OptionError) as caught:
        make_instrument(**arguments)
    assert caught.value.code == "E703"
    assert caught.value.text("en").count(f"{name} must be") == 1
    assert f"{name} harus" in caught.value.text("id")
