"""Which groups are hidden, and that nothing follows by subtraction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berakhlak_stats.estimates.threshold import hidden_groups, shield


@pytest.mark.parametrize(
    ("counts", "minimum", "expected"),
    [
        # A published question to users of a disclosure tool: A 15, B 5, C 3 under a threshold
        # of 11 must all be hidden, because B + C = 8 is below it.
        ([15, 5, 3], 11, ["protected", "suppressed", "suppressed"]),
        ([15, 6, 5], 11, ["", "suppressed", "suppressed"]),
        ([40, 20, 30, 7], 10, ["", "protected", "", "suppressed"]),
        ([40, 7], 10, ["protected", "suppressed"]),
        ([40, 10, 11], 10, ["", "", ""]),
        ([40, 0, 11], 10, ["", "", ""]),
        ([40, 0, 4], 10, ["protected", "", "suppressed"]),
        ([7], 10, ["suppressed"]),
        ([12], 10, [""]),
        ([], 10, []),
        ([4, 3], 10, ["suppressed", "suppressed"]),
        ([20, 20, 9], 10, ["protected", "", "suppressed"]),
    ],
)
def test_examples(counts: list[int], minimum: int, expected: list[str]) -> None:
    assert hidden_groups(counts, minimum) == expected


@given(st.lists(st.integers(0, 60), min_size=2, max_size=12), st.integers(5, 20))
def test_never_one_hidden_group_and_never_a_hidden_sum_below_the_threshold(
    counts: list[int], minimum: int
) -> None:
    reasons = hidden_groups(counts, minimum)
    hidden = [size for size, reason in zip(counts, reasons, strict=True) if reason]
    shown = [size for size, reason in zip(counts, reasons, strict=True) if not reason and size]
    assert all(size >= minimum for size in shown)
    if hidden and shown:
        assert len(hidden) >= 2
        assert sum(hidden) >= minimum


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.permutations(range(8)))
def test_the_order_of_groups_does_not_decide_who_is_too_small(
    counts: list[int], order: list[int]
) -> None:
    places = [i for i in order if i < len(counts)]
    moved = hidden_groups([counts[i] for i in places], 10)
    plain = hidden_groups(counts, 10)
    assert sorted(moved) == sorted(plain)


def test_what_is_hidden_already_stays_hidden_and_counts() -> None:
    assert shield([30, 12, 25], ["", "protected", ""], 10) == ["", "protected", "protected"]
    assert shield([30, 12, 25, 14], ["", "protected", "", "suppressed"], 10)[0] == ""
