"""The scan never believes less than the parser behind it lays out."""

from __future__ import annotations

import random

import pytest

from berakhlak_stats.survey.readers.sheet_facts import SheetFacts
from berakhlak_stats.survey.readers.sheet_scan import SheetScan
from tests.survey.hostile_files import ROWS, sheet


def scanned(content: str, size: int = 10**9) -> SheetFacts:
    scan, raw = SheetScan(), content.encode()
    for start in range(0, len(raw), size):
        scan.feed(raw[start : start + size])
    return scan.facts()[""]


def test_pieces_of_any_size_tell_the_same() -> None:
    rows = ROWS.replace('<row r="3">', '<row r="3" hidden="1">') + (
        '<row r="7"><c r="C7"><f>1</f></c><c r="D7" t="e"><v>#REF!</v></c></row>'
    )
    whole = sheet(rows, after='<mergeCells><mergeCell ref="A1:B3"/></mergeCells>')
    facts = scanned(whole)
    assert (facts.last_row, facts.last_column, facts.hidden_rows, facts.errors) == (7, 4, 1, 1)
    assert facts.valueless == ("C7",) and facts.merged == ((3, "A1:B3"),)
    for size in (1, 7, 64, 300):
        assert scanned(whole, size) == facts


@pytest.mark.parametrize(
    ("row", "box"),
    [
        ('<row r="9"><c r="C9"><v>1</v></c></row>', (9, 3)),
        ("<row r='9'><c r='C9'><v>1</v></c></row>", (9, 3)),
        ('<row r = "9"><c r = "c9"><v>1</v></c></row>', (9, 3)),
        ('<x:row r="9"><x:c t="n" r="C9"><x:v>1</x:v></x:c></x:row>', (9, 3)),
        ('<row r="2"><c r="C9"><v>1</v></c></row>', (9, 3)),
        ('<row r="9"><c><v>1</v></c><c><v>1</v></c></row>', (9, 8)),
        ('<row r="9"><c r="XFD9" s="1"/></row>', (3, 2)),
        ('<row r="9"><c r="XFD9"></c></row>', (9, 16384)),
    ],
)
def test_how_far_a_sheet_reaches(row: str, box: tuple[int, int]) -> None:
    facts = scanned(sheet(ROWS + row))
    assert (facts.last_row, facts.last_column) == box


def test_a_row_without_end_does_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from berakhlak_stats.survey.readers import sheet_scan

    monkeypatch.setattr(sheet_scan, "_LONGEST_ROW", 2_000)
    cells = "".join(f'<c r="{chr(65 + place % 26)}5"><v>1</v></c>' for place in range(500))
    chance = random.Random(1)
    scan, raw = SheetScan(), f'<row r="5">{cells}'.encode()
    while raw:
        size = chance.randint(1, 900)
        scan.feed(raw[:size])
        raw = raw[size:]
        assert len(scan._tail) < 4_000
    facts = scan.facts()[""]
    assert (facts.filled, facts.last_row, facts.last_column) == (500, 5, 26)
