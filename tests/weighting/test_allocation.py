from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berakhlak_stats.errors import OptionError
from berakhlak_stats.weighting import allocate, margin_of_error, minimum_per_unit
from berakhlak_stats.weighting.allocation import AllocationRule

FRAME = {"A": 600, "B": 300, "C": 100}


def test_proportional_by_hand() -> None:
    # 37 of 1000: 22.2, 11.1, 3.7; the one left over goes to the largest remainder.
    assert allocate(FRAME, 37).sizes == {"A": 22, "B": 11, "C": 4}


def test_neyman_by_hand() -> None:
    # Cochran 5.9: n_h proportional to N_h S_h = 6000, 6000, 4000.
    found = allocate(FRAME, 80, rule="neyman", spread={"A": 10, "B": 20, "C": 40})
    assert found.sizes == {"A": 30, "B": 30, "C": 20}


def test_neyman_minimises_the_variance_of_the_mean() -> None:
    spread = {"A": 10.0, "B": 20.0, "C": 40.0}

    def variance(sizes: dict[str, int]) -> float:
        return sum(FRAME[u] ** 2 * spread[u] ** 2 / n for u, n in sizes.items())

    best = variance(dict(allocate(FRAME, 80, rule="neyman", spread=spread).sizes))
    for a in range(5, 70):
        for b in range(5, 75 - a):
            assert variance({"A": a, "B": b, "C": 80 - a - b}) >= best - 1e-9


def test_a_unit_that_is_taken_whole_leaves_the_rest_to_others() -> None:
    found = allocate({"A": 100, "B": 100, "C": 10}, 60, rule="equal")
    assert found.sizes == {"A": 25, "B": 25, "C": 10}
    assert found.margins["C"] == 0


def test_equal_precision_gives_equal_margins() -> None:
    margins = list(
        allocate({"A": 5000, "B": 800, "C": 200}, 700, rule="equal_precision").margins.values()
    )
    assert max(margins) - min(margins) < 0.001


def test_equal_precision_follows_the_spread() -> None:
    found = allocate({"A": 10**6, "B": 10**6}, 500, rule="equal_precision", spread={"A": 1, "B": 2})
    assert found.sizes["B"] == pytest.approx(4 * found.sizes["A"], rel=0.02)


def test_a_unit_of_one_gets_its_fair_share() -> None:
    assert allocate({"A": 1}, 0, rule="equal_precision").sizes == {"A": 0}
    assert allocate({"A": 1, "B": 500}, 200, rule="equal_precision").sizes == {"A": 1, "B": 199}


def test_minimum_is_kept_up_to_the_headcount() -> None:
    found = allocate({"A": 1000, "B": 40, "C": 6}, 100, minimum=10)
    assert found.sizes["B"] == 10
    assert found.sizes["C"] == 6
    assert found.total == 100


@settings(max_examples=200, deadline=None)
@given(
    heads=st.lists(st.integers(0, 3000), min_size=1, max_size=30),
    fraction=st.floats(0, 1),
    rule=st.sampled_from(AllocationRule.__args__),  # type: ignore[attr-defined]
    minimum=st.integers(0, 20),
    seed=st.integers(0, 99),
)
def test_whole_numbers_that_sum_and_never_pass_the_headcount(
    heads: list[int], fraction: float, rule: str, minimum: int, seed: int
) -> None:
    frame = {f"u{i}": head for i, head in enumerate(heads)}
    least = sum(min(head, minimum) for head in heads)
    total = least + int(fraction * (sum(heads) - least))
    rng = np.random.default_rng(seed)
    spread = {unit: float(rng.choice([0.0, 1.0, 7.5])) for unit in frame}
    found = allocate(frame, total, rule=rule, spread=spread, minimum=minimum)
    assert found.total == total
    assert all(min(frame[u], minimum) <= n <= frame[u] for u, n in found.sizes.items())


def test_the_frame_of_an_allocation() -> None:
    table = allocate({"A": 50, "B": 0}, 25).to_frame()
    assert table["n"].tolist() == [25, 0]
    assert table["sampling_fraction"][0] == 0.5
    assert math.isnan(table["sampling_fraction"][1])


def test_minimum_per_unit_is_the_least_that_keeps_the_margin() -> None:
    frame = {f"u{n}": n for n in (2, 3, 10, 58, 60, 240, 560, 1520)}
    for unit, n in minimum_per_unit(frame, 0.05).items():
        assert n <= frame[unit]
        if n >= 2:
            assert margin_of_error(n, frame[unit]) <= 0.05 + 1e-12
        if n > 2:
            assert margin_of_error(n - 1, frame[unit]) > 0.05


def test_small_units_need_nearly_everybody() -> None:
    needed = minimum_per_unit({"Inspektorat": 58, "Dinas": 1520})
    assert needed == {"Inspektorat": 51, "Dinas": 307}


@pytest.mark.parametrize(
    "call",
    [
        lambda: allocate(FRAME, 1001),
        lambda: allocate(FRAME, 20, minimum=10),
        lambda: allocate(FRAME, 10, rule="best"),
        lambda: allocate(FRAME, 10, rule="neyman"),
        lambda: allocate(FRAME, 10, rule="neyman", spread={"A": 1.0}),
        lambda: allocate({}, 0),
        lambda: allocate({"A": -1}, 0),
        lambda: minimum_per_unit(FRAME, 1.5),
        lambda: minimum_per_unit(FRAME, design_effect=-1),
    ],
)
def test_nonsense_is_refused(call: object) -> None:
    with pytest.raises(OptionError):
        call()  # type: ignore[operator]
