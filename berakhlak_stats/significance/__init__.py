"""Tests between groups, items and classifications, each under the design of the survey.

The classical tests for persons drawn at random stand beside them; they refuse a survey with a
design unless told to ignore it.
"""

from berakhlak_stats.significance.compare import compare
from berakhlak_stats.significance.contingency_test import (
    Association,
    association_measures,
    contingency_test,
)
from berakhlak_stats.significance.effect_size import EffectSize
from berakhlak_stats.significance.equivalence_test import equivalence_test
from berakhlak_stats.significance.funnel import funnel
from berakhlak_stats.significance.group_test import group_test, spread_test
from berakhlak_stats.significance.kappa import cohen_kappa
from berakhlak_stats.significance.mcnemar_test import (
    cochran_q_test,
    mcnemar_test,
    pairwise_mcnemar_tests,
)
from berakhlak_stats.significance.paired_effect import paired_effect
from berakhlak_stats.significance.paired_test import paired_test
from berakhlak_stats.significance.pairwise_tests import pairwise_tests
from berakhlak_stats.significance.permutation_test import permutation_test
from berakhlak_stats.significance.pooled_variances import pooled_variances
from berakhlak_stats.significance.rank_sets import rank_sets
from berakhlak_stats.significance.rank_test import rank_test
from berakhlak_stats.significance.rao_scott import association_test
from berakhlak_stats.significance.regression import (
    linear_regression,
    logistic_regression,
    wald_test,
)
from berakhlak_stats.significance.repeated_test import repeated_test
from berakhlak_stats.significance.result import TestResult
from berakhlak_stats.significance.shrunken_scores import shrunken_scores
from berakhlak_stats.significance.standings import standings
from berakhlak_stats.significance.t_test import t_test
from berakhlak_stats.significance.two_sample_effect import two_sample_effect
from berakhlak_stats.significance.two_sample_test import two_sample_test
from berakhlak_stats.significance.variance_effect import variance_effect

__all__ = [
    "Association",
    "EffectSize",
    "TestResult",
    "association_measures",
    "association_test",
    "cochran_q_test",
    "cohen_kappa",
    "compare",
    "contingency_test",
    "equivalence_test",
    "funnel",
    "group_test",
    "linear_regression",
    "logistic_regression",
    "mcnemar_test",
    "paired_effect",
    "paired_test",
    "pairwise_mcnemar_tests",
    "pairwise_tests",
    "permutation_test",
    "pooled_variances",
    "rank_sets",
    "rank_test",
    "repeated_test",
    "shrunken_scores",
    "spread_test",
    "standings",
    "t_test",
    "two_sample_effect",
    "two_sample_test",
    "variance_effect",
    "wald_test",
]
