"""Sample planning, calibration, and what non-response may do.

Import the names from here: ``from berakhlak_stats.weighting import calibrate_weights``.
"""

from berakhlak_stats.indices.person_scores import person_scores
from berakhlak_stats.weighting.allocation import Allocation, allocate, minimum_per_unit
from berakhlak_stats.weighting.arrival import ArrivalTrend, arrival_trend
from berakhlak_stats.weighting.bounds import NonresponseBounds, nonresponse_bounds
from berakhlak_stats.weighting.calibrated import calibrated
from berakhlak_stats.weighting.calibration import calibrate, calibrate_weights
from berakhlak_stats.weighting.deviations import read_deviations
from berakhlak_stats.weighting.diagnostics import WeightDiagnostics, weight_diagnostics
from berakhlak_stats.weighting.frame import Frame, check_frame
from berakhlak_stats.weighting.frame_file import read_frame
from berakhlak_stats.weighting.power import (
    power_of_means,
    power_of_proportions,
    size_for_means,
    size_for_proportions,
)
from berakhlak_stats.weighting.representativity import RIndicator, r_indicator
from berakhlak_stats.weighting.response import ResponseRates, response_rates
from berakhlak_stats.weighting.sample_size import (
    SampleSize,
    cochran,
    krejcie_morgan,
    margin_of_error,
    sample_size,
    slovin,
)
from berakhlak_stats.weighting.sensitivity import gap_sensitivity, sensitivity
from berakhlak_stats.weighting.trimming import TrimmedWeights, trim_weights

__all__ = [
    "Allocation",
    "ArrivalTrend",
    "Frame",
    "NonresponseBounds",
    "RIndicator",
    "ResponseRates",
    "SampleSize",
    "TrimmedWeights",
    "WeightDiagnostics",
    "allocate",
    "arrival_trend",
    "calibrate",
    "calibrate_weights",
    "calibrated",
    "check_frame",
    "cochran",
    "gap_sensitivity",
    "krejcie_morgan",
    "margin_of_error",
    "minimum_per_unit",
    "nonresponse_bounds",
    "person_scores",
    "power_of_means",
    "power_of_proportions",
    "r_indicator",
    "read_deviations",
    "read_frame",
    "response_rates",
    "sample_size",
    "sensitivity",
    "size_for_means",
    "size_for_proportions",
    "slovin",
    "trim_weights",
    "weight_diagnostics",
]
