from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from berakhlak_stats.errors import OutputError
from berakhlak_stats.instrument import Instrument, load_instrument, make_instrument
from berakhlak_stats.report.questionnaire import instructions, questions, write_template
from berakhlak_stats.survey import read_survey
from berakhlak_stats.survey.survey import unpack_picks


def fill(path: Path, *rows: list[Any]) -> Path:
    """The form with rows typed in by hand, as a spreadsheet program would save it."""
    book = openpyxl.load_workbook(path)
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def choices(path: Path, title: str) -> list[Any]:
    """What the drop-down of a column offers."""
    book = openpyxl.load_workbook(path)
    form = book.worksheets[0]
    column = [cell.value for cell in form[1]].index(title) + 1
    letter = openpyxl.utils.get_column_letter(column)
    rule = next(each for each in form.data_validations.dataValidation if f"{letter}2" in each.sqref)
    sheet, _, cells = rule.formula1.partition("!")
    return [cell.value for (cell,) in book[sheet.strip("'")][cells.replace("$", "")]]


def picked(instrument: Instrument, lang: str) -> list[str]:
    """The first ten words of each list by their labels."""
    return [instrument.label(w, lang) for block in instrument.pick_lists for w in block.words[:10]]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("named", ["berakhlak-2022", None])
def test_a_filled_form_is_read_back(tmp_path: Path, lang: str, named: str | None) -> None:
    instrument = load_instrument("berakhlak-2022")
    path = write_template(tmp_path / "form.xlsx", instrument=instrument, lang=lang)
    fill(path, ["1", "Dinas A", *picked(instrument, lang)], ["2", "B", *picked(instrument, lang)])
    survey = read_survey(path, instrument=named)
    assert (survey.n, survey.columns["unit"].labels) == (2, ("B", "Dinas A"))
    assert survey.log.problems == ()
    for block in instrument.pick_lists:
        row = unpack_picks(survey.picks[block.id], len(block.words))[0]
        assert row.nonzero()[0].tolist() == list(range(10))


def test_a_filled_rating_form_is_read_back(tmp_path: Path) -> None:
    instrument = load_instrument("berakhlak-rating")
    path = write_template(tmp_path / "form.xlsx", instrument=instrument, lang="id")
    fill(path, ["1", "A", *["Setuju"] * 21], ["2", "A", *["Sangat setuju"] * 20, None])
    survey = read_survey(path, instrument=None)
    assert survey.ratings.tolist() == [[4] * 21, [5] * 20 + [-1]]


def test_drop_downs_offer_every_word_by_its_label(tmp_path: Path) -> None:
    instrument = load_instrument("berakhlak-2022")
    path = write_template(tmp_path / "form.xlsx", instrument=instrument, lang="id")
    offered = choices(path, "current_10")
    assert offered == sorted(offered, key=str.casefold)
    assert set(offered) == {word.label.id for word in instrument.words}


def test_drop_downs_of_ratings_offer_the_scale(tmp_path: Path) -> None:
    instrument = load_instrument("berakhlak-rating")
    path = write_template(tmp_path / "form.xlsx", instrument=instrument, lang="en")
    assert choices(path, "BP1") == [label.en for label in instrument.scale.labels]  # type: ignore[union-attr]


def test_columns_are_the_canonical_ones() -> None:
    titles = [each.title for each in questions(load_instrument("berakhlak-2022"), "id")]
    lists = [f"{name}_{k}" for name in ("personal", "current", "desired") for k in range(1, 11)]
    assert titles == ["respondent_id", "unit", *lists]


def test_the_code_book_names_every_word_value_and_behaviour(tmp_path: Path) -> None:
    instrument = load_instrument("berakhlak-2022")
    path = write_template(tmp_path / "form.xlsx", instrument=instrument, lang="id")
    sheet = openpyxl.load_workbook(path)["Buku kode"]
    codes = {row[1] for row in sheet.iter_rows(values_only=True)}
    wanted = (instrument.words, instrument.values, instrument.behaviours)
    assert {each.id for part in wanted for each in part} <= codes


def test_an_empty_form_has_no_respondents(tmp_path: Path) -> None:
    path = write_template(
        tmp_path / "form.xlsx", instrument=load_instrument("berakhlak-2022"), lang="id"
    )
    assert openpyxl.load_workbook(path).worksheets[0].max_row == 1


def test_an_instrument_of_ones_own_gets_a_form(tmp_path: Path) -> None:
    instrument = make_instrument(
        ratings={"A": ["A1"]}, picks={"P": {"words": ["x", "y"], "k": 1}}, numbers=["h"]
    )
    path = write_template(tmp_path / "form.xlsx", instrument=instrument, lang="en")
    fill(path, ["1", "A", "x", 3, 4.5])
    survey = read_survey(path, instrument=instrument)
    assert (survey.ratings.tolist(), survey.numbers.tolist()) == ([[3]], [[4.5]])


def test_instructions_say_how_many_words_and_ask_for_no_identities() -> None:
    said = " ".join(instructions(load_instrument("berakhlak-2022"), "id"))
    assert "tepat 10 kata" in said
    assert "Jangan mengisi NIP" in said


def test_an_existing_read_only_form_stays(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="E402"):
        write_template(path, instrument=load_instrument("berakhlak-2022"))
    assert path.read_bytes() == b"old"
