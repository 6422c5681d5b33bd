"""The six indices, vote shares, gaps and generic scores. Each returns Estimates."""

from berakhlak_stats.indices.aggregation import aggregation_rules
from berakhlak_stats.indices.alignment import alignment
from berakhlak_stats.indices.balance import balance
from berakhlak_stats.indices.crosstab import crosstab
from berakhlak_stats.indices.energy import positive_energy
from berakhlak_stats.indices.health import all_indices, culture_health
from berakhlak_stats.indices.numbers import (
    number_mean,
    number_ratio,
    number_total,
    number_variance,
)
from berakhlak_stats.indices.proportion import proportion
from berakhlak_stats.indices.quantiles import number_quantile
from berakhlak_stats.indices.ratings import rating_score
from berakhlak_stats.indices.scores import implementation, value_score
from berakhlak_stats.indices.shares import gap, vote_share
from berakhlak_stats.indices.top import top_words

__all__ = [
    "aggregation_rules",
    "alignment",
    "all_indices",
    "balance",
    "crosstab",
    "culture_health",
    "gap",
    "implementation",
    "number_mean",
    "number_quantile",
    "number_ratio",
    "number_total",
    "number_variance",
    "positive_energy",
    "proportion",
    "rating_score",
    "top_words",
    "value_score",
    "vote_share",
]
