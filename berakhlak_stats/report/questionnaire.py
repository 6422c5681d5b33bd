"""A blank form with drop-downs, its word list and its code book, as one workbook.

The first sheet has the canonical columns, so that a filled form is read back as it is.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from berakhlak_stats.files import atomic_write
from berakhlak_stats.present.phrases import check_lang
from berakhlak_stats.report.code_book import code_rows
from berakhlak_stats.report.workbook import TEXT_STAYS_TEXT, write_text

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, PickList

FORM_ROWS = 2_000
"""Rows that have drop-downs; more may be added."""
SCALE = ""
"""Stands for the rating scale among the ids of pick lists."""
LEADING = ("respondent_id", "unit")
# Limits of Excel for the note that appears beside a selected cell.
_LONGEST_TITLE, _LONGEST_NOTE = 32, 255
_WIDTHS = {"respondent_id": 15, "unit": 28}
_ANSWER_WIDTH = 22
_HELP_WIDTH = 100
_CODE_WIDTHS = (16, 34, 44, 44, 8, 10, 16, 11, 9, 11, 20, 12, 50)


@dataclass(frozen=True)
class Question:
    """One column of the form and what may be written into it."""

    title: str
    heading: str = ""
    note: str = ""
    rule: Mapping[str, Any] = field(default_factory=dict)


@cache
def _texts(lang: str) -> Mapping[str, Any]:
    source = files("berakhlak_stats.report") / "questionnaire_texts.toml"
    found: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))[check_lang(lang)]
    return found


def write_template(
    path: str | os.PathLike[str], *, instrument: Instrument, lang: str = "id"
) -> Path:
    """Write a blank form and its code book, whole or not at all.

    Parameters
    ----------
    path : path
    instrument : Instrument
        Whose questions the form asks.
    lang : str
        Language of the drop-downs and instructions, "id" or "en". Either is read back.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    OutputError
        E401-E405 where it cannot be written.

    Notes
    -----
    Sheets: the form (columns ``respondent_id``, ``unit``, ``current_1`` ..., ratings by id), the
    instructions, the word list behind the drop-downs, and a code book of every id with its labels
    in both languages, value, area, polarity, level, sureness and source. No column for a weight
    is offered: a weight is known after the fieldwork, and an empty one is refused.

    Examples
    --------
    >>> import pathlib, tempfile, berakhlak_stats as bs
    >>> form = pathlib.Path(tempfile.mkdtemp()) / "form.xlsx"
    >>> write_template(form, instrument=bs.load_instrument("berakhlak-2022")).name
    'form.xlsx'
    """
    import xlsxwriter  # type: ignore[import-untyped,unused-ignore]

    check_lang(lang)
    target = Path(path)
    with (
        atomic_write(target) as temporary,
        xlsxwriter.Workbook(str(temporary), dict(TEXT_STAYS_TEXT)) as book,
    ):
        text = _texts(lang)
        form = book.add_worksheet(text["sheet_form"])
        help_sheet = book.add_worksheet(text["sheet_help"])
        ranges = _write_choices(book, instrument, lang)
        _write_form(book, form, questions(instrument, lang, ranges))
        _write_help(book, help_sheet, instrument, lang)
        _write_code_book(book, instrument, lang)
        # The form comes first, because a reader looks there; a person first sees what to do.
        help_sheet.activate()
    return target


def questions(
    instrument: Instrument, lang: str, ranges: Mapping[str, str] | None = None
) -> list[Question]:
    """Columns of the form in order.

    Parameters
    ----------
    instrument : Instrument
    lang : str
    ranges : mapping of list id to cell range, optional
        Where the words of each list ("" for the scale) stand, for the drop-downs.

    Returns
    -------
    list of Question
    """
    text = _texts(lang)
    found = [Question(title) for title in LEADING]
    for block in instrument.pick_lists:
        found += _picks(block, lang, (ranges or {}).get(block.id, ""))
    found += _rated(instrument, lang, (ranges or {}).get(SCALE, ""))
    number = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
    error = {"error_title": text["error_title"], "error_message": text["number_error"]}
    found += [
        Question(item.id, item.id, item.label.get(lang), {**number, **error})
        for item in instrument.numbers
    ]
    return found


def _picks(block: PickList, lang: str, where: str) -> Iterator[Question]:
    text = _texts(lang)
    error = {"error_title": text["error_title"], "error_message": text["pick_error"]}
    rule = {"validate": "list", "source": f"={where}", **error} if where else {}
    for place in range(1, block.k + 1):
        heading = text["pick_title"].format(place=place, k=block.k)
        yield Question(f"{block.id}_{place}", heading, block.question.get(lang), rule)


def _rated(instrument: Instrument, lang: str, where: str) -> Iterator[Question]:
    text, scale = _texts(lang), instrument.scale
    if scale is None:
        return
    error = {"error_title": text["error_title"], "error_message": text["rating_error"]}
    choices = f"={where}" if where else [str(each) for each in range(scale.low, scale.high + 1)]
    for item in instrument.ratings:
        rule = {"validate": "list", "source": choices, **error}
        yield Question(item.id, item.id, item.label.get(lang), rule)


def _write_form(book: Any, sheet: Any, columns: Sequence[Question]) -> None:
    head = book.add_format({"bold": True, "bottom": 1})
    for place, question in enumerate(columns):
        write_text(sheet, 0, place, question.title, head)
        sheet.set_column(place, place, _WIDTHS.get(question.title, _ANSWER_WIDTH))
        if question.rule:
            note = {
                "input_title": question.heading[:_LONGEST_TITLE],
                "input_message": question.note[:_LONGEST_NOTE],
            }
            sheet.data_validation(1, place, FORM_ROWS, place, {**question.rule, **note})
    sheet.freeze_panes(1, len(LEADING))


def _write_choices(book: Any, instrument: Instrument, lang: str) -> dict[str, str]:
    """One column per different list of words, one of the ratings; the range of each."""
    wanted: dict[str, tuple[str, ...]] = {
        block.id: tuple(sorted((instrument.label(w, lang) for w in block.words), key=str.casefold))
        for block in instrument.pick_lists
    }
    if instrument.scale is not None and instrument.scale.labels:
        wanted[SCALE] = tuple(label.get(lang) for label in instrument.scale.labels)
    if not wanted:
        return {}
    name = _texts(lang)["sheet_choices"]
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1})
    places = {labels: place for place, labels in enumerate(dict.fromkeys(wanted.values()))}
    for labels, place in places.items():
        used = [key or _texts(lang)["scale"] for key, each in wanted.items() if each == labels]
        write_text(sheet, 0, place, ", ".join(used), head)
        sheet.set_column(place, place, 36)
        for at, label in enumerate(labels, start=1):
            write_text(sheet, at, place, label)
    return {key: _range(name, places[labels], len(labels)) for key, labels in wanted.items()}


def _range(sheet: str, place: int, length: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped,unused-ignore]

    letter = xl_col_to_name(place)
    return f"'{sheet}'!${letter}$2:${letter}${length + 1}"


def _write_help(book: Any, sheet: Any, instrument: Instrument, lang: str) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, _HELP_WIDTH)
    sheet.hide_gridlines(2)
    write_text(sheet, 0, 0, instrument.title.get(lang), title)
    for at, line in enumerate(instructions(instrument, lang), start=2):
        write_text(sheet, at, 0, line, wrap)


def instructions(instrument: Instrument, lang: str) -> list[str]:
    """What a person must know to fill the form in, one sentence or two each.

    Parameters
    ----------
    instrument : Instrument
    lang : str

    Returns
    -------
    list of str
    """
    text = _texts(lang)
    named = {"form": text["sheet_form"], "book": text["sheet_code_book"]}
    lines = [line.format(**named) for line in text["instructions"]]
    for block in instrument.pick_lists:
        rule = text[block.rule].format(k=block.k)
        ends = {"first": f"{block.id}_1", "last": f"{block.id}_{block.k}"}
        lines.append(
            text["lists_rule"].format(rule=rule, question=block.question.get(lang), **ends)
        )
    for items, key in ((instrument.ratings, "ratings_rule"), (instrument.numbers, "numbers_rule")):
        if items:
            lines.append(text[key].format(first=items[0].id, last=items[-1].id, **named))
    return [*lines, text["closing"], text["unofficial"].format(**named)]


def _write_code_book(book: Any, instrument: Instrument, lang: str) -> None:
    text = _texts(lang)
    sheet = book.add_worksheet(text["sheet_code_book"])
    head = book.add_format({"bold": True, "bottom": 1})
    for place, (name, width) in enumerate(zip(text["head"].values(), _CODE_WIDTHS, strict=True)):
        write_text(sheet, 0, place, name, head)
        sheet.set_column(place, place, width)
    for at, row in enumerate(code_rows(instrument), start=1):
        cells = {**row, "kind": text["kinds"][row["kind"]]}
        for place, name in enumerate(text["head"]):
            if cells.get(name):
                write_text(sheet, at, place, cells[name])
    sheet.freeze_panes(1, 2)
