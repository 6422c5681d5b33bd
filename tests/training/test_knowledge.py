from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from berakhlak_stats import training
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.training.exercises import LETTERS
from berakhlak_stats.training.words import toml
from tests.training.people import fresh


def letters(test: training.KnowledgeTest, right: int) -> str:
    """Answers of which the first ``right`` are right and no other."""
    return "".join(
        LETTERS[item.right if place < right else (item.right + 1) % 4]
        for place, item in enumerate(test.items)
    )


def test_twenty_questions_two_for_each_goal() -> None:
    pool = toml("items.toml")
    assert Counter(Counter(item["goal"] for item in pool["item"]).values()) == {2: 10}
    assert set(pool["goals"]) == {item["goal"] for item in pool["item"]}
    for item in pool["item"]:
        texts = [item["right"], *item["wrong"]]
        assert len(texts) == 4
        assert len({each["id"] for each in texts}) == len({each["en"] for each in texts}) == 4


def test_both_parts_ask_the_same_in_another_order(tmp_path: Path) -> None:
    someone = fresh(tmp_path)
    before, after = (training.test(part, someone) for part in ("pre", "post"))
    asked = [[item.question for item in each.items] for each in (before, after)]
    assert asked[0] != asked[1] and sorted(asked[0]) == sorted(asked[1])
    assert Counter(item.right for item in before.items).most_common(1)[0][1] < 12


def test_gain_is_counted_and_the_key_not_shown(tmp_path: Path) -> None:
    someone = fresh(tmp_path)
    assert "not both" in str(training.gain(someone))
    before, after = (training.test(part, someone) for part in ("pre", "post"))
    assert "8 of 20" in str(before.answer(letters(before, 8)))
    assert "15 of 20" in str(after.answer(" ".join(letters(after, 15).lower())))
    assert "+35 percentage points" in str(training.gain(someone))
    assert before.items[0].question in before._repr_html_().replace("&quot;", '"')


def test_a_test_is_answered_once_and_whole(tmp_path: Path) -> None:
    someone = fresh(tmp_path)
    before = training.test("pre", someone)
    for wrong in ("ABC", "Z" * 20, ""):
        with pytest.raises(BerakhlakError, match="E905"):
            before.answer(wrong)
    before.answer(letters(before, 20))
    with pytest.raises(BerakhlakError, match="E909"):
        before.answer(letters(before, 3))
    assert someone.progress.body["tests"]["pre"]["right"] == 20
    with pytest.raises(BerakhlakError, match="E701"):
        training.test("middle", someone)
