"""Open statistics for the BerAKHLAK culture survey.

The front door. Every name below is loaded when it is first used, so that importing the
package costs next to nothing:

>>> import berakhlak_stats as bs
>>> bs.load_instrument("berakhlak-2022").id
'berakhlak-2022'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from berakhlak_stats import (
        agreement,
        association,
        gaps,
        indices,
        interpret,
        quality,
        reliability,
        significance,
        simulate,
        training,
        waves,
        weighting,
    )
    from berakhlak_stats.errors import BerakhlakError
    from berakhlak_stats.estimates import Estimates, contrast
    from berakhlak_stats.instrument import Instrument, load_instrument, make_instrument
    from berakhlak_stats.report import build_report
    from berakhlak_stats.survey import (
        Design,
        Survey,
        read_survey,
        stream_survey,
        validate,
        write_survey,
    )

__version__ = "0.1.0"

_HOME = {
    "BerakhlakError": "errors",
    "Design": "survey",
    "Estimates": "estimates",
    "Instrument": "instrument",
    "Survey": "survey",
    "build_report": "report",
    "contrast": "estimates",
    "load_instrument": "instrument",
    "make_instrument": "instrument",
    "read_survey": "survey",
    "stream_survey": "survey",
    "validate": "survey",
    "write_survey": "survey",
}
_ROOMS = (
    "agreement",
    "association",
    "gaps",
    "indices",
    "interpret",
    "quality",
    "reliability",
    "significance",
    "simulate",
    "training",
    "waves",
    "weighting",
)

__all__ = [
    "BerakhlakError",
    "Design",
    "Estimates",
    "Instrument",
    "Survey",
    "__version__",
    "agreement",
    "association",
    "build_report",
    "contrast",
    "gaps",
    "indices",
    "interpret",
    "load_instrument",
    "make_instrument",
    "quality",
    "read_survey",
    "reliability",
    "significance",
    "simulate",
    "stream_survey",
    "training",
    "validate",
    "waves",
    "weighting",
    "write_survey",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its room on first use (PEP 562)."""
    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Public names, for completion in a notebook."""
    return __all__
