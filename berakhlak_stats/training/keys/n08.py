"""Gaps between what is held, seen and hoped for."""

from __future__ import annotations

from functools import cache
from typing import Any

from berakhlak_stats import gaps
from berakhlak_stats.errors import Bilingual
from berakhlak_stats.training.material import Material

_WORDS = ("inovatif_dan_kreatif", "terbuka_bekerja_sama", "proaktif", "kualitas_terbaik",
          "menghargai_perbedaan", "ramah_dan_solutif", "komunikasi_terbuka")  # fmt: skip


def _word(material: Material) -> str:
    return _WORDS[int(material.rng("word").integers(len(_WORDS)))]


def word(material: Material) -> dict[str, Any]:
    """A word in both languages."""
    label = material.survey.instrument.word_index[_word(material)].label
    return {"word": Bilingual(label.id, label.en), "code": _word(material)}


@cache
def gap(material: Material) -> float:
    """People who hope for it less those who see it, in points."""
    frame = gaps.value_gap(material.survey, lists=("current", "desired")).to_frame()
    row = frame[(frame["item"] == _word(material)) & (frame["list"] == "current>desired")]
    return 100 * float(row["estimate"].iloc[0])


def gap_turned(material: Material) -> float:
    """The wrong way round."""
    return -gap(material)


@cache
def entropy(material: Material) -> float:
    """Cultural entropy."""
    return float(gaps.cultural_entropy(material.survey).to_frame()["estimate"].iloc[0])


def energy(material: Material) -> float:
    """What is left of the votes."""
    return 100 - entropy(material)


@cache
def matches(material: Material) -> float:
    """Words that are in the top ten of both lists."""
    frame = gaps.matches(material.survey, lists=("personal", "current"), replicates=50).to_frame()
    return float(frame[frame["level"] == "matches"]["estimate"].iloc[0])


def matches_in_percent(material: Material) -> float:
    """The match of the group, on 0-100."""
    return 10 * matches(material)


@cache
def overlap(material: Material) -> float:
    """The mean overlap of a person's own words with those seen at work."""
    from berakhlak_stats.indices import alignment

    frame = alignment(material.survey, lists=("personal", "current")).to_frame()
    return float(frame["estimate"].iloc[0])
