from __future__ import annotations

import pytest

from berakhlak_stats.errors import Bilingual, listed


@pytest.mark.parametrize(
    ("names", "indonesian", "english"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a dan b", "a and b"),
        (["a", "b", "c"], "a, b dan c", "a, b and c"),
        (list("abcdefg"), "a, b, c, d, e, dan 2 lainnya", "a, b, c, d, e and 2 more"),
    ],
)
def test_a_handful_is_named_and_the_rest_counted(
    names: list[str], indonesian: str, english: str
) -> None:
    assert listed(names) == Bilingual(indonesian, english)
