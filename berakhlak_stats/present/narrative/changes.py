"""Sentences about changes between waves, each as strong as its test and its series allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from berakhlak_stats.present.changes import Change, changes, waves_of
from berakhlak_stats.present.labels import row_name
from berakhlak_stats.present.narrative.claim import Narrative, Sentence
from berakhlak_stats.present.narrative.closing import closing
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import enumerate_words
from berakhlak_stats.present.reading import state_words
from berakhlak_stats.present.verbs import FLOOR, PASSED, TESTED

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

MOST = 6
"""Sentences about single changes; the rest stands in the table."""


def change_narrative(result: Estimates, lang: str, start: int = 1) -> Narrative:
    """Breaks first, then how many changes passed, the headline, and those that passed."""
    writer, every = Writer(result, lang, start), changes(result)
    hidden = sum(change.difference.hidden for change in every)
    shown = [change for change in every if not change.difference.hidden]
    if not shown:
        heading = writer.plain("heading.hidden")
        return Narrative(lang, heading, (writer.plain("claim.nothing"),), hidden)
    tested = [change for change in shown if change.verb in TESTED]
    heading = _heading(writer, shown, tested)
    said = _breaks(writer)
    said += _summary(writer, tested)
    said += [_sentence(writer, change, len(tested)) for change in _told(shown, tested)]
    untested = [change for change in shown if change.verb == "not_tested"]
    if untested and len(shown) > 1:
        values = {"count": len(untested)}
        key = "waves.claim.untested_one" if len(untested) == 1 else "waves.claim.untested"
        said.append(writer.plain(key, values, verb="not_tested"))
    said.append(_link(writer))
    said += closing(writer, tested=bool(tested), hidden=hidden)
    return Narrative(lang, heading, tuple(said), hidden)


def _heading(writer: Writer, shown: Sequence[Change], tested: Sequence[Change]) -> Sentence:
    if len(shown) == 1 or len(tested) == 1:
        change = (*tested, *shown)[0]
        return _about(writer, f"waves.heading.{change.verb}", change, len(tested))
    if not tested:
        first = next((change for change in shown if change.verb == "broken"), None)
        if first is not None:
            return _about(writer, "waves.heading.broken", first, 0)
        return writer.plain("heading.compared_untested", verb="not_tested")
    passed = sum(change.verb in PASSED for change in tested)
    if not passed:
        return writer.plain("waves.heading.none", verb="cannot_tell", family=len(tested))
    values = {"passed": passed, "tests": len(tested)}
    return writer.plain("waves.heading.count", values, verb="count", family=len(tested))


def _breaks(writer: Writer) -> list[Sentence]:
    """What broke the series, once per pair of waves."""
    return [
        writer.plain(
            "waves.claim.break_" + ("inferred" if each["sureness"] != "published" else "published"),
            {
                "before_wave": each["before"],
                "after_wave": each["after"],
                "what": each["id" if writer.lang == "id" else "en"],
            },
            verb="broken",
        )
        for each in writer.result.provenance.parameters.get("breaks", ())
    ]


def _summary(writer: Writer, tested: Sequence[Change]) -> list[Sentence]:
    if len(tested) < 2:
        return []
    passed = sum(change.verb in PASSED for change in tested)
    unknown = sum(change.verb == "cannot_tell" for change in tested)
    values = {"passed": passed, "tests": len(tested), "unknown": unknown}
    return [writer.plain("waves.claim.summary", values, verb="count", family=len(tested))]


def _told(shown: Sequence[Change], tested: Sequence[Change]) -> list[Change]:
    """The first change, which is the headline, and the largest of those that passed."""
    head = [change for change in shown if not change.difference.group][:1] or list(shown[:1])
    if len(shown) > 1 and head[0].difference.group:
        head = []
    rest = sorted(
        (change for change in tested if change.verb in PASSED and change not in head),
        key=lambda change: -abs(change.difference.estimate),
    )
    return [*head, *rest[: MOST - len(head)]]


def _sentence(writer: Writer, change: Change, family: int) -> Sentence:
    if change.points or change.verb in ("not_tested", "broken"):
        return _about(writer, f"waves.claim.{change.verb}", change, family)
    return _about(writer, f"waves.claim.other_{change.verb}", change, family)


def _about(writer: Writer, key: str, change: Change, family: int) -> Sentence:
    row = change.difference
    values: dict[str, Any] = {
        "subject": _subject(writer, change),
        "before": change.before.estimate,
        "after": change.after.estimate,
        "before_wave": change.before_wave,
        "after_wave": change.after_wave,
        "diff": row.estimate,
        "floor": FLOOR,
        "p": row.p_adjusted,
        "reason": state_words(row, writer.labels) if change.verb == "not_tested" else "",
    }
    return writer.about(key, row, values, verb=change.verb, family=family)


def _subject(writer: Writer, change: Change) -> str:
    """The group and the item, as far as they tell changes apart."""
    row = change.difference
    item = row_name(writer.labels, row)
    if not row.group:
        return item
    several = len({each.item for each in writer.rows}) > 1
    return f"{item}, {row.group}" if several else row.group


def _link(writer: Writer) -> Sentence:
    """How the samples belong together, as the caller named it."""
    made = writer.result.provenance.parameters
    names = enumerate_words(waves_of(writer.result), writer.lang)
    return writer.plain(f"waves.claim.link_{made['link']}", {"names": names})
