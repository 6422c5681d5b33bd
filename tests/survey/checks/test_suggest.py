from __future__ import annotations

from berakhlak_stats.survey.checks.suggest import nearest, same_but_case


def test_nearest_or_nothing() -> None:
    assert nearest("setju", ("setuju", "netral")) == "setuju"
    assert nearest("xyz", ("setuju", "netral")) is None
    assert nearest("x", ()) is None


def test_names_that_differ_in_case_only() -> None:
    assert "'Bobot'" in same_but_case("bobot", ["No", "Bobot"]).id
    assert same_but_case("Bobot", ["Bobot", "No"]) == ("", "")
