"""Results as tables for publication: a rounded frame, CSV and JSON.

What the frame hides stays hidden here, whatever is asked for. ``full`` lifts the rounding and
nothing else, and marks every row as not for publication.
"""

from __future__ import annotations

import json
import math
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from berakhlak_stats.errors import filled, make_error
from berakhlak_stats.estimates.codec import records
from berakhlak_stats.estimates.glossary import TEXT
from berakhlak_stats.files import atomic_write
from berakhlak_stats.present.formats import rounded
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.levels import scale_of
from berakhlak_stats.present.phrases import check_lang, has_phrase, say
from berakhlak_stats.present.rows import (
    FEW_PICKS,
    LONGEST_NAME,
    NOT_ASKED,
)
from berakhlak_stats.report.safe_text import csv_cell
from berakhlak_stats.survey.texts import shortened

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument

CsvStyle = Literal["plain", "excel-id"]
SCHEMA = "berakhlak_stats.export/1"
TEXT_COLUMNS = frozenset({"use", "label", "status", *TEXT})
LIMITS = ("limit_95_low", "limit_95_high", "limit_998_low", "limit_998_high")
PLACES = ("place", "place_low", "place_high")
SCALED = frozenset({"estimate", "std_error", "conf_low", "conf_high", "reference", "raw", *LIMITS})
"""Columns on the scale of the estimate, which the level of a row decides."""
ORDER = (
    *("list", "level", "item", "label", "item_2", "group", "wave", "against"),
    *("estimate", "std_error", "conf_low", "conf_high", "raw", "reliability", *PLACES),
    *("n", "count", "band", "prob_A", "prob_B", "prob_C", "prob_D"),
    *("statistic", "df", "df_2", "p_value", "p_adjusted", "effect", "n_eff", "deff", "reference"),
    *LIMITS,
    *("target", "achievement", "achievement_low", "achievement_high", "target_probability"),
    *("top_share", "p_exact", "p_mid", "p_equivalent", "verdict", "status", "note"),
)
_DECIMALS = {
    **{"n": 0, "count": 0, "df": 0, "df_2": 1, "n_eff": 0},
    **dict.fromkeys(PLACES, 0),
    **dict.fromkeys(("target", "achievement", "achievement_low", "achievement_high"), 1),
    **dict.fromkeys(("p_value", "p_adjusted", "p_exact", "p_mid", "p_equivalent"), 3),
}
_OTHER_DECIMALS = 2


@cache
def words(lang: str) -> Mapping[str, Any]:
    """The words of exported files in one language."""
    source = files("berakhlak_stats.report") / "export_texts.toml"
    tree: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    found: dict[str, Any] = tree[check_lang(lang)]
    return found


def publication_frame(
    result: Estimates, *, lang: str = "en", full: bool = False, instrument: Instrument | None = None
) -> pd.DataFrame:
    """The rows of a result as they may be published.

    Parameters
    ----------
    result : Estimates
    lang : str
        Language of the columns ``label`` and ``status``, "id" or "en".
    full : bool
        Full precision, with a first column ``use`` that says so. Hidden rows stay hidden.
    instrument : Instrument, optional
        For the labels of an instrument that is not bundled.

    Returns
    -------
    pandas.DataFrame
        One row per row of the result. Scores are rounded half up to one decimal, shares (0-1)
        to three, probabilities to two, counts to whole numbers. Hidden rows have no numbers;
        ``status`` says why.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> frame = publication_frame(bs.indices.implementation(bs.simulate.simulate(seed=1)))
    >>> frame["status"].tolist()
    ['shown']
    """
    frame = result.to_frame()
    made = result.provenance
    labels = Labels.of(made, lang)
    if instrument is not None:
        labels = Labels(lang, instrument)
    hidden = frame.pop("suppressed").to_numpy(dtype=bool)
    frame["group"] = [shortened(str(group or ""), LONGEST_NAME) for group in frame["group"]]
    frame["label"] = [labels.item(str(item)) for item in frame["item"]]
    if "verdict" in frame:
        frame["verdict"] = [each and say(f"verdict.{each}", lang) for each in frame["verdict"]]
    frame["status"] = [
        _status(str(note), bool(gone), str(level), made.smallest_group, lang)
        for note, gone, level in zip(frame["note"], hidden, frame["level"], strict=True)
    ]
    frame = frame[[name for name in ORDER if name in frame]]
    numeric = [str(name) for name in frame if name not in TEXT_COLUMNS]
    frame[numeric] = frame[numeric].replace([math.inf, -math.inf], math.nan)
    # The rooms below have blanked these already; a table that leaves the house checks again.
    few = (frame["note"] == FEW_PICKS).to_numpy(dtype=bool)
    for name in numeric:
        frame.loc[hidden & ~few if name == "n" else hidden, name] = math.nan
    frame.loc[hidden, [name for name in ("band",) if name in frame]] = ""
    if full:
        frame.insert(0, "use", words(lang)["not_for_publication"])
        return frame
    for name in numeric:
        frame[name] = _rounded_column(frame, name, made.statistic)
    return frame.drop(columns=[name for name in numeric if frame[name].isna().all()])


def decimals_of(column: str, level: str, statistic: str = "", item: str = "") -> int:
    """Decimals that a number is published with."""
    if column not in SCALED:
        return _DECIMALS.get(column, _OTHER_DECIMALS)
    return scale_of(level, item, statistic).frame_decimals


def _cells_of(frame: pd.DataFrame, name: str) -> Iterator[tuple[float, str, str]]:
    """The numbers of one column, each with the level and the item that decide its decimals."""
    numbers = [float(value) for value in frame[name]]
    return zip(numbers, frame["level"], frame["item"], strict=True)


def _rounded_column(frame: pd.DataFrame, name: str, statistic: str) -> list[float]:
    return [
        math.nan
        if math.isnan(value)
        else float(rounded(value, decimals_of(name, level, statistic, item)))
        for value, level, item in _cells_of(frame, name)
    ]


def _status(note: str, hidden: bool, level: str, least: int, lang: str) -> str:
    if note == NOT_ASKED:
        return say("state.not_computed", lang)
    if not hidden:
        return str(words(lang)["shown"])
    key = {"protected": "protected", FEW_PICKS: "few_picks"}.get(note, "suppressed_less")
    own = f"state.{key}_{level}"
    return say(own if has_phrase(own, lang) else f"state.{key}", lang, least=least)


def remarks(result: Estimates, *, lang: str = "en", full: bool = False) -> list[str]:
    """What must stand beside the numbers: precision, what is hidden, made-up data, warnings."""
    text, made = words(lang), result.provenance
    found = [text["full_precision" if full else "rounded"]]
    hidden = int(result.frame["suppressed"].sum())
    if hidden:
        values = {"hidden": hidden, "rows": len(result), "least": made.smallest_group}
        found.append(filled(text["hidden"], values))
    if made.synthetic:
        found.append(text["synthetic"])
    found.append(text["independent"])
    return [*found, *(pair[0 if lang == "id" else 1] for pair in made.warnings)]


def csv_text(
    result: Estimates,
    *,
    lang: str = "en",
    style: CsvStyle = "plain",
    full: bool = False,
    instrument: Instrument | None = None,
) -> str:
    r"""The publication frame as CSV.

    Parameters
    ----------
    result : Estimates
    lang, full, instrument
        As in :func:`publication_frame`.
    style : "plain" or "excel-id"
        "plain": comma and decimal point. "excel-id": semicolon, decimal comma and a byte order
        mark, which Excel with Indonesian settings opens by a double click.

    Returns
    -------
    str
        Text cells that a spreadsheet would take for formulas start with an apostrophe.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = bs.indices.implementation(bs.simulate.simulate(seed=1))
    >>> csv_text(result, style="excel-id")[:16]
    '\ufefflist;level;item'
    """
    if style not in ("plain", "excel-id"):
        raise make_error("E701", name="style", given=style, choices="plain, excel-id")
    frame = publication_frame(result, lang=lang, full=full, instrument=instrument)
    for name in frame:
        frame[name] = _csv_cells(frame, str(name), result.provenance.statistic, full)
    if style == "plain":
        return frame.to_csv(index=False, lineterminator="\n")
    numeric = [str(name) for name in frame if name not in TEXT_COLUMNS]
    frame[numeric] = frame[numeric].apply(lambda column: column.str.replace(".", ",", regex=False))
    return "\ufeff" + frame.to_csv(index=False, sep=";", lineterminator="\r\n")


def _csv_cells(frame: pd.DataFrame, name: str, statistic: str, full: bool) -> list[str]:
    """One column as text: words disarmed, numbers with their decimals, nothing where hidden."""
    if name in TEXT_COLUMNS:
        return [csv_cell(str(text)) for text in frame[name]]
    if full:
        write = (lambda n: str(int(n))) if name == "n" else repr
        return ["" if math.isnan(value) else write(value) for value, *_ in _cells_of(frame, name)]
    return [
        "" if math.isnan(value) else str(rounded(value, decimals_of(name, level, statistic, item)))
        for value, level, item in _cells_of(frame, name)
    ]


def write_csv(result: Estimates, path: str | os.PathLike[str], **options: Any) -> Path:
    """Write :func:`csv_text` to a file, whole or not at all; UTF-8."""
    target = Path(path)
    text = csv_text(result, **options)
    with atomic_write(target) as temporary:
        temporary.write_bytes(text.encode("utf-8"))
    return target


def to_json(
    result: Estimates, *, lang: str = "en", full: bool = False, instrument: Instrument | None = None
) -> str:
    """The publication frame and how it was made, as JSON.

    Parameters
    ----------
    result : Estimates
    lang, full, instrument
        As in :func:`publication_frame`.

    Returns
    -------
    str
        ``{schema, for_publication, estimates, provenance, remarks}``; hidden numbers are null.

    Examples
    --------
    >>> import json, berakhlak_stats as bs
    >>> result = bs.indices.implementation(bs.simulate.simulate(seed=1))
    >>> json.loads(to_json(result))["for_publication"]
    True
    """
    frame = publication_frame(result, lang=lang, full=full, instrument=instrument)
    content = {
        "schema": SCHEMA,
        "for_publication": not full,
        "estimates": [_whole(each) for each in records(frame.drop(columns="use", errors="ignore"))],
        "provenance": asdict(result.provenance),
        "remarks": remarks(result, lang=lang, full=full),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)


def _whole(record: dict[str, Any]) -> dict[str, Any]:
    """Counts of persons as integers."""
    n = record.get("n")
    return record if n is None else {**record, "n": int(n)}
