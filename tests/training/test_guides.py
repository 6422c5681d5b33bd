from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from berakhlak_stats import training
from berakhlak_stats.errors import register
from berakhlak_stats.training.exercises import SETS
from tests.training.people import trainee

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDES = {"id": DOCS / "pelatihan.md", "en": DOCS / "training.md"}
EACH = pytest.mark.parametrize("lang", list(GUIDES))


def text(lang: str) -> str:
    """The guide in one language."""
    return GUIDES[lang].read_text(encoding="utf-8")


@EACH
def test_code_of_the_guide_names_what_there_is(lang: str) -> None:
    names = set(re.findall(r"\btraining\.(\w+)\(", text(lang)))
    assert names <= set(training.__all__) and len(names) >= 7
    methods = set(re.findall(r"\btrainee\.(\w+)\(", text(lang)))
    assert methods and all(hasattr(trainee("contoh"), each) for each in methods)
    for block in re.findall(r"```python\n(.*?)```", text(lang), re.S):
        ast.parse(block)


@EACH
def test_the_misunderstandings_of_the_guide_are_those_of_the_tasks(lang: str) -> None:
    said = [row.split("|")[1].strip() for row in re.findall(r'^\| ".*', text(lang), re.M)]
    known = " ".join(training.misconceptions(lang))
    assert len(said) == 7
    assert [each for each in said if each.replace("|", "") not in known] == []


@EACH
def test_codes_and_counts_are_real(lang: str) -> None:
    assert set(re.findall(r"\bE\d{3}\b", text(lang))) <= set(register())
    assert re.findall(r"^\| (\d\d) ", text(lang), re.M) == list(SETS)


def test_both_guides_have_the_same_shape() -> None:
    shapes = [re.findall(r"^(#+|```\w*|\|(?=-)|\d\.|-)", text(lang), re.M) for lang in GUIDES]
    assert shapes[0] == shapes[1]
