from berakhlak_stats.errors import InstrumentError, register
from berakhlak_stats.instrument import InstrumentFileError
from berakhlak_stats.instrument.problems import key_of, problem, spelling
from tests.instrument.helpers import DROP, changed, problems_of

BROKEN = changed(
    (("words", 0, "label"), DROP),
    (("words", 1, "valu"), "V"),
    (("pick_lists", 0, "k"), 9),
    (("scale", "low"), 5),
    (("claims", "ours", "sureness"), "sure"),
)


def test_problems_of_shape_and_of_reference_come_together() -> None:
    codes = sorted(each.code for each in problems_of(BROKEN))
    assert codes == ["E508", "E509", "E510", "E513", "E514"]


def test_several_problems_are_listed_in_both_languages() -> None:
    found = problems_of(BROKEN)
    error = InstrumentFileError("mine.toml", found)
    assert isinstance(error, InstrumentError)
    assert error.code == "E505"
    for lang, count in (("en", "has 5 problems"), ("id", "memuat 5 masalah")):
        text = error.text(lang)
        assert count in text
        assert all(each.text(lang) in text for each in found)


def test_one_problem_keeps_its_own_code_and_place() -> None:
    found = problem("E513", "mine.toml", "pick_lists[0].k", k=9, count=2)
    error = InstrumentFileError("mine.toml", [found])
    assert (error.code, error.place) == ("E513", "mine.toml, pick_lists[0].k")


def test_a_broken_claim_is_reported_once_however_often_it_is_used() -> None:
    raw = changed(
        (("claims", "ours", "sureness"), "sure"),
        (("words", 0, "claim"), "ours"),
        (("words", 1, "claim"), "ours"),
    )
    assert len(problems_of(raw)) == 1


def test_places_name_the_entry_except_for_its_own_id() -> None:
    assert key_of("words", 12, {"id": "jujur"}, "value") == "words[12].value ('jujur')"
    assert key_of("words", 12, {"id": "jujur"}, "id") == "words[12].id"
    assert key_of("bands", 0, {"code": "A"}, "low") == "bands[0].low ('A')"
    assert key_of("words", 12, "not a table") == "words[12]"


def test_spelling_shows_no_endless_list_and_no_far_fetched_hint() -> None:
    hints = spelling("zzz", [f"name{number}" for number in range(90)])
    assert hints["hint_en"] == hints["hint_id"] == ""
    assert hints["known"].endswith(", ...")
    assert hints["known"].count("name") == 20
    assert spelling("a", [])["known"] == "-"


def test_every_code_of_the_family_has_a_text_and_a_fix_in_both_languages() -> None:
    family = {code: texts for code, texts in register().items() if code.startswith("E5")}
    assert len(family) >= 17
    for texts in family.values():
        assert all(texts[key].strip() for key in ("id", "en", "fix_id", "fix_en"))
