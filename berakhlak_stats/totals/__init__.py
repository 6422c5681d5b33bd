"""The one pass: features, collect, merge."""

from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.plan import make_plan
from berakhlak_stats.totals.state import Totals, merge
from berakhlak_stats.totals.statistic import Feature, Layout, Output, Products, Statistic

__all__ = [
    "Feature",
    "Layout",
    "Output",
    "Products",
    "Statistic",
    "Totals",
    "collect",
    "make_plan",
    "merge",
]
