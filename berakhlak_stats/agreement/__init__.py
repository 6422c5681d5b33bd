"""May the mean of a unit be reported? Agreement within units, and of raters."""

from berakhlak_stats.agreement.a_wg import a_wg
from berakhlak_stats.agreement.average_deviation import average_deviation
from berakhlak_stats.agreement.cohen_kappa import cohen_kappa
from berakhlak_stats.agreement.critical_values import CriticalValue, critical_values
from berakhlak_stats.agreement.eta_squared import eta_squared
from berakhlak_stats.agreement.fleiss_kappa import fleiss_kappa
from berakhlak_stats.agreement.icc1 import icc1
from berakhlak_stats.agreement.icc2 import icc2
from berakhlak_stats.agreement.kendall_w import kendall_w
from berakhlak_stats.agreement.krippendorff_alpha import krippendorff_alpha
from berakhlak_stats.agreement.light_kappa import light_kappa
from berakhlak_stats.agreement.percent_agreement import percent_agreement
from berakhlak_stats.agreement.r_star_wg_j import r_star_wg_j
from berakhlak_stats.agreement.random_groups import random_group_resampling
from berakhlak_stats.agreement.random_intercept import random_intercept
from berakhlak_stats.agreement.rater_icc import rater_icc
from berakhlak_stats.agreement.rwg import rwg
from berakhlak_stats.agreement.rwg_j import rwg_j
from berakhlak_stats.agreement.waba import waba

__all__ = [
    "CriticalValue",
    "a_wg",
    "average_deviation",
    "cohen_kappa",
    "critical_values",
    "eta_squared",
    "fleiss_kappa",
    "icc1",
    "icc2",
    "kendall_w",
    "krippendorff_alpha",
    "light_kappa",
    "percent_agreement",
    "r_star_wg_j",
    "random_group_resampling",
    "random_intercept",
    "rater_icc",
    "rwg",
    "rwg_j",
    "waba",
]
