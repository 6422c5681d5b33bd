"""What the contract tests look at: the modules of the package, as text and as trees."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "berakhlak_stats"
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> tuple[Path, ...]:
    """Every Python module of the package."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of one module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    """A path as shown in a test id."""
    return path.relative_to(ROOT).as_posix()


def dotted(path: Path) -> str:
    """The import name of a module of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions(path: Path) -> Iterator[FunctionNode]:
    """Every function and method of a module, nested ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, FunctionNode):
            yield node


@cache
def published_files() -> tuple[Path, ...]:
    """Files that a clone holds or is about to hold; all files where git is absent (a ZIP)."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(
            command, cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout
        paths = [ROOT / entry for entry in listed.split("\0") if entry]
    else:
        hidden = {".venv", "__pycache__", "build", "dist"}
        paths = [p for p in ROOT.rglob("*") if not hidden.intersection(p.parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def published_texts() -> tuple[tuple[Path, str], ...]:
    """Those of the published files that are text."""
    found = []
    for path in published_files():
        raw = path.read_bytes()
        if b"\0" not in raw:
            found.append((path, raw.decode("utf-8", errors="replace")))
    return tuple(found)
