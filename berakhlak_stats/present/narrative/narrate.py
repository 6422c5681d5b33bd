"""What may be said of a result: the message and the sentences, by kind of result."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from berakhlak_stats.estimates.bounds import PEOPLE_LEVELS, PROFILE_LEVELS
from berakhlak_stats.present.levels import (
    COEFFICIENT,
    PAIR,
    SHARE_LEVELS,
)
from berakhlak_stats.present.narrative.claim import Narrative, Sentence
from berakhlak_stats.present.narrative.coefficients import (
    coefficient_heading,
    coefficient_sentences,
    verdict_heading,
    verdict_sentences,
)
from berakhlak_stats.present.narrative.compared import compared_heading, compared_sentences
from berakhlak_stats.present.narrative.differences import gap_heading, gap_sentences
from berakhlak_stats.present.narrative.groups import group_heading, group_sentences
from berakhlak_stats.present.narrative.measures import (
    association_heading,
    association_sentences,
    driver_heading,
    driver_sentences,
    match_heading,
    match_sentences,
    surface_heading,
    surface_sentences,
    vote_heading,
    vote_sentences,
)
from berakhlak_stats.present.narrative.pairs import pair_heading, pair_sentences
from berakhlak_stats.present.narrative.plain import (
    measure_sentences,
    named_heading,
    plain_sentences,
)
from berakhlak_stats.present.narrative.quality import (
    effect_heading,
    effect_sentences,
    people_heading,
    people_sentences,
)
from berakhlak_stats.present.narrative.ranks import rank_sentences
from berakhlak_stats.present.narrative.scores import band_sentence, score_heading, score_sentences
from berakhlak_stats.present.narrative.shares import share_heading, share_sentences
from berakhlak_stats.present.narrative.template import fill
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.own import own_presentation
from berakhlak_stats.present.phrases import enumerate_words
from berakhlak_stats.present.rows import Row, pick
from berakhlak_stats.present.verbs import ALPHA, shares_alpha

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

Kind = tuple[Callable[[Writer], Sentence], Callable[[Writer], list[Sentence]]]


MEAN_PICKS = "mean_picks"
"""Choices per person, which may stand beside the shares of words."""
SPECIAL: dict[str, str] = {
    **dict.fromkeys(("test", "cell"), "association"),
    "matches": "match",
    **dict.fromkeys(PROFILE_LEVELS, "vote"),
    **dict.fromkeys(("driver", "driver_share", "performance"), "driver"),
    **dict.fromkeys(("surface", "model"), "surface"),
    "rank": "rank",
    **dict.fromkeys(("entropy", "ratio", "congruence", "distance", "profile"), "measure"),
}
"""Levels that have sentences of their own, and the kind these belong to."""


def kind_of(rows: list[Row]) -> str:
    """What a result is about: one of the keys of ``_KINDS``."""
    if any(row.level == "change" for row in rows):
        return "effect"
    if rows and all(row.level in PEOPLE_LEVELS for row in rows):
        return "people"
    if any(row.against for row in rows):
        return "compared"
    if rows and all(row.level == PAIR for row in rows):
        return "pair"
    if rows and all(row.level == COEFFICIENT for row in rows):
        return "verdict" if any(row.verdict for row in rows) else "coefficient"
    own = next((SPECIAL[row.level] for row in rows if row.level in SPECIAL), "")
    if own:
        return own if not any(row.group for row in rows) else "plain"
    if any(row.difference for row in rows):
        return "gap" if not any(row.group for row in rows) else "plain"
    if any(row.way for row in rows):
        return "plain"
    if any(row.group for row in rows):
        return "group"
    if rows and all(
        row.list and (row.level in SHARE_LEVELS or row.item == MEAN_PICKS) for row in rows
    ):
        return "share"
    return "score" if any(row.band for row in rows) else "plain"


_KINDS: dict[str, Kind] = {
    "effect": (effect_heading, effect_sentences),
    "people": (people_heading, people_sentences),
    "compared": (compared_heading, compared_sentences),
    "verdict": (verdict_heading, verdict_sentences),
    "coefficient": (coefficient_heading, coefficient_sentences),
    "pair": (pair_heading, pair_sentences),
    "gap": (gap_heading, gap_sentences),
    "group": (group_heading, group_sentences),
    "share": (share_heading, share_sentences),
    "score": (score_heading, score_sentences),
    "association": (association_heading, association_sentences),
    "match": (match_heading, match_sentences),
    "vote": (vote_heading, vote_sentences),
    "driver": (driver_heading, driver_sentences),
    "surface": (surface_heading, surface_sentences),
    "rank": (named_heading, rank_sentences),
    "measure": (named_heading, measure_sentences),
    "plain": (named_heading, plain_sentences),
}


def narrate(result: Estimates, lang: str = "en", *, start: int = 1) -> Narrative:
    """The sentences that a result allows, each with its claim.

    Parameters
    ----------
    result : Estimates
        Any result.
    lang : str
        "id" or "en"; both print the same numbers.
    start : int
        Number of the first claim, so that several narratives share one ledger.

    Returns
    -------
    Narrative
        ``str()`` joins the sentences. Hidden rows have no sentence; they are counted.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> narrative = narrate(bs.indices.implementation(survey), "en")
    >>> narrative.ledger[0].claim_id
    'K01'
    """
    if own := own_presentation(result):
        return own.narrative(result, lang, start=start)
    writer = Writer(result, lang, start)
    hidden = sum(row.hidden for row in writer.rows)
    kind = kind_of(writer.rows)
    if not writer.rows:
        heading = writer.plain("heading.gap_none", verb="cannot_tell")
        return Narrative(lang, heading, (writer.plain("claim.nothing_passed"),))
    untested = sum(row.state == "not_tested" for row in writer.rows)
    if kind in ("gap", "compared") and untested and not any(row.shown for row in writer.rows):
        heading = writer.plain(f"heading.{kind}_untested", verb="not_tested")
        said = [writer.plain("claim.compared_untested", {"count": untested}, verb="not_tested")]
        return Narrative(lang, heading, tuple(said), hidden)
    if not any(row.shown or says_few(row, kind) for row in writer.rows):
        if not hidden:
            return _not_computed(writer)
        heading = writer.plain("heading.hidden")
        return Narrative(lang, heading, (writer.plain("claim.nothing"),), hidden)
    message, sentences = _KINDS[kind]
    top = message(writer)
    said = sentences(writer)
    made = Narrative(lang, top, tuple(said), hidden)
    if own_level(made, result):
        said.append(writer.plain("claim.own_level", {"level": 100 * ALPHA}))
    if hidden:
        key = "claim.hidden_one" if hidden == 1 else "claim.hidden"
        said.append(writer.plain(key, {"hidden": hidden}))
    return Narrative(lang, top, tuple(said), hidden)


def _not_computed(writer: Writer) -> Narrative:
    """Nothing is hidden: the numbers do not exist, for want of a list where that is known."""
    lacking = dict.fromkeys(name for row in writer.rows for name in row.missing)
    lists = [writer.labels.list(name) for name in lacking]
    key = "claim.not_computed_list" if lists else "claim.not_computed"
    named = {"names": enumerate_words(lists, writer.lang)} if lists else {}
    heading = writer.plain("heading.not_computed")
    return Narrative(writer.lang, heading, (writer.plain(key, named),))


def says_few(row: Row, kind: str) -> bool:
    """Whether a hidden row is a finding: that few answered carelessly is worth a sentence."""
    return kind == "people" and row.state == "few_picks" and not row.group


_TESTED = frozenset({"higher", "lower", "small", "unsure", "equivalent", "cannot_tell", "count"})


def own_level(narrative: Narrative, result: Estimates) -> str:
    """That tests stand at their own level here, for a result that shares none with others."""
    if shares_alpha(result):
        return ""
    tested = any(claim.verb_level in _TESTED for claim in narrative.ledger)
    if not tested:
        return ""
    return fill("claim.own_level", narrative.lang, {"level": 100 * ALPHA})[0]


def heading(result: Estimates, lang: str = "en") -> str:
    """The message of a result, as strong as its tests allow."""
    return str(narrate(result, lang).heading)


def headline(
    result: Estimates, lang: str, *, item: str, group: str = "", start: int = 1
) -> Sentence:
    """The reading under a large score: its band, or between which bands it lies."""
    writer = Writer(result, lang, start)
    row = pick(writer.rows, item=item, group=group)[0]
    return band_sentence(writer, row, "claim.headline")
