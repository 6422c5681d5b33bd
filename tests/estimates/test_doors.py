"""The register that keeps results and their presentation apart."""

from __future__ import annotations

import pytest

from berakhlak_stats.estimates import doors


def test_a_door_gives_what_was_enrolled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "_DOORS", {})
    doors.enrol("table", lambda result, lang: (result, lang))
    assert doors.door("table")("a result", "id") == ("a result", "id")


def test_the_room_behind_is_loaded_on_the_first_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[str] = []

    def load(name: str) -> None:
        rung.append(name)
        doors.enrol("plot", lambda result, lang: lang)

    monkeypatch.setattr(doors, "_DOORS", {})
    monkeypatch.setattr(doors, "import_module", load)
    assert doors.door("plot")(None, "en") == "en"
    doors.door("plot")
    assert rung == ["berakhlak_stats.present.doors"]
