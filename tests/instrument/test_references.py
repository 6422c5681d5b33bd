import pytest

from tests.instrument.helpers import DROP, changed, places_of, problems_of


@pytest.mark.parametrize(
    ("path", "new", "code", "place"),
    [
        (("words", 0, "area"), "grwth", "E511", "words[0].area ('does')"),
        (("words", 1, "value"), "W", "E511", "words[1].value ('slow')"),
        (("behaviours", 0, "value"), "W", "E511", "behaviours[0].value ('V1')"),
        (("ratings", 0, "scale"), "W", "E511", "ratings[0].scale ('R1')"),
        (
            ("pick_lists", 0, "words"),
            ["does", "fast"],
            "E511",
            "pick_lists[0].words[1] ('current')",
        ),
        (
            ("pick_lists", 0, "words"),
            ["does", "does"],
            "E512",
            "pick_lists[0].words[1] ('current')",
        ),
        (("words", 1, "id"), "does", "E512", "words[1].id"),
        (("ratings", 0, "id"), "current", "E512", "ratings[0].id"),
        (("numbers", 0, "id"), "R1", "E512", "numbers[0].id"),
        (("bands", 1, "code"), "high", "E512", "bands[1].code"),
        (("pick_lists", 0, "k"), 3, "E513", "pick_lists[0].k ('current')"),
        (("pick_lists", 0, "k"), 0, "E513", "pick_lists[0].k ('current')"),
        (("scale", "low"), 3, "E514", "scale.low"),
        (("scale", "labels"), ["No", "Yes"], "E515", "scale.labels"),
        (("bands", 1, "low"), 60, "E516", "bands[1].low ('low')"),
        (("words", 1, "id"), "a|b", "E517", "words[1].id"),
        (("words", 1, "id"), " slow", "E517", "words[1].id"),
        (("words", 1, "id"), "", "E517", "words[1].id"),
        (("words", 1, "level"), 8, "E509", "words[1].level ('slow')"),
        (("scale", "accepted"), {"maybe": 4}, "E509", "scale.accepted.maybe"),
        (("words", 0, "claim"), "our", "E511", "words[0].claim ('does')"),
        (("scale",), {"low": -2, "high": 2}, "E521", "scale"),
        (("scale",), {"low": 0, "high": 200}, "E521", "scale"),
        (("scale",), DROP, "E508", "scale"),
    ],
)
def test_what_does_not_fit_together_names_the_key(
    path: tuple[str | int, ...], new: object, code: str, place: str
) -> None:
    assert (code, place) in places_of(changed((path, new)))


def test_a_word_takes_the_value_of_its_behaviour() -> None:
    other = {"id": "W", "name": "Other", "definition": ""}
    raw = changed((("values", 1), other), (("words", 0, "value"), "W"))
    assert places_of(raw) == [("E520", "words[0].value ('does')")]
    assert "'V', not 'W'" in problems_of(raw)[0].en
    assert "'V', bukan 'W'" in problems_of(raw)[0].id


def test_a_survey_must_ask_something() -> None:
    raw = changed(*(((part,), DROP) for part in ("pick_lists", "ratings", "numbers")))
    assert [each.code for each in problems_of(raw)] == ["E519"]


def test_scales_are_free_where_there_are_no_values() -> None:
    raw = changed(
        *(((part,), DROP) for part in ("values", "behaviours", "words", "pick_lists")),
        (("ratings", 0, "scale"), "anything"),
    )
    assert problems_of(raw) == ()
