from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import chosen, only_problem, pick_instrument

PICKS = pick_instrument()


def test_fewer_than_k_is_a_warning_and_kept() -> None:
    frame = pd.DataFrame({"unit": "A", "current": ["jujur", "jujur|silo", ""]})
    report = validate(frame, instrument=PICKS)
    problem = only_problem(report, "E234")
    assert (report.ok, problem.rows, problem.severity) == (True, (1,), "warning")
    assert chosen(read_survey(frame, instrument=PICKS)) == [{"jujur"}, {"jujur", "silo"}, set()]


def test_fewer_than_k_is_fine_where_at_most_k_may_be_picked() -> None:
    block = replace(PICKS.pick_lists[0], rule="at_most")
    frame = pd.DataFrame({"current": ["jujur", "jujur|silo"]})
    assert validate(frame, instrument=replace(PICKS, pick_lists=(block,))).problems == ()


def test_faults_name_their_own_column() -> None:
    frame = pd.DataFrame({"current_1": ["jujur", "jujur"], "current_2": ["silo", "sillo"]})
    problem = only_problem(validate(frame, instrument=PICKS), "E223")
    assert (problem.rows, problem.column) == ((2,), "current_2")
    flags = pd.DataFrame({f"current__{word}": [0, 1] for word in PICKS.word_index})
    flags = flags.astype(object)
    flags.loc[1, "current__silo"] = "mungkin"
    flags.loc[1, ["current__ramah", "current__ramah_solutif"]] = 0
    problem = only_problem(validate(flags, instrument=PICKS), "E232")
    assert (problem.rows, problem.column) == ((2,), "current__silo")


def test_a_label_of_two_words_is_ambiguous() -> None:
    words = tuple(
        replace(word, label=replace(word.label, en="Same"))
        if word.id in ("jujur", "silo")
        else word
        for word in PICKS.words
    )
    instrument = replace(PICKS, words=words)
    frame = pd.DataFrame({"current": ["Same|ramah", "jujur|ramah"]})
    assert only_problem(validate(frame, instrument=instrument), "E221").rows == (1,)


@pytest.mark.parametrize("second", ["silo", "ramah"])
def test_two_shapes_of_one_list_must_agree(second: str) -> None:
    frame = pd.DataFrame({"current": ["jujur|silo"], "current_1": ["jujur"], "current_2": [second]})
    problem = only_problem(validate(frame, instrument=PICKS), "E222")
    assert problem.severity == ("warning" if second == "silo" else "error")


def test_lists_that_are_absent_are_empty_and_reported() -> None:
    instrument = pick_instrument(lists=("personal", "current"))
    frame = pd.DataFrame({"current": ["jujur|silo"]})
    survey = read_survey(frame, instrument=instrument)
    assert chosen(survey, "personal") == [set()]
    assert "personal" in only_problem(validate(frame, instrument=instrument), "E233").message.id


def test_what_two_shapes_say_is_put_in_words() -> None:
    frame = pd.DataFrame(
        {"current": ["jujur|silo"] * 2, "current_1": ["jujur"] * 2, "current_2": ["silo", "ramah"]}
    )
    contrary = only_problem(validate(frame, instrument=PICKS), "E222")
    assert contrary.rows == (2,) and "Baris: 2" in contrary.message.id
    alike = only_problem(validate(frame[:1], instrument=PICKS), "E222").message
    assert "'current' dan 'current_1'" in alike.id and "jawaban yang sama" in alike.id
    assert "column 'current' was read" in alike.en
