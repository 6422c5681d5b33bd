"""Sizes that keep the house liveable. A limit that hurts is a sign that a room is missing."""

from __future__ import annotations

import ast
import io
import tokenize
from functools import cache
from pathlib import Path

import pytest

import berakhlak_stats
from tests.contracts.source import FunctionNode, functions, modules, name_of, tree

MODULE_LINES = 300
FUNCTION_LINES = 40
PUBLIC_METHODS = 8
FRONT_DOOR = 25

_NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


@cache
def lines_with_code(path: Path) -> frozenset[int]:
    """Numbers of the lines that hold more than a comment or nothing."""
    found: set[int] = set()
    text = io.StringIO(path.read_text(encoding="utf-8"))
    for token in tokenize.generate_tokens(text.readline):
        if token.type not in _NO_CODE:
            found.update(range(token.start[0], token.end[0] + 1))
    return frozenset(found)


def docstring_lines(node: FunctionNode) -> set[int]:
    """Numbers of the lines of the docstring."""
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is None:
        return set()
    return set(range(first.lineno, (first.end_lineno or first.lineno) + 1))


def code_lines(path: Path, node: FunctionNode) -> int:
    """Lines of code of a function, signature included, docstring and comments not."""
    span = set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len((span & lines_with_code(path)) - docstring_lines(node))


def public_methods(node: ast.ClassDef) -> list[str]:
    """Names of public methods and properties that the class itself defines."""
    return [
        each.name
        for each in node.body
        if isinstance(each, FunctionNode) and not each.name.startswith("_")
    ]


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_module_is_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MODULE_LINES, f"{name_of(path)} has {lines} lines"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_functions_are_short(path: Path) -> None:
    sizes = {
        f"{node.name} (line {node.lineno})": code_lines(path, node) for node in functions(path)
    }
    long = {name: size for name, size in sizes.items() if size > FUNCTION_LINES}
    assert not long, f"{name_of(path)}: {long}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_public_classes_have_few_methods(path: Path) -> None:
    classes = [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    wide = {node.name: public_methods(node) for node in classes}
    wide = {name: methods for name, methods in wide.items() if len(methods) > PUBLIC_METHODS}
    assert not wide, f"{name_of(path)}: {wide}"


def test_front_door_is_narrow() -> None:
    names = [name for name in berakhlak_stats.__all__ if not name.startswith("__")]
    assert len(names) <= FRONT_DOOR


def test_the_ruler_counts_code_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "sample.py"
    lines = [
        "def f(",
        "    a,",
        "):",
        '    """One.',
        "",
        "    Two.",
        '    """',
        "    # why",
        "",
        "    b = a",
        "    return b",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    node = ast.parse(path.read_text(encoding="utf-8")).body[0]
    assert isinstance(node, ast.FunctionDef)
    assert code_lines(path, node) == 5  # three of the signature, two of the body
