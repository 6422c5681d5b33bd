from __future__ import annotations

import pytest

from berakhlak_stats.cli import tables
from berakhlak_stats.cli.tables import fit, show_table
from berakhlak_stats.present.tables import Cell, Table

HEAD = (Cell("Group"), Cell("n", "num"), Cell("Score", "num"), Cell("Reading"))
LABEL, READING = "Service-oriented civil service", "between fair and healthy, probability 86%"
ROW = (Cell(LABEL), Cell("1.024", "num"), Cell("62,4", "num"), Cell(READING))


def test_a_table_lines_up_and_takes_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    head = (Cell("Group"), Cell("n", "num"), Cell("Score", "num"), Cell("Reading"))
    shown = (Cell("[red]A[/red]\x1b"), Cell("12", "num"), Cell("62.4", "num", bold=True), Cell("B"))
    hidden = (Cell("C"), Cell("<10", "num"), Cell("hidden: fewer than 10", span=2))
    show_table(Table("en", "Caption", head, (shown, hidden), "One row hidden."))
    said = capsys.readouterr().out
    assert "[red]A[/red]\ufffd" in said
    assert "hidden: fewer than 10" in said
    assert said.endswith("One row hidden.\n")
    lines = said.splitlines()
    ends = [
        line.index(word) + len(word) for line, word in zip(lines[4:6], ("12", "<10"), strict=True)
    ]
    assert ends[0] == ends[1]


def test_text_takes_its_whole_width_where_there_is_room() -> None:
    assert fit([HEAD, ROW], 200) == [len(LABEL), 5, 5, len(READING)]


def test_readings_give_way_before_labels_and_numbers_never() -> None:
    assert fit([HEAD, ROW], 70) == [len(LABEL), 5, 5, 30]
    assert fit([HEAD, ROW], 50) == [28, 5, 5, 12]
    assert fit([HEAD, ROW], 10) == [len("Service-oriented"), 5, 5, len("probability")]


@pytest.mark.parametrize("width", [20, 50, 80])
def test_nothing_is_cut_on_a_narrow_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    monkeypatch.setattr(tables, "PIPED_WIDTH", width)
    show_table(Table("id", "", HEAD, (ROW,)))
    said = capsys.readouterr().out
    assert "1.024" in said and "62,4" in said
    assert [word for word in (LABEL + " " + READING).split() if word not in said] == []
