from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.report import notebook
from berakhlak_stats.report.notebook import Settings, analysis_notebook, literal

pytestmark = pytest.mark.skipif(find_spec("nbclient") is None, reason="the extra lab is missing")
CULTURE, RATED = (load_instrument(name) for name in ("berakhlak-2022", "berakhlak-rating"))
DESIGN = {"strata": "unit", "population": {'O"\n': 3}, "lonely": "raise"}


def settings(lang: str, **others: Any) -> Settings:
    """Settings of a notebook on no file in particular."""
    return Settings(lang, "../data/my `answers`.csv", "berakhlak-2022", **others)


def kinds(made: Any, kind: str) -> list[str]:
    """The texts of the cells of one kind."""
    return [cell.source for cell in made.cells if cell.cell_type == kind]


@pytest.mark.parametrize("by", [None, "unit"])
@pytest.mark.parametrize("instrument", [CULTURE, RATED], ids=["picks", "ratings"])
def test_code_is_the_same_in_both_languages(instrument: Any, by: str | None) -> None:
    ours, theirs = (analysis_notebook(settings(lang, by=by), instrument) for lang in ("id", "en"))
    assert kinds(ours, "code")[1:] == kinds(theirs, "code")[1:]
    for one, other in zip(kinds(ours, "markdown"), kinds(theirs, "markdown"), strict=True):
        assert one != other
        assert re.findall("^#+", one, re.M) == re.findall("^#+", other, re.M)


@pytest.mark.parametrize("instrument", [CULTURE, RATED], ids=["picks", "ratings"])
def test_every_name_is_known_before_it_is_used(instrument: Any) -> None:
    made = analysis_notebook(settings("en", by="unit", design=DESIGN), instrument)
    code = "\n".join(kinds(made, "code"))
    tree = ast.parse(code)
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)
              and isinstance(node.ctx, ast.Store)}  # fmt: skip
    stored |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    stored |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    stored |= {node.name or "" for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            stored |= {each.asname or each.name for each in node.names}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert used - stored <= set(dir(__builtins__)) | set(__builtins__)  # type: ignore[arg-type]
    assert not re.search(r"\.(head|tail|sample)\(", code)


def test_sections_follow_the_instrument_and_the_groups() -> None:
    plain = "\n".join(kinds(analysis_notebook(settings("en"), RATED), "code"))
    assert "cronbach_alpha" in plain and "value_gap" not in plain and "compare" not in plain
    grouped = "\n".join(kinds(analysis_notebook(settings("en", by="unit"), CULTURE), "code"))
    assert "value_gap" in grouped and "compare" in grouped and "cronbach_alpha" not in grouped


def test_the_cell_of_parameters_is_tagged_and_means_what_was_set() -> None:
    made = analysis_notebook(settings("id", by="unit", design=DESIGN), CULTURE)
    (cell,) = [each for each in made.cells if "parameters" in each.metadata.get("tags", [])]
    found: dict[str, Any] = {}
    exec(cell.source, found)
    assert found["DESIGN"] == DESIGN and found["FILE"] == "../data/my `answers`.csv"
    assert (found["LANG"], found["BY"], found["SMALLEST_GROUP"]) == ("id", "unit", 10)
    assert "`my 'answers'.csv`" in made.cells[0].source


@pytest.mark.parametrize("value", [None, 3, 2.5, "a\\b'\"\n\t", {}, {"a": {"b": None}}, ("x", 1)])
def test_literals_are_read_back(value: object) -> None:
    assert ast.literal_eval(literal(value)) == value


def test_conditions_name_what_there_is() -> None:
    source = Path(notebook.__file__).with_name("notebook.toml").read_text(encoding="utf-8")
    terms = {
        term.lstrip("!")
        for cell in tomllib.loads(source)["cell"]
        for term in cell.get("when", "picks").split("+")
    }
    assert terms == {"culture", "picks", "ratings", "numbers", "groups"}


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(notebook, "find_spec", lambda name: None)
    return None


def test_without_the_extra_it_is_named(bare: None) -> None:
    with pytest.raises(OptionError, match=r"E707.*\[lab\]"):
        notebook.require_libraries()
