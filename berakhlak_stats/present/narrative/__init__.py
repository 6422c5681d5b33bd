"""Sentences from results: each as strong as its test allows, each with a row in a ledger."""

from berakhlak_stats.present.narrative.audit import check_prose
from berakhlak_stats.present.narrative.claim import Claim, Narrative, Sentence
from berakhlak_stats.present.narrative.narrate import heading, headline, narrate

__all__ = ["Claim", "Narrative", "Sentence", "check_prose", "heading", "headline", "narrate"]
