"""Files of several waves, compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.linearised import for_tests
from berakhlak_stats.indices import all_indices
from berakhlak_stats.indices.about import choice
from berakhlak_stats.survey.survey import Codes
from berakhlak_stats.waves.comparability import (
    Bodies,
    check_bodies,
    check_labels,
    require_one_instrument,
)
from berakhlak_stats.waves.joint import Estimator, dependent, independent
from berakhlak_stats.waves.pooling import RESPONDENT, WAVE, Link, pool
from berakhlak_stats.waves.result import Plan, wave_result

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def waves(
    surveys: Sequence[Survey],
    *,
    labels: Sequence[str],
    link: str = "none",
    of: Estimator = all_indices,
    by: str | None = None,
    person: str = RESPONDENT,
    bodies: Bodies | None = None,
    declare_break: bool = False,
    against: str = "previous",
    adjust: str = "holm",
    finite_population: bool = False,
    **options: Any,
) -> Estimates:
    """Estimates of every wave and their differences, with the variance that the samples have.

    Parameters
    ----------
    surveys : sequence of Survey
        One per wave, in the order of time.
    labels : sequence of str
        What each wave is called. A year in it ("2023") is held against the breaks of the series
        that the instrument knows.
    link : {"none", "psu", "person"}
        Never guessed. "none": independent samples. "psu": primary units of equal label are the
        same units, drawn once. "person": persons of equal identifier are the same persons; they
        are the primary units where none are named.
    of : callable
        Any function of a survey with an option ``by`` that returns Estimates, such as
        ``indices.implementation`` or ``indices.rating_score``; the six indices by default.
    by : str, optional
        Column of the groups, which all waves have.
    person : str
        Column of pseudonymous identifiers for ``link="person"``; by default the respondent
        number of the files.
    bodies : mapping of wave label to mapping of group label to body, optional
        Which body each label of ``by`` stood for. Rows are then about bodies; a label that
        changed its body is refused.
    declare_break : bool
        Different instruments are refused unless the caller declares the series broken between
        them; then differences are shown, untested and without a verb.
    against : {"previous", "first"}
        What each wave is held against.
    adjust : {"holm", "BH", "bonferroni", "hochberg", "hommel", "BY", "none"}
        Over all differences of this call: one family.
    finite_population : bool
        Keep population counts (``link="none"``). A difference then is about the people of those
        days and nobody else; a census makes each one significant.
    **options
        Of ``of``: ``method``, ``conf_level``, ``replicates``, ``rng``, ``variant`` and so on.

    Returns
    -------
    Estimates
        Per item and group a row for every wave (``wave``), then one for every difference
        (``wave`` less ``against``) in the units of the estimate, with ``p_value``,
        ``p_adjusted`` and ``effect``. ``note`` says why a difference is not tested; "broken
        series" marks those across a break.

    Raises
    ------
    InstrumentError
        E504 for different instruments.
    AnswerError
        E202 for different rating scales.
    StatisticError
        E890 to E895 for labels, units or persons that cannot be linked.

    Notes
    -----
    Independent samples: ``V = V1 + V2``, with Welch's degrees of freedom. Linked waves are pooled
    into one design in which waves are domains, so that ``V = V1 + V2 - 2 C`` with the covariance
    ``C`` of the linearised totals of shared units; the smaller degrees of freedom of the two. A
    unit seen in one wave only counts with a zero in the other. A group hidden in one wave is
    hidden in all. Differences of indices that move in steps (balance, and the total that holds
    it) have approximate intervals. Not for waves of different wording, mode or population:
    that difference is no change, whatever its standard error.

    References
    ----------
    Kish (1965), Survey Sampling, ch. 12; Binder (1983), International Statistical Review 51,
    279-292; Welch (1947), Biometrika 34, 28-35; Holm (1979), Scandinavian Journal of Statistics
    6, 65-70.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> before, after = bs.simulate.simulate(seed=1), bs.simulate.simulate(seed=2)
    >>> result = bs.waves.waves(
    ...     [before, after], labels=["2022", "2023"], of=bs.indices.implementation
    ... )
    >>> result.to_frame()["against"].tolist()
    ['', '', '2022']
    """
    names = check_labels(labels, len(surveys))
    choice("link", link, Link)
    same = require_one_instrument([s.instrument for s in surveys], names, declared=declare_break)
    if link != "none" and not same:
        raise OptionError("E706", given="declare_break", needed="link='none'")
    if link != "none" and finite_population:
        raise OptionError("E706", given="finite_population", needed="link='none'")
    plan = Plan(names, link, against, adjust, not same)
    given = [one if by is None else _with_bodies(one, by, bodies or {}, name)
             for one, name in zip(surveys, names, strict=True)]  # fmt: skip
    check_bodies(bodies or {}, names)
    chosen = {**options, "by": by}
    if link == "none":
        tested = [for_tests(one, finite_population) for one in given]
        joint = independent(tested, of, chosen)
    else:
        pooled = pool(given, names, link, person)  # type: ignore[arg-type]
        joint = dependent(pooled, WAVE, names, of, chosen)
    counts = [one.n for one in given]
    return wave_result(joint, plan, [one.instrument for one in surveys], given, counts)


def _with_bodies(
    survey: Survey, by: str, bodies: Mapping[str, Mapping[str, str]], label: str
) -> Survey:
    """The survey with the bodies that the labels of a column stood for, where they were told."""
    told = bodies.get(label)
    if not told:
        return survey
    column = survey.column(by)
    unknown = [code for code in told if code not in column.labels]
    if unknown:
        choices = ", ".join(column.labels)
        raise OptionError("E701", name=f"bodies[{label!r}]", given=unknown[0], choices=choices)
    names = [told.get(each, each) for each in column.labels]
    kept = tuple(sorted(set(names)))
    to = np.array([*(kept.index(name) for name in names), -1], np.int32)
    return replace(survey, columns={**survey.columns, by: Codes(to[column.codes], kept)})
