"""Hand a result over in the form that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from berakhlak_stats.cli.console import Voice, note, out, text
from berakhlak_stats.cli.tables import show_table
from berakhlak_stats.errors import make_error
from berakhlak_stats.estimates.glossary import TEXT
from berakhlak_stats.files import check_target

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.report.exports import CsvStyle

_FORMAT_OF = {".csv": "csv", ".json": "json", ".xlsx": "xlsx", ".txt": "table"}


@dataclass(frozen=True)
class Target:
    """Form and place of a result; checked before any work is spent on it."""

    form: str
    path: Path | None
    style: str = "plain"
    full: bool = False

    @classmethod
    def of(cls, form: str | None, path: Path | None, style: str, full: bool) -> Target:
        """The target that the options describe."""
        if path is not None:
            if form is None:
                check_ending(path, *_FORMAT_OF)
            form = form or _FORMAT_OF[path.suffix.casefold()]
            check_target(path)
        if form == "xlsx" and path is None:
            raise make_error("E706", given="--format xlsx", needed="--out")
        if full and (form or "table") == "table":
            raise make_error("E706", given="--full", needed="--format csv/json/xlsx")
        return cls(form or "table", path, style, full)


def check_ending(path: Path, *endings: str) -> None:
    """Refuse a file name whose ending promises what is not written (E411)."""
    if path.is_dir():
        check_target(path)
    if path.suffix.casefold() not in endings:
        choices = ", ".join(endings)
        raise make_error("E411", place=path.name, given=path.suffix or path.name, choices=choices)


def deliver(result: Estimates, target: Target, instrument: Instrument, voice: Voice) -> None:
    """Print or write a result; refuse one in which everything is hidden."""
    from berakhlak_stats.estimates.bounds import PEOPLE_LEVELS

    # That few carry a flag, or left an item out, is a finding of its own.
    told = result.frame["level"].isin(PEOPLE_LEVELS) & result.frame["note"].eq("few picks")
    if bool((result.frame["suppressed"] & ~told).all()):
        few = bool((result.frame["note"] == "few picks").any())
        code = "E306" if few else "E301"
        raise make_error(code, minimum=result.provenance.smallest_group)
    if target.form == "xlsx" and target.path is not None:
        from berakhlak_stats.report.workbook import write_xlsx

        write_xlsx(result, target.path, lang=voice.lang, full=target.full, instrument=instrument)
    elif target.path is not None:
        _write(_as_text(result, target, instrument, voice), target.path)
    elif target.form == "table":
        _print_table(result, target, voice)
    else:
        out(_as_text(result, target, instrument, voice), end="" if target.form == "csv" else "\n")
    if target.path is not None and not voice.quiet:
        note(text("written", voice.lang, path=target.path))


def _print_table(result: Estimates, target: Target, voice: Voice) -> None:
    from berakhlak_stats.present.tables import table
    from berakhlak_stats.report.exports import remarks

    show_table(table(result, voice.lang, most=None))
    for line in remarks(result, lang=voice.lang):
        note(line)


def _as_text(result: Estimates, target: Target, instrument: Instrument, voice: Voice) -> str:
    from berakhlak_stats.report.exports import csv_text, to_json

    if target.form == "csv":
        style: CsvStyle = "excel-id" if target.style == "excel-id" else "plain"
        return csv_text(
            result, lang=voice.lang, style=style, full=target.full, instrument=instrument
        )
    if target.form == "json":
        return to_json(result, lang=voice.lang, full=target.full, instrument=instrument)
    from berakhlak_stats.present.tables import table

    return f"{table(result, voice.lang, most=None)}\n"


def _write(words: str, path: Path) -> None:
    from berakhlak_stats.files import atomic_write

    with atomic_write(path) as temporary:
        temporary.write_bytes(words.encode("utf-8"))


def together(results: Sequence[Estimates]) -> Estimates:
    """All tables as one, for a file: their levels tell them apart."""
    import pandas as pd

    if len(results) < 2:
        return results[0]
    frame = pd.concat([each.frame for each in results], ignore_index=True)
    for name in TEXT:
        if name in frame:
            frame[name] = frame[name].fillna("")
    made = results[0].provenance
    warned = dict.fromkeys(each for result in results for each in result.provenance.warnings)
    parameters = {**results[1].provenance.parameters, **made.parameters}
    made = replace(made, warnings=tuple(warned), parameters=parameters)
    return type(results[0])(frame, made)
