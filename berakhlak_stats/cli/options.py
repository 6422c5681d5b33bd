"""Options that several commands share, each spelled once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from berakhlak_stats.cli.console import Voice

START = "To start with"
PLAN = "Sampling and weights"
MAKE = "On a file of answers"
DESIGN = "Design and disclosure"
OUTPUT = "Output"
SMALLEST = 10


class Language(StrEnum):
    """Languages of results and messages."""

    id = "id"
    en = "en"


class Format(StrEnum):
    """Forms of a table."""

    table = "table"
    csv = "csv"
    json = "json"
    xlsx = "xlsx"


class ReportFormat(StrEnum):
    """Forms of a list of problems."""

    table = "table"
    csv = "csv"
    json = "json"
    html = "html"


class CsvStyle(StrEnum):
    """Ways of writing CSV."""

    plain = "plain"
    excel_id = "excel-id"


class LonelyPolicy(StrEnum):
    """What to do with a stratum that holds one primary unit."""

    refuse = "raise"
    certainty = "certainty"
    adjust = "adjust"
    average = "average"
    remove = "remove"


def voice_of(context: typer.Context) -> Voice:
    """How this run speaks; one object per run, made on first use."""
    voice: Voice = context.find_root().ensure_object(Voice)
    return voice


def _set_language(context: typer.Context, value: Language) -> Language:
    voice_of(context).lang = value.value
    return value


def _set_quiet(context: typer.Context, value: bool) -> bool:
    voice_of(context).quiet = value
    return value


File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="Answers: CSV, XLSX, ODS, Parquet or SPSS .sav.", show_default=False
    ),
]
Lang = Annotated[
    Language,
    typer.Option(
        "--lang", help="Language of results and messages.", callback=_set_language, is_eager=True
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Do not tell what was understood of the file.", callback=_set_quiet
    ),
]
Instrument = Annotated[
    str | None,
    typer.Option(
        "--instrument",
        metavar="NAME|FILE",
        help="Instrument by name or TOML file; recognised from the file by default.",
        show_default=False,
    ),
]
Missing = Annotated[
    list[str] | None,
    typer.Option(
        "--missing",
        metavar="CODE",
        help="Code that means no answer in rated items, such as 99; may be repeated.",
        show_default=False,
    ),
]
Source = Annotated[
    str | None,
    typer.Option(
        "--source",
        metavar="TOOL",
        help="Survey tool that exported the file, or plain; recognised from the file by default.",
        show_default=False,
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        help="Sheet of a workbook that holds the answers; the one that fits best by default.",
        show_default=False,
    ),
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        metavar="FILE",
        help="Mapping file of the columns, as 'map' proposes it and you confirmed it.",
        show_default=False,
    ),
]
Quarantine = Annotated[
    Path | None,
    typer.Option(
        "--quarantine",
        metavar="FILE.csv",
        help="Set rows with errors apart in this file, with the reason of each, and go on.",
        show_default=False,
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="COLUMN", help="Column whose labels form the groups.", show_default=False
    ),
]
MinGroup = Annotated[
    int,
    typer.Option(
        "--min-group",
        metavar="N",
        help="Hide groups with fewer respondents (5 or more).",
        rich_help_panel=DESIGN,
    ),
]
Weights = Annotated[
    str | None,
    typer.Option(
        "--weights",
        metavar="COLUMN",
        help="Column of weights.",
        show_default=False,
        rich_help_panel=DESIGN,
    ),
]
Strata = Annotated[
    str | None,
    typer.Option(
        "--strata",
        metavar="COLUMN",
        help="Column of sampling strata.",
        show_default=False,
        rich_help_panel=DESIGN,
    ),
]
Clusters = Annotated[
    str | None,
    typer.Option(
        "--psu",
        metavar="COLUMN",
        help="Column of primary sampling units.",
        show_default=False,
        rich_help_panel=DESIGN,
    ),
]
Subunits = Annotated[
    list[str] | None,
    typer.Option(
        "--ssu",
        metavar="COLUMN",
        help="Column of the units drawn within PSUs; repeat for deeper stages.",
        show_default=False,
        rich_help_panel=DESIGN,
    ),
]
Counts = Annotated[
    list[str] | None,
    typer.Option(
        "--fpc",
        metavar="COLUMN",
        help="Column of population counts, once per stage: PSUs in the stratum, then units "
        "in the PSU; one more than named units counts persons.",
        show_default=False,
        rich_help_panel=DESIGN,
    ),
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--pseudonym-key-file",
        metavar="FILE",
        help="Secret key; turns NIP, NIK or e-mail into the same pseudonyms in every file.",
        show_default=False,
        rich_help_panel=DESIGN,
    ),
]
Form = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="Form of the result; told by --out where it is not named.",
        show_default="table",
        rich_help_panel=OUTPUT,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="PATH",
        help="Write to this file instead of the screen.",
        show_default=False,
        rich_help_panel=OUTPUT,
    ),
]
Style = Annotated[
    CsvStyle,
    typer.Option(
        "--csv-style",
        help="excel-id: semicolons, decimal commas, byte order mark.",
        rich_help_panel=OUTPUT,
    ),
]
Full = Annotated[
    bool,
    typer.Option(
        "--full", help="Full precision, marked as not for publication.", rich_help_panel=OUTPUT
    ),
]
WrittenTo = Annotated[Path, typer.Option("--out", metavar="PATH", help="Where the file goes.")]
ByEach = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="COLUMN",
        help="Show groups by this column; may be repeated.",
        show_default=False,
    ),
]
Frame = Annotated[
    Path | None,
    typer.Option(
        "--frame",
        metavar="FILE",
        help="Population counts: one row per unit, or per category of each column.",
        show_default=False,
        rich_help_panel=DESIGN,
    ),
]
Lonely = Annotated[
    LonelyPolicy,
    typer.Option(
        "--lonely",
        help="A stratum with one primary unit: refuse it, or how to go on.",
        rich_help_panel=DESIGN,
    ),
]
Title = Annotated[
    str | None, typer.Option("--title", help="Title of the report.", show_default=False)
]
