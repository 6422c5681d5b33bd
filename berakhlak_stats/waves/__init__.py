"""The survey year over year: differences, breaks of the series, targets, published changes."""

from berakhlak_stats.waves.published_change import published_change
from berakhlak_stats.waves.target_achievement import target_achievement
from berakhlak_stats.waves.wave_difference import wave_difference
from berakhlak_stats.waves.waves import waves

__all__ = ["published_change", "target_achievement", "wave_difference", "waves"]
