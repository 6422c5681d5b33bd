"""The two languages are one book: same code, same structure, different words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.notebooks.cells import ENGLISH, EVERY, FOLDER, cells, name, read, tagged

PAIRS = pytest.mark.parametrize("path", ENGLISH, ids=name)
_LINK = re.compile(r"\]\(([^)#]+\.ipynb)\)")


def _other(path: Path) -> Path:
    return path.parent / "id" / path.name


def test_both_languages_have_the_same_notebooks() -> None:
    assert ENGLISH
    assert [path.name for path in ENGLISH] == sorted(
        path.name for path in (FOLDER / "id").glob("*.ipynb")
    )


@PAIRS
def test_code_is_the_same_byte_for_byte(path: Path) -> None:
    ours, theirs = (cells(each, "code") for each in (path, _other(path)))
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        if "parameters" not in one.metadata.get("tags", []):
            assert one.source == other.source
        assert one.metadata == other.metadata
        assert one.id == other.id


@PAIRS
def test_the_cells_alternate_alike(path: Path) -> None:
    ours, theirs = (read(each).cells for each in (path, _other(path)))
    assert [cell.cell_type for cell in ours] == [cell.cell_type for cell in theirs]
    depth = [re.findall(r"^#+", c.source, re.M) for c in cells(path, "markdown")]
    assert depth == [re.findall(r"^#+", c.source, re.M) for c in cells(_other(path), "markdown")]


@PAIRS
def test_every_text_is_translated(path: Path) -> None:
    for one, other in zip(cells(path, "markdown"), cells(_other(path), "markdown"), strict=True):
        assert one.source.strip()
        assert one.source != other.source


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_one_cell_sets_the_language(path: Path) -> None:
    (cell,) = tagged(path, "parameters")
    statements = [line for line in cell.source.splitlines() if not line.startswith("#")]
    assert statements == [f'LANG = "{"id" if path.parent.name == "id" else "en"}"']
    setting = [c for c in cells(path, "code") if re.search(r"^LANG\b", c.source, re.M)]
    assert setting == [cell]


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_links_to_other_notebooks_resolve(path: Path) -> None:
    found = _LINK.findall("\n".join(cell.source for cell in cells(path, "markdown")))
    assert found
    for link in found:
        assert (path.parent / link).is_file(), link
