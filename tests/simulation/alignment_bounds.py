"""How nearly unbiased any estimator of a form of the top can be: bounds, not simulations.

By hand, seconds: ``python -m tests.simulation.alignment_bounds``.

Let ``P`` be the law of one person's two lists in a population of the simulator and ``Q`` another,
with values ``theta`` of the form (0-100) that are ``D`` apart, and let ``T`` be any estimator
from ``n`` persons drawn independently. Its two biases differ by ``E_P T - E_Q T`` less
``theta(P) - theta(Q)``, so the larger of them is at least ``(D - |E_P T - E_Q T|) / 2``. And

* ``|E_P T - E_Q T| <= 100 TV`` where ``T`` stays within 0-100, with ``TV`` the total variation
  between ``P^n`` and ``Q^n``;
* ``|E_P T - E_Q T| <= SD_P(T) sqrt(X_n)`` for every ``T`` (Hammersley 1950; Chapman & Robbins
  1951), with ``X_n = (1 + X)^n - 1`` and ``X = E_P (dQ/dP - 1)^2``.

``TV`` is bounded in turn by the smaller of ``sqrt(X_n) / 2`` and ``sqrt(1 - B^(2n))``, where
``B = E_P sqrt(dQ/dP)`` (Le Cam). Nothing is approximated: ``P`` is the census, whose persons are
few enough to add up over.

``Q`` is the nearest law, by ``X``, under which chosen pairs of neighbouring words have traded
places: ``dQ/dP = 1 + a'(z - E z)`` with ``z`` the differences of the marks of both words of
every pair, ``a = V^-1 s``, ``V`` their covariance and ``s`` the shift of their means to just
beyond zero, so that ``X = s' V^-1 s``. Which pairs trade is searched greedily; ``theta(Q)`` is
computed from all vote shares under ``Q``. Another search could only find larger bounds.

The bound holds for one of the two populations, ``P`` or ``Q``: an estimator that always answers
``theta(P)`` has no bias under ``P``, and all of it under ``Q``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.indices.profiles import rank_biased_overlap, top10_matches
from berakhlak_stats.simulate import simulate_population
from berakhlak_stats.survey.survey import unpack_picks
from tests.simulation.alignment_bias import BUNDLED, PAIRS

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Form = Callable[[Floats, Floats], Floats]
Trade = tuple[int, int]
"""Columns of the two lists side by side: of the word above and of that below."""
FORMS: dict[str, Form] = {
    "top10_matches": top10_matches,
    "rank_biased_overlap": rank_biased_overlap,
}
SIZES = (100, 300)
BEYOND = 1e-7
"""How far beyond a tie the words of a pair go."""
TOP, ABOVE, BELOW, DEEPEST = 10, 5, 8, 14
"""Trades over the tenth place are searched among so many words above and below it."""
TOLERATED = 1.0
ERRORS = (5.0, 10.0)
"""Standard errors in points: what a user of these sizes may hope for, and a wide one."""


@dataclass(frozen=True)
class Lists:
    """Marks of everybody on two lists side by side (persons, 2 words), and their shares."""

    marks: Floats
    shares: Floats
    covariance: Floats

    def value(self, form: Form, shares: Floats) -> float:
        """The form of both lists with these shares, 0-100."""
        first, second = np.split(shares, 2)
        return float(100 * form(first, second))

    def order(self, side: int) -> NDArray[np.intp]:
        """Columns of one list from the most voted on."""
        words = len(self.shares) // 2
        own = self.shares[side * words : (side + 1) * words]
        return np.argsort(-own, kind="stable") + side * words


@dataclass(frozen=True)
class Neighbour:
    """Another law: how far its value lies, and how hard it is to tell apart."""

    trades: tuple[Trade, ...]
    distance: float
    chi_square: float
    affinity: float
    ratio: Floats
    """``dQ/dP`` of every person."""

    def chi_squares(self, n: int) -> float:
        """``X_n`` of ``n`` persons."""
        return float(np.expm1(n * np.log1p(self.chi_square)))

    def variation(self, n: int) -> float:
        """An upper bound of the total variation of ``n`` persons."""
        apart = -np.expm1(2 * n * np.log(min(self.affinity, 1.0)))
        return float(min(np.sqrt(self.chi_squares(n)) / 2, np.sqrt(apart), 1.0))

    def bias(self, n: int) -> float:
        """What the larger bias of any estimator within 0-100 is at least."""
        return (self.distance - 100 * self.variation(n)) / 2

    def bias_with(self, n: int, error: float) -> float:
        """The same of any estimator whose standard error under ``P`` is ``error`` at most."""
        return float(self.distance - error * np.sqrt(self.chi_squares(n))) / 2

    def error(self, n: int) -> float:
        """Standard error that an estimator within a point under both laws needs at least."""
        return max(self.distance - 2 * TOLERATED, 0.0) / np.sqrt(self.chi_squares(n))


@cache
def lists_of(like: str, pair: tuple[str, str]) -> Lists:
    """Everybody of a bundled population."""
    census = simulate_population(like, seed=1).census
    blocks = [census.instrument.list_index[name] for name in pair]
    sides = [unpack_picks(census.picks[block.id], len(block.words)) for block in blocks]
    marks = np.concatenate(sides, axis=1).astype(float)
    return Lists(marks, marks.mean(axis=0), np.cov(marks, rowvar=False, ddof=0))


def neighbour(lists: Lists, form: Form, trades: tuple[Trade, ...]) -> Neighbour | None:
    """The nearest law under which these words have traded places; None where there is none."""
    above, below = (list(each) for each in zip(*trades, strict=True))
    shift = -(lists.shares[above] - lists.shares[below]) - BEYOND
    with_all = lists.covariance[:, above] - lists.covariance[:, below]
    spread = with_all[above] - with_all[below]
    if np.linalg.cond(spread) > 1e8:
        return None
    slopes = np.linalg.solve(spread, shift)
    moved = lists.marks[:, above] - lists.marks[:, below]
    ratio = 1 + (moved - moved.mean(axis=0)) @ slopes
    if ratio.min() < 0:
        return None
    distance = lists.value(form, lists.shares + with_all @ slopes)
    distance -= lists.value(form, lists.shares)
    affinity = float(np.sqrt(ratio).mean())
    return Neighbour(trades, abs(distance), float(shift @ slopes), affinity, ratio)


def candidates(lists: Lists, form: str) -> Iterator[Trade]:
    """Pairs over the tenth place; for rankings also every two neighbours."""
    for side in (0, 1):
        order = lists.order(side).tolist()
        yield from product(order[TOP - ABOVE : TOP], order[TOP : TOP + BELOW])
        if form == "rank_biased_overlap":
            yield from (each for each in pairwise(order[:DEEPEST]) if each[1] != order[TOP])


def search(lists: Lists, form: str, goal: Callable[[Neighbour], float]) -> Neighbour | None:
    """The best neighbour that adding one trade after another finds."""
    every = list(candidates(lists, form))
    best: Neighbour | None = None
    while True:
        held = () if best is None else best.trades
        found = [
            each
            for trade in every
            if trade not in held
            and (each := neighbour(lists, FORMS[form], (*held, trade))) is not None
        ]
        top = max(found, key=goal, default=None)
        if top is None or (best is not None and goal(top) <= goal(best)):
            return best
        best = top


def study() -> pd.DataFrame:
    """One row per form, bundled population, pair of lists and sample size."""
    import pandas as pd

    return pd.DataFrame(
        _row(form, like, pair, n) for form, like, pair, n in product(FORMS, BUNDLED, PAIRS, SIZES)
    )


def _row(form: str, like: str, pair: tuple[str, str], n: int) -> dict[str, object]:
    """``bias``: of any estimator; ``bias at s``: of those with a standard error up to ``s``.

    ``least_error``: the standard error without which a point is out of reach.
    """
    lists = lists_of(like, pair)
    row: dict[str, object] = {
        "form": form,
        "population": like,
        "pair": ">".join(pair),
        "n": n,
        "value": lists.value(FORMS[form], lists.shares),
    }
    if (found := search(lists, form, lambda each: each.bias(n))) is not None:
        row |= {"bias": max(found.bias(n), 0.0), "distance": found.distance}
    for error in ERRORS:
        found = search(lists, form, lambda each, error=error: each.bias_with(n, error))  # type: ignore[misc]
        if found is not None:
            row[f"bias at {error:g}"] = max(found.bias_with(n, error), 0.0)
    if (found := search(lists, form, lambda each: each.error(n))) is not None:
        row |= {"least_error": found.error(n), "trades": len(found.trades)}
    return row


def main() -> None:
    """Print the bounds, and in how many populations one point is out of reach."""
    frame = study()
    print(frame.to_string(index=False, float_format="{:.2f}".format))
    columns = [name for name in frame.columns if name.startswith("bias")]
    print(f"populations in which {TOLERATED:g} point is out of reach, of {len(BUNDLED) * 2}:")
    over = (frame[columns] > TOLERATED).groupby([frame["form"], frame["n"]]).sum()
    print(over.to_string())
    print("means:")
    print(frame.groupby(["form", "n"])[[*columns, "least_error"]].mean().to_string())


if __name__ == "__main__":
    main()
