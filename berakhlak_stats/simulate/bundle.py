"""Make the files of ``data/``: population, sample, exact adjustment, writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from berakhlak_stats.simulate.adjust import adjusted
from berakhlak_stats.simulate.bundled import FILES
from berakhlak_stats.simulate.files import Rows, table, write_csv, write_table
from berakhlak_stats.simulate.front import respondents
from berakhlak_stats.simulate.population import Population, generate, unit_label
from berakhlak_stats.simulate.profile import Profile, load_profile, profile_spec
from berakhlak_stats.simulate.sampling import draw, without_design
from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class Bundle:
    """A bundled survey before it is written. ``swaps`` counts adjusted picks."""

    profile: Profile
    population: Population
    survey: Survey
    swaps: int


def make_bundle(name: str) -> Bundle:
    """The survey of a profile as bundled: its own seeds, adjusted to what was published."""
    profile = load_profile(name)
    population = generate(profile_spec(name), seed=profile.seed)
    sample = without_design(
        draw(population, n=respondents(profile), method="stratified", rng=profile.sample_seed)
    )
    published = {key: value for key, value in profile.published.items() if key != "source"}
    if not published:
        return Bundle(profile, population, sample, 0)
    survey, swaps = adjusted(sample, published, seed=profile.sample_seed)
    return Bundle(profile, population, survey, swaps)


def write_bundle(name: str, folder: Path) -> list[Path]:
    """Write the survey of a profile, and its frame and margins where they are bundled.

    Returns
    -------
    list of Path
        The files written.
    """
    bundle = make_bundle(name)
    stem = bundle.profile.name.replace("-", "_")
    survey = folder / FILES[stem]
    write_table(survey, *table(bundle.survey))
    written = [survey]
    extras = {f"{stem}_frame": frame(bundle.profile), f"{stem}_margins": margins(bundle.population)}
    for extra, (header, rows) in extras.items():
        if extra in FILES:
            path = folder / FILES[extra]
            write_csv(path, header, rows)
            written.append(path)
    return written


def frame(profile: Profile) -> tuple[list[str], Rows]:
    """Headcounts of the units."""
    agencies = any(unit.agency for unit in profile.units)
    header = [*(["agency"] if agencies else []), "unit", "population", "synthetic"]
    rows = [
        [*([unit.agency] if agencies else []), unit_label(unit), str(unit.headcount), "true"]
        for unit in profile.units
    ]
    return header, rows


def margins(population: Population) -> tuple[list[str], Rows]:
    """Headcounts of the categories of every column, for weighting."""
    rows: Rows = []
    for name, column in population.census.columns.items():
        counts = np.bincount(column.codes, minlength=len(column.labels))
        pairs: Mapping[str, int] = dict(zip(column.labels, counts.tolist(), strict=True))
        rows += [[name, label, str(count), "true"] for label, count in pairs.items()]
    return ["column", "category", "population", "synthetic"], rows
