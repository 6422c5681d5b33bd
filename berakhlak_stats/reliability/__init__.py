"""How consistently the items of a scale measure."""

from berakhlak_stats.reliability.cronbach_alpha import cronbach_alpha

__all__ = ["cronbach_alpha"]
