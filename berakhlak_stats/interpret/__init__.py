"""What numbers are called, and what may be done with them, by named and cited rules."""

from berakhlak_stats.interpret.aggregation_verdict import aggregation_verdict
from berakhlak_stats.interpret.interpret import Interpretation, interpret, interpret_number
from berakhlak_stats.interpret.reading import Reading
from berakhlak_stats.interpret.rule_table import rule_table
from berakhlak_stats.interpret.rules import Rule, available_rules

__all__ = [
    "Interpretation",
    "Reading",
    "Rule",
    "aggregation_verdict",
    "available_rules",
    "interpret",
    "interpret_number",
    "rule_table",
]
