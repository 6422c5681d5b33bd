"""What is public explains itself, and its examples run."""

from __future__ import annotations

import doctest
import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import berakhlak_stats
from tests.contracts.source import PACKAGE, dotted, modules, name_of

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
WITH_EXAMPLES = [path for path in modules() if ">>>" in path.read_text(encoding="utf-8")]
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Functions that a room, or the front door, lists in ``__all__``."""
    seen: set[int] = set()
    for room in ["", *(f".{name}" for name in ROOMS)]:
        module = import_module(f"berakhlak_stats{room}")
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if inspect.isfunction(value) and id(value) not in seen:
                seen.add(id(value))
                yield f"{module.__name__}.{name}", value


def section(text: str, title: str) -> str:
    """The body of one section of a NumPy-style docstring, empty where it is absent."""
    match = re.search(rf"^{title}\n-{{3,}}\n(.*?)(?=^\w[^\n]*\n-{{3,}}\n|\Z)", text, re.M | re.S)
    return match.group(1) if match else ""


def gaps(function: Callable[..., Any]) -> list[str]:
    """What the docstring of a public function leaves out."""
    text = inspect.getdoc(function) or ""
    signature = inspect.signature(function)
    described = section(text, "Parameters")
    missing = [
        name
        for name in signature.parameters
        if not re.search(rf"^[\w*, ]*\b{re.escape(name)}\b[^\n]*(?: :|$)", described, re.M)
    ]
    returns = signature.return_annotation not in (None, "None", inspect.Signature.empty)
    if returns and not (section(text, "Returns") or section(text, "Yields")):
        missing.append("Returns")
    return missing


def test_public_functions_describe_arguments_and_result() -> None:
    found = {name: gaps(function) for name, function in public_functions()}
    found = {name: missing for name, missing in found.items() if missing}
    assert not found, "\n".join(f"{name}: {missing}" for name, missing in found.items())


def test_functions_of_the_front_door_have_an_example() -> None:
    values = {name: getattr(berakhlak_stats, name) for name in berakhlak_stats.__all__}
    found = [
        name
        for name, value in values.items()
        if inspect.isfunction(value) and ">>>" not in (value.__doc__ or "")
    ]
    assert not found


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=name_of)
def test_examples_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = doctest.testmod(import_module(dotted(path)), optionflags=FLAGS)
    assert outcome.attempted
    assert not outcome.failed


def test_a_gap_is_seen() -> None:
    def area(width: float, height: float) -> float:
        """Area.

        Parameters
        ----------
        width : float
            In metres.
        """
        return width * height

    assert gaps(area) == ["height", "Returns"]
