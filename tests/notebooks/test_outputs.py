"""Committed outputs: small, the same everywhere, in the right number style, with nobody in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.notebooks.cells import EVERY, cells, language, name, outputs, read

ALL = pytest.mark.parametrize("path", EVERY, ids=name)
MOST_FIGURE, MOST_NOTEBOOK = 200_000, 1_000_000
_ABSOLUTE = re.compile(r"(?<![\w.<])/(home|root|tmp|work|usr|var|Users|mnt|opt)/|\b[A-Z]:\\")
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")
_WARNING = re.compile(r"Warning\b|Traceback|DeprecationWarning")
_PICKS = re.compile(r"\b[a-z_]{4,}\|[a-z_]{4,}\b")
_TAG = re.compile(r"<style.*?</style>|<[^>]*>", re.S)
# A version is no number; "9,05" is what a spreadsheet writes, in either language.
_NAMES = re.compile(r"(versi|version) \d+\.\d+|9,05|k = \d+")
_POINT = re.compile(r"(?<![\w.,])\d+\.\d{1,2}(?![\w.])")
_COMMA = re.compile(r"(?<![\w.,])\d+,\d{1,2}(?![\w,])")


def _plain(path: Path) -> list[str]:
    """What a reader sees of the outputs."""
    return [_NAMES.sub("", _TAG.sub(" ", text)) for _, _, text in outputs(path)]


@ALL
def test_every_cell_has_run_in_order(path: Path) -> None:
    counts = [cell.execution_count for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1))


@ALL
def test_sizes(path: Path) -> None:
    assert path.stat().st_size < MOST_NOTEBOOK
    for _, kind, text in outputs(path):
        assert len(text.encode()) < MOST_FIGURE, kind


@ALL
def test_one_figure_per_cell_with_words_for_those_who_cannot_see_it(path: Path) -> None:
    figures = 0
    for cell in cells(path, "code"):
        drawn = [out for out in cell.outputs if "image/svg+xml" in out.get("data", {})]
        assert len(drawn) <= 1
        for output in drawn:
            assert len(output.metadata["image/svg+xml"]["alt"]) > 20
        figures += len(drawn)
    assert figures or path.name.startswith("02")


@ALL
def test_no_path_address_warning_or_error(path: Path) -> None:
    for cell, kind, text in outputs(path):
        assert kind != "stderr", text
        assert not _ABSOLUTE.search(text), cell.source
        assert not _ADDRESS.search(text), cell.source
        assert not _WARNING.search(text), cell.source
    for cell in cells(path, "code"):
        assert all(output.output_type != "error" for output in cell.outputs)


@ALL
def test_nobody_s_answers_are_shown(path: Path) -> None:
    for text in _plain(path):
        assert not _PICKS.search(text)
        assert "respondent_id" not in text or "hash" in text


@ALL
def test_numbers_are_written_as_the_language_does(path: Path) -> None:
    foreign = _POINT if language(path) == "id" else _COMMA
    for text in _plain(path):
        assert not foreign.search(text), foreign.search(text)


def test_number_patterns_tell_the_styles_apart() -> None:
    assert _POINT.search("indeks 62.4")
    assert not _POINT.search("936.476 orang, 62,4")
    assert _COMMA.search("index 62,4")
    assert not _COMMA.search("936,476 people, 62.4")


@ALL
def test_nothing_private_to_a_machine_is_kept(path: Path) -> None:
    notebook = read(path)
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert set(notebook.metadata.language_info) == {"name"}
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags"}
