"""One small tree of errors, each with a stable code, a place, and a fix in two languages.

The texts live in ``register/*.toml``, one file per family of codes, so that a sentence
can be improved without touching code:

====  =======================================================
E1xx  the file itself: type, encoding, layout
E2xx  the answers in it
E3xx  disclosure: what may not be shown
E4xx  writing results
E5xx  instrument definitions
E6xx  survey design, weights, uncertainty
E7xx  arguments and options
E8xx  statistics that do not exist for these answers
E9xx  training: records of progress and answers to exercises
====  =======================================================
"""

from berakhlak_stats.errors.listing import listed
from berakhlak_stats.errors.shown import set_language
from berakhlak_stats.errors.tree import (
    AnswerError,
    BerakhlakError,
    Bilingual,
    DesignError,
    DisclosureError,
    FileError,
    InstrumentError,
    Message,
    OptionError,
    OutputError,
    StatisticError,
    TrainingError,
    make_error,
    message,
    register,
)

__all__ = [
    "AnswerError",
    "BerakhlakError",
    "Bilingual",
    "DesignError",
    "DisclosureError",
    "FileError",
    "InstrumentError",
    "Message",
    "OptionError",
    "OutputError",
    "StatisticError",
    "TrainingError",
    "listed",
    "make_error",
    "message",
    "register",
    "set_language",
]
