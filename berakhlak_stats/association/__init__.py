"""What several rooms share: answers to items, their covariances and correlations."""

from berakhlak_stats.association.asymptotic import AsymptoticCovariance, asymptotic_covariance
from berakhlak_stats.association.correlation import CorrelationMatrix, correlation
from berakhlak_stats.association.polychoric import polychoric

__all__ = [
    "AsymptoticCovariance",
    "CorrelationMatrix",
    "asymptotic_covariance",
    "correlation",
    "polychoric",
]
