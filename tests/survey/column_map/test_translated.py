"""Translations are proposed, confirmed line by line, and told when they are applied."""

from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.survey import propose_mapping, read_survey, validate
from tests.survey.handmade import as_csv, delimited_rows, numbered_rows
from tests.survey.helpers import chosen, only_problem, speaks_both_languages

WRONG = "Bertangung Jawab"
LINE = f'"{WRONG}" = "bertanggung_jawab"'


def rows_with_a_slip(numbered: bool) -> list[list[str]]:
    if numbered:
        rows = numbered_rows()
        rows[1][7] = WRONG  # where the label stands that it is a slip of
        return rows
    rows = delimited_rows(("personal", "current", "desired"))
    rows[1][3] = rows[1][3].replace("Bertanggung Jawab", WRONG)
    assert WRONG in rows[1][3]
    return rows


@pytest.mark.parametrize("numbered", [False, True])
def test_a_translation_counts_only_after_a_person_took_it_over(
    tmp_path: Path, numbered: bool
) -> None:
    path = as_csv(tmp_path, rows_with_a_slip(numbered))
    proposal = propose_mapping(path)
    assert not any(each.column.labels for each in proposal.columns)
    text = proposal.to_toml("id").replace("confirmed = false", "confirmed = true")
    assert f"\n# {LINE} # bertanggung_jawab 97%" in text
    mapping = tmp_path / "pemetaan.toml"
    mapping.write_text(text, encoding="utf-8")
    unchanged = validate(path, mapping=mapping)
    assert "E223" in unchanged.codes() and "E196" not in unchanged.codes()
    mapping.write_text(text.replace(f"# {LINE}", LINE), encoding="utf-8")
    survey = read_survey(path, mapping=mapping)
    (told,) = [each for each in survey.log.problems if each.code == "E196"]
    assert (told.severity, told.count) == ("fixed", 1)
    assert f'"{WRONG}" → bertanggung_jawab (1)' in told.message.id
    assert speaks_both_languages(told.message)
    assert "bertanggung_jawab" in chosen(survey, "personal")[0]


def test_what_is_not_in_the_file_is_not_told(tmp_path: Path) -> None:
    path = as_csv(tmp_path, delimited_rows(("personal", "current", "desired")))
    text = propose_mapping(path).to_toml().replace("confirmed = false", "confirmed = true")
    mapping = tmp_path / "mapping.toml"
    at = text.index("\n[[column]]", text.index('title = "current"'))
    labels = f"[column.labels]\n{LINE}\n"
    mapping.write_text(text[:at] + labels + text[at:], encoding="utf-8")
    assert "E196" not in validate(path, mapping=mapping).codes()


def test_translated_ratings_are_told_too(tmp_path: Path) -> None:
    from tests.survey.helpers import rating_instrument, write

    path = write(tmp_path, "A1,A2\nSangat Setju,4\nSetuju,3\nSangat Setju,2\n")
    rated = rating_instrument()
    text = propose_mapping(path, instrument=rated).to_toml()
    assert '# "Sangat Setju" = 5' in text
    text = text.replace("confirmed = false", "confirmed = true").replace('# "Sangat', '"Sangat')
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(text, encoding="utf-8")
    told = only_problem(validate(path, instrument=rated, mapping=mapping), "E196")
    assert told.count == 2 and '"Sangat Setju" → 5 (2)' in told.message.en
    assert read_survey(path, instrument=rated, mapping=mapping).ratings[:, 0].tolist() == [5, 4, 5]
