"""What the tests of the notebooks share: the files, their cells and their outputs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import nbformat

from tests.notebooks.refresh import FOLDER, notebooks

ENGLISH = sorted(FOLDER.glob("*.ipynb"))
EVERY = notebooks()
_CODE = re.compile(r"```.*?```|`[^`]*`", re.S)
_LINK = re.compile(r"\]\([^)]*\)")
_REFERENCES = re.compile(r"^## (References|Rujukan)\n+(- .*\n*)+", re.M)


def name(path: Path) -> str:
    """The name of a notebook in a test's title, such as ``id/00_start_here.ipynb``."""
    return str(path.relative_to(FOLDER))


def language(path: Path) -> str:
    """The language of a notebook, told by its folder."""
    return "id" if path.parent.name == "id" else "en"


@cache
def read(path: Path) -> Any:
    """A notebook as it is committed."""
    return nbformat.read(path, as_version=4)


def cells(path: Path, kind: str) -> list[Any]:
    """The cells of one kind, "code" or "markdown"."""
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def tagged(path: Path, tag: str) -> list[Any]:
    """The cells that carry a tag."""
    return [cell for cell in read(path).cells if tag in cell.metadata.get("tags", [])]


def outputs(path: Path) -> Iterator[tuple[Any, str, str]]:
    """Every output of a notebook: its cell, its type and its text."""
    for cell in cells(path, "code"):
        for output in cell.outputs:
            if output.output_type == "stream":
                yield cell, output.name, output.text
            for kind, content in output.get("data", {}).items():
                yield cell, kind, content


def prose(path: Path) -> str:
    """The text between the code: without code spans, addresses and references."""
    return told("\n\n".join(cell.source for cell in cells(path, "markdown")))


def told(text: str) -> str:
    """What markdown tells in words."""
    return _LINK.sub("]", _CODE.sub(_number, _REFERENCES.sub("", unescape(text))))


def _number(code: re.Match[str]) -> str:
    """What stands between backticks without a letter: no code but a number in disguise."""
    return "" if re.search("[A-Za-z]", code[0]) else code[0]
