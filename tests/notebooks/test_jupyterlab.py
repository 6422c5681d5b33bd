"""The notebooks in JupyterLab itself, in a browser nobody sees: opened, run, without an error."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
import pytest

from tests.notebooks.refresh import FOLDER, METADATA

NOTEBOOKS = ("00_start_here.ipynb", "03_indices_with_uncertainty.ipynb")
BROKEN = "broken.ipynb"
TOKEN = "of-this-test-alone"
PATIENCE = 60.0

RUN_ALL = """
async () => {
  const app = window.jupyterapp, panel = app.shell.currentWidget;
  await panel.context.ready;
  await panel.sessionContext.ready;
  await app.commands.execute('notebook:run-all-cells');
  return panel.content.model.toJSON();
}
"""
OPENED = """
name => window.jupyterapp?.shell.currentWidget?.context?.path === name
  && window.jupyterapp.shell.currentWidget.context.isReady
"""


SHOW_SLIDERS = """
async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  const place = panel.content.widgets.findIndex(
    cell => cell.model.sharedModel.source.includes('.explore()'));
  await panel.content.scrollToItem(place, 'start');
  return place;
}
"""


@pytest.fixture(scope="module")
def lab(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab on copies of the notebooks; it keeps its files to itself."""
    if find_spec("jupyterlab") is None:
        pytest.skip("JupyterLab is not installed")
    home, root = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("notebooks")
    for name in NOTEBOOKS:
        shutil.copy(FOLDER / name, root)
    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    broken.metadata["kernelspec"] = METADATA["kernelspec"]
    nbformat.write(broken, root / BROKEN)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
    ]
    command += [f"--ServerApp.root_dir={root}", f"--IdentityProvider.token={TOKEN}"]
    command += ["--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None"]
    command.append("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate")
    places = [f"JUPYTER_{name}_DIR" for name in ("CONFIG", "DATA", "RUNTIME")]
    places += ["JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR"]
    environment = {**os.environ, **{name: str(home / name.lower()) for name in places}}
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/api?token={TOKEN}", server, home / "log")
            yield f"http://127.0.0.1:{port}/lab/tree/{{name}}?token={TOKEN}&reset"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def _opened(browser: Any, address: str) -> Iterator[tuple[Any, list[str]]]:
    """A notebook in a tab of its own, and what the page complains of."""
    name = address.rpartition("/")[2].partition("?")[0]
    tab = browser.new_page()
    tab.set_default_timeout(PATIENCE * 1000)
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(address)
    tab.wait_for_function(OPENED, arg=name)
    yield tab, complaints
    tab.close()


def _run(browser: Any, address: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The code cells of a notebook after all of them ran, and what the page complained of."""
    with _opened(browser, address) as (tab, complaints):
        cells = tab.evaluate(RUN_ALL)["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"], complaints


def _errors(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    outputs = [output for cell in cells for output in cell["outputs"]]
    return [each for each in outputs if each["output_type"] == "error"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_runs_in_jupyterlab(browser: Any, lab: str, name: str) -> None:
    cells, complaints = _run(browser, lab.format(name=name))
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert _errors(cells) == complaints == []
    kinds = {kind for cell in cells for each in cell["outputs"] for kind in each.get("data", {})}
    assert "image/svg+xml" in kinds


def test_sliders_are_live_and_move_the_picture(browser: Any, lab: str) -> None:
    with _opened(browser, lab.format(name=NOTEBOOKS[1])) as (tab, complaints):
        tab.evaluate(SHOW_SLIDERS)
        kept = tab.locator(".jp-CodeCell", has_text=".explore()").locator(".jp-OutputArea-output")
        kept.wait_for()  # in a notebook that is not trusted yet: the words of the picture
        assert "probability of Healthy" in kept.inner_text()
        assert tab.locator(".widget-slider").count() == 0
        tab.evaluate(RUN_ALL)
        tab.evaluate(SHOW_SLIDERS)
        output = tab.locator(".jp-OutputArea-output:has(.widget-slider)")
        output.wait_for()
        score, error = (output.locator(".widget-slider").nth(place) for place in range(2))
        picture = output.locator("svg[aria-label]")
        assert "75.0" in picture.get_attribute("aria-label")
        for slider, value, shown in ((score, "77", "77.0"), (error, "0.5", "error 0.5")):
            before = picture.get_attribute("aria-label")
            readout = slider.locator(".widget-readout")
            readout.fill(value)
            readout.press("Enter")
            moved = f"svg[aria-label*='{shown}']"
            output.locator(moved).wait_for()
            assert output.locator(moved).get_attribute("aria-label") != before
        assert "probability of Healthy >99%" in picture.get_attribute("aria-label")
        slider = score.locator(".noUi-handle")
        slider.press("ArrowLeft")
        output.locator("svg[aria-label*='Score 76.9']").wait_for()
        assert complaints == []


def test_an_error_would_be_seen(browser: Any, lab: str) -> None:
    cells, _ = _run(browser, lab.format(name=BROKEN))
    assert [each["ename"] for each in _errors(cells)] == ["ZeroDivisionError"]
