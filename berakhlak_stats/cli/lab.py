"""The command ``lab``: JupyterLab on the notebooks."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from berakhlak_stats.cli.console import note, text
from berakhlak_stats.cli.options import START, Lang, Language, voice_of
from berakhlak_stats.errors import make_error


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("lab", rich_help_panel=START)(lab)


def lab(
    context: typer.Context,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    lang: Lang = Language.id,
) -> None:
    """Open the notebooks in JupyterLab."""
    voice = voice_of(context)
    command = lab_command(voice.lang, browser=browser)
    note(text("lab", voice.lang, folder=start_folder(voice.lang)))
    raise typer.Exit(subprocess.call(command))


def lab_command(lang: str, *, browser: bool) -> list[str]:
    """The command line that starts JupyterLab on the notebooks of one language."""
    if find_spec("jupyterlab") is None:
        raise make_error("E707")
    folder = notebooks()
    start = start_folder(lang).relative_to(folder).parts
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
    # An address inside JupyterLab, whatever the system's own separator is.
    command.append("--LabApp.default_url=" + "/".join(["", "lab", "tree", *start]))
    return command if browser else [*command, "--no-browser"]


def start_folder(lang: str) -> Path:
    """The folder that is opened: the edition of the language, where files of one's own belong."""
    folder = notebooks()
    return folder / lang if (folder / lang).is_dir() else folder


def notebooks() -> Path:
    """The folder of notebooks beside the package, in a checkout."""
    folder = Path(__file__).resolve().parents[2] / "notebooks"
    if not folder.is_dir():
        raise make_error("E708")
    return folder
