"""How often intervals hold the truth under designs, and under non-response with and without care.

By hand, about two minutes on one core: ``python -m tests.simulation.designs [rounds]``.

Everybody of a population of 240 teams in 12 units rates three statements. What they answer
depends on unit, team, sex, generation and a view of their own. Non-response of the first kind
depends on unit, sex and generation, which weights can mend; that of the second kind depends on
the view, which no margin shows.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.indices import rating_score
from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey.survey import Codes, Survey, make_keys
from berakhlak_stats.weighting import calibrated

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
UNITS, TEAMS = 12, 20
"""Units, and teams per unit."""
HEADS = (60, 140)
ITEMS = ("a", "b", "c")
CUTS = (-1.8, -0.8, 0.2, 1.3)
ASKED = 1500
"""Persons asked, of whom about half answer."""
MARGINS = ("unit", "sex", "generation")
CONF_LEVEL = 0.95
FIELDS = ("estimate", "conf_low", "conf_high")


@dataclass(frozen=True)
class People:
    """The whole population; ``known`` drives answers and non-response, ``view`` is unseen."""

    census: Survey
    known: Floats
    view: Floats


@cache
def people(seed: int = 1) -> People:
    """About 24,000 persons."""
    rng = np.random.default_rng([seed, 1988])
    heads = rng.integers(*HEADS, UNITS * TEAMS)
    team = np.repeat(np.arange(UNITS * TEAMS), heads)
    n = len(team)
    unit, sex = team // TEAMS, rng.integers(0, 2, n)
    generation = rng.choice(4, n, p=(0.1, 0.4, 0.4, 0.1))
    by_generation = np.array([-0.5, -0.2, 0.2, 0.5])
    known = rng.normal(0, 0.4, UNITS)[unit] + 0.5 * (sex - 0.5) + by_generation[generation]
    view = rng.normal(0, 0.7, n)
    latent = known + rng.normal(0, 0.3, UNITS * TEAMS)[team] + view
    noisy = latent[:, None] + rng.normal(0, 0.8, (n, len(ITEMS)))
    ratings = (1 + np.searchsorted(CUTS, noisy)).astype(np.int8)
    codes = {"unit": unit, "team": team, "sex": sex, "generation": generation}
    columns = {
        name: Codes(code.astype(np.int32), tuple(f"{name}{i:03d}" for i in range(code.max() + 1)))
        for name, code in codes.items()
    }
    keys = make_keys([], n, ids=[str(i) for i in range(n)])
    instrument = make_instrument(ratings={"trust": list(ITEMS)})
    census = Survey(instrument, n, ratings=ratings, columns=columns, keys=keys)
    return People(census, known, view)


def counts(survey: Survey, column: str) -> dict[str, int]:
    """Persons by category."""
    found = survey.column(column)
    sizes = np.bincount(found.codes, minlength=len(found.labels)).tolist()
    return dict(zip(found.labels, sizes, strict=True))


Draw = Callable[[People, np.random.Generator], Survey]


def persons(whole: People, rng: np.random.Generator) -> Survey:
    """A simple random sample of 400."""
    census = whole.census
    rows = np.sort(rng.choice(census.n, 400, replace=False))
    return census.take(rows).with_design(population=census.n)


def strata(whole: People, rng: np.random.Generator) -> Survey:
    """Thirty persons of every unit, whatever its size, weighted back."""
    census = whole.census
    unit = census.column("unit").codes
    rows = np.concatenate(
        [rng.choice(np.flatnonzero(unit == h), 30, replace=False) for h in range(UNITS)]
    )
    sample = census.take(np.sort(rows))
    weights = (np.bincount(unit) / 30)[sample.column("unit").codes]
    sizes = counts(census, "unit")
    return replace(sample, weights=weights).with_design(strata="unit", population=sizes)


def clusters(whole: People, rng: np.random.Generator) -> Survey:
    """All persons of 30 teams."""
    census = whole.census
    chosen = rng.choice(UNITS * TEAMS, 30, replace=False)
    rows = np.flatnonzero(np.isin(census.column("team").codes, chosen))
    return census.take(rows).with_design(psu="team", population=UNITS * TEAMS)


def clusters_as_persons(whole: People, rng: np.random.Generator) -> Survey:
    """The same teams, analysed as if persons had been drawn: what a design is for."""
    sample = clusters(whole, rng)
    return sample.with_design(population=whole.census.n)


def stratified_clusters(whole: People, rng: np.random.Generator) -> Survey:
    """All persons of four teams of every unit."""
    census = whole.census
    chosen = np.concatenate([h * TEAMS + rng.choice(TEAMS, 4, replace=False) for h in range(UNITS)])
    rows = np.flatnonzero(np.isin(census.column("team").codes, chosen))
    sizes = dict.fromkeys(census.column("unit").labels, TEAMS)
    return census.take(rows).with_design(strata="unit", psu="team", population=sizes)


def respondents(whole: People, rng: np.random.Generator, hidden: bool) -> Survey:
    """A random sample of whom only some answer: by what is known, or by their view."""
    pull = whole.view if hidden else whole.known
    rows = np.sort(rng.choice(whole.census.n, ASKED, replace=False))
    chance = 1 / (1 + np.exp(-1.2 * pull[rows]))
    return whole.census.take(rows[rng.random(ASKED) < chance])


def answering(*margins: str, hidden: bool = False) -> Draw:
    """Respondents, raked to the true counts of some margins."""

    def draw(whole: People, rng: np.random.Generator) -> Survey:
        sample = respondents(whole, rng, hidden)
        if not margins:
            return sample
        return calibrated(sample, {name: counts(whole.census, name) for name in margins})

    return draw


DESIGNS: Mapping[str, Draw] = {
    "400 persons": persons,
    "30 persons per unit": strata,
    "30 teams": clusters,
    "4 teams per unit": stratified_clusters,
    "30 teams as if persons": clusters_as_persons,
}
NONRESPONSE: Mapping[str, Draw] = {
    "unit, sex, generation: unweighted": answering(),
    "unit, sex, generation: raked to sex": answering("sex"),
    "unit, sex, generation: raked to all": answering(*MARGINS),
    "view: unweighted": answering(hidden=True),
    "view: raked to all": answering(*MARGINS, hidden=True),
}


def intervals(survey: Survey) -> Iterator[tuple[str, float, float, float]]:
    """Item, estimate and bounds of three means, their scale, and three shares."""
    for variant in ("mean", "favourable"):
        frame = rating_score(survey, variant=variant, conf_level=CONF_LEVEL).frame
        wanted = frame[frame["level"] == "item"] if variant == "favourable" else frame
        for row in wanted[wanted["level"] != "total"][["item", *FIELDS]].itertuples(index=False):
            name, estimate, low, high = row
            yield f"{variant} {name}", float(estimate), float(low), float(high)


def study(draws: Mapping[str, Draw], *, rounds: int = 200, seed: int = 1) -> pd.DataFrame:
    """One row per design and item: coverage, bias in points, standard error, rounds."""
    import pandas as pd

    whole = people(seed)
    truth = {item: value for item, value, _, _ in intervals(whole.census)}
    rows: list[dict[str, Any]] = []
    for place, (name, draw) in enumerate(draws.items()):
        rng = np.random.default_rng([seed, place, 7])
        found: dict[str, list[tuple[float, float, float]]] = {item: [] for item in truth}
        for _ in range(rounds):
            for item, *numbers in intervals(draw(whole, rng)):
                found[item].append((numbers[0], numbers[1], numbers[2]))
        rows += [_row(name, item, np.array(found[item]), truth[item]) for item in truth]
    return pd.DataFrame(rows)


def _row(design: str, item: str, numbers: Floats, truth: float) -> dict[str, Any]:
    estimate, low, high = numbers.T
    return {
        "design": design,
        "item": item,
        "rounds": len(numbers),
        "coverage": ((low <= truth) & (truth <= high)).mean(),
        "bias": estimate.mean() - truth,
        "spread": estimate.std(ddof=1),
        "width": (high - low).mean(),
    }


def table(frame: pd.DataFrame) -> pd.DataFrame:
    """Designs, averaged over items, with the least and greatest coverage of an item."""
    by = frame.groupby("design", sort=False)
    out = by[["coverage", "bias", "spread", "width"]].mean()
    out["least"], out["greatest"] = by["coverage"].min(), by["coverage"].max()
    return out


def main() -> None:
    """Print both tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    for draws in (DESIGNS, NONRESPONSE):
        print(table(study(draws, rounds=rounds)).to_string(float_format="{:.3f}".format))
    error = (0.95 * 0.05 / rounds) ** 0.5
    print(f"{rounds} rounds; Monte-Carlo error of the coverage of one item {error:.4f}")


if __name__ == "__main__":
    main()
