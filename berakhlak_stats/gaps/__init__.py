"""Between what people hold and what they see: personal against organisational values."""

from berakhlak_stats.gaps.business_needs import business_needs
from berakhlak_stats.gaps.congruence import congruence
from berakhlak_stats.gaps.cultural_entropy import cultural_entropy
from berakhlak_stats.gaps.iros_profile import iros_profile
from berakhlak_stats.gaps.jumps import jumps
from berakhlak_stats.gaps.levels_profile import levels_profile
from berakhlak_stats.gaps.matches import matches
from berakhlak_stats.gaps.mmi_test import mmi_test
from berakhlak_stats.gaps.multi_response import multi_response
from berakhlak_stats.gaps.positive_limiting_ratio import positive_limiting_ratio
from berakhlak_stats.gaps.profile_similarity import profile_similarity
from berakhlak_stats.gaps.spmi_test import spmi_test
from berakhlak_stats.gaps.value_gap import value_gap
from berakhlak_stats.gaps.word_ranks import word_ranks

__all__ = [
    "business_needs",
    "congruence",
    "cultural_entropy",
    "iros_profile",
    "jumps",
    "levels_profile",
    "matches",
    "mmi_test",
    "multi_response",
    "positive_limiting_ratio",
    "profile_similarity",
    "spmi_test",
    "value_gap",
    "word_ranks",
]
