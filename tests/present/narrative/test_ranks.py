"""Places among words: the first, and who else cannot be ruled out there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.narrative import check_prose, narrate
from berakhlak_stats.present.rows import rows_of
from tests.present import fakes


def with_best(places: list[int]) -> Estimates:
    """Ranks of which the best place that cannot be ruled out is given, word by word."""
    result = fakes.change_ranks()
    frame = result.frame.iloc[: len(places)].reset_index(drop=True)
    frame["list"], frame["estimate"] = "current", [float(i + 1) for i in range(len(places))]
    frame["conf_low"], frame["conf_high"] = [float(x) for x in places], float(len(places))
    return replace(result, frame=frame, covariance=None)


@pytest.mark.parametrize(
    ("places", "rule"),
    [
        ([1, 2, 2, 3, 4, 4], "rank_alone"),
        ([1, 1, 2, 3, 4, 4], "rank_open"),
        ([1, 1, 1, 1, 1, 4], "rank_open_many"),
    ],
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_two_sentences_however_many_words(places: list[int], rule: str, lang: str) -> None:
    result = with_best(places)
    told = narrate(result, lang)
    assert [each.claim.template_id for each in told] == ["claim.rank", f"claim.{rule}"]
    assert check_prose(str(told), told.ledger, lang=lang) == []
    rivals = sum(place == 1 for place in places) - 1
    if rule == "rank_open_many":
        assert told.sentences[1].claim.numbers == ("1", str(rivals), str(len(places)))


def test_places_are_whole_numbers() -> None:
    told = str(narrate(with_best([1, 1, 2]), "id"))
    assert "berperingkat 1 pada sampel" in told and "1 sampai 3" in told and "," not in told


def test_the_table_stands_in_the_order_of_places() -> None:
    result = with_best([1, 1, 2])
    turned = replace(result, frame=result.frame.iloc[::-1].reset_index(drop=True))
    cells = [row[2].words for row in turned.table("id").rows]
    assert cells == ["1", "2", "3"] and len(rows_of(turned)) == 3
