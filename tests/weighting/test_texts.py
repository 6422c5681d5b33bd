from __future__ import annotations

import tomllib
from importlib.resources import files

from berakhlak_stats.weighting.texts import named, sentence, styled, vocabulary


def test_numbers_in_both_styles() -> None:
    assert styled(1, ratio=1234.56) == {"ratio_en": "1,234.6", "ratio_id": "1.234,6"}


def test_names_are_cut_at_twenty() -> None:
    assert named([]) == "–"
    assert named(["a", "b"]) == '"a", "b"'
    assert named([str(i) for i in range(25)]).endswith("… (+5)")


def test_every_sentence_has_both_languages() -> None:
    text = (files("berakhlak_stats.weighting") / "sentences.toml").read_text(encoding="utf-8")
    for entry in tomllib.loads(text).values():
        assert set(entry) == {"id", "en"}
    assert sentence("frame_long", columns="x") == (
        "Dibaca sebagai daftar margin: x.",
        "Read as a list of margins: x.",
    )


def test_titles_are_keys() -> None:
    for role in ("count", "column", "category", "ignored"):
        assert all(word == word.lower() and " " not in word for word in vocabulary(role))
