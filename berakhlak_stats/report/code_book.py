"""Every id of an instrument with what it means and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Claim, Instrument, Text, Word


def code_rows(instrument: Instrument) -> Iterator[dict[str, str]]:
    """One row per id of an instrument, kind by kind.

    Parameters
    ----------
    instrument : Instrument

    Yields
    ------
    dict of str to str
        ``kind, code, label_id, label_en`` and, where they apply, ``value, behaviour, area,
        polarity, level, type, need, sureness, source``.

    Examples
    --------
    >>> from berakhlak_stats.instrument import load_instrument
    >>> next(code_rows(load_instrument("berakhlak-2022")))["code"]
    'personal'
    """
    for block in instrument.pick_lists:
        yield _row("pick_list", block.id, block.question, instrument.claim)
    for value in instrument.values:
        yield _row("value", value.id, value.name, value.claim)
    for behaviour in instrument.behaviours:
        row = _row("behaviour", behaviour.id, behaviour.label, behaviour.claim)
        yield {**row, "value": behaviour.value}
    for area in instrument.areas:
        yield _row("area", area.id, area.name, area.claim)
    for word in instrument.words:
        yield {**_row("word", word.id, word.label, word.claim), **_of_word(word)}
    for item in instrument.ratings:
        row = _row("rating", item.id, item.label, instrument.claim)
        turned = "reversed" if item.reversed else ""
        yield {**row, "value": item.scale or "", "polarity": turned}
    if instrument.scale is not None:
        for category, label in enumerate(instrument.scale.labels, start=instrument.scale.low):
            yield _row("category", str(category), label, instrument.claim)
    for number in instrument.numbers:
        yield _row("number", number.id, number.label, instrument.claim)
    for band in instrument.bands:
        yield {**_row("band", band.code, band.label, band.claim), "level": f"{band.low:g}"}


def _row(kind: str, code: str, label: Text, claim: Claim) -> dict[str, str]:
    return {
        "kind": kind,
        "code": code,
        "label_id": label.id,
        "label_en": label.en,
        "sureness": claim.sureness,
        "source": claim.source,
    }


def _of_word(word: Word) -> dict[str, str]:
    return {
        "value": word.value or "",
        "behaviour": word.behaviour or "",
        "area": word.area or "",
        "polarity": word.polarity,
        "level": "" if word.level is None else str(word.level),
        "type": word.type or "",
        "need": word.need or "",
    }
