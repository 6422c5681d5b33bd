"""What stands under sentences about tests: their level, and how much is hidden."""

from __future__ import annotations

from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.verbs import ALPHA


def closing(writer: Writer, *, tested: bool, hidden: int) -> list[Sentence]:
    """That tests stand at a level of their own, and how many rows are hidden."""
    said = [writer.plain("claim.own_level", {"level": 100 * ALPHA})] if tested else []
    if hidden:
        key = "claim.hidden_one" if hidden == 1 else "claim.hidden"
        said.append(writer.plain(key, {"hidden": hidden}))
    return said
