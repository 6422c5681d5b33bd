"""How an error looks in a notebook: the message and the line that led to it, no inner frames.

Forty lines of this package's own code help nobody mend a file of answers. Jupyter asks an
exception for its lines by a method of a fixed name; everywhere else nothing changes.
"""

from __future__ import annotations

from pathlib import Path
from traceback import FrameSummary, extract_tb
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from berakhlak_stats.errors.tree import BerakhlakError

_PACKAGE = str(Path(__file__).resolve().parent.parent)
_chosen: list[str] = []


def set_language(lang: str | None) -> None:
    """Choose the language in which errors are shown in this notebook.

    Parameters
    ----------
    lang : {"id", "en"} or None
        None, as at the start, shows both. Tables, figures and sentences take their language
        as an argument of their own and are not concerned.

    Raises
    ------
    OptionError
        E703 for another language.

    Examples
    --------
    >>> from berakhlak_stats.errors import set_language
    >>> set_language("id")
    >>> set_language(None)
    """
    from berakhlak_stats.errors.tree import OptionError

    if lang not in ("id", "en", None):
        raise OptionError("E703", name="lang", expected='"id", "en"', given=lang)
    _chosen[:] = [lang] if lang else []


def notebook_lines(error: BerakhlakError, trace: TracebackType | None) -> list[str]:
    """Lines of an error: its text in the chosen language, and the user's own line."""
    texts = [error.text(lang) for lang in _chosen or ("id", "en")]
    frame = _own_frame(trace)
    where = [f"----> {frame.lineno} {frame.line}", ""] if frame and frame.line else []
    return [*where, *"\n\n".join(texts).splitlines()]


def _own_frame(trace: TracebackType | None) -> FrameSummary | None:
    """The innermost line that is not of this package or of a library: what the user wrote."""
    frames = extract_tb(trace)
    entered = next(
        (i for i, f in enumerate(frames) if f.filename.startswith(_PACKAGE)), len(frames)
    )
    return frames[entered - 1] if entered > 0 else None
