"""Whether intervals of gaps, entropy, profiles and matches hold the truth of a population."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


def gap_study(*, rounds: int) -> pd.DataFrame:
    """Gaps of words between the current and the desired list."""

    def truth(survey: Survey) -> Truth:
        words = survey.instrument.list_index["current"].words
        away = shares(survey, "desired") - shares(survey, "current")
        # Words that hardly anybody picks have no normal interval.
        often = shares(survey, "desired") + shares(survey, "current") > 0.1
        return {
            ("current>desired", word): float(away[j]) for j, word in enumerate(words) if often[j]
        }

    return study(lambda survey, _: value_gap(survey).frame, truth, rounds=rounds)


def entropy_study(*, rounds: int) -> pd.DataFrame:
    """Cultural entropy of the current list."""

    def truth(survey: Survey) -> Truth:
        row = cultural_entropy(survey).frame.iloc[0]
        return {("current", "cultural_entropy"): float(row["estimate"])}

    return study(lambda survey, _: cultural_entropy(survey).frame, truth, rounds=rounds)


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


def match_study(*, rounds: int, replicates: int = 300) -> pd.DataFrame:
    """Number of words that the personal and the current top ten share."""

    def truth(survey: Survey) -> Truth:
        both = [shares(survey, name) for name in ("personal", "current")]
        tops = [set(np.argsort(-each)[:10].tolist()) for each in both]
        return {("personal>current", "matches_personal_current"): float(len(tops[0] & tops[1]))}

    return study(
        lambda survey, seed: matches(survey, replicates=replicates, rng=seed).frame.head(1),
        truth,
        rounds=rounds,
    )


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
