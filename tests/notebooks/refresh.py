"""Run all notebooks again, in place: ``python -m tests.notebooks.refresh [NAME ...]``.

Committed outputs must not change unless a result does. So everything that differs from run to
run or from machine to machine is taken out: times, the kernel's name, the way output arrives.
A name such as ``03`` refreshes the notebooks whose file name holds it, in both languages.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
TIMEOUT = 120
METADATA: dict[str, Any] = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

LIVE = "application/vnd.jupyter.widget-view+json"
"""A reference to sliders of a kernel that is gone; the still picture beside it is what stays."""


def notebooks() -> list[Path]:
    """Every notebook, English before Indonesian."""
    return [*sorted(FOLDER.glob("*.ipynb")), *sorted((FOLDER / "id").glob("*.ipynb"))]


def run(notebook: Any, folder: Path) -> Any:
    """The notebook with fresh outputs; raises where a cell fails."""
    resources = {"metadata": {"path": str(folder)}}
    return NotebookClient(
        notebook, timeout=TIMEOUT, kernel_name="python3", resources=resources
    ).execute()


def normalise(notebook: Any) -> Any:
    """The notebook without anything that varies between runs or machines."""
    notebook.metadata = nbformat.from_dict(METADATA)
    count = 0
    for cell in notebook.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        cell.outputs = _joined(cell.outputs)
        for output in cell.outputs:
            output.get("data", {}).pop(LIVE, None)
            if "execution_count" in output:
                output.execution_count = count
    return notebook


def _joined(outputs: list[Any]) -> list[Any]:
    """Pieces of one stream as one output: how they are cut depends on timing."""
    kept: list[Any] = []
    for output in outputs:
        last = kept[-1] if kept else None
        if last is not None and _stream(last) is not None and _stream(last) == _stream(output):
            last.text += output.text
        else:
            kept.append(output)
    return kept


def _stream(output: Any) -> str | None:
    """Which stream an output belongs to, if any."""
    return str(output.name) if output.output_type == "stream" else None


def main(names: list[str]) -> None:
    """Refresh the notebooks whose file name holds one of ``names``; all without names."""
    for path in notebooks():
        if names and not any(name in path.name for name in names):
            continue
        notebook = run(nbformat.read(path, as_version=4), path.parent)
        nbformat.write(normalise(notebook), path)
        print(path.relative_to(FOLDER.parent))


if __name__ == "__main__":
    main(sys.argv[1:])
