"""The application: its commands, its version, and what happens to errors."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from berakhlak_stats import __version__
from berakhlak_stats.cli import (
    agreement,
    analysis,
    answer_files,
    answer_key,
    compare,
    documents,
    explain,
    gaps,
    lab,
    mapping,
    notebook,
    quality,
    rank,
    reliability,
    sample_size,
    waves,
    weights,
)
from berakhlak_stats.cli.console import out, prepare_streams, show_error, status_of
from berakhlak_stats.cli.inputs import SparingCommand
from berakhlak_stats.cli.options import voice_of
from berakhlak_stats.errors import BerakhlakError

EXAMPLES = """\
Examples:

berakhlak demo

berakhlak report answers.xlsx --by unit --out report.html --lang en

berakhlak map answers.xlsx --out mapping.toml

berakhlak notebook answers.xlsx --by unit --out analysis.ipynb

berakhlak index answers.csv --by unit --format csv > indices.csv

berakhlak crosstab answers.csv --row sex --item AK1

berakhlak compare answers.csv --by unit --item implementation

berakhlak rank answers.csv --by unit --item implementation

berakhlak waves before.csv after.csv --labels 2022,2023 --target implementation=65

berakhlak gaps answers.csv --lists personal,current

berakhlak agreement ratings.csv --by unit --scale AK

berakhlak quality answers.csv --lang en

berakhlak reliability ratings.csv --by unit

berakhlak sample-size --frame frame.csv --per-unit

berakhlak weights answers.csv --frame frame.csv --out weighted.csv

berakhlak explain E205

Exit status: 0 done, 1 the answers were refused, 2 the command was wrong."""


class _Shell(TyperGroup):
    """Commands whose expected errors become a message and an exit status."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; tell an expected error in the chosen language."""
        try:
            return super().invoke(ctx)
        except BerakhlakError as error:
            show_error(error, voice_of(ctx).lang)
            raise typer.Exit(status_of(error)) from None


class _App(typer.Typer):
    """An application whose commands all spare what they read."""

    def command(self, *args: Any, **options: Any) -> Any:
        """Register a command."""
        return super().command(*args, **{"cls": SparingCommand, **options})


app = _App(
    name="berakhlak",
    cls=_Shell,
    help="Open statistics for the BerAKHLAK culture survey: indices with honest intervals.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    # A traceback with local variables would print answers.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        out(f"berakhlak_stats {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Options before the command."""


_ROOMS = (
    *(documents, notebook, analysis, compare, rank, waves, gaps, reliability, agreement, quality),
    *(answer_files, mapping, sample_size, weights, lab, explain, answer_key),
)
for _room in _ROOMS:
    _room.register(app)


def main() -> None:
    """Run the command of ``sys.argv`` and leave with its exit status.

    Examples
    --------
    ``berakhlak demo`` and ``python -m berakhlak_stats demo`` both end up here.
    """
    prepare_streams()
    # Asked to end, a run leaves as at Ctrl-C: what it was writing is taken away.
    with suppress(ValueError):
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    app(args=sys.argv[1:], prog_name="berakhlak")
