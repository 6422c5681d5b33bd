"""Which differences a dumbbell figure draws, and what is said below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.figures.figure import Pen, alt_text
from berakhlak_stats.present.phrases import has_phrase
from berakhlak_stats.present.rows import Row, overall, rows_of
from berakhlak_stats.present.verbs import FLOOR, alpha_share, difference_verb

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_UNDECIDED = 3
"""Places kept for widely chosen words of which one cannot tell."""


def gap_caption(pen: Pen, result: Estimates, every: Sequence[Row], drawn: int, most: int) -> str:
    """How to read the marks, what was tested in which family, and what is not in the drawing."""
    made, lang = result.provenance.parameters, pen.lang
    tests = [row for row in every if difference_verb(row) not in ("hidden", "not_tested")]
    said = [pen.word("caption.gaps")]
    if tests:
        method = str(made.get("adjust") or "BH")
        name = pen.word(f"adjusted.{method}") if has_phrase(f"adjusted.{method}", lang) else method
        count = formats.integer(len(tests), lang)
        share = alpha_share(result)
        key = "caption.gaps_families" if share < 1 else "caption.gaps_family"
        words = formats.percent(share, lang)
        said.append(pen.say(key, method=name, count=count, share=words))
    little = sum(difference_verb(row) in ("small", "unsure") for row in every)
    if little:
        values = {"count": formats.integer(little, lang), "floor": formats.integer(FLOOR, lang)}
        said.append(pen.say("caption.gaps_differ", **values))
    if any(pen.labels.limiting(row.item) for row in every):
        said.append(pen.word("caption.limiting_flag"))
    hidden = sum(row.hidden for row in every)
    if hidden:
        key = "caption.rows_hidden_one" if hidden == 1 else "caption.rows_hidden"
        said.append(pen.say(key, count=formats.integer(hidden, lang)))
    if len(every) > drawn:
        picked = sum(row.shown for row in every) > most
        key = "caption.gaps_left_out" if picked else "caption.rows_left_out"
        said.append(pen.say(key, count=formats.integer(len(every) - drawn, lang)))
    return " ".join(said)


def gap_alt(pen: Pen, numbers: list[tuple[str, str]], every: Sequence[Row], scored: bool) -> str:
    """Type, what varies, key numbers, and what is hidden or undecided."""
    hidden = sum(row.hidden for row in every)
    text = alt_text(pen, "gaps_value" if scored else "gaps", "", numbers, hidden)
    unknown = sum(difference_verb(row) == "cannot_tell" for row in every)
    if not unknown:
        return text
    return f"{text} {pen.say('alt.cannot_tell', count=formats.integer(unknown, pen.lang))}"


def known_ends(shares: Estimates | None) -> dict[tuple[str, str], float]:
    """Estimates of both lists, by list and item."""
    if shares is None:
        return {}
    return {(row.list, row.item): row.estimate for row in overall(rows_of(shares)) if row.shown}


def chosen_rows(
    rows: Sequence[Row], known: dict[tuple[str, str], float], most: int, most_hidden: int
) -> list[Row]:
    """The largest differences, and widely chosen words whose difference is undecided.

    Without the latter, a drawing of the largest alone would look as if all were decided.
    Shown from most positive to most negative.
    """
    shown = sorted((row for row in rows if row.shown), key=lambda row: -abs(row.estimate))
    chosen = shown[:most]
    open_rows = [row for row in shown if difference_verb(row) == "cannot_tell"]
    missing = min(_UNDECIDED, len(open_rows)) - sum(row in open_rows for row in chosen)
    if known and len(shown) > most and missing > 0:

        def votes(row: Row) -> float:
            return sum(known.get((name, row.item), 0.0) for name in row.list.split(">"))

        rest = sorted((row for row in open_rows if row not in chosen), key=lambda row: -votes(row))
        chosen = [*chosen[: most - missing], *rest[:missing]]
    chosen.sort(key=lambda row: (-row.estimate, row.item))
    untested = [row for row in rows if row.state == "not_tested"][:most_hidden]
    return [*chosen, *untested, *[row for row in rows if row.hidden][:most_hidden]]
