"""Populations with known truth: simulated people, samples of them, and the bundled files.

All of it is synthetic. No answer of a real person is in this package.
"""

from berakhlak_stats.simulate.bundled import available, bundled
from berakhlak_stats.simulate.exports.registry import export_shapes, write_export
from berakhlak_stats.simulate.front import simulate, simulate_population
from berakhlak_stats.simulate.population import Population, generate
from berakhlak_stats.simulate.profile import profile_spec, profiles
from berakhlak_stats.simulate.sampling import ResponseModel, allocate, draw
from berakhlak_stats.simulate.spec import (
    DemographicSpec,
    Effect,
    ListSpec,
    PopulationSpec,
    RatingSpec,
    UnitSpec,
)
from berakhlak_stats.simulate.truth import Truth

__all__ = [
    "DemographicSpec",
    "Effect",
    "ListSpec",
    "Population",
    "PopulationSpec",
    "RatingSpec",
    "ResponseModel",
    "Truth",
    "UnitSpec",
    "allocate",
    "available",
    "bundled",
    "draw",
    "export_shapes",
    "generate",
    "profile_spec",
    "profiles",
    "simulate",
    "simulate_population",
    "write_export",
]
