"""Sentences about a published change: under which designs it says anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from berakhlak_stats.present.narrative.claim import Narrative, Sentence
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.published import figures_of, scenario_words, scenarios_of
from berakhlak_stats.present.verbs import FLOOR

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_STATES = {"never": "cannot_tell", "below": "unsure", "always": "unsure"}


def published_narrative(result: Estimates, lang: str, start: int = 1) -> Narrative:
    """What was assumed, the first and the last row, where significance ends, and what is left."""
    writer, made = Writer(result, lang, start), figures_of(result)
    kind, limit = str(made["significant"]), made["icc_limit"]
    ends = {"before": made["before"], "after": made["after"], "limit": limit}
    verb = _STATES[kind]
    heading = writer.plain(f"published.heading_{kind}", ends, verb=verb)
    said = [_design(writer, made)]
    every = scenarios_of(result)
    for each in [every[0], *every[1:][-1:]]:
        values = {
            "icc": each.icc,
            "diff": each.row.estimate,
            "error": each.std_error,
            "p": each.row.p_value,
            "state": scenario_words(each, lang),
        }
        key = "published.claim_row" if each.icc else "published.claim_row_none"
        said.append(writer.about(key, each.row, values, verb=verb))
    said.append(writer.plain(f"published.claim_{kind}", {"limit": limit}, verb=verb))
    if abs(every[0].row.estimate) < FLOOR and kind != "never":
        said.append(writer.plain("published.claim_small", {"floor": FLOOR}, verb="small"))
    low, high = made["rounding"]
    said.append(writer.plain("published.claim_rounding", {"low": low, "high": high}))
    said.append(writer.plain("published.claim_census"))
    return Narrative(lang, heading, tuple(said))


def _design(writer: Writer, made: dict[str, Any]) -> Sentence:
    values = {
        "before": made["before"],
        "after": made["after"],
        "sd": made["sd"],
        "n_before": made["n"][0],
        "n_after": made["n"][1],
        "k_before": made["clusters"][0],
        "k_after": made["clusters"][1],
    }
    return writer.plain("published.claim_design", values)
