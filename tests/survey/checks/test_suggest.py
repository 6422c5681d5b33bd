from __future__ import annotations

from berakhlak_stats.survey.checks.suggest import nearest


def test_nearest_or_nothing() -> None:
    assert nearest("setju", ("setuju", "netral")) == "setuju"
    assert nearest("xyz", ("setuju", "netral")) is None
    assert nearest("x", ()) is None
