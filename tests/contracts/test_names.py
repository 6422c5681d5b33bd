"""Identifiers are English: Indonesian words live in labels, templates and prose."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.source import ROOT, name_of, tree

WORDS = frozenset(
    Path(__file__).with_name("indonesian_words.txt").read_text(encoding="utf-8").split()
)
"""Common words that mean nothing else in English code."""


def identifiers(path: Path) -> Iterator[tuple[int, str]]:
    """Every name that the module itself gives: functions, classes, arguments, variables."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield node.lineno, node.asname


def words(identifier: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", identifier)}


@pytest.mark.parametrize("folder", ["berakhlak_stats", "tests"])
def test_identifiers_are_english(folder: str) -> None:
    found = [
        f"{name_of(path)}:{line}: {name}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, name in identifiers(path)
        if words(name) & WORDS
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("folder", ["berakhlak_stats", "tests"])
def test_module_names_are_english(folder: str) -> None:
    found = [name_of(p) for p in (ROOT / folder).rglob("*.py") if words(p.stem) & WORDS]
    assert not found, "\n".join(found)


def test_names_are_split_into_words() -> None:
    assert words("hitung_rata") == {"hitung", "rata"}
    assert words("BacaFile") == {"baca", "file"}
