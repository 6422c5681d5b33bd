"""Tests between groups, items and classifications, each under the design of the survey."""

from berakhlak_stats.significance.kappa import cohen_kappa
from berakhlak_stats.significance.rank_test import rank_test
from berakhlak_stats.significance.rao_scott import association_test
from berakhlak_stats.significance.regression import (
    linear_regression,
    logistic_regression,
    wald_test,
)
from berakhlak_stats.significance.result import TestResult
from berakhlak_stats.significance.t_test import t_test

__all__ = [
    "TestResult",
    "association_test",
    "cohen_kappa",
    "linear_regression",
    "logistic_regression",
    "rank_test",
    "t_test",
    "wald_test",
]
