"""What was asked: instruments as data, read from TOML or made from code.

The seven values, their 21 behaviours, every word and every cut stand in TOML files beside
this module, each with how sure it is and where it comes from. Code knows none of them.
"""

from berakhlak_stats.instrument.adhoc import make_instrument
from berakhlak_stats.instrument.bands import band_codes, band_of, cut_points, round_half_up
from berakhlak_stats.instrument.load import (
    available_instruments,
    build_instrument,
    load_instrument,
)
from berakhlak_stats.instrument.model import (
    Area,
    Band,
    Behaviour,
    Claim,
    Instrument,
    NumberItem,
    PickList,
    RatingItem,
    RatingScale,
    SeriesBreak,
    Text,
    Value,
    Word,
)
from berakhlak_stats.instrument.problems import InstrumentFileError

__all__ = [
    "Area",
    "Band",
    "Behaviour",
    "Claim",
    "Instrument",
    "InstrumentFileError",
    "NumberItem",
    "PickList",
    "RatingItem",
    "RatingScale",
    "SeriesBreak",
    "Text",
    "Value",
    "Word",
    "available_instruments",
    "band_codes",
    "band_of",
    "build_instrument",
    "cut_points",
    "load_instrument",
    "make_instrument",
    "round_half_up",
]
