"""Checks of answers: one family per module, one report that lists all problems at once."""

from berakhlak_stats.survey.checks.report import Problem, ValidationReport

__all__ = ["Problem", "ValidationReport"]
