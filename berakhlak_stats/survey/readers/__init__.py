"""One reader per format. Every reader says what it believed."""

from berakhlak_stats.survey.readers.read import read_survey, validate

__all__ = ["read_survey", "validate"]
