"""Bad input is refused with a code, in both languages, at its place, and loses nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats.errors import AnswerError, DesignError, FileError, OutputError
from berakhlak_stats.survey import read_survey, validate, write_survey
from tests.survey.helpers import (
    chosen,
    full_frame,
    full_instrument,
    only_problem,
    pick_instrument,
    rating_instrument,
    refusal,
    speaks_both_languages,
    write,
)

PICKS = pick_instrument(k=2)
RATINGS = rating_instrument("A1", "A2")


def test_empty_file(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, b""), PICKS)
    assert isinstance(error, FileError)
    assert (error.code, error.place) == ("E101", "jawaban.csv")
    assert speaks_both_languages(error.message)


@pytest.mark.parametrize("content", ["unit,current\n", "unit,current", "unit,current\n,\n\n"])
def test_header_only(tmp_path: Path, content: str) -> None:
    error = refusal(write(tmp_path, content), PICKS)
    assert (error.code, error.place) == ("E102", "jawaban.csv")
    assert speaks_both_languages(error.message)


def test_missing_file_is_named_without_its_folder(tmp_path: Path) -> None:
    error = refusal(tmp_path / "tidak_ada.csv", PICKS)
    assert (error.code, error.place) == ("E100", "tidak_ada.csv")
    assert str(tmp_path) not in error.text("id")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"<html><table><tr><td>1</td></tr></table>", "jawaban.xls", "HTML"),
        (b"%PDF-1.7 ...", "jawaban.csv", "PDF"),
        (b'{"current": "jujur"}', "jawaban.csv", "JSON"),
    ],
)
def test_unreadable_type_behind_an_extension(
    tmp_path: Path, content: bytes, name: str, kind: str
) -> None:
    error = refusal(write(tmp_path, content, name), PICKS)
    assert (error.code, error.place) == ("E103", name)
    assert kind in error.text("en") and kind in error.text("id")
    assert speaks_both_languages(error.message)


def test_readable_type_behind_a_wrong_extension_is_read_and_said(tmp_path: Path) -> None:
    survey = read_survey(full_frame(), instrument=full_instrument())
    disguised = tmp_path / "jawaban.csv"
    disguised.write_bytes(write_survey(survey, tmp_path / "a.xlsx").read_bytes())
    report = validate(disguised, instrument=full_instrument())
    problem = only_problem(report, "E130")
    assert report.ok and report.n == survey.n
    assert "Excel" in problem.message.en and ".csv" in problem.message.id
    assert speaks_both_languages(problem.message)


def test_unknown_word_is_suggested_never_applied(tmp_path: Path) -> None:
    path = write(tmp_path, "unit,current\nA,jujur|silo\nB,jujurr|ramah\n")
    error = refusal(path, PICKS)
    problem = only_problem(error.report, "E223")
    assert isinstance(error, AnswerError)
    assert (problem.rows, problem.column, problem.count) == ((3,), "current", 1)
    assert '3 "jujurr" (→ "Jujur"?)' in problem.message.id
    assert speaks_both_languages(problem.message)
    kept = chosen(read_survey(path, instrument=PICKS, on_problem="report"))
    assert kept == [{"jujur", "silo"}, {"ramah"}]


def test_more_picks_than_allowed_are_refused_not_clipped(tmp_path: Path) -> None:
    path = write(tmp_path, "current\njujur|silo|ramah\njujur|silo\n")
    problem = only_problem(refusal(path, PICKS).report, "E220")
    assert (problem.rows, problem.column) == ((2,), "current")
    assert '2 "3"' in problem.message.en
    assert speaks_both_languages(problem.message)
    # Read on request, the whole list of that person is empty: no two of the three are chosen.
    survey = read_survey(path, instrument=PICKS, on_problem="report")
    assert chosen(survey) == [set(), {"jujur", "silo"}]


def test_eleven_picks_where_ten_are_allowed(tmp_path: Path) -> None:
    from berakhlak_stats.instrument import load_instrument

    instrument = load_instrument("berakhlak-2022")
    words = instrument.list_index["current"].words
    rows = "\n".join("|".join(words[:count]) for count in (10, 11))
    report = validate(write(tmp_path, f"current\n{rows}\n"))
    problem = only_problem(report, "E220")
    assert (problem.rows, problem.column, problem.count) == ((3,), "current", 1)
    assert report.n == 2
    assert "10 picks read" not in " ".join(en for _, en in report.understood)
    assert any("21 picks read, 10 kept" in en for _, en in report.understood)


def test_same_word_twice(tmp_path: Path) -> None:
    path = write(tmp_path, "current\njujur|Jujur\nramah|silo\n")
    problem = only_problem(refusal(path, PICKS).report, "E243")
    assert (problem.rows, problem.column) == ((2,), "current")
    assert '2 "jujur"' in problem.message.id
    assert speaks_both_languages(problem.message)


def test_same_word_twice_is_quoted_as_the_file_has_it(tmp_path: Path) -> None:
    path = write(tmp_path, "current\nJujur|Jujur\nRamah|Silo\n")
    assert '2 "Jujur"' in only_problem(refusal(path, PICKS).report, "E243").message.id


def test_rating_off_the_scale_is_refused_not_clipped(tmp_path: Path) -> None:
    path = write(tmp_path, "A1,A2\n5,4\n6,0\n")
    report = refusal(path, RATINGS).report
    high, low = (each for each in report.problems if each.code == "E201")
    assert (high.rows, high.column) == ((3,), "A1")
    assert (low.rows, low.column) == ((3,), "A2")
    assert '3 "6"' in high.message.en and "1–5" in high.message.id
    assert speaks_both_languages(high.message)
    survey = read_survey(path, instrument=RATINGS, on_problem="report")
    assert survey.ratings.tolist() == [[5, 4], [-1, -1]]


def test_missing_behaviour_column_is_named(tmp_path: Path) -> None:
    from berakhlak_stats.instrument import load_instrument

    instrument = load_instrument("berakhlak-rating")
    items = [item.id for item in instrument.ratings if item.id != "HA2"]
    path = write(tmp_path, ",".join(items) + "\n" + ",".join("4" for _ in items) + "\n")
    problem = only_problem(refusal(path, instrument).report, "E224")
    assert "HA2" in problem.message.en and "HA2" in problem.message.id
    assert f"{len(items)} of {len(items) + 1}" in problem.message.en
    assert speaks_both_languages(problem.message)


def test_missing_word_column_is_missing_not_unpicked(tmp_path: Path) -> None:
    path = write(tmp_path, "current__jujur,current__ramah,current__silo\n1,1,0\n")
    problem = only_problem(refusal(path, PICKS).report, "E224")
    assert "current__ramah_solutif" in problem.message.id


@pytest.mark.parametrize("bad", ["-1", "0", "", "abc", "inf", "nan"])
@pytest.mark.parametrize("policy", ["raise", "report"])
def test_unusable_weight_is_always_refused(tmp_path: Path, bad: str, policy: str) -> None:
    path = write(tmp_path, f"weight,A1,A2\n1.5,1,2\n{bad},3,4\n")
    error = refusal(path, RATINGS, on_problem=policy)
    problem = only_problem(error.report, "E226")
    assert (problem.rows, problem.column, problem.count) == ((3,), "weight", 1)
    assert speaks_both_languages(problem.message)


def test_unknown_group_column_lists_the_columns(tmp_path: Path) -> None:
    survey = read_survey(write(tmp_path, "unit,A1,A2\nA,1,2\n"), instrument=RATINGS)
    with pytest.raises(DesignError) as caught:
        survey.column("units")
    assert caught.value.code == "E612" and '"unit"' in caught.value.message.fix_id
    assert caught.value.place == "jawaban.csv"
    assert "units" in caught.value.text("id") and "unit" in caught.value.text("en")
    with pytest.raises(DesignError, match="E602"):
        survey.column("age")


def test_the_one_column_of_units_is_proposed_and_never_taken(tmp_path: Path) -> None:
    survey = read_survey(write(tmp_path, "Perangkat Daerah,A1,A2\nA,1,2\n"), instrument=RATINGS)
    with pytest.raises(DesignError, match="E612") as caught:
        survey.column("unit")
    assert "Perangkat Daerah" in caught.value.message.fix_en


def test_unknown_weight_column_lists_the_columns(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "unit,A1,A2\nA,1,2\n"), RATINGS, weights="w")
    assert error.code == "E231"
    assert "unit" in error.text("id")


def test_output_folder_missing(tmp_path: Path) -> None:
    survey = read_survey(full_frame(), instrument=full_instrument())
    with pytest.raises(OutputError) as caught:
        write_survey(survey, tmp_path / "tidak" / "ada.csv")
    assert caught.value.code == "E401"
    assert speaks_both_languages(caught.value.message)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".xlsx"])
def test_read_only_output_keeps_the_old_file(tmp_path: Path, ending: str) -> None:
    survey = read_survey(full_frame(), instrument=full_instrument())
    old = tmp_path / f"lama{ending}"
    old.write_bytes(b"old content")
    old.chmod(0o444)
    with pytest.raises(OutputError) as caught:
        write_survey(survey, old)
    assert caught.value.code == "E402"
    assert old.read_bytes() == b"old content"
    assert [each.name for each in tmp_path.iterdir()] == [old.name]


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "respondent_id,weight,current,A1,A2,age\n"
        "r1,1,jujurr|silo,9,Setju,x\n"
        "r1,-2,jujur|silo|ramah,1,2,inf\n",
    )
    report = validate(path, instrument=full_instrument())
    errors = {each.code for each in report.errors}
    assert errors == {"E223", "E220", "E201", "E205", "E238", "E207", "E226"}
    assert "E213" in report.codes()
    error = refusal(path, full_instrument())
    assert error.report == report
    for code in report.codes():
        assert code in error.text("id") and code in error.text("en")


def test_everything_that_was_read_is_kept(tmp_path: Path) -> None:
    """Picks in the file equal picks in the survey, whatever the shape."""
    generator = np.random.default_rng(5)
    words = list(PICKS.list_index["current"].words)
    picked = [sorted(generator.choice(words, 2, replace=False)) for _ in range(300)]
    frame = pd.DataFrame({"current": ["|".join(each) for each in picked]})
    survey = read_survey(frame, instrument=PICKS)
    assert chosen(survey) == [set(each) for each in picked]
    assert int(np.bitwise_count(survey.picks["current"]).sum()) == sum(map(len, picked))
