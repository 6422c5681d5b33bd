"""Whether intervals of gaps, entropy, profiles and matches hold the truth of a population.

By hand, a second for each round of the whole grid: ``python -m tests.simulation.gap_coverage 50``.
Every design gets that many samples of each of four populations.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.gaps import (
    congruence,
    cultural_entropy,
    levels_profile,
    matches,
    value_gap,
    word_ranks,
)
from berakhlak_stats.survey.survey import unpack_picks
from tests.simulation.populations import Sampling, population

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.survey import Survey

SEEDS = (0, 6, 13, 20)
DESIGNS = (Sampling("persons", 100), Sampling("persons", 400), Sampling("units", 30))
GRID = (
    *(Sampling("persons", n) for n in (50, 100, 300, 1000)),
    *(Sampling("units", m) for m in (10, 30)),
)
"""Units hold 35 persons on average."""
HAIR = 1e-9
Truth = dict[tuple[str, str], float]


def shares(survey: Survey, name: str) -> np.ndarray[Any, Any]:
    """Vote shares of everybody."""
    block = survey.instrument.list_index[name]
    return unpack_picks(survey.picks[name], len(block.words)).mean(axis=0)


def study(
    ask: Callable[[Survey, int], pd.DataFrame],
    truth: Callable[[Survey], Truth],
    *,
    rounds: int,
    seeds: tuple[int, ...] = SEEDS,
    designs: tuple[Sampling, ...] = DESIGNS,
) -> pd.DataFrame:
    """One row per population and design: share of intervals that hold the truth."""
    import pandas as pd

    rows = []
    for seed in seeds:
        whole = population(seed)
        known = truth(whole.census)
        for design in designs:
            rng = np.random.default_rng([seed, design.size])
            hits = list(_hits(ask, known, (design.draw(whole, rng) for _ in range(rounds))))
            every = np.concatenate([hit for hit, _ in hits])
            together = np.mean([alone for _, alone in hits])
            rows.append(
                {
                    "seed": seed,
                    "design": str(design),
                    "rounds": rounds,
                    "coverage": every.mean(),
                    "simultaneous": together,
                }
            )
    return pd.DataFrame(rows)


def _hits(
    ask: Callable[[Survey, int], pd.DataFrame], known: Truth, drawn: Iterator[Survey]
) -> Iterator[tuple[np.ndarray[Any, Any], bool]]:
    for round_, survey in enumerate(drawn):
        frame = ask(survey, round_)
        frame = frame[frame["conf_low"].notna()]
        keys = list(zip(frame["list"], frame["item"], strict=True))
        at = np.array([key in known for key in keys])
        right = np.array([known.get(key, np.nan) for key in keys])[at]
        low, high = (frame[name].to_numpy(float)[at] for name in ("conf_low", "conf_high"))
        hit = (low <= right + HAIR) & (right - HAIR <= high)
        yield hit, bool(hit.all())


def gap_study(*, rounds: int, designs: tuple[Sampling, ...] = DESIGNS) -> pd.DataFrame:
    """Gaps of words between the current and the desired list."""

    def truth(survey: Survey) -> Truth:
        words = survey.instrument.list_index["current"].words
        away = shares(survey, "desired") - shares(survey, "current")
        # Words that hardly anybody picks have no normal interval.
        often = shares(survey, "desired") + shares(survey, "current") > 0.1
        return {
            ("current>desired", word): float(away[j]) for j, word in enumerate(words) if often[j]
        }

    return study(lambda survey, _: value_gap(survey).frame, truth, rounds=rounds, designs=designs)


def reach_study(*, rounds: int, designs: tuple[Sampling, ...] = DESIGNS) -> pd.DataFrame:
    """Gaps of values between the current and the desired list."""

    def ask(survey: Survey, _: int) -> pd.DataFrame:
        return value_gap(survey, level="value").frame

    def truth(survey: Survey) -> Truth:
        frame = ask(survey, 0)
        gaps = frame[frame["list"] == "current>desired"]
        found = zip(gaps["list"], gaps["item"], gaps["estimate"], strict=True)
        return {(where, item): float(value) for where, item, value in found}

    return study(ask, truth, rounds=rounds, designs=designs)


def entropy_study(*, rounds: int, designs: tuple[Sampling, ...] = DESIGNS) -> pd.DataFrame:
    """Cultural entropy of the current list."""

    def truth(survey: Survey) -> Truth:
        row = cultural_entropy(survey).frame.iloc[0]
        return {("current", "cultural_entropy"): float(row["estimate"])}

    def ask(survey: Survey, _: int) -> pd.DataFrame:
        return cultural_entropy(survey).frame

    return study(ask, truth, rounds=rounds, designs=designs)


def level_study(*, rounds: int) -> pd.DataFrame:
    """Positive votes on seven levels of the current list."""

    def truth(survey: Survey) -> Truth:
        frame = levels_profile(survey, lists="current").frame
        known = zip(frame["item"], frame["estimate"], strict=True)
        return {("current", item): value for item, value in known if "limiting" not in item}

    return study(
        lambda survey, _: levels_profile(survey, lists="current").frame, truth, rounds=rounds
    )


def congruence_study(*, rounds: int) -> pd.DataFrame:
    """Chance-corrected overlap of persons' own lists."""

    def truth(survey: Survey) -> Truth:
        frame = congruence(survey).frame
        row = frame[frame["item"] == "overlap_corrected"].iloc[0]
        return {(row["list"], "overlap_corrected"): float(row["estimate"])}

    return study(lambda survey, _: congruence(survey).frame, truth, rounds=rounds)


def match_study(
    *,
    rounds: int,
    replicates: int = 300,
    lists: tuple[str, str] = ("personal", "current"),
    designs: tuple[Sampling, ...] = DESIGNS,
) -> pd.DataFrame:
    """Number of words that two top tens share."""

    def ask(survey: Survey, seed: int) -> pd.DataFrame:
        return matches(survey, lists=lists, replicates=replicates, rng=seed).frame.head(1)

    def truth(survey: Survey) -> Truth:
        tops = [set(np.argsort(-shares(survey, name))[:10].tolist()) for name in lists]
        return {(">".join(lists), "matches_" + "_".join(lists)): float(len(tops[0] & tops[1]))}

    return study(ask, truth, rounds=rounds, designs=designs)


def rank_study(*, rounds: int, replicates: int = 300) -> pd.DataFrame:
    """Ranks of all words of the current list together."""

    def truth(survey: Survey) -> Truth:
        words = survey.instrument.list_index["current"].words
        order = np.argsort(np.argsort(-shares(survey, "current"), kind="stable"))
        return {("current", word): float(order[j] + 1) for j, word in enumerate(words)}

    return study(
        lambda survey, seed: word_ranks(survey, replicates=replicates, rng=seed).frame,
        truth,
        rounds=rounds,
    )


def table(frame: pd.DataFrame) -> pd.DataFrame:
    """Coverage by design, averaged over populations, with the Monte-Carlo error of one item."""
    by = frame.groupby("design", sort=False)
    out = by["coverage"].agg(["mean", "min", "max"])
    # Over items of one sample, which depend on each other, the error is no larger than of one.
    out["mc_error"] = (out["mean"] * (1 - out["mean"]) / by["rounds"].sum()) ** 0.5
    return out


STUDIES: dict[str, Callable[..., pd.DataFrame]] = {
    "cultural entropy": entropy_study,
    "gaps of values": reach_study,
    "matches personal current": match_study,
    "matches current desired": partial(match_study, lists=("current", "desired")),
    "gaps of words": gap_study,
}


def main() -> None:
    """Print coverage of every statistic by design, as each is done."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    for name, ask in STUDIES.items():
        found = ask(rounds=rounds, designs=GRID)
        print(name)
        print(table(found).to_string(float_format="{:.3f}".format), flush=True)
        print(f"all designs: {found['coverage'].mean():.3f}", flush=True)


if __name__ == "__main__":
    main()
