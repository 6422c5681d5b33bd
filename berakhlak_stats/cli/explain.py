"""The command ``explain``: what a code means and what to do."""

from __future__ import annotations

from typing import Annotated

import typer

from berakhlak_stats.cli.console import out
from berakhlak_stats.cli.options import START, Lang, Language, voice_of


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("explain", rich_help_panel=START)(explain)


def explain(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Such as E205.", show_default=False)],
    lang: Lang = Language.id,
) -> None:
    """Tell what an error code means, in both languages, the chosen one first."""
    from berakhlak_stats.errors.handbook import explain as explanation

    found = explanation(code)
    first = voice_of(context).lang
    second = "en" if first == "id" else "id"
    out(f"{found.text(first)}\n\n{found.text(second)}")
