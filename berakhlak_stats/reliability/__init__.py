"""How consistently the items of a scale measure."""

from berakhlak_stats.reliability.categorical_omega import categorical_omega
from berakhlak_stats.reliability.cronbach_alpha import cronbach_alpha
from berakhlak_stats.reliability.greatest_lower_bound import greatest_lower_bound
from berakhlak_stats.reliability.guttman_lambdas import guttman_lambdas
from berakhlak_stats.reliability.item_statistics import item_statistics
from berakhlak_stats.reliability.mcdonald_omega import mcdonald_omega
from berakhlak_stats.reliability.omega_hierarchical import omega_hierarchical
from berakhlak_stats.reliability.ordinal_alpha import ordinal_alpha
from berakhlak_stats.reliability.scale_statistics import scale_statistics
from berakhlak_stats.reliability.split_half import split_half

__all__ = [
    "categorical_omega",
    "cronbach_alpha",
    "greatest_lower_bound",
    "guttman_lambdas",
    "item_statistics",
    "mcdonald_omega",
    "omega_hierarchical",
    "ordinal_alpha",
    "scale_statistics",
    "split_half",
]
