from __future__ import annotations

import pytest

from berakhlak_stats.present.inert import inert, markup


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dinas P&K", "Dinas P&amp;K"),
        ("<script>", "&lt;script&gt;"),
        ("$x$", "<span>$</span>x<span>$</span>"),
        ("\\(x\\)", "<span>\\</span>(x<span>\\</span>)"),
        ("\u202eabc\x1b", "abc"),
        ('"a"', "&quot;a&quot;"),
    ],
)
def test_markup(text: str, shown: str) -> None:
    assert markup(text) == shown


@pytest.mark.parametrize(
    "text",
    ["62.1 (p < 0.001)", "A < B", "[1] Dinas A", "skor 3/4", "A & B", "rata-rata 1:2", "a_b *c*"],
)
def test_ordinary_sentences_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("<script>", "<s"),
        ("</b>", "</"),
        ("<!-- x", "<!"),
        ("[x](y)", "]("),
        ("![x](y)", "]("),
        ("[x][y]", "]["),
        ("[x]: y", "]:"),
        ("http://example.test", "://"),
        ("$x$", "$"),
        ("\\(x\\)", "\\"),
    ],
)
def test_signs_that_would_start_something_give_way(text: str, sign: str) -> None:
    assert sign not in inert(text)
