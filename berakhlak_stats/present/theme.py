"""The look of matplotlib figures, as a context that never leaks into the reader's own plots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from berakhlak_stats.errors import make_error
from berakhlak_stats.present import formats, palette

Kind = Literal["report", "notebook"]
_SIZES: dict[str, tuple[float, float]] = {"report": (12.5, 11.0), "notebook": (11.0, 9.5)}
_LOOK: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["Liberation Sans", "Arial", "Helvetica", "DejaVu Sans"],
    "text.color": palette.INK,
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelcolor": palette.SECOND,
    "axes.edgecolor": palette.RULE,
    "axes.linewidth": 0.8,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "grid.color": palette.GRID,
    "grid.linewidth": 0.8,
    "xtick.color": palette.THIRD,
    "ytick.color": palette.THIRD,
    "axes.facecolor": palette.WHITE,
    "figure.facecolor": palette.WHITE,
    "figure.figsize": (7.6, 3.6),
    "figure.constrained_layout.use": True,
    "lines.linewidth": 1.6,
    "savefig.dpi": 144,
    "svg.fonttype": "none",
    "svg.hashsalt": "berakhlak_stats",
}
_QUIET: dict[str, Any] = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.minor.size": 0,
    "ytick.minor.size": 0,
    "legend.frameon": False,
}


def settings(kind: Kind = "report") -> dict[str, Any]:
    """The rc settings of a kind of page."""
    if kind not in _SIZES:
        raise make_error("E701", name="kind", given=kind, choices=", ".join(_SIZES))
    from cycler import cycler

    label, tick = _SIZES[kind]
    sizes = {
        "font.size": label,
        "axes.labelsize": label,
        "axes.titlesize": 13,
        "xtick.labelsize": tick,
        "ytick.labelsize": tick,
    }
    scores = [palette.SCORE, palette.INTERVAL, palette.PALE_INTERVAL]
    return {**_LOOK, **_QUIET, **sizes, "axes.prop_cycle": cycler(color=scores)}


@contextmanager
def theme(kind: Kind = "report") -> Iterator[None]:
    """Draw with the look of the report inside the ``with`` block only.

    Parameters
    ----------
    kind : {"report", "notebook"}
        Type sizes for a page or for a notebook cell.

    Notes
    -----
    ``$`` in a label is a dollar sign here, never mathematics: labels come from data.

    Examples
    --------
    >>> import matplotlib as mpl
    >>> before = mpl.rcParams["svg.fonttype"]
    >>> with theme("notebook"):
    ...     mpl.rcParams["svg.fonttype"]
    'none'
    >>> mpl.rcParams["svg.fonttype"] == before
    True
    """
    import matplotlib as mpl

    chosen: Any = settings(kind)
    with mpl.rc_context(chosen):
        yield


def tick_format(lang: str, *, decimals: int = 0, unit: str = "") -> Callable[[float, object], str]:
    """A tick formatter with the number style of ``lang``, for ``axis.set_major_formatter``.

    No ``setlocale``: that is global, and absent on many machines.
    """

    def write(value: float, position: object = None) -> str:
        return formats.number(value, lang, decimals=decimals) + unit

    return write
