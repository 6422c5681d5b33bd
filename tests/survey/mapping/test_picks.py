from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from berakhlak_stats.survey import Survey, read_survey, validate
from berakhlak_stats.survey.mapping import picks as picks_module
from berakhlak_stats.survey.mapping.picks import find_delimiter
from berakhlak_stats.survey.mapping.words import WordLookup, word_lookup
from tests.survey.helpers import chosen, only_problem, pick_instrument, same_answers

PICKS = pick_instrument()
EXPECTED = [{"jujur", "silo"}, {"ramah", "ramah_solutif"}, set(), {"jujur", "ramah"}]


def read(**columns: Any) -> Survey:
    # A row without any content would be dropped as empty; the number keeps it.
    numbers = range(len(next(iter(columns.values()))))
    return read_survey(pd.DataFrame({"respondent_id": numbers, **columns}), instrument=PICKS)


def said(survey: Survey) -> str:
    return next(en for _, en in survey.log.understood if en.startswith("List"))


@pytest.mark.parametrize(
    ("cells", "delimiter", "form"),
    [
        (["jujur|silo", "ramah|ramah_solutif", "", "jujur|ramah"], "|", "ids"),
        (["jujur;silo;", "ramah; ramah_solutif;", None, "jujur;ramah"], ";", "ids"),
        (["Jujur, Silo", "Ramah, Ramah, solutif", "", "Jujur, Ramah"], ",", "labels"),
        (["HONEST,Silo  thinking", "Friendly,Friendly, helpful", "", "honest,friendly"], ",", None),
        (["Jujur\nSilo", "Ramah\nRamah, solutif", "", "jujur\nramah"], "\\n", None),
        (["jujur silo", "ramah ramah_solutif", "", "jujur ramah"], " ", "ids"),
        (["jujur|silo", "ramah|friendly, helpful", "", "JUJUR|Ramah"], "|", None),
    ],
)
def test_one_delimited_column(cells: list[str | None], delimiter: str, form: str | None) -> None:
    survey = read(current=cells)
    assert chosen(survey) == EXPECTED
    assert f"separated by '{delimiter}'; 6 picks read, 6 kept; 1 respondent left" in said(survey)
    if form:
        assert said(survey).endswith(f"written as {form}.")


def test_one_column_per_pick() -> None:
    survey = read(
        current_1=["jujur", "Ramah", None, "jujur"],
        current_2=["Silo thinking", "Ramah, solutif", "", "ramah"],
    )
    assert chosen(survey) == EXPECTED
    assert "2 columns, one pick per column; 6 picks read, 6 kept" in said(survey)


@pytest.mark.parametrize(
    ("yes", "no"),
    [(1, 0), ("Ya", "Tidak"), ("yes", "NO"), (True, False), ("X", ""), (1.0, None), ("v", "-")],
)
def test_one_column_per_word(yes: Any, no: Any) -> None:
    columns = {
        f"current__{word}": [yes if word in row else no for row in EXPECTED]
        for word in PICKS.list_index["current"].words
    }
    survey = read(**columns)
    assert chosen(survey) == EXPECTED
    assert "4 0/1 columns, one per word; 6 picks read, 6 kept" in said(survey)


def test_columns_named_by_labels_and_holding_them() -> None:
    labels = {word.id: word.label.id for word in PICKS.words}
    columns = {
        f"Daftar current [{label}]": [label if word in row else "" for row in EXPECTED]
        for word, label in labels.items()
    }
    assert chosen(read(**columns)) == EXPECTED


def test_shapes_give_the_same_survey() -> None:
    same_answers(
        read(current=["jujur|silo", "ramah|silo"]),
        read(current_1=["jujur", "silo"], current_2=["silo", "ramah"]),
    )


def test_chunks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = ["jujur|silo", "ramah|silo", "", "jujur|ramah", "silo|ramah_solutif"] * 5
    whole = read(current=cells)
    monkeypatch.setattr(picks_module, "_CHUNK_ROWS", 3)
    same_answers(whole, read(current=cells))
    frame = pd.DataFrame({"current": [*cells, "silo|silo"]})
    assert only_problem(validate(frame, instrument=PICKS), "E243").rows == (26,)


def test_unknown_pieces_around_a_label_with_the_separator() -> None:
    frame = pd.DataFrame({"current": ["Ramah, solutif, Jujur", "Ramah, solutip", "Silo, Jujur"]})
    problem = only_problem(validate(frame, instrument=PICKS), "E223")
    assert problem.rows == (2,) and '2 "solutip"' in problem.message.en


@pytest.mark.parametrize(
    ("cells", "delimiter", "marked"),
    [
        (["1. Jujur\n2. Silo", "1. Ramah\n2. Ramah, solutif", "", "1. jujur\n2. ramah"], "\\n", 6),
        (["1) Jujur, 2) Silo", "1) Ramah, 2) Ramah, solutif", "", "1) jujur, 2) ramah"], ",", 5),
        (["(1) Jujur; (2) Silo", "(1) Ramah; (2) ramah_solutif", "", "a. jujur; b. ramah"], ";", 6),
        (["- Jujur\n- Silo", "-Ramah\n-Ramah, solutif", "", "- jujur\n- ramah"], "\\n", 6),
        (["\u2022 Jujur\n\u2022 Silo", "Ramah\nRamah, solutif", "", "jujur\nramah"], "\\n", 2),
        (["Jujur / Silo", "Ramah / Ramah, solutif", "", "jujur / ramah"], "/", 0),
        (["Jujur/Silo", "Ramah/ramah_solutif", "", "jujur/ramah"], "/", 0),
        (["Jujur, Silo.", "Ramah, Ramah, solutif.", "", "jujur., ramah."], ",", 3),
        (["Jujur.\nSilo.", "Ramah.\nRamah, solutif.", "", "jujur.\nramah."], "\\n", 6),
    ],
)
def test_numbers_bullets_slashes_and_full_stops(
    cells: list[str], delimiter: str, marked: int
) -> None:
    """Counted by hand; "1) Ramah, 2) Ramah, solutif" and its like are put together again."""
    survey = read(current=cells)
    assert chosen(survey) == EXPECTED
    assert f"words separated by '{delimiter}'" in said(survey)
    told = [each for each in survey.log.problems if each.code == "E252"]
    assert [(each.severity, each.count) for each in told] == ([("fixed", marked)] if marked else [])


def test_one_word_per_column_may_be_numbered_too() -> None:
    survey = read(current_1=["1. Jujur", "Ramah"], current_2=["2. Silo.", "Jujur"])
    assert chosen(survey) == [{"jujur", "silo"}, {"ramah", "jujur"}]


def test_an_unknown_word_keeps_its_number_and_gets_its_suggestion() -> None:
    report = validate(pd.DataFrame({"current": ["1. Jujurr\n2. Silo"] * 3}), instrument=PICKS)
    problem = only_problem(report, "E223")
    assert problem.count == 3
    assert '"1. Jujurr" (\u2192 "Jujur"?)' in problem.message.id


def test_blanks_part_no_words_where_another_sign_does() -> None:
    """Most cells hold a word that nobody knows: its blanks are no separators for that."""
    cells = ["1. Jujur sekali orangnya\n2. Silo", "1. Ramah dan lucu\n2. Jujur"] * 5
    report = validate(pd.DataFrame({"current": cells}), instrument=PICKS)
    problem = only_problem(report, "E223")
    assert problem.count == 10
    assert set(problem.texts) == {"1. Jujur sekali orangnya", "1. Ramah dan lucu"}


def test_the_delimiter_is_sought_among_distinct_cells_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of columns of few words each are judged word by word, not cell by cell."""
    asked: list[str] = []
    find = WordLookup.find

    def counting(self: WordLookup, text: str) -> int:
        asked.append(text)
        return find(self, text)

    monkeypatch.setattr(WordLookup, "find", counting)
    lookup = word_lookup(PICKS, PICKS.pick_lists[0])
    assert find_delimiter(pa.array(["Jujur", "Silo"] * 250), lookup) == "|"
    assert len(asked) <= 8
    assert find_delimiter(pa.array(["Jujur; Silo", "Silo"] * 250), lookup) == ";"
