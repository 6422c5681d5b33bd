"""The search comes nearer to its targets, and what it stores is what the package reads."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats.simulate import generate, profile_spec
from berakhlak_stats.simulate.calibrate import SEEDS, calibrate, stored
from berakhlak_stats.simulate.profile import build_spec, load_profile

SMALL = 6


@pytest.fixture(scope="module")
def profile():
    # A quarter of the regency: enough to steer by, fast enough for every run.
    whole = load_profile("kapuas-2022")
    units = tuple(replace(unit, headcount=unit.headcount // 4 + 1) for unit in whole.units)
    return replace(whole, units=units)


def distance(profile, lists):
    truths = [generate(build_spec(profile, lists), seed=seed).truth for seed in SEEDS]
    off = [
        np.mean([truth.value(value) for truth in truths]) - score
        for value, score in profile.targets["values"].items()
    ]
    for index in ("positive_energy", "alignment_personal_current", "alignment_current_desired"):
        off.append(np.mean([truth.index(index) for truth in truths]) - profile.targets[index])
    return float(np.abs(off).max())


def test_search_approaches_the_targets(profile):
    start, later = (distance(profile, calibrate(profile, rounds=n)) for n in (0, SMALL))
    assert start > 8
    assert later < start / 3


def test_what_is_stored_is_what_is_read():
    spec = profile_spec("kapuas-2022")
    again = json.loads(json.dumps(stored(spec.lists, spec.instrument)))
    for name, block in spec.lists.items():
        assert list(again[name]["utilities"].values()) == block.utilities.tolist()
        assert again[name]["noise"] == block.noise
