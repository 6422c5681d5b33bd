from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from berakhlak_stats.cli.notebook import seen_from
from berakhlak_stats.report import notebook
from tests.cli.shell import answers, run

pytest.importorskip("nbclient", reason="the extra lab is missing")
nbformat = pytest.importorskip("nbformat")


def texts(path: Path) -> str:
    """All that the outputs of a notebook say."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    shown: list[Any] = [out for cell in cells for out in cell.outputs]
    assert [out.output_type for out in shown if out.output_type == "error"] == []
    assert [out for out in shown if out.get("name") == "stderr"] == []
    parts = [str(out.get("text", "")) for out in shown]
    parts += [str(part) for out in shown for part in out.get("data", {}).values()]
    return re.sub("<[^>]+>", " ", "\n".join(parts))


def test_a_notebook_is_run_in_the_folder_it_lies_in(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.ipynb"
    path.parent.mkdir()
    frame = tmp_path / "frame.csv"
    frame.write_text("sex,jumlah\nPerempuan,3000\nLaki-laki,2000\n", encoding="utf-8")
    result = run(
        *("notebook", answers(), "--out", path, "--by", "sex", "--lang", "en"),
        *("--strata", "sex", "--frame", frame),
    )
    assert result.exit_code == 0 and "a.ipynb" in result.stderr
    assert [each.name for each in path.parent.iterdir()] == ["a.ipynb"]
    said = texts(path)
    assert "Total culture health" in said and "Perempuan" in said and "150" in said
    assert "fingerprint" in said and "S001" not in said
    code = nbformat.read(path, as_version=4).cells[1].source
    assert '"strata": "sex"' in code and '"Perempuan": 3000' in code


def test_ratings_in_indonesian(tmp_path: Path) -> None:
    path = tmp_path / "r.ipynb"
    result = run(
        "notebook", answers("rating-2022"), "-q", "--out", path, "--instrument", "berakhlak-rating"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    said = texts(path)
    assert "Tidak ada masalah" in said and "alfa" in said.casefold()


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (["--by", "nope"], "E602", 2),
        (["--out", "x.html"], "E411", 2),
        (["--min-group", "4"], "E303", 2),
        (["--frame", "absent.csv"], "E100", 2),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: str, status: int
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("notebook", answers(), "-q", *arguments)
    assert (result.exit_code, result.stderr[:4]) == (status, code)
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_the_fix_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        notebook, "find_spec", lambda name: None if name == "nbclient" else find_spec(name)
    )
    result = run("notebook", answers(), "-q", "--out", tmp_path / "a.ipynb", "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr.startswith("E707") and "[lab]" in result.stderr


def test_a_path_is_written_as_the_notebook_sees_it(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert seen_from(tmp_path / "a.csv", folder / "n.ipynb") == "../a.csv"
    assert seen_from(folder / "a.csv", folder / "n.ipynb") == "a.csv"
    assert sys.platform == "win32" or "\\" not in seen_from(tmp_path / "a.csv", folder / "n.ipynb")
