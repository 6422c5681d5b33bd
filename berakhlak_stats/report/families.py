"""The families of tests a report makes, so that they share one error rate and can be counted."""

from __future__ import annotations

from berakhlak_stats.present.rows import overall, rows_of
from berakhlak_stats.report.results import ReportResults

GAPS = ("gap_words", "gap_areas", "gap_personal")


def families(results: ReportResults) -> dict[str, int]:
    """Families that were tested, with the number of comparisons in each."""
    found = {}
    for name in GAPS:
        result = results.get(name)
        if result is not None:
            tested = [row for row in overall(rows_of(result)) if row.p_value == row.p_value]
            found[name] = len(tested)
    return {name: count for name, count in found.items() if count}
