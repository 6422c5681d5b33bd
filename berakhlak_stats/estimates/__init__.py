"""The result type that every statistic returns."""

from berakhlak_stats.estimates.estimates import (
    OVERALL,
    Contrast,
    Estimates,
    Provenance,
    contrast,
)

__all__ = ["OVERALL", "Contrast", "Estimates", "Provenance", "contrast"]
