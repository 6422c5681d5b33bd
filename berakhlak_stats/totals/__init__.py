"""The one pass: features, collect, merge."""

from berakhlak_stats.totals.collect import collect, make_plan
from berakhlak_stats.totals.state import Totals, merge
from berakhlak_stats.totals.statistic import Feature, Layout, Output, Statistic

__all__ = ["Feature", "Layout", "Output", "Statistic", "Totals", "collect", "make_plan", "merge"]
