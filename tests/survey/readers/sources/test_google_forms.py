from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.survey import propose_mapping, read_survey, validate
from tests.survey.helpers import chosen, only_problem, pick_instrument, rating_instrument, write

PICKS = pick_instrument()
HEAD = "Timestamp,unit,Q current?\n"


def test_it_is_recognised_and_its_time_is_set_aside(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + '3/4/2024 9.05.00,A,"Jujur, Silo"\n')
    survey = read_survey(path, instrument=PICKS)
    assert chosen(survey) == [{"jujur", "silo"}]
    assert list(survey.columns) == ["unit"]
    assert ("Dibaca sebagai: ekspor Google Forms.", "Read as: Google Forms export.") in (
        survey.log.understood
    )


def test_the_indonesian_title_of_the_time(tmp_path: Path) -> None:
    path = write(tmp_path, 'Cap waktu,Q current?\n1/2/2024,"Jujur, Silo"\n')
    assert any("Google Forms" in en for _, en in validate(path, instrument=PICKS).understood)


def test_an_option_with_a_comma_is_the_longest_match(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + '1,A,"Ramah, solutif, Jujur"\n2,A,"Silo, Ramah"\n')
    report = validate(path, instrument=PICKS)
    assert chosen(read_survey(path, instrument=PICKS)) == [
        {"ramah_solutif", "jujur"},
        {"silo", "ramah"},
    ]
    assert only_problem(report, "E128").count == 1
    assert (report.counts.picks_read, report.counts.picks_kept) == (4, 4)


def test_a_free_text_under_other_is_no_word(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + '1,A,"Jujur, Lainnya: sabar, tekun"\n')
    report = validate(path, instrument=PICKS)
    problem = only_problem(report, "E126")
    assert report.ok and (problem.severity, problem.count) == ("warning", 1)
    assert (report.counts.picks_read, report.counts.picks_kept, report.counts.picks_other) == (
        2,
        1,
        1,
    )


def test_rows_of_a_grid(tmp_path: Path) -> None:
    path = write(tmp_path, "Timestamp,Setuju? [A1],Setuju? [Label of A2]\n1,Setuju,Netral\n")
    assert read_survey(path, instrument=rating_instrument()).ratings.tolist() == [[4, 3]]


ACCUSED = "Pak Budi, kepala seksi, menekan staf honorer setiap akhir bulan"


def test_a_text_typed_under_other_is_counted_and_never_quoted(tmp_path: Path) -> None:
    """Google Forms writes it in place of the option, with nothing before it; commas tear it."""
    rows = "".join(f'{row},A,"Jujur, Silo"\n' for row in range(30))
    path = write(tmp_path, HEAD + rows + f'31,A,"Jujur, {ACCUSED}"\n')
    apart = tmp_path / "apart.csv"
    report = validate(path, instrument=PICKS, quarantine=apart)
    problem = only_problem(report, "E126")
    assert (report.ok, problem.severity, problem.count) == (True, "fixed", 1)
    assert (report.counts.picks_other, report.counts.picks_read) == (1, 62)
    assert chosen(read_survey(path, instrument=PICKS))[-1] == {"jujur"}
    proposed = propose_mapping(path, instrument=PICKS).to_toml("id")
    written = report.to_json() + report.to_html("id") + apart.read_text("utf-8") + proposed
    assert "Budi" not in written and "honorer" not in written and "kepala" not in written


def test_a_misspelt_word_is_still_refused_there(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + '1,A,"Jujur, Siloo"\n2,A,"sabar, Silo"\n')
    problem = only_problem(validate(path, instrument=PICKS), "E223")
    assert problem.rows == (2,) and '(→ "Silo"?)' in problem.message.en


@pytest.mark.parametrize(
    "typed", ["Budi Santoso", "Pak Rahmat, kepala bidang, jujurkah ini, dan minta setoran"]
)
def test_what_is_typed_under_other_is_never_quoted_however_short(
    tmp_path: Path, typed: str
) -> None:
    """Names, and pieces of a sentence that its commas tear apart, some of them like a word."""
    rows = "".join(f'{row},A,"Jujur, Silo"\n' for row in range(40))
    report = validate(write(tmp_path, HEAD + rows + f'41,A,"Jujur, {typed}"\n'), instrument=PICKS)
    problem = only_problem(report, "E126")
    assert report.ok and problem.severity == "fixed"
    said = report.to_json() + report.text("id") + report.to_html("en")
    assert not any(word in said for word in ("Budi", "Rahmat", "setoran", "jujurkah"))


def test_a_plain_file_never_quotes_a_sentence_either(tmp_path: Path) -> None:
    text = "Pak Budi kepala seksi menekan staf honorer"
    path = write(tmp_path, f"unit,current\nA,jujur|{text}\nA,siloo|ramah\n")
    report = validate(path, instrument=PICKS)
    problem = only_problem(report, "E223")
    assert problem.rows == (2, 3) and '2 "[…]", 3 "siloo" (→ "Silo"?)' in problem.message.en
    proposed = propose_mapping(path, instrument=PICKS).to_toml("id")
    assert "Budi" not in report.to_json() + report.to_html("id") + proposed
