"""Between what people hold and what they see: personal against organisational values."""

from berakhlak_stats.gaps.business_needs import business_needs
from berakhlak_stats.gaps.change_ranks import change_ranks
from berakhlak_stats.gaps.congruence import congruence
from berakhlak_stats.gaps.cultural_entropy import cultural_entropy
from berakhlak_stats.gaps.importance_performance import importance_performance
from berakhlak_stats.gaps.iros_profile import iros_profile
from berakhlak_stats.gaps.jumps import jumps
from berakhlak_stats.gaps.levels_profile import levels_profile
from berakhlak_stats.gaps.lmg import lmg
from berakhlak_stats.gaps.matches import matches
from berakhlak_stats.gaps.mmi_test import mmi_test
from berakhlak_stats.gaps.multi_response import multi_response
from berakhlak_stats.gaps.nested_surfaces import nested_surfaces
from berakhlak_stats.gaps.positive_limiting_ratio import positive_limiting_ratio
from berakhlak_stats.gaps.profile_similarity import profile_similarity
from berakhlak_stats.gaps.relative_weights import relative_weights
from berakhlak_stats.gaps.response_surface import response_surface
from berakhlak_stats.gaps.spmi_test import spmi_test
from berakhlak_stats.gaps.value_gap import value_gap
from berakhlak_stats.gaps.word_ranks import word_ranks

__all__ = [
    "business_needs",
    "change_ranks",
    "congruence",
    "cultural_entropy",
    "importance_performance",
    "iros_profile",
    "jumps",
    "levels_profile",
    "lmg",
    "matches",
    "mmi_test",
    "multi_response",
    "nested_surfaces",
    "positive_limiting_ratio",
    "profile_similarity",
    "relative_weights",
    "response_surface",
    "spmi_test",
    "value_gap",
    "word_ranks",
]
