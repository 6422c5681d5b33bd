from __future__ import annotations

from berakhlak_stats.simulate import simulate
from berakhlak_stats.simulate.exports.export import Answers, rows_of, stamped

ANSWERS = Answers(simulate(n=25))
RATED = Answers(simulate("rating-2022", n=25))


def test_picks_are_positions_of_words() -> None:
    block = ANSWERS.instrument.list_index["current"]
    words = ANSWERS.words(block)
    picked = ANSWERS.picks(block)
    assert len(picked) == ANSWERS.n and all(len(each) == block.k for each in picked)
    first = ANSWERS.instrument.word_index[block.words[0]]
    assert words[0] == first.label.id


def test_ratings_and_labels_agree() -> None:
    item = RATED.instrument.ratings[0]
    scale = RATED.instrument.scale
    assert scale is not None
    spelt = {value: label.id for value, label in enumerate(scale.labels, start=scale.low)}
    assert [spelt.get(value, "") for value in map(lambda v: v or 0, RATED.ratings(item))] == (
        RATED.labels(item)
    )


def test_rows_and_times() -> None:
    assert rows_of([["a", "b"]], [[1, 2], [3, 4]]) == [["a", "b"], [1, 3], [2, 4]]
    assert stamped(3)[2] == "2024-03-04 09:00:02"
    assert len(set(stamped(4_000))) == 4_000
