"""The populations that ship with the package: what they should look like, read from TOML."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.simulate.spec import (
    LISTS,
    DemographicSpec,
    Effect,
    ListSpec,
    PopulationSpec,
    RatingSpec,
    UnitSpec,
)

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

# Share of unit effects and of a person's negative view that reaches each list.
GROUP_EFFECT = {"personal": 0.4, "current": 1.0, "desired": 0.4}
NEGATIVITY = {"personal": 0.3, "current": 1.0, "desired": 0.2}
# Starting point of the list noises; calibration moves all but that of the current list.
START_NOISE = 1.0


@dataclass(frozen=True)
class Profile:
    """A named population: units, spreads, targets, and the seeds of the bundled sample.

    Attributes
    ----------
    name, title, instrument : str
    seed, sample_seed : int
        Of the population and of the sample that the bundled file is made from.
    units : tuple of UnitSpec
    targets : mapping
        What calibration aims the population at: ``values`` and indices on 0-100.
    published : mapping
        What the bundled file must show exactly, and its ``source``.
    spread : mapping
        Standard deviations of :class:`PopulationSpec` that differ from the defaults.
    words : mapping of word to (personal, current, desired)
        Percent of persons that pick each word; proportions within groups matter.
    """

    name: str
    title: str
    instrument: str
    seed: int
    sample_seed: int
    units: tuple[UnitSpec, ...]
    targets: Mapping[str, Any] = field(default_factory=dict)
    published: Mapping[str, Any] = field(default_factory=dict)
    spread: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    ratings: Mapping[str, Any] = field(default_factory=dict)


def profiles() -> tuple[str, ...]:
    """Names of the populations that :func:`~berakhlak_stats.simulate.simulate` can imitate.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> "kapuas-2022" in profiles()
    True
    """
    names = (entry.name for entry in _folder().iterdir() if entry.name.endswith(".toml"))
    shared = {"words", "demographics"}
    return tuple(sorted({name.removesuffix(".toml") for name in names} - shared))


@cache
def load_profile(name: str) -> Profile:
    """Read a profile by name; ``_`` and ``-`` are the same."""
    wanted = name.replace("_", "-")
    if wanted not in profiles():
        raise make_error("E701", name="like", given=name, choices=", ".join(profiles()))
    raw = _toml(f"{wanted}.toml")
    shares = _toml("words.toml")["share"] | raw.get("share", {})
    return Profile(
        name=wanted,
        title=raw["title"],
        instrument=raw["instrument"],
        seed=raw["seed"],
        sample_seed=raw["sample_seed"],
        units=_units(raw),
        targets=raw.get("targets", {}),
        published=raw.get("published", {}),
        spread=raw.get("spread", {}),
        words={word: (row[0], row[1], row[2]) for word, row in shares.items()},
        ratings=raw.get("ratings", {}),
    )


def profile_spec(name: str) -> PopulationSpec:
    """The calibrated population of a profile.

    Parameters
    ----------
    name : str
        One of :func:`profiles`.

    Returns
    -------
    PopulationSpec

    Examples
    --------
    >>> profile_spec("kapuas-2022").size
    4260
    """
    profile = load_profile(name)
    lists: dict[str, ListSpec] = {}
    if not profile.ratings:
        stored = json.loads((_folder() / f"{profile.name}.json").read_text(encoding="utf-8"))
        instrument = _instrument(profile.instrument)
        for each in LISTS:
            words = instrument.list_index[each].words
            utilities = np.array([stored[each]["utilities"][word] for word in words])
            lists[each] = list_spec(each, utilities, stored[each]["noise"])
    return build_spec(profile, lists)


def list_spec(list_id: str, utilities: NDArray[np.float64], noise: float) -> ListSpec:
    """A list with the package's shares of group effects and negativity."""
    return ListSpec(utilities, noise, GROUP_EFFECT[list_id], NEGATIVITY[list_id])


def build_spec(profile: Profile, lists: Mapping[str, ListSpec]) -> PopulationSpec:
    """A population spec from a profile and answered lists."""
    columns, effects = demographics()
    instrument = _instrument(profile.instrument)
    return PopulationSpec(
        instrument=instrument,
        units=profile.units,
        lists=lists,
        demographics=columns,
        effects=effects if lists else (),
        ratings=_ratings(profile, instrument),
        source=f"simulated {profile.name}",
        title=profile.title,
        **profile.spread,
    )


@cache
def demographics() -> tuple[tuple[DemographicSpec, ...], tuple[Effect, ...]]:
    """The demographic columns and effects that all profiles share."""
    raw = _toml("demographics.toml")
    columns = tuple(DemographicSpec(**entry) for entry in raw["column"])
    effects = tuple(
        Effect(**{**entry, "lists": tuple(entry.get("lists", LISTS))}) for entry in raw["effect"]
    )
    return columns, effects


@cache
def _instrument(name: str) -> Instrument:
    from berakhlak_stats.instrument import load_instrument

    return load_instrument(name)


def _folder() -> Traversable:
    return files("berakhlak_stats.simulate") / "profiles"


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_folder() / name).read_text(encoding="utf-8"))


def _units(raw: Mapping[str, Any]) -> tuple[UnitSpec, ...]:
    """Units listed one by one, and units made in series of agencies."""
    units = [UnitSpec(**entry) for entry in raw.get("unit", [])]
    for series in raw.get("series", []):
        units.extend(_series(series))
    return tuple(units)


def _series(series: Mapping[str, Any]) -> list[UnitSpec]:
    """``count`` agencies of one kind, their sizes spread evenly between two ends."""
    count = int(series["count"])
    units = []
    for i in range(count):
        part_way = i / max(count - 1, 1)
        head = _between(series["headcount"], part_way)
        answers = _between(series["respondents"], part_way)
        for j, (part, share) in enumerate(series["units"].items()):
            units.append(
                UnitSpec(
                    name=part,
                    agency=f"{series['kind']} {i + 1:02d}",
                    headcount=round(head * share),
                    # One or two answers fewer here and there, so that rates are not all alike.
                    respondents=round(answers * share) - (i + 1 + j) % 3,
                )
            )
    return units


def _between(ends: Sequence[float], part: float) -> float:
    return ends[0] + part * (ends[1] - ends[0])


def _ratings(profile: Profile, instrument: Instrument) -> RatingSpec | None:
    if not profile.ratings:
        return None
    raw = dict(profile.ratings)
    means = raw.pop("means")
    return RatingSpec(means=np.array([means[item.id] for item in instrument.ratings]), **raw)
