"""Cultural entropy, after Barrett: the share of votes on limiting words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import Bilingual, OptionError
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices.about import about, limiting_words, list_names, pick_list
from berakhlak_stats.indices.parts import joined
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument, PickList
    from berakhlak_stats.survey.survey import Survey

ENTROPY_LEVEL = "entropy"


def cultural_entropy(
    survey: Survey, *, lists: Sequence[str] | str | None = "current", **options: Any
) -> Estimates:
    """Share of the votes of a list that fall on limiting words, in percent (0-100).

    Parameters
    ----------
    survey : Survey
        Of an instrument with limiting words.
    lists : str or sequence of list ids
        The current culture by default; None for all lists.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "entropy" per list and group: low is good. For the current list it is
        100 less :func:`~berakhlak_stats.indices.positive_energy`. Hidden as all
        indices are, by the persons who answered; single words are hidden by who picked them, in a
        way that this total does not undo.

    Notes
    -----
    Limiting votes over all votes, not over people: a person with three limiting words counts
    three times. A ratio of totals of persons, with a logit t interval. The bands after Barrett
    (0-10, 11-20 and so on) rest on another word list and are a rule of
    :func:`~berakhlak_stats.interpret.interpret`, not a part of the number.

    References
    ----------
    Barrett (2017), The Values-Driven Organization, 2nd ed.; Binder (1983), International
    Statistical Review 51, 279-292, for the standard error.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import cultural_entropy
    >>> survey = bs.simulate.simulate(seed=1)
    >>> entropy = cultural_entropy(survey).to_frame()["estimate"][0]
    >>> energy = bs.indices.positive_energy(survey).to_frame()["estimate"][0]
    >>> round(float(entropy + energy), 9)
    100.0
    """
    instrument = survey.instrument
    names = list_names(instrument, lists)
    parts = [
        entropy_statistic(instrument, pick_list(instrument, name, "cultural_entropy"))
        for name in names
    ]
    whole = [joined("entropy", parts)] if len(parts) > 1 else parts
    made = about("cultural_entropy", sureness="published", lists=list(names))
    return estimate(survey, whole, Options(**options), made)


def polar_words(instrument: Instrument, statistic: str) -> tuple[str, ...]:
    """The limiting words; refuses instruments without any."""
    found = limiting_words(instrument)
    if not found:
        needed = Bilingual("kata penghambat", "limiting words")
        raise OptionError("E702", instrument=instrument.id, needed=needed, statistic=statistic)
    return found


def entropy_statistic(instrument: Instrument, block: PickList) -> Statistic:
    """Limiting votes over all votes of a list, 0-100."""
    limiting = polar_words(instrument, "cultural_entropy")
    votes = ft.votes(block, {"limiting": limiting, "all": block.words}, "polarity")
    base = ft.answered(block.id)

    def f(t: View) -> Array:
        v = t[votes.name]
        return np.asarray(100 * v[..., :1] / v[..., 1:])

    output = Output("cultural_entropy", ENTROPY_LEVEL, base.name, "composite", 100, block.id)
    return Statistic(f"entropy:{block.id}", (votes, base), (output,), f)
