"""``berakhlak map``: propose which column of a file is which question."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from berakhlak_stats.cli.console import note, out, own_command, plain, text, typed, working
from berakhlak_stats.cli.options import (
    MAKE,
    File,
    Instrument,
    Lang,
    Language,
    Quiet,
    Sheet,
    Source,
    voice_of,
)
from berakhlak_stats.errors import make_error
from berakhlak_stats.files import atomic_write, check_target

Target = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Mapping file to write; without it the proposal is only shown.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("map", rich_help_panel=MAKE)(propose)


def propose(
    context: typer.Context,
    file: File,
    out_path: Target = None,
    lang: Lang = Language.id,
    instrument: Instrument = None,
    source: Source = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
) -> None:
    """Propose which column is which question, as a file you check, edit and confirm."""
    from berakhlak_stats.survey import propose_mapping

    voice = voice_of(context)
    if out_path is not None:
        check_target(out_path)
        if out_path.exists():
            # An edited mapping is a person's work.
            raise make_error("E169", place=out_path.name, name=out_path.name)
    with working(text("reading", voice.lang, name=file.name), voice):
        proposal = propose_mapping(file, instrument=instrument, source=source, sheet=sheet)
    out(plain(proposal.text(voice.lang)))
    if out_path is None:
        return
    with atomic_write(out_path) as temporary:
        temporary.write_text(proposal.to_toml(voice.lang), encoding="utf-8")
    if not voice.quiet:
        note(text("written", voice.lang, path=out_path))
        command, answers, mapping = own_command(), typed(file), typed(out_path)
        note(text("map_next", voice.lang, command=command, file=answers, path=mapping))
