"""Known truth: coverage, bias, and the error of a simulation itself."""

from __future__ import annotations

import math
from typing import Any

from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import Number

_AWAY = (-5.0, -1.2, 0.8, 4.0)
"""How many of its errors the coverage of a study lies from what was promised."""
_LIMIT = 3.0


def study(material: Material) -> dict[str, Any]:
    """A study of coverage: surveys, the level that was promised, intervals that held the truth."""
    rng = material.rng("study")
    draws, level = 20 * int(rng.integers(30, 101)), int(rng.choice([90, 95]))
    promised = level / 100
    away = float(rng.choice(_AWAY) + rng.uniform(-0.3, 0.3)) * math.sqrt(
        promised * (1 - promised) / draws
    )
    return {"draws": draws, "level": level, "hits": round(draws * (promised + away))}


def _coverage(material: Material) -> tuple[float, int]:
    found = study(material)
    return found["hits"] / found["draws"], found["draws"]


def coverage_error(material: Material) -> float:
    """The Monte Carlo error of the coverage, in percentage points."""
    share, draws = _coverage(material)
    return 100 * math.sqrt(share * (1 - share) / draws)


def coverage_spread(material: Material) -> float:
    """The spread of single hits and misses, in percentage points."""
    share, _ = _coverage(material)
    return 100 * math.sqrt(share * (1 - share))


def coverage_variance(material: Material) -> float:
    """The root forgotten."""
    share, draws = _coverage(material)
    return 100 * share * (1 - share) / draws


def verdict(material: Material) -> str:
    """Whether the study contradicts the promise, by three errors under it."""
    promised = study(material)["level"] / 100
    share, draws = _coverage(material)
    away = (share - promised) / math.sqrt(promised * (1 - promised) / draws)
    return "too_few" if away < -_LIMIT else "too_many" if away > _LIMIT else "not_contradicted"


def plan(material: Material) -> dict[str, Any]:
    """A level and the error one is content with."""
    rng = material.rng("plan")
    target = float(rng.choice([0.3, 0.4, 0.5, 0.7, 0.8]))
    return {"level": int(rng.choice([80, 90, 95])), "target": Number(target)}


def _needed(variance: float, points: float) -> int:
    return math.ceil(round(variance / (points / 100) ** 2, 6))


def surveys_needed(material: Material) -> int:
    """How many surveys have to be simulated for that."""
    found = plan(material)
    promised = found["level"] / 100
    return _needed(promised * (1 - promised), found["target"].value)


def surveys_at_worst(material: Material) -> int:
    """The same as though one half were promised."""
    return _needed(0.25, plan(material)["target"].value)


def surveys_for_margin(material: Material) -> int:
    """The same with a margin of error in place of a standard error."""
    found = plan(material)
    promised = found["level"] / 100
    return _needed(1.96**2 * promised * (1 - promised), found["target"].value)


def bias(material: Material) -> dict[str, Any]:
    """Estimates of many surveys and the truth they aim at."""
    rng = material.rng("bias")
    draws, spread = int(rng.choice([225, 400, 625, 900])), round(float(rng.uniform(1.2, 2.4)), 2)
    truth = round(float(rng.uniform(58, 67)), 2)
    away = float(rng.choice([-4.5, -3.8, -1.4, 1.1, 3.6, 4.8]))
    mean = round(truth + away * spread / math.sqrt(draws), 2)
    return {
        "draws": draws,
        "truth": Number(truth, 2),
        "mean": Number(mean, 2),
        "spread": Number(spread, 2),
    }


def errors_away(material: Material) -> float:
    """The bias in Monte Carlo errors."""
    found = bias(material)
    return spreads_away(material) * math.sqrt(found["draws"])


def spreads_away(material: Material) -> float:
    """The bias in spreads of single surveys."""
    found = bias(material)
    return float((found["mean"].value - found["truth"].value) / found["spread"].value)


def errors_turned(material: Material) -> float:
    """The wrong way round."""
    return -errors_away(material)


def silence(material: Material) -> dict[str, Any]:
    """A good study of coverage, and a poor response."""
    rng = material.rng("silence")
    return {
        "draws": 100 * int(rng.integers(8, 21)),
        "share": Number(float(rng.uniform(94.4, 95.6))),
        "rate": int(rng.integers(9, 28)),
    }
