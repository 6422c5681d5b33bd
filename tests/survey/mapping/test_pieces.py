from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from berakhlak_stats.instrument.model import Instrument, PickList, Text, Word
from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import chosen, only_problem, pick_instrument, refusal, write


def instrument(*labels: str) -> Instrument:
    words = tuple(Word(id=f"w{place}", label=Text(text, text)) for place, text in enumerate(labels))
    base = pick_instrument()
    block: PickList = replace(base.pick_lists[0], words=tuple(each.id for each in words), k=9)
    return replace(base, words=words, pick_lists=(replace(block, rule="at_most"),))


def test_the_longest_match_wins() -> None:
    known = instrument("A", "A, B", "A, B, C", "D")
    frame = pd.DataFrame({"current": ["A, B, C, D", "D, A, B", "A, D", "A, B, A, B, C"]})
    survey = read_survey(frame, instrument=known)
    assert chosen(survey) == [{"w2", "w3"}, {"w3", "w1"}, {"w0", "w3"}, {"w1", "w2"}]


def test_a_label_that_is_also_a_run_of_words_is_refused() -> None:
    known = instrument("A", "B", "A, B", "C")
    frame = pd.DataFrame({"current": ["C, A, B", "B, A", "C"]})
    report = validate(frame, instrument=known)
    problem = only_problem(report, "E221")
    assert (problem.rows, problem.severity) == ((1,), "error")
    assert '1 "A, B"' in problem.message.id
    assert refusal(frame, known).code == "E221"
    # Under another delimiter nothing is doubtful.
    clear = pd.DataFrame({"current": ["C|A, B", "B|A"]})
    assert chosen(read_survey(clear, instrument=known)) == [{"w3", "w2"}, {"w1", "w0"}]


def test_every_piece_is_found_again(tmp_path: Path) -> None:
    """Picks written equal picks read, with labels that hold the separator."""
    labels = ["Ramah", "Ramah, cekatan", "Jujur", "Cekatan, solutif, andal", "Silo"]
    known = instrument(*labels)
    rng = np.random.default_rng(3)
    picked = [sorted(rng.choice(5, rng.integers(1, 5), replace=False)) for _ in range(400)]
    rows = "\n".join(f'"{", ".join(labels[place] for place in each)}"' for each in picked)
    survey = read_survey(write(tmp_path, f"Q current?\n{rows}\n"), instrument=known)
    assert chosen(survey) == [{f"w{place}" for place in each} for each in picked]
    assert survey.log.counts.picks_read == survey.log.counts.picks_kept == sum(map(len, picked))


def test_a_free_text_ends_at_the_next_known_word() -> None:
    frame = pd.DataFrame({"current": ["Other: calm, patient, Silo", "Lainnya, Jujur"]})
    report = validate(frame, instrument=pick_instrument())
    counts = report.counts
    assert (counts.picks_read, counts.picks_kept, counts.picks_other) == (4, 2, 2)
    assert report.ok and counts.balanced
