"""How far the reading of a large file is, told to whoever asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from berakhlak_stats.survey.texts import Sentence, sentence

Listener = Callable[[Sentence], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def progress_to(listener: Listener) -> Iterator[None]:
    """Call ``listener`` with an (id, en) sentence at every step of what is read inside.

    Examples
    --------
    >>> with progress_to(lambda said: print(said[1])):
    ...     tell_progress("progress_rows", n=65_536, percent=7)
    65,536 rows read (7%)
    """
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def tell_progress(key: str, **values: object) -> None:
    """Tell a step by its sentence; costs nothing where nobody listens."""
    listener = _listener.get()
    if listener is not None:
        listener(sentence(key, **values))
