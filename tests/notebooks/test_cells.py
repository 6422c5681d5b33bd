"""What every notebook owes its reader: small cells, prose first, a check, a trap, sources."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.notebooks.cells import EVERY, cells, language, name, prose, read, tagged

MOST_LINES = 10
ALL = pytest.mark.parametrize("path", EVERY, ids=name)
OPENING = {
    "en": ("The question.", "What is estimated.", "What is assumed."),
    "id": ("Pertanyaannya.", "Yang diduga.", "Yang diandaikan."),
}
CLOSING = {
    "en": ("## When not to use this", "## References"),
    "id": ("## Kapan ini tidak dipakai", "## Rujukan"),
}
TRAP = {"en": "Trap: ", "id": "Jebakan: "}
# Rows of respondents, installs, downloads, shells and machine settings have no place here.
FORBIDDEN = re.compile(
    r"\.(head|tail|sample)\(|^[!%]|\bpip\b|urllib|requests|https?://|os\.environ|setlocale|/home/",
    re.M,
)
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_LAW = re.compile(r"\b\d+/(19|20)\d\d\b|\b(article|pasal) \d+")
_BOOK = re.compile(r"\b[09]\d\b")
_LIST_NUMBER = re.compile(r"^\d\. ", re.M)


@ALL
def test_cells_are_small(path: Path) -> None:
    for cell in cells(path, "code"):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert 0 < len(lines) <= MOST_LINES, cell.source


@ALL
def test_prose_comes_first_and_says_what_is_asked(path: Path) -> None:
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith(f"# {path.name[:2]} · ")
    for part in OPENING[language(path)]:
        assert f"**{part}**" in first.source


@ALL
def test_it_ends_with_limits_and_references(path: Path) -> None:
    last = cells(path, "markdown")[-1].source
    for part in CLOSING[language(path)]:
        assert part in last


@ALL
def test_checks_assert(path: Path) -> None:
    checks = tagged(path, "check")
    assert checks
    for cell in checks:
        assert re.search(r"\bassert", cell.source), cell.source


@ALL
def test_traps_are_announced(path: Path) -> None:
    assert tagged(path, "trap")
    found = read(path).cells
    for place, cell in enumerate(found):
        if "trap" not in cell.metadata.get("tags", []):
            continue
        before = next(c.source for c in reversed(found[:place]) if c.cell_type == "markdown")
        assert f"### {TRAP[language(path)]}" in before


@ALL
def test_no_installs_downloads_or_raw_rows(path: Path) -> None:
    for cell in cells(path, "code"):
        assert not FORBIDDEN.search(cell.source), cell.source


@ALL
def test_draws_have_a_visible_seed(path: Path) -> None:
    code = "\n".join(cell.source for cell in cells(path, "code"))
    if re.search(r"simulate\.(simulate|draw)|default_rng", code):
        assert re.search(r"^SEED = \d+$", code, re.M)


@ALL
def test_numbers_in_prose_are_computed_not_typed(path: Path) -> None:
    text = prose(path)
    for allowed in (_LAW, _YEAR, _BOOK, _LIST_NUMBER):
        text = allowed.sub("", text)
    assert [line for line in text.splitlines() if re.search(r"\d", line)] == []


@ALL
def test_every_name_that_is_imported_is_used(path: Path) -> None:
    code = "\n".join(cell.source for cell in cells(path, "code"))
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                assert (alias.asname or alias.name.split(".")[0]) in used
