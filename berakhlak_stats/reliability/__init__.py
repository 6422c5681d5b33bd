"""How consistently the items of a scale measure, and how stable what is reported is."""

from berakhlak_stats.reliability.cronbach_alpha import cronbach_alpha
from berakhlak_stats.reliability.generalizability_study import generalizability_study
from berakhlak_stats.reliability.respondents_needed import respondents_needed
from berakhlak_stats.reliability.split_half_respondents import split_half_respondents
from berakhlak_stats.reliability.top_stability import top_stability
from berakhlak_stats.reliability.unit_reliability import unit_reliability

__all__ = [
    "cronbach_alpha",
    "generalizability_study",
    "respondents_needed",
    "split_half_respondents",
    "top_stability",
    "unit_reliability",
]
