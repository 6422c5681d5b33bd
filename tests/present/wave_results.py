"""Results about waves, one of each kind, made of numbers known beforehand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import berakhlak_stats as bs
from berakhlak_stats.estimates import Estimates, Provenance
from berakhlak_stats.estimates.tidy import tidy
from berakhlak_stats.waves import published_change, target_achievement, waves

NAN = math.nan


def made_by_hand(
    differences: Sequence[dict[str, Any]], *, breaks: bool = False, variant: str = "all_indices"
) -> Estimates:
    """Two waves, 2022 and 2023, per given difference: ``estimate``, ``low``, ``high``, ``p``."""
    rows: list[dict[str, Any]] = []
    for i, each in enumerate(differences):
        row = {"level": each.get("level", "index"), "item": each.get("item", "implementation")}
        row |= {"group": each.get("group", ""), "n": each.get("n", 400.0), "df": 399.0}
        row |= {"list": each.get("list", ""), "suppressed": each.get("hidden", False)}
        start, change = 60.0 + i, each["estimate"]
        note = each.get("note", "")
        for label, value in (("2022", start), ("2023", start + change)):
            ends = (NAN, NAN, NAN) if each.get("hidden") else (value, value - 1, value + 1)
            rows.append(row | _numbers(*ends) | {"wave": label, "against": "", "note": note
                                                 if each.get("hidden") else ""})  # fmt: skip
        ends = (NAN, NAN, NAN) if each.get("hidden") else (change, each["low"], each["high"])
        tested = {"p_value": each.get("p", NAN), "p_adjusted": each.get("p", NAN)}
        tested |= {"effect": each.get("effect", 0.5), "wave": "2023", "against": "2022"}
        rows.append(row | _numbers(*ends) | tested | {"note": note})
    columns = {name: [row.get(name, NAN) for row in rows] for name in rows[-1]}
    frame = tidy({**columns, "suppressed": [bool(row["suppressed"]) for row in rows]})
    broken = {"before": "2022", "after": "2023", "id": "alat ukur lain", "en": "another tool"}
    parameters = {
        "waves": ["2022", "2023"],
        "link": "none",
        "n_of_waves": [400, 400],
        "breaks": [broken | {"sureness": "inferred", "source": ""}] if breaks else [],
    }
    made = Provenance(
        statistic="waves",
        variant=variant,
        instrument="berakhlak-2022",
        n_used=800,
        parameters=parameters,
    )
    return Estimates(frame, made)


def _numbers(estimate: float, low: float, high: float) -> dict[str, float]:
    return {
        "estimate": estimate,
        "conf_low": low,
        "conf_high": high,
        "std_error": (high - low) / 4,
    }


STATES: dict[str, dict[str, Any]] = {
    "higher": {"estimate": 2.5, "low": 1.2, "high": 3.8, "p": 0.001},
    "lower": {"estimate": -2.5, "low": -3.8, "high": -1.2, "p": 0.001},
    "small": {"estimate": 0.4, "low": 0.1, "high": 0.7, "p": 0.01},
    "unsure": {"estimate": 0.9, "low": 0.1, "high": 1.7, "p": 0.03},
    "equivalent": {"estimate": 0.1, "low": -0.5, "high": 0.7, "p": 0.7},
    "cannot_tell": {"estimate": 0.2, "low": -1.1, "high": 1.5, "p": 0.7},
    "broken": {"estimate": 13.3, "low": 12.0, "high": 14.6, "note": "broken series"},
    "not_tested": {"estimate": 4.0, "low": -6.0, "high": 14.0, "note": "not tested: small"},
    "hidden": {"estimate": 4.0, "hidden": True, "note": "suppressed"},
}
"""What each state of the gate looks like; 60,9 -> 61,1 is the one that cannot tell."""
LONG = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk & KB <b>"


def state(name: str) -> Estimates:
    """A single difference in one state."""
    return made_by_hand([STATES[name]], breaks=name == "broken")


def every_state() -> Estimates:
    """All states as groups of one result."""
    return made_by_hand(
        [each | {"group": f"{LONG} {name}"} for name, each in STATES.items()], breaks=True
    )


@cache
def wave_results() -> dict[str, Estimates]:
    """By name: made by hand and from simulated surveys."""
    surveys = [bs.simulate.simulate(seed=seed, n=250) for seed in (1, 2, 3)]
    implementation, all_indices = bs.indices.implementation, bs.indices.all_indices
    labels = ["2022", "2023", "2024"]
    two = waves(surveys[:2], labels=labels[:2], of=all_indices, replicates=60)
    units = waves(surveys[:2], labels=labels[:2], of=implementation, by="unit")
    ratings = [bs.simulate.simulate("rating-2022", seed=seed, n=150) for seed in (1, 2)]
    words = waves(surveys[:2], labels=labels[:2], of=bs.indices.vote_share, lists=("current",))
    alpha = bs.reliability.cronbach_alpha
    goals = {"implementation": 60, "culture_health": 76, "positive_energy": 97}
    change = published_change(60.9, 61.1, n=936_476, clusters=539)
    return {
        **{name: state(name) for name in STATES},
        "every state": every_state(),
        "two": two,
        "three": waves(surveys, labels=labels, of=implementation),
        "first": waves(surveys, labels=labels, of=implementation, against="first"),
        "units": units,
        "three of units": waves(surveys, labels=["a", "b", "c"], of=implementation, by="unit"),
        "long labels": waves(surveys[:2], labels=[LONG[:60], f"{LONG[:60]} 2"], of=implementation),
        "ratings": waves(ratings, labels=labels[:2], of=bs.indices.rating_score),
        "words": words,
        "coefficients": waves(ratings, labels=labels[:2], of=alpha),
        "targets": target_achievement(two, target=goals),
        "one target": target_achievement(implementation(surveys[0]), target=62),
        "targets of units": target_achievement(units, target=60),
        "all hidden": _hidden(units),
        "targets hidden": target_achievement(_hidden(units), target=60),
        "published": change,
        "published never": published_change(60.9, 61.1, n=500, clusters=10, icc=[0.005, 0.3]),
        "published always": published_change(40, 60, n=5000, clusters=200, icc=[0.0]),
    }


def _hidden(result: Estimates) -> Estimates:
    frame = result.frame.copy()
    frame["suppressed"], frame["note"] = True, "suppressed"
    numbers = frame.select_dtypes("number").columns
    frame[numbers] = NAN
    return replace(result, frame=frame)


NAMES = (
    *STATES, "every state", "two", "three", "first", "units", "three of units", "long labels",
    "ratings", "words", "coefficients", "targets", "one target", "targets of units", "all hidden",
    "targets hidden", "published", "published never", "published always",
)  # fmt: skip
