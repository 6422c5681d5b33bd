"""Reports: results to ordered blocks to one self-contained HTML page. Computes nothing."""

from berakhlak_stats.report.build import Report, build_report, rebuild_report
from berakhlak_stats.report.collect import collect_results
from berakhlak_stats.report.results import ReportResults

__all__ = [
    "Report",
    "ReportResults",
    "build_report",
    "collect_results",
    "rebuild_report",
]
