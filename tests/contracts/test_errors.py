"""The register of error texts and the code that raises them agree."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from berakhlak_stats import errors
from tests.contracts.source import PACKAGE, modules, name_of, tree

CODE = re.compile(r"E\d{3}")
TEXTS = {"id", "en", "fix_id", "fix_en"}
FAMILIES = {
    "FileError": "1",
    "AnswerError": "2",
    "DisclosureError": "3",
    "OutputError": "4",
    "InstrumentError": "5",
    "DesignError": "6",
    "OptionError": "7",
    "StatisticError": "8",
    "TrainingError": "9",
}
REGISTER = errors.register()
FILES = sorted((PACKAGE / "errors" / "register").glob("*.toml"))


def placeholders(text: str) -> set[str]:
    """Names in braces that a text needs filled."""
    fields = (field for _, field, _, _ in string.Formatter().parse(text) if field)
    return {re.split(r"[.\[]", field)[0] for field in fields}


def neutral(text: str, lang: str) -> set[str]:
    """Placeholders without language: ``hint_id`` of one text answers ``hint_en`` of the other."""
    return {name.removesuffix(f"_{lang}") for name in placeholders(text)}


def codes_named(path: Path) -> Iterator[tuple[int, str]]:
    """Every code that a module writes down."""
    for node in ast.walk(tree(path)):
        value = getattr(node, "value", None)
        if isinstance(node, ast.Constant) and isinstance(value, str) and CODE.fullmatch(value):
            yield node.lineno, value


def error_calls() -> Iterator[tuple[str, str, str, set[str] | None]]:
    """Place, callee, code and arguments (None where they come as ``**values``) of each call."""
    for path in modules():
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and CODE.fullmatch(str(first.value)):
                callee = getattr(node.func, "id", getattr(node.func, "attr", ""))
                names = [keyword.arg for keyword in node.keywords]
                given = None if None in names else {name for name in names if name}
                yield f"{name_of(path)}:{node.lineno}", callee, str(first.value), given


@pytest.mark.parametrize("code", sorted(REGISTER))
def test_entry_is_complete_in_both_languages(code: str) -> None:
    entry = REGISTER[code]
    assert set(entry) == TEXTS
    assert all(text.strip() for text in entry.values())
    assert neutral(entry["id"], "id") == neutral(entry["en"], "en")
    assert neutral(entry["fix_id"], "id") == neutral(entry["fix_en"], "en")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_codes_live_in_the_file_of_their_family(path: Path) -> None:
    codes = tomllib.loads(path.read_text(encoding="utf-8"))
    assert [code for code in codes if not CODE.fullmatch(code) or code[1] != path.name[1]] == []


def test_no_code_is_defined_twice() -> None:
    counts = Counter(code for path in FILES for code in tomllib.loads(path.read_text("utf-8")))
    assert [code for code, count in counts.items() if count > 1] == []


def test_every_code_in_use_is_registered() -> None:
    found = [
        f"{name_of(path)}:{line}: {code}"
        for path in modules()
        for line, code in codes_named(path)
        if code not in REGISTER
    ]
    assert not found, "\n".join(found)


def test_every_registered_code_is_in_use() -> None:
    used = {code for path in modules() for _, code in codes_named(path)}
    assert sorted(set(REGISTER) - used) == []


def test_errors_are_raised_from_their_family() -> None:
    found = [
        f"{place}: {callee}({code})"
        for place, callee, code, _ in error_calls()
        if callee in FAMILIES and FAMILIES[callee] != code[1]
    ]
    assert not found, "\n".join(found)


def test_calls_fill_every_placeholder() -> None:
    found = []
    for place, callee, code, given in error_calls():
        makes_error = callee in FAMILIES or callee in {"make_error", "message"}
        if makes_error and given is not None and code in REGISTER:
            wanted = set().union(*(placeholders(text) for text in REGISTER[code].values()))
            if wanted - given:
                found.append(f"{place}: {code} lacks {sorted(wanted - given)}")
    assert not found, "\n".join(found)


def test_library_code_neither_asserts_nor_raises_bare_built_ins() -> None:
    bare = {"Exception", "RuntimeError", "TypeError", "ValueError"}
    found = []
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Assert):
                found.append(f"{name_of(path)}:{node.lineno}: assert")
            elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                name = getattr(node.exc.func, "id", "")
                if name in bare:
                    found.append(f"{name_of(path)}:{node.lineno}: {name}")
    assert not found, "\n".join(found)
