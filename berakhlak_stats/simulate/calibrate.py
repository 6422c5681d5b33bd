"""Tune a profile's log-weights until its population shows the targets.

The result is stored beside the profile as JSON, so that simulating costs nothing extra and
does not depend on how this search behaves on another machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.instrument.model import Instrument
from berakhlak_stats.simulate.effects import WordGroups, word_groups
from berakhlak_stats.simulate.population import generate
from berakhlak_stats.simulate.profile import START_NOISE, Profile, build_spec, list_spec
from berakhlak_stats.simulate.spec import LISTS, ListSpec, PopulationSpec
from berakhlak_stats.survey.survey import Survey, unpack_picks

Float = NDArray[np.float64]

ROUNDS = 30
# A utility moves by this multiple of the difference in log-odds. Taste and noise (standard
# deviation about 3.7) flatten the answer of a share to its utility to about 0.45 log-odds per
# unit, so steps of 1.5 still converge without overshooting.
STEP = 1.5
# Change of the log noise per unit of difference in log-odds of an alignment.
NOISE_STEP = 0.6
# Populations averaged over, so that the effects drawn for one seed are not tuned away.
SEEDS = (101, 102, 103, 104)
# Larger populations are shrunk to about this many persons while tuning: shares do not depend
# on the size, and 4 x 30,000 persons pin a share down to 0.15 points.
LARGEST = 30_000


@dataclass
class Goal:
    """Shares to aim at. ``level`` scales the words of each value to reach its score."""

    shares: dict[str, Float]
    groups: WordGroups
    reach: Float
    level: Float
    limiting: float
    k: int

    def current(self) -> Float:
        """Target shares on the current list: values scaled, limiting fixed, others fill up."""
        values, limiting = len(self.reach), self.groups.limiting
        pattern = self.shares["current"]
        scaled = pattern * np.where(
            self.groups.membership[:values].any(axis=0),
            self.level @ self.groups.membership[:values],
            1.0,
        )
        scaled = np.where(limiting > 0, pattern * self.limiting / (pattern @ limiting), scaled)
        other = self.groups.membership[-1]
        room = self.k - scaled @ (1 - other)
        return np.clip(np.where(other > 0, pattern * room / (pattern @ other), scaled), 1e-4, 0.95)


def calibrate(profile: Profile, *, rounds: int = ROUNDS) -> dict[str, ListSpec]:
    """Log-weights and noises under which the profile's population shows its targets.

    Parameters
    ----------
    profile : Profile
        Its ``targets`` name the seven scores, the positive energy and both alignments.
    rounds : int

    Returns
    -------
    dict of list id to ListSpec

    Notes
    -----
    Fixed-point search. Each round generates populations with the same random numbers, then
    moves every word by its difference in log-odds, every value's level by its difference in
    -log(1 - score), and the noise of the personal and desired lists by the alignments.
    """
    profile = _shrunk(profile)
    goal = _goal(profile)
    lists = {
        name: list_spec(name, _log_odds(_scaled(goal.shares[name], goal.k)), START_NOISE)
        for name in LISTS
    }
    for _ in range(rounds):
        spec = build_spec(profile, lists)
        seen = _seen(spec, goal.groups)
        lists = _moved(lists, goal, seen, profile.targets)
    return lists


def stored(lists: Mapping[str, ListSpec], instrument: Instrument) -> dict[str, object]:
    """What is written to JSON: log-weights by word to four decimals, and the noise."""
    return {
        name: {
            "noise": round(block.noise, 4),
            "utilities": {
                word: round(float(weight), 4)
                for word, weight in zip(
                    instrument.list_index[name].words, block.utilities, strict=True
                )
            },
        }
        for name, block in lists.items()
    }


@dataclass(frozen=True)
class _Seen:
    shares: dict[str, Float]
    reach: Float
    alignment: dict[str, float]


def _shrunk(profile: Profile) -> Profile:
    size = sum(unit.headcount for unit in profile.units)
    if size <= LARGEST:
        return profile
    units = (
        replace(unit, headcount=max(1, round(unit.headcount * LARGEST / size)))
        for unit in profile.units
    )
    return replace(profile, units=tuple(units))


def _goal(profile: Profile) -> Goal:
    instrument = build_spec(profile, {}).instrument
    block = instrument.list_index["current"]
    groups = word_groups(instrument, "current")
    shares = {
        name: np.array([profile.words[word][j] for word in block.words]) / 100
        for j, name in enumerate(LISTS)
    }
    reach = np.array([profile.targets["values"][value] for value in groups.values]) / 100
    limiting = block.k * (1 - profile.targets["positive_energy"] / 100)
    return Goal(shares, groups, reach, np.ones(len(reach)), limiting, block.k)


def _scaled(shares: Float, k: int) -> Float:
    return np.asarray(np.clip(shares * k / shares.sum(), 1e-4, 0.95))


def _log_odds(share: Float | float) -> Float:
    clipped = np.clip(share, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _seen(spec: PopulationSpec, groups: WordGroups) -> _Seen:
    runs = [_measured(generate(spec, seed=seed).census, groups) for seed in SEEDS]
    return _Seen(
        {name: np.mean([run.shares[name] for run in runs], axis=0) for name in LISTS},
        np.mean([run.reach for run in runs], axis=0),
        {name: float(np.mean([run.alignment[name] for run in runs])) for name in runs[0].alignment},
    )


def _measured(census: Survey, groups: WordGroups) -> _Seen:
    width = groups.membership.shape[1]
    picked = {name: unpack_picks(census.picks[name], width) for name in LISTS}
    values = groups.membership[: len(groups.values)]
    reach = ((picked["current"] @ values.T.astype(np.float32)) > 0).mean(axis=0)
    current = picked["current"]
    alignment = {
        name: float((picked[name] & current).sum() / current.sum())
        for name in ("personal", "desired")
    }
    shares = {name: picked[name].mean(axis=0) for name in LISTS}
    return _Seen(shares, reach, alignment)


def _moved(
    lists: Mapping[str, ListSpec], goal: Goal, seen: _Seen, targets: Mapping[str, float]
) -> dict[str, ListSpec]:
    goal.level = goal.level * np.log1p(-goal.reach) / np.log1p(-seen.reach)
    wanted = {
        "personal": targets["alignment_personal_current"] / 100,
        "desired": targets["alignment_current_desired"] / 100,
    }
    moved = {}
    for name, block in lists.items():
        aim = goal.current() if name == "current" else _scaled(goal.shares[name], goal.k)
        step = STEP * (_log_odds(aim) - _log_odds(seen.shares[name]))
        # Only differences between words matter; a fixed mean keeps the numbers readable.
        utilities = block.utilities + step
        utilities -= utilities.mean()
        noise = block.noise
        if name in wanted:
            off = _log_odds(wanted[name]) - _log_odds(seen.alignment[name])
            noise *= float(np.exp(-NOISE_STEP * off))
        moved[name] = list_spec(name, utilities, noise)
    return moved
