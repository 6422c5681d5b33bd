from __future__ import annotations

import pytest

from berakhlak_stats.cli.text_options import TextOptions
from tests.cli.shell import run


@pytest.mark.parametrize(
    ("given", "sign"), [("tab", "\t"), ("\\t", "\t"), (";", ";"), (None, None)]
)
def test_a_tab_may_be_called_by_its_name(given: str | None, sign: str | None) -> None:
    expected = {"encoding": "cp1252", "separator": sign, "decimal": ","}
    assert TextOptions("cp1252", given, ",").form == expected


@pytest.mark.parametrize("command", ["validate", "index", "report"])
def test_commands_on_answers_take_them(command: str) -> None:
    shown = run(command, "--help").stdout
    assert all(name in shown for name in ("--encoding", "--separator", "--decimal"))
