"""How consistently the items of a scale measure, and how stable what is reported is."""

from berakhlak_stats.reliability.categorical_omega import categorical_omega
from berakhlak_stats.reliability.cronbach_alpha import cronbach_alpha
from berakhlak_stats.reliability.generalizability_study import generalizability_study
from berakhlak_stats.reliability.greatest_lower_bound import greatest_lower_bound
from berakhlak_stats.reliability.guttman_lambdas import guttman_lambdas
from berakhlak_stats.reliability.item_analysis import item_analysis
from berakhlak_stats.reliability.item_statistics import item_statistics
from berakhlak_stats.reliability.mcdonald_omega import mcdonald_omega
from berakhlak_stats.reliability.omega_hierarchical import omega_hierarchical
from berakhlak_stats.reliability.ordinal_alpha import ordinal_alpha
from berakhlak_stats.reliability.respondents_needed import respondents_needed
from berakhlak_stats.reliability.scale_statistics import scale_statistics
from berakhlak_stats.reliability.split_half import split_half
from berakhlak_stats.reliability.split_half_respondents import split_half_respondents
from berakhlak_stats.reliability.top_stability import top_stability
from berakhlak_stats.reliability.unit_reliability import unit_reliability

__all__ = [
    "categorical_omega",
    "cronbach_alpha",
    "generalizability_study",
    "greatest_lower_bound",
    "guttman_lambdas",
    "item_analysis",
    "item_statistics",
    "mcdonald_omega",
    "omega_hierarchical",
    "ordinal_alpha",
    "respondents_needed",
    "scale_statistics",
    "split_half",
    "split_half_respondents",
    "top_stability",
    "unit_reliability",
]
