"""Sentences about targets: "reached" is a finding, and needs a test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present.narrative.claim import Narrative, Sentence
from berakhlak_stats.present.narrative.closing import closing
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.reading import state_words
from berakhlak_stats.present.targets import Aim, aim_name, aims_of

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

MOST = 8


def target_narrative(result: Estimates, lang: str, start: int = 1) -> Narrative:
    """How many targets were reached by the test, and each of them."""
    writer, every = Writer(result, lang, start), aims_of(result)
    hidden = sum(aim.row.hidden for aim in every)
    shown = [aim for aim in every if aim.row.estimate == aim.row.estimate]
    if not shown:
        heading = writer.plain("heading.hidden")
        return Narrative(lang, heading, (writer.plain("claim.nothing"),), hidden)
    items = len({aim.row.item for aim in every}) > 1
    tested = [aim for aim in shown if aim.verb in ("reached", "missed", "cannot_tell")]
    counts = {
        "passed": sum(aim.verb == "reached" for aim in tested),
        "missed": sum(aim.verb == "missed" for aim in tested),
        "unknown": sum(aim.verb == "cannot_tell" for aim in tested),
        "tests": len(tested),
    }
    size = len(tested)
    said: list[Sentence] = []
    if len(shown) == 1:
        heading = _about(writer, "target.heading", shown[0], size, items)
    else:
        values = {name: counts[name] for name in ("passed", "tests")}
        heading = writer.plain("target.heading.count", values, verb="count", family=size)
        said.append(writer.plain("target.claim.summary", counts, verb="count", family=size))
    said += [_about(writer, "target.claim", aim, size, items) for aim in _told(shown)]
    said += closing(writer, tested=bool(tested), hidden=hidden)
    return Narrative(lang, heading, tuple(said), hidden)


def _told(shown: Sequence[Aim]) -> list[Aim]:
    """What passed either way before what stays open."""
    order = {"reached": 0, "missed": 1, "cannot_tell": 2}
    return sorted(shown, key=lambda aim: order.get(aim.verb, 3))[:MOST]


def _about(writer: Writer, stem: str, aim: Aim, family: int, items: bool) -> Sentence:
    words = {
        "subject": aim_name(aim, writer.labels, items=items),
        "target": aim.target,
        "achieved": aim.achieved,
        "achieved_span": aim.span,
        "chance": aim.chance,
        "reason": state_words(aim.row, writer.labels) if aim.verb == "not_tested" else "",
    }
    return writer.about(f"{stem}.{aim.verb}", aim.row, words, verb=aim.verb, family=family)
