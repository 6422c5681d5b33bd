"""The command that runs the notebooks again keeps what is the same, and only that."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import nbformat
import pytest

from tests.notebooks.cells import EVERY, name, read
from tests.notebooks.refresh import LIVE, METADATA, normalise


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_committed_notebooks_are_normal(path: Path) -> None:
    assert normalise(deepcopy(read(path))) == read(path)


def test_what_varies_is_taken_out() -> None:
    stream = [nbformat.v4.new_output("stream", name="stdout", text=text) for text in "ab"]
    shown = nbformat.v4.new_output("execute_result", {"text/plain": "3"}, execution_count=9)
    cell = nbformat.v4.new_code_cell(
        "3",
        execution_count=9,
        outputs=[*stream, shown],
        metadata={"tags": ["check"], "execution": {"iopub.status.busy": "2024-01-01"}},
    )
    notebook = nbformat.v4.new_notebook(
        cells=[cell], metadata={"kernelspec": {"name": "mine", "display_name": "Mine"}}
    )
    found = normalise(notebook)
    assert found.metadata == METADATA
    assert found.cells[0].metadata == {"tags": ["check"]}
    assert [out.get("text") for out in found.cells[0].outputs] == ["ab", None]
    assert found.cells[0].execution_count == found.cells[0].outputs[1].execution_count == 1


def test_sliders_are_taken_out_and_their_picture_stays() -> None:
    data = {LIVE: {"model_id": "1"}, "image/svg+xml": "<svg/>"}
    cell = nbformat.v4.new_code_cell("", outputs=[nbformat.v4.new_output("display_data", data)])
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"widgets": {"state": {}}})
    (output,) = normalise(notebook).cells[0].outputs
    assert output.data == {"image/svg+xml": "<svg/>"}
    assert "widgets" not in notebook.metadata


def test_streams_of_different_names_stay_apart() -> None:
    outputs = [nbformat.v4.new_output("stream", name=n, text=n) for n in ("stdout", "stderr")]
    cell = nbformat.v4.new_code_cell("", outputs=outputs)
    assert len(normalise(nbformat.v4.new_notebook(cells=[cell])).cells[0].outputs) == 2
