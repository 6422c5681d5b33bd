from berakhlak_stats.instrument.expand import expand, inherit
from tests.instrument.helpers import changed


def test_short_forms_are_written_out() -> None:
    raw = changed((("ratings",), "behaviours"), (("words", 0, "claim"), "ours"))
    full, problems = expand(raw, "mine.toml")
    assert problems == []
    assert "claims" not in full
    assert full["words"][0]["label"] == {"id": "Does", "en": "Does"}
    assert full["words"][0]["claim"] == {"sureness": "assumed", "source": "here"}
    assert full["pick_lists"][0]["words"] == ["does", "slow"]
    assert full["pick_lists"][0]["question"] == {"id": "Now", "en": "Now"}
    assert full["ratings"] == [
        {"id": "V1", "label": {"id": "Does it", "en": "Does it"}, "scale": "V"}
    ]
    assert full["scale"]["accepted"] == {"no": 1, "neither": 2, "yes": 3}


def test_expanding_leaves_its_input_alone() -> None:
    raw = changed()
    expand(raw, "mine.toml")
    assert raw == changed()


def test_accepted_spellings_are_added_to_the_labels_and_win() -> None:
    full, _ = expand(changed((("scale", "accepted"), {"Y": 3, "No": 2})), "mine.toml")
    assert full["scale"]["accepted"] == {"no": 2, "neither": 2, "yes": 3, "y": 3}


def test_broken_parts_are_left_for_the_checks() -> None:
    raw = changed((("words",), 3), (("scale", "labels"), 4), (("claims",), "none"))
    full, _ = expand(raw, "mine.toml")
    assert (full["words"], full["scale"]["labels"]) == (3, 4)


def test_inherit_takes_named_sections_and_all_claims() -> None:
    base = changed()
    own = {"id": "b", "extends": "x", "inherit": ["bands"], "claims": {"mine": {"source": "me"}}}
    merged, problems = inherit(own, base, "mine.toml")
    assert problems == []
    assert set(merged) == {"id", "bands", "claims"}
    assert set(merged["claims"]) == {"ours", "mine"}


def test_inherit_without_names_takes_everything_but_the_identity() -> None:
    merged, _ = inherit({"id": "b", "extends": "x", "words": []}, changed(), "mine.toml")
    assert merged["id"] == "b"
    assert merged["words"] == []
    assert "title" not in merged
    assert merged["ratings"] == changed()["ratings"]
